"""Dragging a layer onto a connection of others, along one axis, and to the edge of what is seen."""

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QWidget

from engine.arrays import same_value
from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.wiring import remove_edges
from gui.canvas.edges.planning import plan_routes
from gui.canvas.gestures.gesture_items import WireItem
from gui.canvas.layers.geometry import LayerPart
from gui.canvas.layers.place import Place
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def chain() -> Network:
    """2-3-4-1 in a row."""
    network = add_layer(Network(), "input", 2, name="Input", position=(-100.0, 0.0))
    for number, (name, width) in enumerate((("First", 3), ("Second", 4), ("Output", 1)), 1):
        network = add_layer(network, "dense", width, name=name, position=(-100.0 + 280.0 * number, 0.0))
        network = connect(network, f"L{number}", f"L{number + 1}", Initialization())
    return network


@pytest.fixture
def hand(make_hand: Any, chain: Network) -> Any:
    hand = make_hand(chain)
    hand.canvas.resize(1400, 640)
    hand.canvas.centerOn(300, 0)
    return hand


def keys(hand: Any) -> set[tuple[str, str]]:
    return {connection.key for connection in hand.document.network.connections}


def drag_onto(hand: Any, layer_id: str, edge: EdgeItem, **modifiers: Any) -> QPointF:
    end = hand.point_of(edge)
    hand.drag(hand.point_of(LayerItem(layer_id)), end, **modifiers)
    return end


def test_a_layer_dropped_onto_a_connection_changes_its_place_in_one_step(hand: Any) -> None:
    before = hand.document.project.network
    drag_onto(hand, "L2", EdgeItem("L3", "L4", 0, 1))
    after = hand.document.project.network
    assert keys(hand) == {("L1", "L3"), ("L3", "L2"), ("L2", "L4")}
    assert hand.document.undo_stack.undoText() == "Reorder layers"
    assert hand.document.undo_stack.count() == 1
    x = {layer.name: layer.position[0] for layer in after.layers}
    assert x == {"Input": -100, "Second": 180, "First": 460, "Output": 740}  # the same columns as before
    hand.canvas.transition.finish()
    panels = list(hand.canvas.network_scene.places.panel_rects.values())
    assert not any(a.intersects(b) for number, a in enumerate(panels) for b in panels[:number])
    hand.document.undo_stack.undo()
    assert same_value(hand.document.project.network, before)


def test_it_shows_what_it_will_do(hand: Any) -> None:
    start, end = hand.point_of(LayerItem("L2")), hand.point_of(EdgeItem("L3", "L4", 0, 1))
    hand.press(start)
    hand.move((start + end) / 2)
    hand.move(end)
    hint = hand.canvas.findChild(object, "canvas-hint")
    assert hint.isVisible()
    assert "between “Second” and “Output”" in hint.text()
    hand.key(Qt.Key.Key_Escape)
    assert not hint.isVisible()
    hand.release(end)
    assert hand.document.undo_stack.count() == 0
    assert hand.canvas.network_scene.layer_view("L2").position == QPointF(180, 0)


def test_its_wires_are_the_ways_of_the_connections_that_the_drop_makes(skipping: Any) -> None:
    """The neighbours it leaves are joined over a layer that stands between them."""
    before = keys(skipping)
    start, end = skipping.point_of(LayerItem("L3")), skipping.point_of(EdgeItem("L1", "L4", 0, 0))
    skipping.press(start)
    skipping.move((start + end) / 2)
    skipping.move(end)
    scene = skipping.canvas.network_scene
    (wires,) = (item for item in scene.items() if isinstance(item, WireItem))
    shown = wires.boundingRect().adjusted(8, 8, -8, -8)
    views = {layer.id: scene.layer_view(layer.id) for layer in scene.network.layers}
    places = {name: Place(view.geometry, *view.position.toTuple()) for name, view in views.items()}
    skipping.release(end)
    connections = skipping.document.network.connections
    ways = plan_routes(places, connections)
    made = QRectF()
    assert not keys(skipping) <= before
    for key in keys(skipping) - before:
        made = made.united(ways[key].middle.boundingRect())
    assert shown.getCoords() == pytest.approx(made.getCoords(), abs=1.0)


def test_what_it_is_dragged_over_stays_where_it_is(hand: Any) -> None:
    start, end = hand.point_of(LayerItem("L2")), hand.point_of(EdgeItem("L3", "L4", 0, 1))
    route = hand.canvas.network_scene.connection_graphics(("L3", "L4")).route
    hand.press(start)
    hint = hand.canvas.findChild(object, "canvas-hint")
    for step in range(6):
        hand.move(start + (end - start) * step / 5)
    for offset in (0, 2, -2):
        hand.move(end + QPointF(offset, 0))
        assert hint.isVisible()
        assert hand.canvas.network_scene.connection_graphics(("L3", "L4")).route is route
    hand.release(end)
    assert hand.document.undo_stack.undoText() == "Reorder layers"


