"""Connecting layers by dragging from their sides."""

from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt

from gui.canvas.edges.routes import LANE_SPACING
from gui.canvas.gestures.gesture_items import WireItem
from gui.canvas.layers.geometry import LayerPart
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem


def keys(hand: Any) -> list[tuple[str, str]]:
    return [connection.key for connection in hand.document.project.network.connections]


@pytest.mark.parametrize(
    ("layer", "handle", "other"),
    [("L1", LayerPart.OUTPUT_HANDLE, NeuronItem("L3", 0)), ("L3", LayerPart.INPUT_HANDLE, LayerItem("L1"))],
    ids=["forwards", "backwards"],
)
def test_a_wire_from_a_handle_connects(hand: Any, layer: str, handle: LayerPart, other: Any) -> None:
    hand.drag(hand.point_of(LayerItem(layer), handle), hand.point_of(other))
    assert keys(hand) == [("L1", "L2"), ("L2", "L3"), ("L1", "L3")]
    assert hand.selection.items == (ConnectionItem("L1", "L3"),)
    assert hand.document.undo_stack.undoText() == "Connect layers"
    hand.document.undo_stack.undo()
    assert keys(hand) == [("L1", "L2"), ("L2", "L3")]
    hand.document.undo_stack.redo()
    assert keys(hand)[-1] == ("L1", "L3")


@pytest.mark.parametrize("share", [0.05, 0.4, 0.95])
@pytest.mark.parametrize("beyond", [-5, 5])
def test_a_wire_begins_anywhere_on_a_side(hand: Any, share: float, beyond: float) -> None:
    side = hand.canvas.network_scene.layer_view("L1").part_rect(LayerPart.OUTPUT_HANDLE)
    start = QPointF(side.center().x() + beyond, side.top() + share * side.height())
    hand.hover(start)
    assert hand.canvas.viewport().cursor().shape() is Qt.CursorShape.CrossCursor
    hand.drag(start, hand.point_of(NeuronItem("L3", 0)))
    assert keys(hand)[2:] == [("L1", "L3")]


def test_right_beside_a_panel_a_click_selects_the_edge_and_a_drag_draws_a_wire(hand: Any) -> None:
    side = hand.canvas.network_scene.layer_view("L1").part_rect(LayerPart.OUTPUT_HANDLE)
    neuron = hand.point_of(NeuronItem("L1", 0))
    beside = QPointF(side.center().x() + 5, neuron.y() + 1)
    hand.click_at(beside)
    assert isinstance(hand.selection.items[0], EdgeItem)
    hand.key(Qt.Key.Key_Escape)
    hand.drag(beside, hand.point_of(NeuronItem("L3", 0)))
    assert keys(hand)[2:] == [("L1", "L3")]


def test_a_side_is_seen_under_the_pointer(hand: Any) -> None:
    side = hand.canvas.network_scene.layer_view("L1").part_rect(LayerPart.OUTPUT_HANDLE)
    above = QPointF(side.center().x(), side.top() + 0.2 * side.height())
    hand.hover(above)
    assert hand.color_at(above) == hand.canvas.network_scene.canvas_style.accent


def test_beside_its_sides_a_panel_is_moved(hand: Any) -> None:
    side = hand.canvas.network_scene.layer_view("L2").part_rect(LayerPart.OUTPUT_HANDLE)
    start = QPointF(side.left() - 6, side.bottom() - 8)
    hand.drag(start, start + QPointF(0, 100))
    assert keys(hand) == [("L1", "L2"), ("L2", "L3")]
    assert hand.document.project.network.layer("L2").position[1] != 0


def test_a_refusal_is_shown_at_the_pointer_and_changes_nothing(hand: Any, qtbot: Any) -> None:
    start = hand.point_of(LayerItem("L3"), LayerPart.OUTPUT_HANDLE)
    end = hand.point_of(NeuronItem("L2", 0))
    hand.press(start)
    hand.move((start + end) / 2)
    hand.move(end)
    hint = hand.canvas.findChild(object, "canvas-hint")
    sentence = "“Hidden” already leads to “Output”, so this connection would close a cycle."
    assert hint.isVisible()
    assert hint.text() == sentence
    with qtbot.waitSignal(hand.canvas.edit_refused) as refused:
        hand.release(end)
    assert refused.args == [sentence]
    assert not hint.isVisible()
    assert len(keys(hand)) == 2
    assert hand.document.undo_stack.count() == 0


def test_a_refusal_stands_beside_the_layers(hand: Any) -> None:
    hand.drag(hand.point_of(LayerItem("L3"), LayerPart.OUTPUT_HANDLE), hand.point_of(NeuronItem("L2", 0)))
    toast = hand.canvas.findChild(object, "canvas-toast")
    assert toast.isVisible()
    panels = hand.canvas.network_scene.places.panel_rects.values()
    in_view = [hand.canvas.mapFromScene(panel).boundingRect() for panel in panels]
    assert not any(toast.geometry().intersects(panel) for panel in in_view)


