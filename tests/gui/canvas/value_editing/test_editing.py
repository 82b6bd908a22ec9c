"""Setting weights and biases where they stand on the canvas, with the mouse and with keys."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent, QStatusTipEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from engine.network import parameters
from engine.network.expressions import parse_number
from engine.project.examples import EXAMPLES
from gui.canvas.value_editing.editor import ValueEditor, ValueField
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
EDGE = EdgeItem("L1", "L2", 1, 0)
HIDDEN = NeuronItem("L2", 1)


def editor(hand: Any) -> ValueEditor:
    found: ValueEditor = hand.canvas.findChild(ValueEditor, "value-editor")
    return found


def field(hand: Any) -> ValueField:
    assert editor(hand).isVisible()
    return editor(hand).field


def weight(hand: Any, edge: EdgeItem = EDGE) -> float:
    return float(hand.document.network.connection(edge.source, edge.target).weight[edge.row, edge.column])


def bias(hand: Any, neuron: NeuronItem = HIDDEN) -> float:
    return float(hand.document.network.layer(neuron.layer).bias[neuron.index])


def press(hand: Any, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifiers)


def write(text: str) -> None:
    for character in text:  # the first may move the keyboard elsewhere
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, character)


def turn(widget: QWidget, place: QPoint, angle: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(place),
        QPointF(widget.mapToGlobal(place)),
        QPoint(),
        angle,
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def drag(widget: QWidget, start: QPoint, distance: int) -> None:
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
    drag_on(widget, start + QPoint(distance, 0))


def drag_on(widget: QWidget, place: QPoint) -> None:
    left, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    point = QPointF(widget.mapToGlobal(place))
    # QTest's own move says that no button is down.
    moved = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), point, Qt.MouseButton.NoButton, left, modifiers)
    QApplication.sendEvent(widget, moved)


def value_place(hand: Any, item: Any) -> QPointF:
    hand.canvas.viewport().grab()  # what is written where is known once it has been painted
    place: QPointF = hand.canvas.network_scene.places.value_rect(item).center()
    return place


def test_a_click_on_an_edge_opens_its_value_selected(hand: Any) -> None:
    hand.click(EDGE)
    assert hand.selection.items == (EDGE,)
    assert field(hand).hasFocus()
    assert field(hand).selectedText() == "1"
    assert editor(hand).symbol.text() == "w₂₁⁽¹⁾ ="
    assert field(hand).accessibleName() == "Weight w₂₁⁽¹⁾ from x₁ to h₂⁽¹⁾"


@pytest.mark.parametrize(
    ("text", "value"), [("3", 3.0), ("0,5", 0.5), ("1/4", 0.25), ("-2e-3", -0.002), ("sqrt(4)", 2.0), ("(1+2)/2", 1.5)]
)
def test_a_number_typed_is_live_and_one_undo_step(hand: Any, text: str, value: float) -> None:
    hand.click(EDGE)
    write(text.replace("−", "-"))
    assert weight(hand) == pytest.approx(value)
    assert hand.document.undo_stack.count() == 1
    assert not editor(hand).note.isVisible()
    press(hand, Qt.Key.Key_Return)
    hand.document.undo_stack.undo()
    assert weight(hand) == 1.0


def test_what_is_merely_unfinished_is_not_complained_about(hand: Any) -> None:
    hand.click(EDGE)
    for character in "1/-sqrt(4)":
        write(character)
        assert not editor(hand).note.isVisible()
    assert weight(hand) == -0.5


def test_what_is_wrong_as_it_stands_is_refused_at_once_and_sets_nothing(hand: Any) -> None:
    hand.click(HIDDEN)
    write("1/")
    assert (bias(hand), editor(hand).note.isVisible()) == (1.0, False)
    write("0")
    assert bias(hand) == -1.0
    assert "divides by 0" in editor(hand).note.text()
    press(hand, Qt.Key.Key_Escape)
    assert hand.document.undo_stack.count() == 0


def test_what_is_wrong_as_it_stands_gives_each_of_several_its_own_value_back(hand: Any) -> None:
    other = NeuronItem("L2", 0)
    hand.selection.select(other, HIDDEN)
    before = bias(hand, other), bias(hand)
    assert before[0] != before[1]
    write("1/0")
    assert (bias(hand, other), bias(hand)) == before


def test_escape_brings_the_value_back_and_leaves_no_step(hand: Any) -> None:
    hand.click(EDGE)
    write("42")
    press(hand, Qt.Key.Key_Escape)
    assert weight(hand) == 1.0
    assert hand.document.undo_stack.count() == 0
    assert not editor(hand).isVisible()
    assert hand.canvas.hasFocus()
    assert hand.selection.items == (EDGE,)


def test_a_click_elsewhere_accepts(hand: Any) -> None:
    hand.click(EDGE)
    write("7")
    hand.click(LayerItem("L3"))
    assert weight(hand) == 7.0
    assert not editor(hand).isVisible()
    assert hand.selection.items == (LayerItem("L3"),)


def test_a_wrong_text_says_why_and_sets_nothing(hand: Any) -> None:
    hand.click(EDGE)
    write("2x")
    assert weight(hand) == 1.0
    assert "“x” was not expected" in editor(hand).note.text()
    assert editor(hand).note.isVisible()
    press(hand, Qt.Key.Key_Return)
    assert field(hand).text() == "2x"
    assert hand.selection.items == (EDGE,)
    write("5")
    assert not editor(hand).note.isVisible()
    press(hand, Qt.Key.Key_Return)
    assert weight(hand) == 5.0


def test_a_wrong_text_left_behind_is_told_with_what_stays(hand: Any, qtbot: Any) -> None:
    hand.click(EDGE)
    write("2x")
    with qtbot.waitSignal(hand.canvas.edit_refused) as refused:
        hand.click(LayerItem("L3"))
    assert refused.args == ["“2x” is not a number: “x” was not expected. It stays 1."]
    assert weight(hand) == 1.0


def test_enter_goes_on_through_weights_and_biases_to_the_last(hand: Any) -> None:
    hand.click(EdgeItem("L1", "L2", 0, 0))
    for number in range(1, 10):
        write(str(number))
        press(hand, Qt.Key.Key_Return)
    network = hand.document.network
    assert network.connection("L1", "L2").weight.tolist() == [[1, 2], [4, 5]]
    assert network.layer("L2").bias.tolist() == [3, 6]
    assert network.connection("L2", "L3").weight.tolist() == [[7, 8]]
    assert network.layer("L3").bias.tolist() == [9]
    assert not editor(hand).isVisible()
    assert hand.canvas.hasFocus()
    assert hand.document.undo_stack.count() == 8  # the first weight was 1 before
    assert hand.canvas.said == "That was the last number."
    write("5")
    assert hand.document.network.layer("L3").bias.tolist() == [9]


def test_the_status_bar_says_where_enter_and_tab_lead(hand: Any) -> None:
    told: list[str] = []

    class Ears(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if isinstance(event, QStatusTipEvent):
                told.append(event.tip())
            return False

    ears = Ears()
    hand.canvas.installEventFilter(ears)
    hand.canvas.values.edit(HIDDEN)
    assert told[-1] == "Enter or Tab: w₁₁⁽²⁾ · Shift+Tab: w₂₂⁽¹⁾"
    press(hand, Qt.Key.Key_Escape)
    assert told[-1] == ""


@pytest.mark.parametrize("others", [(), (HIDDEN,)])
def test_a_number_typed_on_a_connection_sets_all_its_edges_as_one_step(hand: Any, others: tuple[Item, ...]) -> None:
    hand.canvas.setFocus()
    hand.selection.select(*others, EdgeItem("L1", "L2", 1, 0), ConnectionItem("L1", "L2"))
    write("0.5")
    assert editor(hand).symbol.text() == ("5 values =" if others else "4 weights =")
    press(hand, Qt.Key.Key_Return)
    assert hand.document.network.connection("L1", "L2").weight.tolist() == [[0.5, 0.5], [0.5, 0.5]]
    assert bias(hand) == (0.5 if others else -1)
    assert not editor(hand).isVisible()
    assert hand.document.undo_stack.count() == 1
    hand.document.undo_stack.undo()
    assert weight(hand) == 1.0


@pytest.mark.parametrize(
    ("key", "modifiers", "expected"),
    [
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, EdgeItem("L1", "L2", 1, 1)),
        (Qt.Key.Key_Backtab, SHIFT, NeuronItem("L2", 0)),
        (Qt.Key.Key_Return, SHIFT, NeuronItem("L2", 0)),
    ],
)
def test_tab_and_shift_go_on_and_back(hand: Any, key: Qt.Key, modifiers: Qt.KeyboardModifier, expected: object) -> None:
    hand.click(EDGE)
    press(hand, key, modifiers)
    assert hand.selection.items == (expected,)
    assert field(hand).hasFocus()
    assert field(hand).selectedText() == field(hand).text()


@pytest.mark.parametrize(
    ("start", "key", "reached", "is_open"),
    [
        (EDGE, Qt.Key.Key_Right, HIDDEN, True),
        (EDGE, Qt.Key.Key_Left, NeuronItem("L1", 0), False),
        (HIDDEN, Qt.Key.Key_Right, EdgeItem("L2", "L3", 0, 1), True),
    ],
)
def test_arrows_walk_on_until_something_is_typed(
    hand: Any, start: Item, key: Qt.Key, reached: Item, is_open: bool
) -> None:
    hand.canvas.values.edit(start)
    press(hand, key)
    assert hand.selection.items == (reached,)
    assert editor(hand).isVisible() is is_open
    assert hand.document.undo_stack.count() == 0


def test_arrows_move_the_cursor_in_what_is_typed(hand: Any) -> None:
    hand.click(EDGE)
    write("25")
    press(hand, Qt.Key.Key_Left)
    write("1")
    assert field(hand).text() == "215"
    assert hand.selection.items == (EDGE,)


def test_arrows_and_wheel_nudge_within_one_step(hand: Any) -> None:
    hand.click(EDGE)
    press(hand, Qt.Key.Key_Up)
    assert weight(hand) == 1.1
    press(hand, Qt.Key.Key_Down, SHIFT)
    assert weight(hand) == pytest.approx(0.1)
    press(hand, Qt.Key.Key_Up, ALT)
    assert weight(hand) == pytest.approx(0.11)
    middle = field(hand).rect().center()
    turn(field(hand), middle, QPoint(0, 120), Qt.KeyboardModifier.NoModifier)
    assert weight(hand) == pytest.approx(0.21)
    turn(field(hand), middle, QPoint(-120, 0), ALT)  # the axes swapped, as X11 does with Alt
    assert weight(hand) == pytest.approx(0.20)
    turn(field(hand), middle, QPoint(0, 60), Qt.KeyboardModifier.NoModifier)
    assert weight(hand) == pytest.approx(0.20)
    turn(field(hand), middle, QPoint(0, 60), Qt.KeyboardModifier.NoModifier)
    assert weight(hand) == pytest.approx(0.30)
    assert hand.document.undo_stack.count() == 1


def test_the_wheel_over_the_selected_edges_weight_nudges_and_elsewhere_zooms(hand: Any) -> None:
    hand.click(EDGE)
    press(hand, Qt.Key.Key_Escape)
    place = hand.pixel(value_place(hand, EDGE))
    zoom = hand.canvas.navigation.zoom
    for _ in range(2):
        turn(hand.canvas.viewport(), place, QPoint(0, 120), Qt.KeyboardModifier.NoModifier)
    assert weight(hand) == 1.2
    assert hand.document.undo_stack.count() == 1
    assert hand.canvas.navigation.zoom == zoom
    hand.selection.select()
    turn(hand.canvas.viewport(), place, QPoint(0, 120), Qt.KeyboardModifier.NoModifier)
    assert weight(hand) == 1.2
    assert hand.canvas.navigation.zoom > zoom


def test_the_wheel_nudges_anywhere_on_an_edge_whose_value_is_open(hand: Any) -> None:
    places = hand.canvas.network_scene.places
    start, end = (places.rect_of(NeuronItem(layer, index)).center() for layer, index in (("L1", 0), ("L2", 1)))
    along = (start + share / 20 * (end - start) for share in range(20))
    hits = ((place, hand.canvas.hit(place)) for place in along)
    place = next(place for place, hit in hits if hit and hit.item == EDGE and not hit.on_value)
    hand.click_at(place)
    zoom = hand.canvas.navigation.zoom
    for _ in range(2):
        turn(hand.canvas.viewport(), hand.pixel(place), QPoint(0, 120), Qt.KeyboardModifier.NoModifier)
    turn(hand.canvas.viewport(), hand.pixel(place), QPoint(0, 120), ALT)
    assert weight(hand) == 1.21
    assert field(hand).text() == "1.21"
    assert hand.document.undo_stack.count() == 1
    assert hand.canvas.navigation.zoom == zoom
    press(hand, Qt.Key.Key_Escape)
    assert weight(hand) == 1.0


@pytest.mark.parametrize("part", ["symbol", "field"])
def test_dragging_sideways_in_the_field_scrubs_and_escape_takes_the_drag_back(hand: Any, part: str) -> None:
    hand.click(EDGE)
    widget = getattr(editor(hand), part)
    start = QPoint(20, 8)
    drag(widget, start, 40)
    assert weight(hand) == 2.0
    drag_on(widget, start + QPoint(-40, 0))
    assert weight(hand) == 0.0
    press(hand, Qt.Key.Key_Escape)
    assert weight(hand) == 1.0
    assert editor(hand).isVisible()
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=start)
    drag(widget, start, 80)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=start)
    assert weight(hand) == 3.0
    assert hand.document.undo_stack.count() == 1


def test_dragging_sideways_on_a_weight_scrubs_it_as_one_step(hand: Any) -> None:
    place = value_place(hand, EDGE)
    hand.press(place)
    hand.move(place + QPointF(40, 0))
    assert weight(hand) == 2.0
    hand.move(place + QPointF(80, 0), SHIFT)
    assert weight(hand) == 12.0
    hand.release(place + QPointF(80, 0))
    assert hand.document.undo_stack.count() == 1
    assert hand.selection.items == (EDGE,)
    hand.document.undo_stack.undo()
    assert weight(hand) == 1.0


def test_scrubbing_back_to_where_it_began_gives_the_very_weight(hand: Any) -> None:
    hand.click(EDGE)
    write("2.1912591457")
    press(hand, Qt.Key.Key_Return)
    press(hand, Qt.Key.Key_Escape)
    place = value_place(hand, EDGE)
    hand.press(place)
    hand.move(place + QPointF(42, 0))
    assert weight(hand) == 3.1912591457
    hand.move(place)
    hand.release(place)
    assert weight(hand) == 2.1912591457


@pytest.mark.parametrize(("text", "step"), [("0.0042", "0.0001"), ("3", "0.1")])
def test_the_help_tells_what_a_step_adds_to_this_weight(hand: Any, text: str, step: str) -> None:
    hand.click(EDGE)
    write(text)
    asked = field(hand).rect().center()
    QApplication.sendEvent(field(hand), QHelpEvent(QEvent.Type.ToolTip, asked, field(hand).mapToGlobal(asked)))
    assert f"adds {step}," in field(hand).toolTip()
    QToolTip.hideText()


def test_a_drag_from_the_editors_margin_changes_the_value(hand: Any) -> None:
    hand.click(EDGE)
    start = QPoint(3, editor(hand).height() // 2)
    drag(editor(hand), start, 40)
    QTest.mouseRelease(editor(hand), Qt.MouseButton.LeftButton, pos=start + QPoint(40, 0))
    assert weight(hand) == 2.0
    assert editor(hand).isVisible()


def test_the_editors_colours_stay_off_its_tooltips(hand: Any) -> None:
    hand.click(EDGE)
    for widget in (editor(hand).symbol, field(hand)):
        assert "{" in widget.styleSheet()
        assert not widget.styleSheet().startswith(("*", "QLabel", "QWidget"))


def test_escape_during_a_drag_restores_the_weight(hand: Any) -> None:
    place = value_place(hand, HIDDEN)
    hand.press(place)
    hand.move(place + QPointF(-40, 0))
    assert bias(hand) == -2.0
    hand.key(Qt.Key.Key_Escape)
    assert bias(hand) == -1.0
    assert hand.document.undo_stack.count() == 0
    hand.release(place)
    assert bias(hand) == -1.0


def test_a_mere_click_in_the_field_puts_the_cursor_there(hand: Any) -> None:
    hand.click(EDGE)
    write("123")
    press(hand, Qt.Key.Key_Return)
    press(hand, Qt.Key.Key_Return, SHIFT)
    QTest.mouseClick(field(hand), Qt.MouseButton.LeftButton, pos=QPoint(field(hand).width() - 2, 8))
    assert not field(hand).hasSelectedText()
    write("4")
    assert weight(hand) == 1234.0


def test_a_click_on_the_bias_edits_it_and_one_on_the_circle_selects(hand: Any) -> None:
    hand.click(HIDDEN)
    assert hand.selection.items == (HIDDEN,)
    assert not editor(hand).isVisible()
    hand.click_at(value_place(hand, HIDDEN))
    assert editor(hand).symbol.text() == "b₂⁽¹⁾ ="
    write("0.25")
    assert bias(hand) == 0.25
    assert hand.document.undo_stack.undoText() == "Set bias"


def test_a_double_click_on_a_neuron_edits_its_bias_unless_it_has_none(hand: Any) -> None:
    hand.double_click(HIDDEN)
    assert field(hand).text() == "−1"
    press(hand, Qt.Key.Key_Escape)
    hand.double_click(NeuronItem("L1", 0))
    assert not editor(hand).isVisible()


@pytest.mark.parametrize("text", ["7", ".5", "-3", "(1+1)", "pi", "cos(0)", "tanh(0)", ",5"])
def test_typing_with_an_edge_or_neuron_selected_begins_its_value(hand: Any, text: str) -> None:
    expected = {
        "7": 7, ".5": 0.5, "-3": -3, "(1+1)": 2, "pi": 3.141592653589793, "cos(0)": 1, "tanh(0)": 0, ",5": 0.5,
    }[text]  # fmt: skip
    for item, value in ((EDGE, weight), (HIDDEN, bias)):
        hand.canvas.setFocus()
        hand.selection.select(item)
        write(text.replace("−", "-"))
        assert value(hand) == expected
        press(hand, Qt.Key.Key_Escape)


def test_typing_with_a_layer_or_nothing_selected_sets_no_value(hand: Any) -> None:
    before = hand.document.project
    for items in ((), (LayerItem("L2"),), (NeuronItem("L1", 0),)):
        hand.selection.select(*items)
        hand.canvas.setFocus()
        write("7")
        assert not editor(hand).isVisible()
    assert hand.document.project is before


def test_backspace_means_the_text(hand: Any) -> None:
    hand.click(EDGE)
    write("12")
    press(hand, Qt.Key.Key_Backspace)
    assert weight(hand) == 1.0
    assert field(hand).text() == "1"


def test_while_training_a_click_selects_and_says_how_to_edit(hand: Any, qtbot: Any) -> None:
    hand.document.set_training(True)
    with qtbot.waitSignal(hand.canvas.edit_refused) as refused:
        hand.click(EDGE)
    assert hand.selection.items == (EDGE,)
    assert refused.args == ["Training is going on; pause it (Space) to edit."]
    note = hand.canvas.findChild(QWidget, "canvas-toast")
    assert note.isVisible()
    pointed = hand.canvas.mapFromScene(value_place(hand, EDGE))
    assert not note.geometry().contains(pointed)
    assert not editor(hand).isVisible()


def test_a_run_that_begins_closes_the_field(hand: Any) -> None:
    hand.click(EDGE)
    write("3")
    hand.document.set_training(True)
    assert not editor(hand).isVisible()
    assert weight(hand) == 3.0


def test_undo_in_an_untouched_field_takes_the_last_value_back(hand: Any) -> None:
    hand.click(EDGE)
    write("3")
    press(hand, Qt.Key.Key_Return)
    hand.document.undo_stack.undo()
    assert weight(hand) == 1.0
    press(hand, Qt.Key.Key_Return, SHIFT)
    assert field(hand).text() == "1"
    hand.document.undo_stack.redo()
    assert field(hand).text() == "3"


def test_the_field_goes_when_its_edge_goes(hand: Any) -> None:
    hand.click(LayerItem("L2"))
    hand.key(Qt.Key.Key_Delete)
    hand.document.undo_stack.undo()
    hand.click(EDGE)
    hand.document.undo_stack.redo()
    assert not editor(hand).isVisible()
    assert hand.canvas.hasFocus()


@pytest.mark.parametrize("zoom", [0.1, 0.5, 1.0, 4.0])
def test_the_field_is_as_large_at_any_zoom_and_within_the_view(hand: Any, zoom: float) -> None:
    hand.canvas.navigation.zoom_to(zoom)
    hand.canvas.values.edit(EDGE)
    rect = editor(hand).geometry()
    assert hand.canvas.viewport().rect().contains(rect)
    assert rect.height() >= 26
    hand.canvas.navigation.scroll(QPoint(2000, 0))
    assert hand.canvas.viewport().rect().contains(editor(hand).geometry())


def test_the_field_follows_its_edge_through_zoom(hand: Any) -> None:
    hand.click(EDGE)
    before = editor(hand).geometry()
    hand.canvas.navigation.scroll(QPoint(0, 60))
    assert editor(hand).geometry() == before.translated(0, 60)
    assert field(hand).hasFocus()


@pytest.mark.parametrize("zoom", [0.7, 1.0, 1.35])
@pytest.mark.parametrize("item", [EDGE, EdgeItem("L2", "L3", 0, 1), NeuronItem("L2", 0), NeuronItem("L2", 1)])
def test_the_field_hides_neither_neurons_nor_other_numbers(hand: Any, item: Item, zoom: float) -> None:
    hand.canvas.navigation.zoom_to(zoom)
    hand.canvas.viewport().grab()
    hand.canvas.values.edit(item)
    places = hand.canvas.network_scene.places
    hidden = [places.rect_of(NeuronItem("L2", index)) for index in (0, 1)]
    if isinstance(item, EdgeItem):
        hidden += [
            places.rect_of(NeuronItem(item.source, item.column)),
            places.rect_of(NeuronItem(item.target, item.row)),
        ]
    else:
        hidden.append(places.value_rect(item))
    seen = [hand.canvas.mapFromScene(rect).boundingRect() for rect in hidden]
    assert not any(editor(hand).geometry().intersects(rect) for rect in seen)


@pytest.mark.parametrize("exact", [1.0, 0.12345678901234567])
@pytest.mark.parametrize("name", ["xor-by-hand", "graph-2-3-2", "skip-connection"])
def test_walking_through_all_numbers_the_field_hides_no_other_and_no_neuron(
    make_hand: Any, name: str, exact: float
) -> None:
    network = EXAMPLES[name].build().network
    first = EdgeItem(*network.connections[0].key, 0, 0)
    hand = make_hand(parameters.set_weight(network, first.source, first.target, 0, 0, exact))
    hand.canvas.resize(850, 460)
    hand.canvas.fit()
    QApplication.processEvents()  # the window is there to be painted
    scene = hand.canvas.network_scene
    hand.canvas.values.edit(first)
    stops = 0
    while (item := hand.canvas.values.item) is not None:
        hand.canvas.viewport().grab()  # other numbers are written while a bias is edited
        numbers = [
            rect
            for key in scene.places.connections_in(scene.in_sight)
            for rect in scene.connection_graphics(key).places.label_rects_but(item)
        ]
        kept = [*numbers, *scene.places.covers_of_numbers(scene.in_sight), *scene.places.neurons_of(item)]
        place = editor(hand).geometry()
        hidden = [rect for rect in kept if hand.canvas.mapFromScene(rect).boundingRect().intersects(place)]
        assert numbers
        assert not hidden, item
        stops += 1
        QTest.keyClick(field(hand), Qt.Key.Key_Return)
    biases = sum(layer.bias.size for layer in network.layers)
    assert stops == biases + sum(int(connection.mask.sum()) for connection in network.connections)


@pytest.mark.parametrize("text", ["0.1234567890123", "1234567890123"])
@pytest.mark.parametrize("edge", [EdgeItem("L1", "L2", row, column) for row in (0, 1) for column in (0, 1)])
def test_the_field_stays_where_it_is_while_it_grows_with_what_is_typed(hand: Any, edge: EdgeItem, text: str) -> None:
    hand.click(edge)
    before = editor(hand).geometry()
    for character in text:
        write(character)
        hand.canvas.viewport().grab()  # a long number is written only where it runs over no other
        hand.canvas.values.follow()
        assert editor(hand).geometry().topLeft() == before.topLeft()
    assert editor(hand).width() > before.width()


def test_the_field_finds_another_place_where_zooming_brings_its_neuron_under_it(hand: Any) -> None:
    hand.canvas.values.edit(HIDDEN)
    hand.canvas.navigation.zoom_to(2.5, editor(hand).geometry().center())
    number = hand.canvas.network_scene.places.value_rect(HIDDEN)
    assert not hand.canvas.mapFromScene(number).boundingRect().intersects(editor(hand).geometry())


def test_moving_on_brings_what_is_out_of_sight_into_view(hand: Any) -> None:
    hand.canvas.navigation.zoom_to(4.0)
    hand.canvas.values.edit(EdgeItem("L1", "L2", 1, 1))
    for _ in range(2):
        press(hand, Qt.Key.Key_Return)
    item = EdgeItem("L2", "L3", 0, 0)
    assert hand.selection.items == (item,)
    assert (
        hand.canvas.viewport().rect().contains(hand.pixel(hand.canvas.network_scene.places.value_rect(item).center()))
    )


def test_several_selected_are_set_together_as_one_step_and_escape_gives_each_its_own_back(hand: Any) -> None:
    edges = (EdgeItem("L2", "L3", 0, 0), EdgeItem("L2", "L3", 0, 1))
    hand.canvas.setFocus()
    hand.selection.select(*edges, HIDDEN)
    write("3")
    assert [weight(hand, edge) for edge in edges] == [3, 3]
    assert bias(hand) == 3
    assert editor(hand).symbol.text() == "3 values ="
    assert hand.document.undo_stack.undoText() == "Set 3 values"
    press(hand, Qt.Key.Key_Escape)
    assert [weight(hand, edge) for edge in edges] == [1, -2]
    assert bias(hand) == -1
    assert hand.document.undo_stack.count() == 0
    write("1")
    press(hand, Qt.Key.Key_Return)
    assert [weight(hand, edge) for edge in edges] == [1, 1]
    assert hand.selection.items == (*edges, HIDDEN)
    assert not editor(hand).isVisible()
    hand.document.undo_stack.undo()
    assert [weight(hand, edge) for edge in edges] == [1, -2]


def test_several_that_differ_show_no_value_and_keep_theirs_until_one_is_typed(hand: Any) -> None:
    hand.selection.select(EdgeItem("L2", "L3", 0, 0), EdgeItem("L2", "L3", 0, 1))
    hand.canvas.edit_value()
    assert field(hand).text() == ""
    press(hand, Qt.Key.Key_Up)
    press(hand, Qt.Key.Key_Return)
    assert hand.document.undo_stack.count() == 0


def test_a_click_on_one_of_several_edits_it_alone(hand: Any) -> None:
    hand.selection.select(EDGE, EdgeItem("L1", "L2", 0, 0))
    hand.click(EDGE)
    write("9")
    assert hand.document.network.connection("L1", "L2").weight.tolist() == [[1, 1], [9, 1]]


@pytest.mark.parametrize("offset", [QPoint(0, 0), QPoint(14, 6)])
def test_a_double_click_on_an_edge_takes_its_connection_though_the_field_opens_between(
    hand: Any, offset: QPoint, qtbot: Any
) -> None:
    with qtbot.waitActive(hand.canvas):
        hand.canvas.activateWindow()
    window = hand.canvas.windowHandle()
    place = hand.canvas.viewport().mapTo(hand.canvas, hand.pixel(value_place(hand, EDGE))) + offset
    opened: list[object] = []
    hand.canvas.values.opened.connect(opened.append)
    QTest.mouseDClick(window, Qt.MouseButton.LeftButton, pos=place)
    assert opened == [EDGE]
    assert hand.selection.items == (ConnectionItem(EDGE.source, EDGE.target),)
    assert not editor(hand).isVisible()


def test_a_double_click_in_the_field_selects_the_whole_number(hand: Any, double_click: Any) -> None:
    hand.click(EDGE)
    write("-0.25")
    QTest.mouseClick(field(hand), Qt.MouseButton.LeftButton)
    double_click(field(hand), field(hand).rect().center())
    assert field(hand).selectedText() == "-0.25"
    assert hand.selection.items == (EDGE,)


def test_the_field_stands_for_the_number_of_an_edge(hand: Any) -> None:
    edge = EdgeItem("L2", "L3", 0, 1)
    number = hand.canvas.mapFromScene(value_place(hand, edge))

    hand.canvas.values.edit(edge)
    assert editor(hand).geometry().contains(number)

    press(hand, Qt.Key.Key_Escape)
    written = hand.canvas.viewport().grab().toImage()
    hand.canvas.network_scene.leave_number(edge, is_edited=True)
    left_to_field = hand.canvas.viewport().grab().toImage()
    hand.canvas.network_scene.leave_number(edge, is_edited=False)
    assert left_to_field != written
    assert hand.canvas.viewport().grab().toImage() == written


def test_why_a_number_is_refused_is_not_said_over_what_floats_there(hand: Any) -> None:
    hand.canvas.values.edit(EDGE)
    button = hand.canvas.display_button
    button.move(editor(hand).geometry().bottomLeft())
    write("1/0")
    assert editor(hand).note.isVisible()
    assert not editor(hand).note.geometry().intersects(button.geometry())


def set_exactly(hand: Any, value: float) -> None:
    set_weight = partial(parameters.set_weight, source="L1", target="L2", row=1, column=0, value=value)
    hand.document.edit_network("Set weight", set_weight)
    hand.canvas.values.edit(EDGE)


@pytest.mark.parametrize("key", [Qt.Key.Key_Home, Qt.Key.Key_End])
@pytest.mark.parametrize("value", [-0.8832780122756958, 1 / 3, 1e-12, 2.7, 123456789.0])
def test_the_field_shows_all_digits_once_the_cursor_is_among_them(hand: Any, value: float, key: Qt.Key) -> None:
    set_exactly(hand, value)
    assert parse_number(field(hand).text()) == pytest.approx(value, rel=1e-5)
    assert len(field(hand).text()) <= len("−0.000000")

    press(hand, key)
    text = field(hand).text()
    assert parse_number(text) == value
    assert field(hand).cursorPosition() == (0 if key == Qt.Key.Key_Home else len(text))

    write("5")
    field(hand).setText("")
    write(text.replace("−", "-"))
    assert weight(hand) == value


def test_a_click_into_the_number_shows_all_its_digits(hand: Any) -> None:
    set_exactly(hand, 1 / 3)
    QTest.mouseClick(field(hand), Qt.MouseButton.LeftButton)
    assert field(hand).text() == "0.3333333333333333"


def test_looking_at_a_number_does_not_round_it(hand: Any) -> None:
    set_exactly(hand, 1 / 3)
    press(hand, Qt.Key.Key_Return)
    assert weight(hand) == 1 / 3


def test_the_number_that_a_menu_copies_is_the_whole_one(hand: Any) -> None:
    set_exactly(hand, 1 / 3)
    place = field(hand).rect().center()
    QApplication.sendEvent(
        field(hand), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, field(hand).mapToGlobal(place))
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if "Copy" in action.text()).trigger()
    menu.close()
    assert QApplication.clipboard().text() == "0.3333333333333333"


def test_the_number_copied_is_the_whole_one(hand: Any) -> None:
    set_exactly(hand, 1 / 3)
    press(hand, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "0.3333333333333333"