def test_the_network_stays_in_view(hand: Any) -> None:
    hand.canvas.fit()
    drag_onto(hand, "L2", EdgeItem("L3", "L4", 0, 1))
    shown = hand.canvas.network_scene.shown_positions
    assert any(shown[layer.id] != QPointF(*layer.position) for layer in hand.document.network.layers), "none glides"
    hand.canvas.transition.finish()
    assert hand.canvas.navigation.can_see(hand.canvas.network_scene.places.content_rect())


@pytest.mark.parametrize("height", [70, -70])
def test_it_takes_its_place_in_the_row_however_high_it_is_dropped(hand: Any, height: int) -> None:
    panels = hand.canvas.network_scene.places.panel_rects
    gap = QPointF((panels["L3"].right() + panels["L4"].left()) / 2, panels["L3"].center().y() + height)
    drag_middle_to(hand, "L2", gap)
    assert keys(hand) == {("L1", "L3"), ("L3", "L2"), ("L2", "L4")}
    assert {layer.position[1] for layer in hand.document.network.layers} == {0.0}


def test_where_the_row_is_taken_it_stays_as_high_as_it_is_dropped(skipping: Any) -> None:
    end = skipping.point_of(EdgeItem("L1", "L4", 0, 0))
    skipping.drag(skipping.point_of(LayerItem("L3")), end)
    skipping.canvas.transition.finish()
    assert ("L1", "L3") in keys(skipping)
    assert abs(skipping.document.network.layer("L3").position[1]) > 100
    assert not panels_overlap(skipping)


def test_it_is_seen_between_its_new_neighbours_in_a_view_of_few_layers(hand: Any) -> None:
    hand.canvas.resize(900, 640)
    hand.canvas.navigation.zoom_to(1.4)
    hand.canvas.centerOn(320, 0)  # the last one is out of sight
    seen = hand.canvas.navigation.state
    panels = hand.canvas.network_scene.places.panel_rects
    assert not hand.canvas.navigation.can_see(panels["L4"], margin=0)
    drag_onto(hand, "L2", EdgeItem("L3", "L4", 0, 1))
    hand.canvas.transition.finish()
    panels = hand.canvas.network_scene.places.panel_rects
    assert all(hand.canvas.navigation.can_see(panels[layer_id], margin=0) for layer_id in ("L3", "L2", "L4"))
    hand.document.undo_stack.undo()
    assert hand.canvas.navigation.state.is_like(seen)


def test_an_input_layer_goes_back_and_says_why(hand: Any, qtbot: Any) -> None:
    with qtbot.waitSignal(hand.canvas.edit_refused) as refused:
        drag_onto(hand, "L1", EdgeItem("L3", "L4", 0, 1))
    assert "takes its values from the data" in refused.args[0]
    assert hand.canvas.network_scene.layer_view("L1").position == QPointF(-100, 0)
    assert hand.document.undo_stack.count() == 0


def test_its_own_connections_and_the_alt_key_only_move_it(hand: Any) -> None:
    start = hand.point_of(LayerItem("L2"))
    hand.drag(start, start + QPointF(-40, 40))
    assert keys(hand) == {("L1", "L2"), ("L2", "L3"), ("L3", "L4")}
    end = drag_onto(hand, "L2", EdgeItem("L3", "L4", 0, 1), modifiers=ALT)
    assert keys(hand) == {("L1", "L2"), ("L2", "L3"), ("L3", "L4")}
    assert hand.canvas.network_scene.layer_view("L2").panel_rect.contains(end)


def test_several_layers_and_layers_of_a_run_only_move(hand: Any) -> None:
    hand.selection.select(LayerItem("L1"), LayerItem("L2"))
    drag_onto(hand, "L2", EdgeItem("L3", "L4", 0, 1))
    assert hand.document.undo_stack.undoText() == "Move 2 layers"
    hand.document.undo_stack.undo()
    hand.canvas.transition.finish()
    hand.selection.select()
    hand.document.set_training(True)
    drag_onto(hand, "L2", EdgeItem("L3", "L4", 0, 1))
    assert hand.document.undo_stack.undoText() == "Move layer"
    hand.document.set_training(False)


def test_shift_keeps_to_one_axis(hand: Any) -> None:
    start = hand.point_of(LayerItem("L4"))
    hand.drag(start, start + QPointF(63, 200), SHIFT)
    assert hand.document.network.layer("L4").position == (740.0, 200.0)
    start = hand.point_of(LayerItem("L4"))
    hand.drag(start, start + QPointF(-61, 30), SHIFT)
    assert hand.document.network.layer("L4").position == (680.0, 200.0)


