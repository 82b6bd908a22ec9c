"""Walking over a network: what follows what, and that nothing is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from gui.canvas.value_editing.item_values import ValueItem
from gui.canvas.walking import next_value, tab_stop
from gui.sample_focus import ClassSamples
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem

UP, DOWN, LEFT, RIGHT = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right
TAB, ESCAPE, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Return
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Chains with a skip connection and removed edges."""
    widths = draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    network = add_layer(Network(), "input", widths[0])
    for number, width in enumerate(widths[1:], 1):
        network = connect(add_layer(network, "dense", width), f"L{number}", f"L{number + 1}", Initialization())
    if len(widths) > 2:
        network = connect(network, "L1", f"L{len(widths)}", Initialization())
    random = np.random.default_rng(draw(st.integers(0, 99)))
    thinned = [replace(c, mask=random.random(c.mask.shape) < 0.7) for c in network.connections]
    return replace(network, connections=tuple(thinned))


def all_from(first: Any, following: Any) -> list[Any]:
    walked = [first]
    while (found := following(walked[-1])) is not None:
        walked.append(found)
        assert len(walked) < 1000
    return walked


def round_from(first: Item, following: Callable[[Item], Item | None]) -> list[Item]:
    walked = [first]
    while (found := following(walked[-1])) != first:
        assert found is not None
        walked.append(found)
        assert len(walked) < 1000
    return walked


@given(networks())
def test_enter_leads_over_every_weight_and_bias_once_and_back(network: Network) -> None:
    def following(item: ValueItem) -> ValueItem | None:
        return next_value(network, item, 1)

    start = NeuronItem("L1", 0)
    walked = all_from(start, following)[1:]
    assert len(walked) == len(set(walked)) == network.parameter_count
    back = all_from(walked[-1], lambda item: next_value(network, item, -1))
    assert back == walked[::-1]


@given(networks())
def test_tab_leads_over_every_neuron_and_edge_once_and_round(network: Network) -> None:
    first = NeuronItem("L1", 0)
    walked = round_from(first, lambda item: tab_stop(network, item, 1))
    edges = sum(int(connection.mask.sum()) for connection in network.connections)
    assert len(walked) == len(set(walked)) == edges + sum(layer.width for layer in network.layers)
    assert round_from(first, lambda item: tab_stop(network, item, -1)) == [first, *walked[:0:-1]]


@given(networks())
def test_tab_and_enter_lead_over_values_in_the_same_order(network: Network) -> None:
    values = all_from(NeuronItem("L1", 0), lambda item: next_value(network, item, 1))[1:]
    walked = round_from(NeuronItem("L1", 0), lambda item: tab_stop(network, item, 1))
    assert [item for item in walked if item in values] == values


def test_a_neurons_weights_come_before_its_bias(xor_network: Network) -> None:
    walked = all_from(EdgeItem("L1", "L2", 0, 0), lambda item: next_value(xor_network, item, 1))
    assert walked[:4] == [
        EdgeItem("L1", "L2", 0, 0),
        EdgeItem("L1", "L2", 0, 1),
        NeuronItem("L2", 0),
        EdgeItem("L1", "L2", 1, 0),
    ]


