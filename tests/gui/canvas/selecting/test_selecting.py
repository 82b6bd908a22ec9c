"""What a click selects, and what the marquee and the keys do."""

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PySide6.QtCore import QPointF, QRectF, Qt

from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from gui.canvas.layers.geometry import LayerPart
from gui.canvas.places import Hit
from gui.canvas.selecting.crossing import passes_through
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
EMPTY = QPointF(280, 250)


def test_a_click_selects_what_is_under_it(hand: Any) -> None:
    for item in (
        NeuronItem("L1", 0),
        NeuronItem("L3", 0),
        EdgeItem("L1", "L2", 0, 1),
        EdgeItem("L1", "L2", 1, 0),
        EdgeItem("L2", "L3", 0, 1),
        LayerItem("L2"),
    ):
        hand.click(item)
        assert hand.selection.items == (item,)


def test_the_nearest_edge_wins_and_six_pixels_beside_it_still_count(hand: Any) -> None:
    on_edge = hand.point_of(EdgeItem("L1", "L2", 0, 0))
    hand.click_at(QPointF(on_edge.x(), on_edge.y() - 6))
    assert hand.selection.items == (EdgeItem("L1", "L2", 0, 0),)
    hand.click_at(QPointF(on_edge.x(), on_edge.y() - 14))
    assert hand.selection.items == ()


def test_a_click_on_a_weight_selects_its_edge(hand: Any) -> None:
    hand.canvas.viewport().grab()
    connection = hand.canvas.network_scene.connection_graphics(("L1", "L2"))
    rows, columns = connection.places.drawn_edges
    for edge, rect in connection.places.labels.items():
        hand.click_at(rect.center())
        assert hand.selection.items == (EdgeItem("L1", "L2", int(rows[edge]), int(columns[edge])),)


def test_a_double_click_on_an_edge_selects_its_connection(hand: Any) -> None:
    hand.double_click(EdgeItem("L2", "L3", 0, 1))
    assert hand.selection.items == (ConnectionItem("L2", "L3"),)


def test_a_click_on_the_ground_clears_the_selection(hand: Any) -> None:
    hand.click(NeuronItem("L1", 0))
    hand.click_at(EMPTY)
    assert hand.selection.items == ()


def test_shift_adds_and_takes_away(hand: Any) -> None:
    hand.click(LayerItem("L1"))
    hand.click(LayerItem("L3"), modifiers=SHIFT)
    assert hand.selection.items == (LayerItem("L1"), LayerItem("L3"))
    hand.click(LayerItem("L1"), modifiers=SHIFT)
    assert hand.selection.items == (LayerItem("L3"),)
    hand.click_at(EMPTY, SHIFT)
    assert hand.selection.items == (LayerItem("L3"),)


def test_the_marquee_selects_the_layers_it_touches(hand: Any) -> None:
    hand.drag(QPointF(120, 220), QPointF(600, -20))
    assert hand.selection.items == (LayerItem("L2"), LayerItem("L3"))


def test_the_marquee_with_shift_keeps_what_was_selected(hand: Any) -> None:
    hand.click(NeuronItem("L1", 0))
    hand.drag(QPointF(430, 220), QPointF(600, -20), SHIFT)
    assert hand.selection.items == (NeuronItem("L1", 0), LayerItem("L3"))


def test_the_marquee_with_alt_reaches_in_and_selects_neurons_and_edges(hand: Any) -> None:
    on_edge = hand.point_of(EdgeItem("L1", "L2", 0, 0))
    hand.drag(on_edge + QPointF(-5, -40), on_edge + QPointF(5, 2), ALT)
    assert hand.selection.items == (EdgeItem("L1", "L2", 0, 0),)
    hand.drag(QPointF(180, 100), QPointF(310, -40), ALT)
    assert {NeuronItem("L2", 0), NeuronItem("L2", 1), EdgeItem("L1", "L2", 1, 1)} <= set(hand.selection.items)
    assert not any(isinstance(item, LayerItem) for item in hand.selection.items)
    hand.drag(on_edge + QPointF(-5, -40), on_edge + QPointF(5, 2), ALT | SHIFT)
    assert EdgeItem("L1", "L2", 0, 0) in hand.selection.items
    assert NeuronItem("L2", 0) in hand.selection.items


def test_the_marquee_within_a_panel_selects_its_neurons(hand: Any) -> None:
    first = hand.point_of(NeuronItem("L2", 0))
    hand.drag(first + QPointF(-40, -10), first + QPointF(10, 10), ALT)
    assert hand.selection.items == (NeuronItem("L2", 0),)
    hand.drag(first + QPointF(0, 0), first + QPointF(10, 50), ALT)
    assert hand.selection.items == (NeuronItem("L2", 0), NeuronItem("L2", 1))
    assert hand.document.undo_stack.count() == 0