def test_at_the_edge_the_canvas_scrolls_by_itself(hand: Any, qtbot: Any) -> None:
    start = hand.point_of(LayerItem("L4"))
    edge = hand.canvas.mapToScene(hand.canvas.viewport().rect().bottomLeft()) + QPointF(600, -4)
    hand.press(start)
    hand.move((start + edge) / 2)
    hand.move(edge)
    bar = hand.canvas.verticalScrollBar()
    before, place = bar.value(), hand.canvas.network_scene.layer_view("L4").position.y()
    qtbot.waitUntil(lambda: bar.value() > before + 40)
    assert hand.canvas.network_scene.layer_view("L4").position.y() > place
    hand.key(Qt.Key.Key_Escape)
    stopped = bar.value()
    qtbot.waitUntil(lambda: bar.value() == stopped)
    assert hand.canvas.network_scene.layer_view("L4").position.y() == 0
    hand.release(edge)


def delete_and_rejoin(hand: Any, *items: Any) -> None:
    actions = hand.actions
    hand.selection.select(*items)
    actions.refresh()
    assert actions["delete-and-rejoin"].isEnabled(), actions.obstacle("delete-and-rejoin")
    actions["delete-and-rejoin"].trigger()


def test_deleting_a_layer_can_join_its_neighbours(hand: Any) -> None:
    delete_and_rejoin(hand, LayerItem("L2"))
    assert keys(hand) == {("L1", "L3"), ("L3", "L4")}
    assert hand.selection.items == (ConnectionItem("L1", "L3"),)
    delete_and_rejoin(hand, LayerItem("L3"))
    assert keys(hand) == {("L1", "L4")}
    hand.document.undo_stack.undo()
    hand.document.undo_stack.undo()
    assert len(keys(hand)) == 3


def test_what_keeps_from_rejoining_is_said(hand: Any) -> None:
    actions = hand.actions
    for items in ((), (NeuronItem("L2", 0),), (LayerItem("L1"),), (LayerItem("L1"), LayerItem("L2"))):
        hand.selection.select(*items)
        assert (
            actions.obstacle("delete-and-rejoin") == "Select one layer that stands between one source and one target."
        )


@pytest.fixture
def skipping(make_hand: Any, chain: Network) -> Any:
    """2-3-4-1 in a row, and a connection over both layers in the middle."""
    hand = make_hand(connect(chain, "L1", "L4", Initialization()))
    hand.canvas.resize(1400, 640)
    hand.canvas.centerOn(300, 0)
    return hand


def edges_cross(hand: Any, key: tuple[str, str], layer_id: str) -> bool:
    scene = hand.canvas.network_scene
    route, panel = scene.connection_graphics(key).route, scene.places.panel_rects[layer_id]
    rows, columns = np.divmod(
        np.arange(route.target.neuron_count * route.source.neuron_count), route.source.neuron_count
    )
    points = route.polylines(rows, columns).reshape(-1, 2)
    return any(panel.contains(QPointF(*point)) for point in points)


@pytest.mark.parametrize("height", [-60.0, -120.0, -240.0])
def test_an_arch_gives_way_to_a_layer_dragged_into_it(skipping: Any, height: float) -> None:
    start = skipping.point_of(LayerItem("L3"), LayerPart.NAME)
    end = start + QPointF(0, height)
    skipping.press(start, ALT)
    for share in (0.25, 0.5, 0.75, 1.0):
        skipping.move(start + (end - start) * share, ALT)
        assert not edges_cross(skipping, ("L1", "L4"), "L3")
    skipping.release(end, ALT)
    assert skipping.document.undo_stack.undoText() == "Move layer"
    assert not edges_cross(skipping, ("L1", "L4"), "L3")
    assert not edges_cross(skipping, ("L1", "L4"), "L2")
    skipping.document.undo_stack.undo()
    skipping.canvas.transition.finish()
    assert not edges_cross(skipping, ("L1", "L4"), "L3")


def panels_overlap(hand: Any) -> bool:
    panels = list(hand.canvas.network_scene.places.panel_rects.values())
    return any(a.intersects(b) for number, a in enumerate(panels) for b in panels[:number])


def drag_middle_to(hand: Any, layer_id: str, end: QPointF, **modifiers: Any) -> None:
    """Drag a layer by its name so that the middle of its panel comes to a point."""
    start = hand.point_of(LayerItem(layer_id), LayerPart.NAME)
    middle = hand.canvas.network_scene.places.panel_rects[layer_id].center()
    hand.drag(start, start + end - middle, **modifiers)
    hand.canvas.transition.finish()


