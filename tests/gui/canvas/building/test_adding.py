"""Adding without a drag: where layers go, whole shapes, neurons, activation functions."""

from collections.abc import Callable

from PySide6.QtCore import QPointF

from engine.network.edits import add_layer, connect
from engine.network.graph import problems
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.shape_text import parse_shape
from gui.canvas.building.adding import (
    add_shape,
    plan_at,
    plan_at_end,
    plan_at_layer,
    plan_by_selection,
    replace_by_shape,
    set_activation,
)
from gui.canvas.gestures.drop_layer import add_layer_as_planned
from gui.canvas.mime import LayerPreset
from gui.selection import EdgeItem, LayerItem, NeuronItem
from tests.gui.canvas.conftest import Hand

DENSE = LayerPreset("dense", 3, "tanh", "New")
LINEAR = LayerPreset("dense", 3, "identity", "New")
NEURON = LayerPreset("dense", 1, "relu", "Neuron", is_single_neuron=True)
INPUT = LayerPreset("input", 3, "identity", "New")


def wires(network: Network) -> set[tuple[str, str]]:
    return {(network.layer(c.source).name, network.layer(c.target).name) for c in network.connections}


def test_behind_a_layer_that_feeds_another_a_layer_is_inserted(hand: Hand) -> None:
    context = hand.canvas.context
    assert add_layer_as_planned(context, DENSE, plan_at_layer(context, DENSE, "L1"))
    assert wires(hand.document.network) == {("Input", "New"), ("New", "Hidden"), ("Hidden", "Output")}
    assert hand.selection.items == (LayerItem("L4"),)


def test_behind_the_last_layer_a_layer_goes_on(hand: Hand) -> None:
    context = hand.canvas.context
    add_layer_as_planned(context, DENSE, plan_at_layer(context, LINEAR, "L3"))
    assert ("Output", "New") in wires(hand.document.network)
    assert hand.document.network.layer("L4").position[0] > hand.document.network.layer("L3").position[0]


def test_behind_a_lonely_layer_only_it_is_read_and_no_cycle_is_closed(make_hand: Callable[[Network], Hand]) -> None:
    network = add_layer(Network(), "dense", 2, name="Right", position=(560.0, 0.0))
    network = add_layer(network, "dense", 2, name="Left", position=(0.0, 0.0))
    context = make_hand(connect(network, "L1", "L2", Initialization())).canvas.context
    add_layer_as_planned(context, LINEAR, plan_at_layer(context, LINEAR, "L2"))
    assert wires(context.document.network) == {("Right", "Left"), ("Left", "New")}


def test_an_input_layer_goes_to_the_beginning_wherever_it_is_asked_for(hand: Hand) -> None:
    context = hand.canvas.context
    for plan in (plan_at_layer(context, INPUT, "L2"), plan_at_end(context, INPUT)):
        assert plan.position[0] < hand.document.network.layer("L1").position[0]


def test_at_a_point_on_a_connection_a_layer_is_inserted_as_by_a_drop(hand: Hand) -> None:
    context, edge = hand.canvas.context, hand.point_of(EdgeItem("L1", "L2", 0, 0))
    assert plan_at(context, DENSE, edge).replaced == (("L1", "L2"),)
    assert plan_at(context, DENSE, QPointF(280.0, 400.0)).replaced == ()


def test_by_key_a_layer_goes_behind_the_one_selected_else_to_the_end(hand: Hand) -> None:
    context = hand.canvas.context
    assert plan_by_selection(context, DENSE).sources == ("L3",)
    hand.selection.select(LayerItem("L1"))
    assert plan_by_selection(context, DENSE).sources == ("L1",)
    assert plan_by_selection(context, NEURON).grown == "L1"
    hand.selection.select(LayerItem("L1"), LayerItem("L2"))
    assert plan_by_selection(context, NEURON).grown is None


