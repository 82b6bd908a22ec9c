"""Wiring, restoring and freezing what is selected."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt

from engine.network.edits import add_layer, connect, disconnect
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.patterns import PATTERNS
from engine.network.wiring import edges_between, remove_edges
from gui.actions import Command
from gui.canvas.commands import canvas_commands
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem

DRAW = Initialization(scheme="normal")


@pytest.fixture
def loose(make_hand: Callable[[Network], Any]) -> Any:
    """2-3-1 without a connection."""
    network = add_layer(Network(), "input", 2, name="Input", position=(0.0, 0.0))
    network = add_layer(network, "dense", 3, name="Hidden", position=(280.0, 0.0))
    return make_hand(add_layer(network, "dense", 1, name="Output", position=(560.0, 0.0)))


@pytest.fixture
def thinned(loose: Any) -> Any:
    """2-3-1, chained and without the edges from x₁ to the first two hidden neurons."""
    network = connect(connect(loose.document.project.network, "L1", "L2", DRAW), "L2", "L3", DRAW)
    network = remove_edges(network, "L1", "L2", edges_between(network, "L1", "L2", [0], [0, 1]))
    loose.document.edit_network("Wire", lambda _: network)
    return loose


def command(hand: Any, name: str) -> Command:
    commands: dict[str, Command] = {command.description.name: command for command in canvas_commands(hand.canvas)}
    return commands[name]


def mask(hand: Any, source: str, target: str) -> list[list[bool]]:
    masked: list[list[bool]] = hand.document.project.network.connection(source, target).mask.tolist()
    return masked


def keys(hand: Any) -> list[tuple[str, str]]:
    return [connection.key for connection in hand.document.project.network.connections]


def test_two_neurons_are_wired_in_the_order_of_selecting(loose: Any) -> None:
    loose.click(NeuronItem("L1", 1))
    loose.click(NeuronItem("L2", 0), modifiers=Qt.KeyboardModifier.ShiftModifier)
    command(loose, "wire").run()
    assert mask(loose, "L1", "L2") == [[False, True], [False, False], [False, False]]
    assert loose.selection.items == (EdgeItem("L1", "L2", 0, 1),)
    assert loose.document.undo_stack.undoText() == "Connect neurons"


def test_layers_selected_in_a_row_become_a_chain_in_one_step(loose: Any) -> None:
    loose.canvas.select_all()
    command(loose, "wire").run()
    assert keys(loose) == [("L1", "L2"), ("L2", "L3")]
    assert loose.selection.items == (ConnectionItem("L1", "L2"), ConnectionItem("L2", "L3"))
    assert command(loose, "wire").obstacle().startswith("Select two layers")
    loose.canvas.select_all()
    assert command(loose, "wire").obstacle() == "“Input” and “Hidden” are connected already."
    loose.document.undo_stack.undo()
    assert keys(loose) == []


def test_several_neurons_are_wired_to_a_layer(loose: Any) -> None:
    loose.selection.select(NeuronItem("L2", 0), NeuronItem("L2", 2), LayerItem("L3"))
    command(loose, "wire").run()
    assert mask(loose, "L2", "L3") == [[True, False, True]]
    assert loose.selection.items == (EdgeItem("L2", "L3", 0, 0), EdgeItem("L2", "L3", 0, 2))


def test_what_cannot_be_wired_says_why(hand: Any) -> None:
    wire = command(hand, "wire")
    assert wire.obstacle() == "Select two layers, or neurons of two layers, in the direction of the wire."
    hand.selection.select(LayerItem("L3"), LayerItem("L2"))
    assert "would close a cycle" in wire.obstacle()
    hand.selection.select(LayerItem("L2"), LayerItem("L1"))
    assert "takes its values from the data" in wire.obstacle()
    hand.document.set_training(True)
    assert "Training is going on" in wire.obstacle()


@pytest.mark.parametrize(
    ("items", "restored"),
    [
        ([ConnectionItem("L1", "L2")], [[True, True], [True, True], [True, True]]),
        ([LayerItem("L2")], [[True, True], [True, True], [True, True]]),
        ([LayerItem("L1"), LayerItem("L2")], [[True, True], [True, True], [True, True]]),
        ([NeuronItem("L2", 1)], [[False, True], [True, True], [True, True]]),
        ([NeuronItem("L1", 0), NeuronItem("L2", 0)], [[True, True], [False, True], [True, True]]),
    ],
    ids=["connection", "layer", "layers", "neuron", "neurons"],
)
def test_removed_edges_are_restored_between_what_is_selected(thinned: Any, items: Any, restored: Any) -> None:
    thinned.selection.select(*items)
    restore = command(thinned, "restore-edges")
    assert restore.obstacle() == ""
    restore.run()
    assert mask(thinned, "L1", "L2") == restored
    assert np.count_nonzero(thinned.document.project.network.connection("L1", "L2").weight) == np.sum(restored)
    assert thinned.document.undo_stack.undoText() == "Restore edges"


def test_where_no_edge_was_removed_there_is_nothing_to_restore(thinned: Any) -> None:
    restore = command(thinned, "restore-edges")
    for items in ([], [LayerItem("L3")], [NeuronItem("L1", 1)], [LayerItem("L1"), LayerItem("L3")]):
        thinned.selection.select(*items)
        assert restore.obstacle() == "No edge was removed between what is selected."


@pytest.mark.parametrize(
    ("item", "weights", "biases"),
    [
        (EdgeItem("L1", "L2", 1, 0), 1, 0),
        (NeuronItem("L2", 0), 2, 1),
        (LayerItem("L2"), 4, 2),
        (ConnectionItem("L1", "L2"), 4, 0),
    ],
    ids=["edge", "neuron", "layer", "connection"],
)
def test_freezing_is_a_switch(hand: Any, item: Any, weights: int, biases: int) -> None:
    def frozen() -> tuple[int, int]:
        network = hand.document.project.network
        return (
            int(network.connection("L1", "L2").frozen.sum()),
            int(sum(layer.bias_frozen.sum() for layer in network.layers)),
        )

    hand.selection.select(item)
    freeze = command(hand, "freeze")
    assert freeze.is_on is not None
    assert not freeze.is_on()
    freeze.run()
    assert frozen() == (weights, biases)
    assert freeze.is_on()
    assert hand.document.undo_stack.undoText() == "Freeze"
    freeze.run()
    assert frozen() == (0, 0)
    assert hand.document.undo_stack.undoText() == "Thaw"


def test_what_is_frozen_in_part_is_frozen_wholly_first(hand: Any) -> None:
    freeze = command(hand, "freeze")
    hand.selection.select(EdgeItem("L1", "L2", 1, 0))
    freeze.run()
    hand.selection.select(LayerItem("L2"), LayerItem("L3"))
    assert freeze.is_on is not None
    assert not freeze.is_on()
    freeze.run()
    assert freeze.is_on()


def test_what_cannot_be_frozen_says_why(hand: Any) -> None:
    freeze = command(hand, "freeze")
    assert freeze.obstacle() == "Select what training is to leave alone."
    hand.selection.select(LayerItem("L1"))
    assert freeze.obstacle() == "There is no weight or bias here that could be frozen."


def test_a_pattern_wires_the_connection_of_the_edge_selected(thinned: Any) -> None:
    thinned.selection.select(EdgeItem("L1", "L2", 2, 0))
    command(thinned, "wire-full").run()
    assert mask(thinned, "L1", "L2") == [[True, True]] * 3
    assert thinned.selection.items == (ConnectionItem("L1", "L2"),)
    thinned.document.undo_stack.undo()
    assert mask(thinned, "L1", "L2") == [[False, True], [False, True], [True, True]]


def test_a_pattern_connects_layers_selected_in_turn(hand: Any) -> None:
    hand.document.edit_network("Cut", lambda network: disconnect(network, "L1", "L2"))
    hand.selection.select(LayerItem("L1"), LayerItem("L2"))
    command(hand, "wire-one-to-one").run()
    assert mask(hand, "L1", "L2") == [[True, False], [False, True]]


def test_the_pattern_that_a_connection_has_is_ticked(hand: Any) -> None:
    def ticked() -> list[str]:
        return [name for name in PATTERNS if hand.actions[f"wire-{name}"].isChecked()]

    assert ticked() == []
    hand.selection.select(EdgeItem("L1", "L2", 0, 1))
    assert ticked() == ["full"]
    hand.actions["wire-one-to-one"].trigger()
    assert ticked() == ["one-to-one"]
    hand.selection.select(ConnectionItem("L1", "L2"), ConnectionItem("L2", "L3"))
    assert ticked() == []


def test_a_pattern_that_cannot_be_says_why(hand: Any) -> None:
    assert command(hand, "wire-random").obstacle().startswith("Select a connection")
    hand.selection.select(ConnectionItem("L2", "L3"))
    assert command(hand, "wire-one-to-one").obstacle().startswith("One-to-one needs layers of one width")
    hand.selection.select(LayerItem("L3"), LayerItem("L1"))
    assert "takes its values from the data" in command(hand, "wire-full").obstacle()