def test_a_layer_dropped_into_the_gap_between_two_stands_between_them(hand: Any) -> None:
    panels = hand.canvas.network_scene.places.panel_rects
    gap = QPointF((panels["L3"].right() + panels["L4"].left()) / 2, panels["L3"].bottom() - 30)
    drag_middle_to(hand, "L2", gap)
    assert keys(hand) == {("L1", "L3"), ("L3", "L2"), ("L2", "L4")}
    assert not panels_overlap(hand)


@pytest.mark.parametrize(
    ("layer", "other", "share", "expected"),
    [
        ("L2", "L3", 0.7, {("L1", "L3"), ("L3", "L2"), ("L2", "L4")}),
        ("L3", "L2", 0.3, {("L1", "L3"), ("L3", "L2"), ("L2", "L4")}),
        ("L2", "L4", 0.7, {("L1", "L3"), ("L3", "L4"), ("L4", "L2")}),
    ],
    ids=["after", "before", "after the last"],
)
def test_a_layer_dropped_onto_a_side_of_another_stands_there(
    hand: Any, layer: str, other: str, share: float, expected: set[tuple[str, str]]
) -> None:
    panel = hand.canvas.network_scene.places.panel_rects[other]
    drag_middle_to(hand, layer, QPointF(panel.left() + share * panel.width(), panel.center().y() + 30))
    assert keys(hand) == expected
    assert hand.document.undo_stack.undoText() == "Reorder layers"
    assert not panels_overlap(hand)


def test_a_layer_dropped_onto_the_side_where_it_stands_only_moves_and_makes_way(hand: Any) -> None:
    before = hand.document.network
    panel = hand.canvas.network_scene.places.panel_rects["L3"]
    drag_middle_to(hand, "L2", QPointF(panel.left() + 20, panel.center().y()))
    assert same_value(hand.document.network.connections, before.connections)
    assert hand.document.undo_stack.undoText() == "Move layer"
    assert not panels_overlap(hand)


def test_layers_never_come_to_lie_on_others(hand: Any) -> None:
    panel = hand.canvas.network_scene.places.panel_rects["L3"]
    drag_middle_to(hand, "L2", panel.center(), modifiers=ALT)
    assert not panels_overlap(hand)
    hand.document.undo_stack.undo()
    hand.canvas.transition.finish()
    hand.selection.select(LayerItem("L1"), LayerItem("L2"))
    drag_middle_to(hand, "L2", panel.center())
    assert hand.document.undo_stack.undoText() == "Move 2 layers"
    assert not panels_overlap(hand)
    first, second = (hand.document.network.layer(layer_id).position for layer_id in ("L1", "L2"))
    assert (second[0] - first[0], second[1] - first[1]) == (280.0, 0.0)


def test_it_says_that_weights_are_drawn_anew(hand: Any) -> None:
    start, end = hand.point_of(LayerItem("L2")), hand.point_of(EdgeItem("L3", "L4", 0, 1))
    hand.press(start)
    hand.move(end)
    hint = hand.canvas.findChild(object, "canvas-hint")
    assert "New weights for 2 connections" in hint.text()  # the third turns round with its matrix
    assert "Forgets" not in hint.text()
    hand.key(Qt.Key.Key_Escape)
    hand.release(end)


def test_it_says_what_is_lost_with_a_matrix_before_and_after(hand: Any) -> None:
    mark = np.array([[True, False], [False, False], [False, False]])
    hand.document.edit_network("Remove edge", lambda network: remove_edges(network, "L1", "L2", mark))
    start, end = hand.point_of(LayerItem("L2")), hand.point_of(EdgeItem("L3", "L4", 0, 1))
    hand.press(start)
    hand.move(end)
    assert "Forgets 1 removed edge" in hand.canvas.findChild(object, "canvas-hint").text()
    hand.release(end)
    toast = hand.canvas.findChild(object, "canvas-toast")
    assert toast.isVisible()
    assert "Forgets 1 removed edge" in toast.text()
    assert "Ctrl+Z" in toast.text()


@pytest.mark.parametrize("size", [(1400, 640), (1000, 460)])
def test_what_a_drag_would_do_is_said_clear_of_all_layers(hand: Any, size: tuple[int, int]) -> None:
    hand.canvas.resize(*size)
    hand.canvas.fit()
    hand.canvas.grab()
    hint = hand.canvas.findChild(QWidget, "canvas-hint")
    start, end = hand.point_of(LayerItem("L4")), hand.point_of(EdgeItem("L1", "L2", 1, 0))
    hand.press(start)
    for share in (0.5, 0.9, 1.0):
        hand.move(start + (end - start) * share)
    assert hint.isVisible()
    covered = hand.canvas.mapToScene(hint.geometry()).boundingRect()
    assert hand.canvas.network_scene.places.layers_in(covered) == []
    hand.key(Qt.Key.Key_Escape)
    hand.release(end)