def test_by_key_a_layer_goes_before_the_output_selected_and_is_selected(hand: Hand) -> None:
    context = hand.canvas.context
    hand.selection.select(LayerItem("L3"))
    assert add_layer_as_planned(context, DENSE, plan_by_selection(context, DENSE))
    assert wires(hand.document.network) == {("Input", "Hidden"), ("Hidden", "New"), ("New", "Output")}
    assert hand.selection.items == (LayerItem("L4"),)


def test_by_key_a_network_is_built_on_from_a_hidden_layer_that_is_last_so_far(
    make_hand: Callable[[Network], Hand],
) -> None:
    network = add_layer(Network(), "input", 2, position=(0.0, 0.0))
    network = add_layer(network, "dense", 2, activation="relu", name="Hidden", position=(280.0, 0.0))
    hand = make_hand(connect(network, "L1", "L2", Initialization()))
    hand.selection.select(LayerItem("L2"))
    assert plan_by_selection(hand.canvas.context, DENSE).sources == ("L2",)


def test_going_to_an_item_selects_it_and_shows_it_in_the_middle(hand: Hand) -> None:
    hand.canvas.go_to(NeuronItem("L3", 0))
    assert hand.selection.items == (NeuronItem("L3", 0),)
    middle = hand.canvas.viewport().rect().center()
    assert (hand.pixel(hand.point_of(NeuronItem("L3", 0))) - middle).manhattanLength() <= 3


def test_a_neuron_is_added_to_the_layer_selected_and_selected(hand: Hand) -> None:
    hand.selection.select(NeuronItem("L2", 0))
    context = hand.canvas.context
    assert add_layer_as_planned(context, NEURON, plan_by_selection(context, NEURON))
    assert hand.document.network.layer("L2").width == 3
    assert hand.selection.items == (NeuronItem("L2", 2),)
    hand.document.undo_stack.undo()
    assert hand.document.network.layer("L2").width == 2


def test_a_shape_on_an_empty_canvas_becomes_the_network_in_one_step(make_hand: Callable[[Network], Hand]) -> None:
    hand = make_hand(Network())
    assert add_shape(hand.canvas.context, parse_shape("2-3t-1"))
    assert [layer.width for layer in hand.document.network.layers] == [2, 3, 1]
    assert problems(hand.document.network) == ()
    assert hand.selection.items == ()
    assert hand.document.undo_stack.undoText() == "Build 2-3t-1"
    hand.document.undo_stack.undo()
    assert not hand.document.network.layers


def test_a_shape_is_added_below_what_is_there_and_covers_nothing(hand: Hand) -> None:
    assert add_shape(hand.canvas.context, parse_shape("2-8-8-1"))
    rects = hand.canvas.network_scene.places.panel_rects
    old, new = [rects[key] for key in ("L1", "L2", "L3")], [rects[key] for key in ("L5", "L6", "L7")]
    assert not any(first.intersects(second) for first in old for second in new)
    assert min(rect.top() for rect in new) > max(rect.bottom() for rect in old)
    assert hand.document.undo_stack.count() == 1


def test_a_shape_can_take_the_place_of_the_network(hand: Hand) -> None:
    assert replace_by_shape(hand.canvas.context, parse_shape("4-1"))
    assert [layer.width for layer in hand.document.network.layers] == [4, 1]
    hand.document.undo_stack.undo()
    assert [layer.width for layer in hand.document.network.layers] == [2, 2, 1]


def test_an_activation_function_is_set_on_several_layers_in_one_step(hand: Hand) -> None:
    assert set_activation(hand.canvas.context, ["L2", "L3"], "sine")
    assert [layer.activation_function for layer in hand.document.network.layers[1:]] == ["sine", "sine"]
    assert hand.document.undo_stack.count() == 1


def test_while_training_nothing_is_added(hand: Hand) -> None:
    hand.document.set_training(True)
    context = hand.canvas.context
    assert not add_layer_as_planned(context, DENSE, plan_at_end(context, DENSE))
    assert not add_shape(context, parse_shape("2-1"))
    assert hand.document.undo_stack.count() == 0
