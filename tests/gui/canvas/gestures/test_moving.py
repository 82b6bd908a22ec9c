"""Dragging layers about."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt

from engine.arrays import same_value
from engine.network.edits import add_layer, move_layers
from engine.network.model import Network
from gui.canvas.layers.geometry import LayerPart
from gui.selection import EdgeItem, LayerItem, NeuronItem


def positions(hand: Any) -> dict[str, tuple[float, float]]:
    return {layer.name: layer.position for layer in hand.document.project.network.layers}


def drag_layer(hand: Any, item: LayerItem, dx: float, dy: float, **keys: Any) -> None:
    start = hand.point_of(item)
    hand.drag(start, start + QPointF(dx, dy), **keys)


def test_a_dragged_panel_moves_its_layer_to_the_grid_in_one_undo_step(hand: Any) -> None:
    drag_layer(hand, LayerItem("L3"), 33, 91)
    assert positions(hand)["Output"] == (600.0, 100.0)
    assert hand.selection.items == (LayerItem("L3"),)
    assert hand.document.undo_stack.count() == 1
    assert hand.canvas.network_scene.layer_view("L3").position == QPointF(600, 100)  # where it was let go
    assert hand.document.undo_stack.undoText() == "Move layer"
    hand.document.undo_stack.undo()
    hand.canvas.transition.finish()
    assert positions(hand)["Output"] == (560.0, 0.0)
    assert hand.canvas.network_scene.layer_view("L3").position == QPointF(560, 0)
    hand.document.undo_stack.redo()
    hand.canvas.transition.finish()
    assert hand.canvas.network_scene.layer_view("L3").position == QPointF(600, 100)


def test_a_layer_can_be_dragged_beside_its_neurons(hand: Any) -> None:
    start = hand.point_of(NeuronItem("L1", 1)) + QPointF(50, 0)
    hand.drag(start, start + QPointF(0, 140))
    assert positions(hand)["Input"] == (0.0, 140.0)


def test_selected_layers_move_together(hand: Any) -> None:
    hand.selection.select(LayerItem("L1"), LayerItem("L3"))
    drag_layer(hand, LayerItem("L1"), -40, 120)
    assert positions(hand) == {"Input": (-40.0, 120.0), "Hidden": (280.0, 0.0), "Output": (520.0, 120.0)}
    assert hand.document.undo_stack.undoText() == "Move 2 layers"


def test_near_another_layers_row_it_snaps_there(hand: Any, make_hand: Callable[[Network], Any]) -> None:
    drag_layer(hand, LayerItem("L2"), 0, 133, modifiers=Qt.KeyboardModifier.AltModifier)
    assert positions(hand)["Hidden"] == (280.0, 133.0)
    drag_layer(hand, LayerItem("L3"), 60, 127)
    assert positions(hand)["Output"] == (620.0, 133.0)


def test_alt_moves_freely(hand: Any) -> None:
    drag_layer(hand, LayerItem("L3"), 33, 91, modifiers=Qt.KeyboardModifier.AltModifier)
    assert positions(hand)["Output"] == (593.0, 91.0)


def test_escape_puts_the_layer_back(hand: Any) -> None:
    start = hand.point_of(LayerItem("L3"))
    hand.press(start)
    hand.move(start + QPointF(40, 40))
    hand.move(start + QPointF(80, 100))
    assert hand.canvas.network_scene.layer_view("L3").position == QPointF(640, 100)
    hand.key(Qt.Key.Key_Escape)
    assert hand.canvas.network_scene.layer_view("L3").position == QPointF(560, 0)
    hand.release(start + QPointF(80, 100))
    assert hand.document.undo_stack.count() == 0
    assert hand.canvas.gesture is None


def test_a_press_that_hardly_moves_is_a_click(hand: Any) -> None:
    drag_layer(hand, LayerItem("L3"), 3, 2)
    assert hand.document.undo_stack.count() == 0
    assert hand.selection.items == (LayerItem("L3"),)


def test_layers_move_while_training_and_live_weights_keep_coming(hand: Any) -> None:
    parameters = hand.document.parameters
    hand.document.set_training(True)
    start = hand.point_of(LayerItem("L3"))
    hand.press(start)
    hand.move(start + QPointF(0, 60))
    hand.move(start + QPointF(0, 100))
    hand.document.show_parameters(parameters)
    assert hand.canvas.network_scene.layer_view("L3").position == QPointF(560, 100)
    hand.release(start + QPointF(0, 100))
    assert positions(hand)["Output"] == (560.0, 100.0)


def test_shift_and_arrows_nudge_the_selected_layers(hand: Any) -> None:
    hand.click(LayerItem("L3"))
    hand.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    hand.key(Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert positions(hand)["Output"] == (580.0, -20.0)
    hand.document.undo_stack.undo()
    hand.document.undo_stack.undo()
    assert positions(hand)["Output"] == (560.0, 0.0)


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Up])
def test_shift_and_arrows_lead_past_layers_and_never_under_them(hand: Any, key: Qt.Key) -> None:
    places = hand.canvas.network_scene.places
    if key == Qt.Key.Key_Up:
        drag_layer(hand, LayerItem("L3"), -280, 260)
    hand.click(LayerItem("L3"))
    seen = []
    for _ in range(40):
        hand.key(key, Qt.KeyboardModifier.ShiftModifier)
        panels = places.panel_rects
        assert not any(panels["L3"].intersects(panels[other]) for other in ("L1", "L2"))
        seen.append(positions(hand)["Output"])
    assert len(set(seen)) == len(seen)
    beyond = 0 if key == Qt.Key.Key_Left else 1
    assert seen[-1][beyond] < min(place[beyond] for place in positions(hand).values() if place != seen[-1])


@pytest.mark.parametrize("zoom", [None, 0.8, 2.0])
def test_undoing_a_move_far_away_brings_back_the_view_that_followed_it(hand: Any, zoom: float | None) -> None:
    navigation = hand.canvas.navigation
    hand.canvas.fit()
    if zoom is not None:
        navigation.zoom_to(zoom)
    seen = navigation.state
    hand.canvas.context.edit("Move layer", lambda network: move_layers(network, {"L3": (2000.0, 900.0)}))
    hand.canvas.transition.finish()
    assert not navigation.state.is_like(seen)
    hand.document.undo_stack.undo()
    assert navigation.state.is_like(seen)


def test_another_edit_in_the_middle_of_a_drag_ends_the_drag(hand: Any) -> None:
    drag_layer(hand, LayerItem("L3"), 0, 100)
    start = hand.point_of(LayerItem("L1"))
    hand.press(start)
    hand.move(start + QPointF(0, 60))
    hand.move(start + QPointF(0, 100))
    hand.document.undo_stack.undo()
    assert hand.canvas.gesture is None
    assert hand.canvas.network_scene.layer_view("L1").position == QPointF(0, 0)
    hand.release(start + QPointF(0, 100))
    assert positions(hand)["Input"] == (0.0, 0.0)


def test_moving_changes_nothing_but_the_place(hand: Any) -> None:
    before = hand.document.project.network
    drag_layer(hand, LayerItem("L2"), 0, 140)
    after = hand.document.project.network
    assert same_value(before.connections, after.connections)
    assert hand.canvas.hit(hand.point_of(LayerItem("L2"), LayerPart.WIDER)).item == LayerItem("L2")


def test_a_layer_can_be_dragged_where_an_edge_crosses_its_panel(hand: Any) -> None:
    start = edge_over_panel(hand)
    hand.drag(start, start + QPointF(0, 140))
    assert positions(hand)["Hidden"] == (280.0, 140.0)
    assert hand.document.undo_stack.count() == 1


def test_an_edge_is_hit_along_its_whole_line_also_over_a_panel(hand: Any) -> None:
    point = edge_over_panel(hand)
    assert hand.canvas.hit(point).item == EdgeItem("L2", "L3", 0, 0)
    hand.click_at(point)
    assert hand.selection.items == (EdgeItem("L2", "L3", 0, 0),)
    assert hand.canvas.hit(point - QPointF(0, 20)).item == LayerItem("L2")


def edge_over_panel(hand: Any) -> QPointF:
    """Give a point of the upper edge out of Hidden that lies beside the neuron, within Hidden's panel."""
    places = hand.canvas.network_scene.places
    neuron = hand.point_of(NeuronItem("L2", 0))
    point = QPointF(places.panel_rects["L2"].right() - 20, neuron.y())
    assert places.panel_rects["L2"].contains(point)
    return point


