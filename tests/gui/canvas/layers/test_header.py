"""Editing a layer in its header."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QScrollBar, QWidget

from engine.network.initializers import Initialization
from engine.network.resizing import resize_layer
from gui.canvas.layers.geometry import LayerPart
from gui.selection import LayerItem


def field(hand: Any, name: str) -> QLineEdit:
    found = [child for child in hand.canvas.findChildren(QLineEdit, name) if child.isVisible()]
    assert len(found) == 1
    return found[0]


def width(hand: Any, layer_id: str) -> int:
    return int(hand.document.network.layer(layer_id).width)


def test_plus_and_minus_change_the_width_and_keep_the_selection_on_the_layer(hand: Any) -> None:
    hand.click(LayerItem("L2"), LayerPart.WIDER)
    assert width(hand, "L2") == 3
    assert hand.selection.items == (LayerItem("L2"),)
    hand.double_click(LayerItem("L2"), LayerPart.WIDER)
    assert width(hand, "L2") == 5
    hand.click(LayerItem("L2"), LayerPart.NARROWER)
    assert width(hand, "L2") == 4
    assert hand.document.undo_stack.undoText() == "Set layer width"
    for _ in range(4):
        hand.document.undo_stack.undo()
    assert width(hand, "L2") == 2


@pytest.mark.parametrize("zoom", [0.45, 0.7, 1.0])
@pytest.mark.parametrize(("part", "step"), [(LayerPart.WIDER, 1), (LayerPart.NARROWER, -1)])
def test_a_button_of_the_stepper_stays_under_the_pointer_and_undo_brings_the_view_back(
    hand: Any, zoom: float, part: LayerPart, step: int
) -> None:
    hand.document.edit_network("Set", lambda network: resize_layer(network, "L2", 12, Initialization()))
    hand.canvas.navigation.zoom_to(zoom)
    place = hand.canvas.network_scene.layer_view("L2").part_rect(part).center()
    pixel, before = hand.pixel(place), hand.canvas.navigation.state
    for presses in range(1, 10):
        QTest.mouseClick(hand.canvas.viewport(), Qt.MouseButton.LeftButton, pos=pixel)
        assert width(hand, "L2") == 12 + presses * step
        middle = hand.pixel(hand.canvas.network_scene.layer_view("L2").part_rect(part).center())
        assert (middle - pixel).manhattanLength() <= 2
        assert hand.selection.hovered == LayerItem("L2")
    for _ in range(9):
        hand.document.undo_stack.undo()
    assert hand.canvas.navigation.state.is_like(before)


def test_a_layer_keeps_its_last_neuron(hand: Any, qtbot: Any) -> None:
    with qtbot.waitSignal(hand.canvas.edit_refused):
        hand.click(LayerItem("L3"), LayerPart.NARROWER)
    assert width(hand, "L3") == 1


def test_a_width_is_typed_in_place(hand: Any) -> None:
    hand.click(LayerItem("L2"), LayerPart.WIDTH)
    edit = field(hand, "layer-width-field")
    assert edit.hasFocus()
    assert edit.selectedText() == "2"
    QTest.keyClicks(edit, "100")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert width(hand, "L2") == 100
    assert hand.canvas.hasFocus()
    assert hand.document.undo_stack.count() == 1


@pytest.mark.parametrize("other_type", [QScrollBar, QLineEdit])
def test_a_press_anywhere_else_in_the_window_takes_the_width(hand: Any, qtbot: Any, other_type: type[QWidget]) -> None:
    other = other_type(hand.canvas.window())
    other.setGeometry(0, 0, 20, 20)
    other.show()
    other.raise_()
    hand.click(LayerItem("L2"), LayerPart.WIDTH)
    QTest.keyClicks(field(hand, "layer-width-field"), "7")
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    assert width(hand, "L2") == 7
    assert not [edit for edit in hand.canvas.findChildren(QLineEdit, "layer-width-field") if edit.isVisible()]
    assert hand.document.undo_stack.count() == 1
    other.deleteLater()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("many", "The number of neurons must be a whole number; “many” is not."),
        ("1_0", "The number of neurons must be a whole number; “1_0” is not."),
        ("1" + "x" * 5_000, "The number of neurons must be a whole number; “1xxxxxxxxxxxxxxxxxx…” is not."),
        ("9" * 5_000, "No machine has the memory for a layer of 9999999999999999999… neurons."),
        ("-3", "A layer has at least one neuron; -3 were asked for."),
    ],
)
def test_a_width_that_is_no_number_is_refused(hand: Any, qtbot: Any, text: str, sentence: str) -> None:
    hand.click(LayerItem("L2"), LayerPart.WIDTH)
    edit = field(hand, "layer-width-field")
    edit.setText(text)
    with qtbot.waitSignal(hand.canvas.edit_refused) as refused:
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert refused.args == [sentence]


def test_a_double_click_on_the_name_renames(hand: Any) -> None:
    hand.double_click(LayerItem("L2"), LayerPart.NAME)
    edit = field(hand, "layer-name-field")
    QTest.keyClicks(edit, "Features")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert hand.document.network.layer("L2").name == "Features"
    assert hand.document.undo_stack.undoText() == "Rename layer"
    assert hand.canvas.network_scene.layer_view("L2").text.name == "Features"


@pytest.mark.parametrize("layer_id", ["L2", "L3"])
def test_a_name_is_typed_in_a_field_wide_enough_to_read_it_however_small_it_is_seen(hand: Any, layer_id: str) -> None:
    hand.canvas.fit()
    hand.canvas.navigation.zoom_to(0.4)
    hand.double_click(LayerItem(layer_id), LayerPart.NAME)
    edit = field(hand, "layer-name-field")
    assert edit.width() >= edit.fontMetrics().averageCharWidth() * 20
    assert hand.canvas.viewport().rect().contains(edit.geometry())


def test_escape_forgets_what_was_typed(hand: Any) -> None:
    hand.double_click(LayerItem("L2"), LayerPart.NAME)
    edit = field(hand, "layer-name-field")
    QTest.keyClicks(edit, "Features")
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert hand.document.network.layer("L2").name == "Hidden"
    assert hand.document.undo_stack.count() == 0


def test_a_click_elsewhere_accepts_what_was_typed(hand: Any) -> None:
    hand.double_click(LayerItem("L2"), LayerPart.NAME)
    QTest.keyClicks(field(hand, "layer-name-field"), "Features")
    hand.click(LayerItem("L1"))
    assert hand.document.network.layer("L2").name == "Features"
    assert hand.document.undo_stack.count() == 1


def test_a_name_that_another_layer_has_is_refused(hand: Any, qtbot: Any) -> None:
    hand.double_click(LayerItem("L2"), LayerPart.NAME)
    edit = field(hand, "layer-name-field")
    QTest.keyClicks(edit, "Input")
    with qtbot.waitSignal(hand.canvas.edit_refused) as refused:
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert refused.args == ["Another layer is called “Input” already."]
    assert hand.document.network.layer("L2").name == "Hidden"
    assert hand.document.undo_stack.count() == 0


def test_a_project_that_changes_meanwhile_closes_the_field(hand: Any) -> None:
    hand.click(LayerItem("L2"), LayerPart.WIDER)
    hand.double_click(LayerItem("L2"), LayerPart.NAME)
    QTest.keyClicks(field(hand, "layer-name-field"), "Features")
    hand.document.undo_stack.undo()
    assert hand.document.network.layer("L2").name == "Hidden"
    assert not hand.canvas.findChildren(QLineEdit, "layer-name-field") or not any(
        edit.isVisible() for edit in hand.canvas.findChildren(QLineEdit, "layer-name-field")
    )


def test_the_activation_function_is_chosen_from_a_menu_with_formulas(hand: Any) -> None:
    hand.click(LayerItem("L2"), LayerPart.ACTIVATION_FUNCTION)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    actions = {action.data(): action for action in menu.actions()}
    assert actions["relu"].isChecked()
    assert "max(0, a)" in actions["relu"].text()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(actions["tanh"]).center())
    assert hand.document.network.layer("L2").activation_function == "tanh"
    assert hand.document.undo_stack.undoText() == "Set activation function"
    assert hand.canvas.network_scene.layer_view("L2").text.function == "Tanh"


def test_an_input_layer_has_no_activation_function_to_choose(hand: Any) -> None:
    hand.click(LayerItem("L1"), LayerPart.ACTIVATION_FUNCTION)
    assert QApplication.activePopupWidget() is None
    assert hand.canvas.network_scene.layer_view("L1").text.function == "ℝ²"


@pytest.mark.parametrize(
    ("part", "key"), [(LayerPart.NARROWER, "(−)"), (LayerPart.WIDER, "(+)"), (LayerPart.NAME, "(F2)")]
)
def test_tooltips_of_a_header_name_the_keys_and_cover_no_name(hand: Any, qtbot: Any, part: LayerPart, key: str) -> None:
    hand.hover(hand.point_of(LayerItem("L2"), part))
    tooltip = hand.canvas.findChild(object, "canvas-tooltip")
    qtbot.waitUntil(tooltip.isVisible)
    assert key in tooltip.text()
    for layer in hand.document.network.layers:
        name = hand.canvas.network_scene.layer_view(layer.id).part_rect(LayerPart.NAME)
        assert not tooltip.geometry().intersects(hand.canvas.mapFromScene(name).boundingRect())
