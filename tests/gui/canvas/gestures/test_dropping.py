"""Dragging layers in from the palette."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication

from engine.arrays import same_value
from engine.network.edits import connect, move_layers
from engine.network.initializers import Initialization
from engine.network.layout.placement import COLUMN_SPACING
from engine.network.model import Network
from gui.canvas.gestures.gesture_items import WireItem
from gui.canvas.gestures.ghost_item import GhostItem
from gui.canvas.mime import DRAG_PICTURE, LAYER_MIME_TYPE, LayerPreset, make_layer_mime, read_layer_mime
from gui.selection import EdgeItem, LayerItem, NeuronItem

INPUT = LayerPreset("input", 2, "identity", "Input")
HIDDEN = LayerPreset("dense", 2, "relu", "Hidden")
OUTPUT = LayerPreset("dense", 1, "identity", "Output")
NEURON = LayerPreset("dense", 1, "relu", "Neuron", is_single_neuron=True)


def wires(hand: Any) -> set[tuple[str, str]]:
    network = hand.document.project.network
    return {(network.layer(c.source).name, network.layer(c.target).name) for c in network.connections}


def panels_overlap(hand: Any) -> bool:
    rects = list(hand.canvas.network_scene.places.panel_rects.values())
    return any(a.intersects(b) for number, a in enumerate(rects) for b in rects[:number])


@pytest.fixture
def empty(make_hand: Callable[[Network], Any]) -> Any:
    return make_hand(Network())


def test_three_layers_dropped_from_left_to_right_connect_by_themselves(empty: Any) -> None:
    for number, preset in enumerate((INPUT, HIDDEN, OUTPUT)):
        empty.drop(preset, QPointF(280.0 * number, 5.0))
        assert empty.selection.items == (LayerItem(f"L{number + 1}"),)
        assert empty.document.undo_stack.undoText() == "Add layer"
    assert wires(empty) == {("Input", "Hidden"), ("Hidden", "Output")}
    assert [layer.position for layer in empty.document.network.layers] == [(0, 0), (280, 0), (560, 0)]
    assert empty.document.undo_stack.count() == 3
    after = empty.document.project
    for _ in range(3):
        empty.document.undo_stack.undo()
    assert empty.document.network.layers == ()
    for _ in range(3):
        empty.document.undo_stack.redo()
    assert same_value(empty.document.project, after)


def test_a_layer_dropped_on_an_edge_goes_in_between_and_the_others_make_room(hand: Any) -> None:
    hand.drop(LayerPreset("dense", 3, "tanh", "New"), hand.point_of(EdgeItem("L1", "L2", 0, 0)))
    assert wires(hand) == {("Input", "New"), ("New", "Hidden"), ("Hidden", "Output")}
    x = {layer.name: layer.position[0] for layer in hand.document.network.layers}
    assert [x["Input"], x["New"], x["Hidden"], x["Output"]] == [number * COLUMN_SPACING for number in range(4)]
    assert not panels_overlap(hand)
    assert hand.document.undo_stack.count() == 1
    hand.document.undo_stack.undo()
    assert wires(hand) == {("Input", "Hidden"), ("Hidden", "Output")}


def test_a_layer_dropped_on_a_skip_does_not_come_to_stand_on_the_layer_skipped(hand: Any) -> None:
    hand.document.edit_network("Connect", lambda network: connect(network, "L1", "L3", Initialization()))
    hand.drop(HIDDEN, hand.point_of(EdgeItem("L1", "L3", 0, 0)))
    assert ("Input", hand.document.network.layers[-1].name) in wires(hand)
    assert hand.document.network.layers[-1].position[1] < hand.document.network.layer("L2").position[1]
    assert not panels_overlap(hand)


@pytest.mark.parametrize("preset", [HIDDEN, OUTPUT, NEURON])
def test_a_layer_that_could_read_nothing_is_refused_before_the_input(
    hand: Any, qtbot: Any, preset: LayerPreset
) -> None:
    panel = hand.canvas.network_scene.places.panel_rects["L1"]
    with qtbot.waitSignal(hand.canvas.edit_refused) as refused:
        hand.drop(preset, QPointF(panel.left() - 60, panel.center().y()))
    assert refused.args == ["Nothing before “Input” could be read here: drop it to the right of that."]
    assert hand.document.undo_stack.count() == 0


@pytest.mark.parametrize("is_on_edge", [False, True])
def test_a_second_input_layer_is_refused_where_it_is_dropped(hand: Any, qtbot: Any, is_on_edge: bool) -> None:
    point = hand.point_of(EdgeItem("L1", "L2", 0, 0)) if is_on_edge else QPointF(280.0, 240.0)
    hand.drag_in(LayerPreset("input", 2, "identity", "Second"), point)
    hint = hand.canvas.findChild(object, "canvas-hint")
    assert hint.text() == "“Input” holds the sample already, and a network has one input layer: widen it."
    with qtbot.waitSignal(hand.canvas.edit_refused) as refused:
        hand.drop(LayerPreset("input", 2, "identity", "Second"), point)
    assert refused.args == [hint.text()]
    assert hand.document.undo_stack.count() == 0


def test_a_layer_dropped_on_another_finds_a_free_place(hand: Any) -> None:
    hand.drop(HIDDEN, QPointF(565.0, 10.0))
    assert len(hand.document.network.layers) == 4
    assert not panels_overlap(hand)


def test_a_layer_dropped_on_the_left_side_of_another_goes_before_it(hand: Any) -> None:
    panel = hand.canvas.network_scene.places.panel_rects["L2"]
    hand.drag_in(LayerPreset("dense", 3, "tanh", "New"), QPointF(panel.left() + 20, panel.center().y()))
    assert hand.canvas.findChild(object, "canvas-hint").text() == "before “Hidden”"
    hand.drop(LayerPreset("dense", 3, "tanh", "New"), QPointF(panel.left() + 20, panel.center().y()))
    assert wires(hand) == {("Input", "New"), ("New", "Hidden"), ("Hidden", "Output")}
    assert not panels_overlap(hand)
    assert hand.document.undo_stack.count() == 1


def test_a_layer_dropped_on_the_right_side_of_another_goes_after_it_and_feeds_all_it_fed(hand: Any) -> None:
    hand.document.edit_network("Skip", lambda network: connect(network, "L1", "L3", Initialization()))
    panel = hand.canvas.network_scene.places.panel_rects["L1"]
    hand.drop(LayerPreset("dense", 3, "tanh", "New"), QPointF(panel.right() - 20, panel.center().y()))
    assert wires(hand) == {("Input", "New"), ("New", "Hidden"), ("New", "Output"), ("Hidden", "Output")}
    assert not panels_overlap(hand)


def test_nothing_goes_before_the_input(hand: Any, qtbot: Any) -> None:
    panel = hand.canvas.network_scene.places.panel_rects["L1"]
    with qtbot.waitSignal(hand.canvas.edit_refused) as refused:
        hand.drop(HIDDEN, QPointF(panel.left() + 20, panel.center().y()))
    assert refused.args == ["“Input” takes its values from the data, so nothing can lead into it."]
    assert len(hand.document.network.layers) == 3


NEURON = LayerPreset("dense", 1, "relu", "Hidden", is_single_neuron=True)


def test_a_neuron_dropped_on_a_layer_joins_it(hand: Any) -> None:
    panel = hand.canvas.network_scene.places.panel_rects["L2"]
    hand.drop(NEURON, panel.center())
    layers = hand.document.network.layers
    assert [layer.width for layer in layers] == [2, 3, 1]
    assert hand.selection.items == (NeuronItem("L2", 2),)
    assert hand.document.undo_stack.undoText() == "Add neuron"


def test_a_neuron_dropped_on_empty_space_is_a_layer_of_one(hand: Any) -> None:
    hand.drop(NEURON, QPointF(840.0, 200.0))
    assert [layer.width for layer in hand.document.network.layers] == [2, 2, 1, 1]


def test_leaving_the_canvas_leaves_nothing(hand: Any) -> None:
    items = len(hand.canvas.network_scene.items())
    hand.drag_in(HIDDEN, QPointF(280.0, 200.0))
    assert len(hand.canvas.network_scene.items()) == items + 2
    hand.drag_out()
    assert len(hand.canvas.network_scene.items()) == items
    assert hand.canvas.gesture is None
    assert hand.document.undo_stack.count() == 0


def test_while_training_a_drop_is_refused(hand: Any, qtbot: Any) -> None:
    hand.document.set_training(True)
    with qtbot.waitSignal(hand.canvas.edit_refused) as refused:
        hand.drop(HIDDEN, QPointF(280.0, 200.0))
    assert refused.args == ["Training is going on; pause it (Space) to edit."]
    assert len(hand.document.network.layers) == 3


def test_a_preset_that_makes_no_sense_is_not_taken(empty: Any) -> None:
    empty.drop(LayerPreset("dense", 2, "nonsense", "Odd"), QPointF(0, 0))
    assert not empty.last_drag.isAccepted()
    assert empty.document.network.layers == ()


def test_other_drags_are_left_to_the_window(hand: Any) -> None:
    mime = QMimeData()
    mime.setText("hello")
    args = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    event = QDragEnterEvent(hand.pixel(QPointF(0, 0)), *args)
    QApplication.sendEvent(hand.canvas.viewport(), event)
    assert not event.isAccepted()
    hand.drag_in(HIDDEN, QPointF(280.0, 200.0))
    assert hand.last_drag.isAccepted()
    hand.drag_out()


def test_the_payload_survives_the_drag_and_damage_reads_as_nothing() -> None:
    assert read_layer_mime(make_layer_mime(HIDDEN)) == HIDDEN
    for data in (b"", b"{", b'{"kind": 3}'):
        mime = QMimeData()
        mime.setData(LAYER_MIME_TYPE, data)
        assert read_layer_mime(mime) is None


def test_presets_activated_without_a_place_make_a_chain_that_can_be_seen(empty: Any) -> None:
    for preset in (INPUT, HIDDEN, HIDDEN, OUTPUT):
        empty.canvas.add_layer_from_preset(preset)
    assert wires(empty) == {("Input", "Hidden"), ("Hidden", "Hidden 2"), ("Hidden 2", "Output")}
    assert not panels_overlap(empty)
    for rect in empty.canvas.network_scene.places.panel_rects.values():
        assert empty.canvas.navigation.can_see(rect)


def test_an_input_layer_activated_last_feeds_what_lacks_an_input(empty: Any) -> None:
    empty.canvas.add_layer_from_preset(HIDDEN)
    empty.canvas.add_layer_from_preset(OUTPUT)
    empty.canvas.add_layer_from_preset(INPUT)
    assert wires(empty) == {("Input", "Hidden"), ("Hidden", "Output")}


@pytest.mark.parametrize("corner", [QPointF(280, 0), QPointF(560, 0), QPointF(280, 190)])
def test_the_picture_that_is_dragged_covers_no_hint(hand: Any, corner: QPointF) -> None:
    hand.document.edit_network("Move", lambda network: move_layers(network, {"L2": (corner.x(), corner.y())}))
    hand.canvas.transition.finish()
    point = hand.canvas.network_scene.places.panel_rects["L2"].center()
    hand.drag_in(HIDDEN, point)
    hint = hand.canvas.findChild(object, "canvas-hint")
    assert hint.isVisible()
    assert not hint.geometry().intersects(DRAG_PICTURE.translated(hand.pixel(point)))
    assert hand.canvas.viewport().rect().contains(hint.geometry())
    hand.drag_out()


@pytest.mark.parametrize("preset", [HIDDEN, NEURON])
@pytest.mark.parametrize("across", [-40.0, 0.0, 40.0])
def test_a_hint_covers_neither_the_layer_dropped_on_nor_the_ghost(
    hand: Any, preset: LayerPreset, across: float
) -> None:
    hand.canvas.navigation.zoom_to(0.6)
    hand.canvas.navigation.centre_on(QPointF(280, 0))
    point = hand.canvas.network_scene.places.panel_rects["L2"].center() + QPointF(across, 0)
    hand.drag_in(preset, point)
    hint = hand.canvas.findChild(object, "canvas-hint")
    assert hint.isVisible()
    panel = hand.canvas.network_scene.layer_view("L2").panel_rect
    ghosts = [item.sceneBoundingRect() for item in hand.canvas.network_scene.items() if isinstance(item, GhostItem)]
    for rect in (panel, *ghosts):
        assert not hint.geometry().intersects(hand.canvas.mapFromScene(rect).boundingRect().adjusted(3, 3, -3, -3))
    hand.drag_out()


def test_undoing_a_drop_that_zoomed_out_zooms_in_again(hand: Any) -> None:
    hand.canvas.fit()
    zoom, seen = hand.canvas.navigation.zoom, hand.canvas.mapToScene(0, 0)
    for _ in range(2):
        hand.drop(HIDDEN, hand.point_of(EdgeItem("L1", "L2", 0, 0)))
        assert hand.canvas.navigation.zoom < zoom
        hand.canvas.transition.finish()
        hand.document.undo_stack.undo()
        assert (hand.canvas.navigation.zoom, hand.canvas.mapToScene(0, 0)) == (zoom, seen)
    hand.document.undo_stack.redo()
    hand.canvas.navigation.zoom_in()
    zoomed = hand.canvas.navigation.zoom
    hand.document.undo_stack.undo()
    assert hand.canvas.navigation.zoom == zoomed  # the person chose it


def test_an_emptied_canvas_shows_layers_in_their_actual_size(hand: Any) -> None:
    hand.canvas.navigation.zoom_to(0.3)
    hand.canvas.select_all()
    hand.canvas.delete_selection()
    assert hand.canvas.navigation.zoom == 1.0
    hand.document.undo_stack.undo()
    assert hand.canvas.navigation.zoom == 0.3


def test_what_is_dropped_in_sight_stays_where_it_was_dropped(empty: Any) -> None:
    empty.canvas.fit()
    first = empty.canvas.mapFromScene(QPointF(0, 0))
    centre = empty.canvas.viewport().rect().center()
    start = empty.canvas.mapToScene(centre).x() - 380
    for number, preset in enumerate((INPUT, HIDDEN, OUTPUT)):
        empty.drop(preset, QPointF(start + 280.0 * number, 20.0))
        empty.canvas.resize(1000 - number, 640)  # as when a panel beside it has more to say
    assert abs(empty.canvas.mapFromScene(QPointF(0, 0)).x() - first.x()) <= 2
    assert empty.canvas.navigation.zoom == 1.0


def test_what_is_pushed_out_of_sight_comes_back_without_zooming_while_there_is_room(hand: Any) -> None:
    hand.canvas.resize(1400, 640)
    hand.canvas.centerOn(QPointF(0, 0))  # the last layer stands near the right edge
    hand.drop(HIDDEN, hand.point_of(EdgeItem("L2", "L3", 0, 0)))
    assert all(hand.canvas.navigation.can_see(rect) for rect in hand.canvas.network_scene.places.panel_rects.values())
    assert hand.canvas.navigation.zoom == 1.0


def test_what_is_dropped_half_out_of_sight_is_brought_into_view(hand: Any) -> None:
    seen = hand.canvas.mapToScene(hand.canvas.viewport().rect()).boundingRect()
    hand.drop(NEURON, QPointF(seen.center().x() + 40, seen.bottom() - 12))
    new = hand.document.project.network.layers[-1].id
    for rect in hand.canvas.network_scene.places.panel_rects.values():
        assert hand.canvas.navigation.can_see(rect, margin=0)
    assert len(hand.document.project.network.layers) == 4
    assert hand.selection.items == (LayerItem(new),)


def ghosts(hand: Any, kind: type) -> Any:
    return next(item for item in hand.canvas.network_scene.items() if isinstance(item, kind))


def test_the_ghost_has_the_name_that_the_layer_comes_to_have(hand: Any) -> None:
    place = hand.point_of(EdgeItem("L2", "L3", 0, 0))
    hand.drag_in(HIDDEN, place)
    name = ghosts(hand, GhostItem).name
    hand.drop(HIDDEN, place)
    assert name == hand.document.project.network.layers[-1].name == "Hidden 2"


def test_the_ghost_of_a_neuron_is_where_the_neuron_comes_to_be(hand: Any) -> None:
    panel = hand.canvas.network_scene.places.panel_rects["L2"]
    hand.drag_in(NEURON, panel.center())
    ghost = ghosts(hand, GhostItem)
    card, shown_at = ghost.sceneBoundingRect(), ghost.new_neuron.center()
    hand.drop(NEURON, panel.center())
    assert (hand.point_of(NeuronItem("L2", 2)) - shown_at).manhattanLength() < 1
    assert card == hand.canvas.network_scene.places.panel_rects["L2"].adjusted(-2, -2, 2, 2)


def test_the_ghost_of_a_layer_that_would_read_nothing_says_so(hand: Any) -> None:
    hand.drag_in(HIDDEN, QPointF(0, 300))
    hint = hand.canvas.findChild(object, "canvas-hint")
    assert hint.text().startswith("not connected")
    hand.drag_out()


def test_a_refused_ghost_lets_nothing_shine_through(hand: Any) -> None:
    hand.drag_in(INPUT, hand.point_of(LayerItem("L1")))
    assert ghosts(hand, GhostItem).opacity() == 1.0
    hand.drag_out()


def test_while_a_layer_is_dragged_between_others_these_move_aside(hand: Any) -> None:
    point = hand.point_of(EdgeItem("L1", "L2", 0, 0))
    resting = hand.canvas.network_scene.shown_positions
    hand.drag_in(HIDDEN, point)
    shown, shown_at = hand.canvas.network_scene.shown_positions, ghosts(hand, GhostItem).pos()
    assert shown != resting
    hand.drag_out()
    assert hand.canvas.network_scene.shown_positions == resting
    hand.drop(HIDDEN, point)
    assert {layer.id: QPointF(*layer.position) for layer in hand.document.network.layers[:3]} == shown
    assert shown_at == QPointF(*hand.document.network.layers[-1].position)


def test_what_moves_aside_does_not_move_the_target(hand: Any) -> None:
    point = hand.point_of(EdgeItem("L1", "L2", 0, 0))
    hand.drag_in(HIDDEN, point)
    shown = hand.canvas.network_scene.shown_positions
    hand.drag_in(HIDDEN, point + QPointF(2, 0))
    hand.drag_in(HIDDEN, point)
    assert hand.canvas.network_scene.shown_positions == shown
    hand.drag_out()


@pytest.mark.parametrize("place", [QPointF(420, 260), QPointF(280, 300), QPointF(140, -260)])
def test_the_ghost_shows_the_very_ways_that_the_drop_gives(hand: Any, place: QPointF) -> None:
    hand.drag_in(HIDDEN, place)
    shown = ghosts(hand, WireItem).boundingRect().adjusted(8, 8, -8, -8)
    hand.drop(HIDDEN, place)
    hand.canvas.transition.finish()
    scene, new = hand.canvas.network_scene, hand.document.network.layers[-1].id
    ways = [scene.connection_graphics(one.key).route for one in hand.document.network.connections if new in one.key]
    assert ways
    middles = [(np.array([way.target.neuron_count // 2]), np.array([way.source.neuron_count // 2])) for way in ways]
    points = np.concatenate([way.polylines(*ends)[0] for way, ends in zip(ways, middles, strict=True)])
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    assert shown.getCoords() == pytest.approx((left, top, right, bottom), abs=1.0)