def test_the_layer_in_hand_hides_what_it_is_dragged_over(make_hand: Callable[[Network], Any]) -> None:
    network = add_layer(Network(), "dense", 4, position=(0.0, 0.0))
    hand = make_hand(add_layer(network, "dense", 1, position=(280.0, 0.0)))
    for layer_id, other_id, way in (("L1", "L2", QPointF(240, 30)), ("L2", "L1", QPointF(-240, -90))):
        other = hand.canvas.network_scene.layer_view(other_id)
        covered = other.neuron_rect(0).center() - QPointF(0, other.geometry.fold.radius)
        shown = hand.color_at(covered)
        start = hand.point_of(LayerItem(layer_id))
        hand.press(start)
        hand.move(start + way / 2)
        hand.move(start + way)
        assert hand.canvas.network_scene.places.panel_rects[layer_id].contains(covered)
        assert hand.color_at(covered) == hand.canvas.network_scene.canvas_style.panel != shown
        hand.key(Qt.Key.Key_Escape)
        hand.release(start)
        hand.hover(start + QPointF(0, 400))
        assert hand.color_at(covered) == shown


def test_another_button_pressed_during_a_drag_does_not_end_it(hand: Any) -> None:
    start = hand.point_of(LayerItem("L3"))
    end = start + QPointF(0, 100)
    hand.press(start)
    hand.move((start + end) / 2)
    hand.move(end)
    hand.press(end, button=Qt.MouseButton.RightButton)
    hand.release(end, button=Qt.MouseButton.RightButton)
    assert hand.document.undo_stack.count() == 0
    hand.release(end)
    assert positions(hand)["Output"] == (560.0, 100.0)
    assert hand.canvas.gesture is None
