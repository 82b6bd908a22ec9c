"""What a drop would make is seen: the view moves for it, and what floats over the canvas steps aside."""

from typing import Any

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.network.edits import move_layers
from gui.canvas.gestures.ghost_item import GhostItem
from gui.canvas.mime import LayerPreset
from gui.selection import EdgeItem, LayerItem

INPUT = LayerPreset("input", 2, "identity", "Input")
HIDDEN = LayerPreset("dense", 2, "relu", "Hidden")


def ghost_of(hand: Any) -> QRectF:
    (ghost,) = (item for item in hand.canvas.network_scene.items() if isinstance(item, GhostItem))
    return ghost.sceneBoundingRect()


def behind_last(hand: Any) -> QPointF:
    panel = hand.canvas.network_scene.places.panel_rects["L3"]
    return QPointF(panel.right() - 6, panel.center().y())


@pytest.fixture
def fitted(hand: Any) -> Any:
    hand.canvas.resize(900, 500)
    hand.canvas.fit()
    return hand


def test_a_ghost_behind_the_last_layer_is_seen_once_the_pointer_rests(fitted: Any, qtbot: QtBot) -> None:
    navigation, seen = fitted.canvas.navigation, fitted.canvas.navigation.state
    point = behind_last(fitted)
    pixel = fitted.pixel(point)
    fitted.drag_in(HIDDEN, point)
    ghost = ghost_of(fitted)
    assert not navigation.can_see(ghost, margin=0)
    qtbot.waitUntil(lambda: navigation.can_see(ghost, margin=0))
    assert all(navigation.can_see(rect, margin=0) for rect in fitted.canvas.network_scene.places.panel_rects.values())
    fitted.drop_at(pixel)
    layers = fitted.document.network.layers
    assert layers[-1].position[0] > layers[2].position[0]
    assert ("L3", "L4") in {connection.key for connection in fitted.document.network.connections}
    assert navigation.can_see(fitted.canvas.network_scene.places.panel_rects["L4"], margin=0)
    fitted.document.undo_stack.undo()
    assert navigation.state.is_like(seen)


def test_a_drag_that_leaves_puts_the_view_back(fitted: Any, qtbot: QtBot) -> None:
    seen = fitted.canvas.navigation.state
    fitted.drag_in(HIDDEN, fitted.point_of(EdgeItem("L2", "L3", 0, 0)))  # pushes the last one out
    qtbot.waitUntil(lambda: not fitted.canvas.navigation.state.is_like(seen))
    fitted.drag_out()
    assert fitted.canvas.navigation.state.is_like(seen)
    assert fitted.canvas.navigation.is_fitted


def test_what_moves_on_is_judged_by_what_is_under_it_then(fitted: Any, qtbot: QtBot) -> None:
    seen = fitted.canvas.navigation.state
    fitted.drag_in(HIDDEN, behind_last(fitted))
    qtbot.waitUntil(lambda: not fitted.canvas.navigation.state.is_like(seen))
    moved = fitted.canvas.navigation.state
    fitted.drag_over(fitted.point_of(LayerItem("L1")) - QPointF(0, 200))
    assert ghost_of(fitted).center().x() < fitted.point_of(LayerItem("L2")).x()
    assert fitted.canvas.navigation.state.is_like(moved)
    fitted.drag_out()


def test_what_floats_over_the_canvas_steps_aside_for_a_refused_ghost(hand: Any) -> None:
    hand.actions["minimap"].trigger()
    minimap = hand.canvas.minimap
    corner = hand.canvas.mapToScene(minimap.geometry().center())
    hand.drag_in(INPUT, corner)
    assert minimap.graphicsEffect() is not None
    assert minimap.graphicsEffect().opacity() < 0.3
    assert hand.canvas.display_button.graphicsEffect() is None
    hand.drag_out()
    assert minimap.graphicsEffect() is None


@pytest.mark.parametrize("shift", [130, -130, 0])
def test_all_that_was_in_view_stays_in_view_when_a_layer_is_inserted(hand: Any, shift: int) -> None:
    navigation, places = hand.canvas.navigation, hand.canvas.network_scene.places
    navigation.zoom_to(1.0)
    hand.canvas.centerOn(280 + shift, 0)
    assert navigation.can_see(places.layers_rect, margin=0)
    hand.drop(HIDDEN, hand.point_of(EdgeItem("L2", "L3", 0, 0)))
    assert navigation.can_see(places.layers_rect, margin=0)
    hand.document.undo_stack.undo()
    assert navigation.zoom == 1.0


def test_a_fitted_network_is_fitted_again_when_a_layer_is_inserted(hand: Any) -> None:
    hand.canvas.resize(1700, 640)
    hand.canvas.fit()
    hand.drop(HIDDEN, hand.point_of(EdgeItem("L2", "L3", 0, 0)))
    shown = hand.canvas.navigation.state
    hand.canvas.fit()
    assert hand.canvas.navigation.state.is_like(shown)


def test_a_layer_inserted_in_a_view_of_few_layers_is_seen_between_its_neighbours(hand: Any) -> None:
    navigation, edge = hand.canvas.navigation, hand.point_of(EdgeItem("L2", "L3", 0, 0))
    hand.canvas.resize(800, 500)
    navigation.zoom_to(1.8)
    hand.canvas.centerOn(edge)
    hand.drag_in(HIDDEN, edge)
    assert hand.canvas.findChild(QWidget, "canvas-hint").text() == "between “Hidden” and “Output”"
    hand.drop_at(hand.pixel(edge))
    panels = hand.canvas.network_scene.places.panel_rects
    assert all(navigation.can_see(panels[layer_id], margin=0) for layer_id in ("L2", "L4", "L3"))
    assert not navigation.can_see(panels["L1"], margin=0)


def test_neighbours_too_far_to_be_seen_near_are_left_out(hand: Any) -> None:
    hand.document.edit_network("Move", lambda network: move_layers(network, {"L3": (9000.0, 0.0)}))
    navigation, edge = hand.canvas.navigation, QPointF(4000.0, 0.0)
    navigation.zoom_to(1.8)
    hand.canvas.centerOn(edge)
    hand.drop(HIDDEN, edge)
    assert navigation.zoom == pytest.approx(1.8)
    assert navigation.can_see(hand.canvas.network_scene.places.panel_rects["L4"], margin=0)