def test_a_refusal_goes_with_the_pointers_next_move(hand: Any) -> None:
    end = hand.point_of(NeuronItem("L2", 0))
    hand.drag(hand.point_of(LayerItem("L3"), LayerPart.OUTPUT_HANDLE), end)
    toast = hand.canvas.findChild(object, "canvas-toast")
    hand.hover(end + QPointF(4, 0))
    assert toast.isVisible()  # a hand that lets go is not quite still
    hand.hover(end + QPointF(60, 0))
    assert not toast.isVisible()


def test_a_wire_over_other_layers_is_drawn_as_the_arch_that_it_becomes(hand: Any) -> None:
    end = hand.point_of(NeuronItem("L3", 0))
    hand.press(hand.point_of(LayerItem("L1"), LayerPart.OUTPUT_HANDLE))
    hand.move(end - QPointF(40, 0))
    hand.move(end)
    wire = next(item for item in hand.canvas.scene().items() if isinstance(item, WireItem))
    top = wire.sceneBoundingRect().top()
    assert top < hand.canvas.network_scene.layer_view("L2").panel_rect.top()
    hand.release(end)
    route = hand.canvas.network_scene.connection_graphics(("L1", "L3")).route
    assert abs(route.lane - top) <= 2 * LANE_SPACING


def test_nothing_leads_into_an_input_layer(hand: Any, qtbot: Any) -> None:
    with qtbot.waitSignal(hand.canvas.edit_refused) as refused:
        hand.drag(hand.point_of(LayerItem("L2"), LayerPart.OUTPUT_HANDLE), hand.point_of(NeuronItem("L1", 1)))
    assert refused.args == ["“Input” takes its values from the data, so nothing can lead into it."]


def test_a_wire_dropped_on_the_ground_edits_nothing(hand: Any, qtbot: Any) -> None:
    with qtbot.assertNotEmitted(hand.canvas.edit_refused):
        hand.drag(hand.point_of(LayerItem("L1"), LayerPart.OUTPUT_HANDLE), QPointF(200, 250))
    assert hand.document.undo_stack.count() == 0


def test_escape_gives_the_wire_up(hand: Any) -> None:
    items = set(hand.canvas.network_scene.items())
    end = hand.point_of(NeuronItem("L3", 0))
    hand.press(hand.point_of(LayerItem("L1"), LayerPart.OUTPUT_HANDLE))
    hand.move(QPointF(200, 100))
    hand.move(end)
    hand.key(Qt.Key.Key_Escape)
    hand.release(end)
    assert len(keys(hand)) == 2
    assert set(hand.canvas.network_scene.items()) == items


def test_while_training_the_sentence_says_to_pause(hand: Any, qtbot: Any) -> None:
    hand.document.set_training(True)
    with qtbot.waitSignal(hand.canvas.edit_refused) as refused:
        hand.drag(hand.point_of(LayerItem("L1"), LayerPart.OUTPUT_HANDLE), hand.point_of(NeuronItem("L3", 0)))
    assert refused.args == ["Training is going on; pause it (Space) to edit."]


def test_a_click_on_a_handle_selects_the_layer(hand: Any) -> None:
    hand.click(LayerItem("L2"), LayerPart.OUTPUT_HANDLE)
    assert hand.selection.items == (LayerItem("L2"),)


def test_an_arch_is_seen_even_where_it_will_lead_out_of_the_view(hand: Any) -> None:
    hand.canvas.display.choose(legend=False)
    hand.canvas.resize(900, 300)
    hand.canvas.fit()
    hand.canvas.grab()
    seen = hand.canvas.navigation.state
    start, end = hand.point_of(LayerItem("L1"), LayerPart.OUTPUT_HANDLE), hand.point_of(NeuronItem("L3", 0))
    hand.press(start)
    hand.move((start + end) / 2)
    hand.move(end)
    (wire,) = (item for item in hand.canvas.network_scene.items() if isinstance(item, WireItem))
    drawn = wire.sceneBoundingRect().adjusted(8, 8, -8, -8)  # without the room for its outline
    assert hand.canvas.navigation.can_see(drawn, margin=0)
    assert hand.canvas.navigation.state.is_like(seen)
    hand.release(end)
    assert not hand.canvas.navigation.state.is_like(seen)
    arch = hand.canvas.network_scene.connection_graphics(("L1", "L3")).boundingRect()
    assert hand.canvas.navigation.can_see(arch, margin=0)
    hand.document.undo_stack.undo()
    assert hand.canvas.navigation.state.is_like(seen)