@pytest.mark.parametrize(
    ("start", "keys", "end"),
    [
        (LayerItem("L1"), [RIGHT, RIGHT], LayerItem("L3")),
        (LayerItem("L3"), [LEFT], LayerItem("L2")),
        (LayerItem("L3"), [RIGHT], LayerItem("L3")),
        (LayerItem("L2"), [DOWN], NeuronItem("L2", 0)),
        (NeuronItem("L2", 0), [DOWN, DOWN, DOWN], NeuronItem("L2", 1)),
        (NeuronItem("L2", 1), [UP, UP], LayerItem("L2")),
        (NeuronItem("L2", 1), [LEFT], EdgeItem("L1", "L2", 1, 1)),
        (NeuronItem("L2", 1), [LEFT, LEFT], NeuronItem("L1", 1)),
        (NeuronItem("L2", 1), [RIGHT], EdgeItem("L2", "L3", 0, 1)),
        (NeuronItem("L2", 1), [RIGHT, RIGHT, LEFT, LEFT], NeuronItem("L2", 0)),
        (NeuronItem("L2", 0), [TAB, TAB, TAB], NeuronItem("L2", 1)),
        (NeuronItem("L3", 0), [TAB], NeuronItem("L1", 0)),
        (LayerItem("L3"), [TAB], LayerItem("L1")),
        (ConnectionItem("L2", "L3"), [TAB], ConnectionItem("L1", "L2")),
        (EdgeItem("L1", "L2", 1, 0), [DOWN, DOWN], EdgeItem("L1", "L2", 1, 1)),
        (EdgeItem("L1", "L2", 1, 0), [LEFT], NeuronItem("L1", 0)),
        (EdgeItem("L1", "L2", 1, 0), [RIGHT], NeuronItem("L2", 1)),
        (EdgeItem("L1", "L2", 1, 0), [UP], ConnectionItem("L1", "L2")),
        (ConnectionItem("L1", "L2"), [DOWN], EdgeItem("L1", "L2", 0, 0)),
        (ConnectionItem("L1", "L2"), [TAB], ConnectionItem("L2", "L3")),
        (ConnectionItem("L1", "L2"), [RIGHT], LayerItem("L2")),
    ],
)
def test_arrows_and_tab_walk(hand: Any, start: Item, keys: list[Qt.Key], end: Item) -> None:
    hand.canvas.setFocus()
    hand.selection.select(start)
    for key in keys:
        QTest.keyClick(hand.canvas, key)
    assert hand.selection.items == (end,)


def test_what_is_walked_to_comes_into_view_and_is_described(hand: Any) -> None:
    hand.canvas.navigation.zoom_to(3.0)
    hand.canvas.centerOn(0, 0)
    hand.canvas.setFocus()
    hand.selection.select(NeuronItem("L2", 1))
    QTest.keyClick(hand.canvas, RIGHT)
    QTest.keyClick(hand.canvas, RIGHT)
    place = hand.pixel(hand.point_of(NeuronItem("L3", 0)))
    assert hand.canvas.viewport().rect().contains(place)
    assert hand.canvas.accessibleDescription().startswith("f(x) · Output")