def test_the_marquee_reaches_into_wide_layers(make_hand: Any) -> None:
    network = add_layer(add_layer(Network(), "input", 784), "dense", 64, position=(280.0, 0.0))
    hand = make_hand(connect(network, "L1", "L2", Initialization()))
    hand.canvas.fit()
    panels = hand.canvas.network_scene.places.panel_rects
    around = panels["L1"].united(panels["L2"]).adjusted(-8, -8, 8, 8)
    hand.drag(around.topLeft(), around.bottomRight(), ALT)
    neurons = [item for item in hand.selection.items if isinstance(item, NeuronItem)]
    assert len(neurons) == 784 + 64
    assert any(isinstance(item, EdgeItem | ConnectionItem) for item in hand.selection.items)


@given(hnp.arrays(np.float64, (3, 4, 2), elements=st.floats(-10, 10)))
def test_a_line_passes_through_a_rectangle_where_a_painter_would_draw_it(lines: Any) -> None:
    rect = QRectF(-3, -2, 6, 4)
    sampled = np.linspace(0, 1, 200)[:, np.newaxis]
    for line, passes in zip(lines, passes_through(lines, rect), strict=True):
        points = [(1 - sampled) * a + sampled * b for a, b in itertools.pairwise(line)]
        is_inside = any(rect.contains(QPointF(x, y)) for x, y in np.concatenate(points))
        near = rect.adjusted(-0.2, -0.2, 0.2, 0.2)
        is_near = any(near.contains(QPointF(x, y)) for x, y in np.concatenate(points))
        assert passes >= is_inside
        assert passes <= is_near


def test_escape_gives_the_marquee_up(hand: Any) -> None:
    hand.click(NeuronItem("L1", 0))
    hand.press(QPointF(120, 220))
    hand.move(QPointF(600, -20))
    assert len(hand.selection.items) == 2
    hand.key(Qt.Key.Key_Escape)
    assert hand.selection.items == (NeuronItem("L1", 0),)
    hand.release(QPointF(600, -20))
    assert hand.selection.items == (NeuronItem("L1", 0),)


def test_keys_select_all_and_nothing(hand: Any) -> None:
    hand.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert hand.selection.items == (LayerItem("L1"), LayerItem("L2"), LayerItem("L3"))
    hand.key(Qt.Key.Key_Escape)
    assert hand.selection.items == ()


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_removes_layers_with_their_connections_in_one_step(hand: Any, key: Qt.Key) -> None:
    before = hand.document.project
    hand.click(LayerItem("L2"))
    hand.key(key)
    assert [layer.id for layer in hand.document.network.layers] == ["L1", "L3"]
    assert hand.document.network.connections == ()
    assert hand.selection.items == ()
    assert hand.document.undo_stack.undoText() == "Delete layer"
    hand.document.undo_stack.undo()
    assert hand.document.project.network is before.network
    hand.click(NeuronItem("L2", 1))
    assert hand.selection.items == (NeuronItem("L2", 1),)
    hand.document.undo_stack.redo()
    assert hand.selection.items == ()


def test_delete_removes_a_connection_and_a_neuron(hand: Any) -> None:
    hand.selection.select(ConnectionItem("L2", "L3"), NeuronItem("L1", 0))
    hand.canvas.delete_selection()
    assert [connection.key for connection in hand.document.network.connections] == [("L1", "L2")]
    assert hand.document.network.layer("L1").width == 1
    assert hand.document.undo_stack.undoText() == "Delete 2 items"


def test_a_layer_goes_with_its_last_neuron(hand: Any) -> None:
    hand.click(NeuronItem("L3", 0))
    hand.key(Qt.Key.Key_Delete)
    assert [layer.id for layer in hand.document.network.layers] == ["L1", "L2"]


def test_the_pointer_tells_all_views_what_is_under_it(hand: Any) -> None:
    hand.hover(hand.point_of(NeuronItem("L2", 1)))
    assert hand.selection.hovered == NeuronItem("L2", 1)
    hand.hover(hand.point_of(EdgeItem("L2", "L3", 0, 0)))
    assert hand.selection.hovered == EdgeItem("L2", "L3", 0, 0)
    hand.hover(EMPTY)
    assert hand.selection.hovered is None


def test_handles_come_before_what_is_below_them(hand: Any) -> None:
    hit = hand.canvas.hit(hand.point_of(LayerItem("L2"), LayerPart.OUTPUT_HANDLE))
    assert hit.part is LayerPart.OUTPUT_HANDLE


def test_an_input_layer_has_no_handle_on_its_left(hand: Any) -> None:
    assert hand.canvas.hit(hand.point_of(LayerItem("L2"), LayerPart.INPUT_HANDLE)).part is LayerPart.INPUT_HANDLE
    assert hand.canvas.hit(hand.point_of(LayerItem("L1"), LayerPart.INPUT_HANDLE)) == Hit(LayerItem("L1"))