@pytest.fixture
def desk(hand: Any, qtbot: Any) -> Any:
    """The canvas, which fits with the full stop, between two fields under a window that steps with →."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    hand.before, hand.after, hand.fired = QLineEdit(), QLineEdit(), []
    for widget in (hand.before, hand.canvas, hand.after):
        column.addWidget(widget)
    for key in ("Right", "C"):
        action = QAction(window)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _checked, key=key: hand.fired.append(key))
        window.addAction(action)
    hand.actions["fit"].triggered.connect(lambda: hand.fired.append("."))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    hand.canvas.setFocus()
    hand.window = window
    yield hand
    hand.canvas.setParent(None)


def press(key: Qt.Key | str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifiers)


def test_an_arrow_is_the_canvass_only_while_something_is_selected_there(desk: Any) -> None:
    press(RIGHT)
    assert desk.fired == ["Right"]
    desk.selection.select(LayerItem("L1"))
    press(RIGHT)
    assert desk.fired == ["Right"]
    assert desk.selection.items == (LayerItem("L2"),)
    press(ESCAPE)
    press(RIGHT)
    assert desk.fired == ["Right", "Right"]


def test_a_number_begun_goes_before_a_shortcut_and_a_letter_after(desk: Any) -> None:
    edge = EdgeItem("L1", "L2", 1, 0)
    press(".")
    assert desk.fired == ["."]
    desk.selection.select(edge)
    press("c")
    assert desk.fired == [".", "C"]
    for character in ".5":
        press(character)
    press(ENTER)
    assert desk.fired == [".", "C"]
    assert desk.document.network.connection("L1", "L2").weight[1, 0] == 0.5


def test_the_point_of_a_number_that_nothing_takes_fits_nothing(desk: Any) -> None:
    desk.selection.select(LayerItem("L2"))
    for character in "0.5":
        press(character)
    assert desk.fired == []
    press(ESCAPE)
    press(".")
    assert desk.fired == ["."]


def test_tab_goes_round_in_the_graph_until_a_second_escape_lets_it_out(desk: Any) -> None:
    desk.before.setFocus()
    press(TAB)
    assert desk.canvas.hasFocus()
    seen = []
    for _ in range(4):
        press(TAB)
        seen.append(desk.selection.current)
    assert seen == [LayerItem("L1"), LayerItem("L2"), LayerItem("L3"), LayerItem("L1")]
    press(ESCAPE)
    press(TAB)
    assert desk.selection.items == (LayerItem("L1"),), "a single Esc is mostly meant for what was selected"
    press(ESCAPE)
    press(ESCAPE)
    press(TAB)
    assert desk.after.hasFocus()
    assert desk.selection.items == ()


def test_esc_lets_go_of_samples_that_stand_out_before_it_selects_nothing(desk: Any) -> None:
    desk.canvas.setFocus()
    desk.selection.select(LayerItem("L2"))
    desk.selection.samples.keep(ClassSamples(1, "class 1"))
    press(ESCAPE)
    assert desk.selection.samples.kept is None
    assert desk.selection.items == (LayerItem("L2"),)
    press(ESCAPE)
    assert desk.selection.items == ()


def test_whoever_comes_back_with_the_keyboard_walks_the_graph_again(desk: Any) -> None:
    press(ESCAPE)
    press(TAB)
    press(ESCAPE)
    desk.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    press(ESCAPE)
    desk.before.setFocus()
    desk.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    press(TAB)
    assert desk.canvas.hasFocus()
    assert desk.selection.items == (LayerItem("L1"),)


def test_a_frame_shows_that_the_canvas_has_the_keyboard_while_nothing_selected_does(desk: Any) -> None:
    def has_frame() -> bool:
        image = desk.canvas.viewport().grab().toImage()
        return bool(image.pixelColor(1, 1) == desk.canvas.network_scene.canvas_style.accent)

    assert not has_frame()
    desk.before.setFocus()
    desk.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert has_frame()
    press(TAB)
    assert not has_frame()
    press(ESCAPE)
    assert has_frame()
    desk.hover(desk.canvas.mapToScene(5, 5))
    desk.click_at(desk.canvas.mapToScene(5, 5))
    assert not has_frame()


def test_leaving_the_canvas_with_tab_is_told(desk: Any) -> None:
    said = desk.canvas.findChild(QLabel, "canvas-toast")
    desk.canvas.setFocus()
    desk.selection.select(LayerItem("L2"))
    press(TAB)
    assert not said.isVisible()
    press(ESCAPE)
    press(ESCAPE)
    press(TAB)
    assert not desk.canvas.hasFocus()
    assert said.isVisible()
    assert "left the canvas" in said.text()


def test_after_escape_the_walk_begins_anew(desk: Any) -> None:
    desk.canvas.setFocus()
    desk.selection.select(LayerItem("L2"))
    press(ESCAPE)
    press(DOWN)
    assert desk.selection.items == (LayerItem("L1"),)
    press(TAB)
    assert desk.selection.items == (LayerItem("L2"),)


@pytest.mark.parametrize(("key", "first"), [(TAB, LayerItem("L1")), (Qt.Key.Key_Backtab, LayerItem("L3"))])
def test_while_all_layers_are_selected_tab_goes_into_the_network(desk: Any, key: Qt.Key, first: LayerItem) -> None:
    desk.canvas.setFocus()
    desk.selection.select(LayerItem("L2"), LayerItem("L1"), LayerItem("L3"))
    press(key)
    assert desk.selection.items == (first,)
    assert desk.canvas.hasFocus()
