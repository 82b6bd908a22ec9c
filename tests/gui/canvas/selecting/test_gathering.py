"""Keys that select edges into and out of neurons, and what is alike."""

from typing import Any

from PySide6.QtCore import Qt

from engine.network.model import Network
from engine.network.parameters import set_weights
from gui.canvas.commands import canvas_commands
from gui.canvas.selecting.gathering import incoming_items, outgoing_items, similar_items
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem


def test_keys_select_the_edges_of_a_neuron(hand: Any) -> None:
    hand.canvas.setFocus()
    hand.click(NeuronItem("L2", 1))
    hand.key(Qt.Key.Key_I)
    assert hand.selection.items == (EdgeItem("L1", "L2", 1, 0), EdgeItem("L1", "L2", 1, 1))
    assert "Select the neurons or layers" in hand.actions["select-incoming"].toolTip()
    hand.click(NeuronItem("L2", 1))
    hand.key(Qt.Key.Key_O)
    assert hand.selection.items == (EdgeItem("L2", "L3", 0, 1),)


def test_of_a_layer_whole_connections_are_selected(xor_network: Network) -> None:
    assert incoming_items(xor_network, [LayerItem("L2")]) == (ConnectionItem("L1", "L2"),)
    assert outgoing_items(xor_network, [LayerItem("L2"), LayerItem("L3")]) == (ConnectionItem("L2", "L3"),)


def test_two_neurons_that_share_an_edge_select_it_once(xor_network: Network) -> None:
    both = incoming_items(xor_network, [NeuronItem("L3", 0), NeuronItem("L3", 0)])
    assert both == (EdgeItem("L2", "L3", 0, 0), EdgeItem("L2", "L3", 0, 1))


def test_where_nothing_leads_it_says_so(hand: Any, qtbot: Any) -> None:
    hand.click(NeuronItem("L1", 0))
    with qtbot.waitSignal(hand.canvas.edit_refused):
        hand.actions["select-incoming"].trigger()
    assert hand.selection.items == (NeuronItem("L1", 0),)


def test_what_is_alike(xor_network: Network) -> None:
    network = set_weights(xor_network, "L1", "L2", [[1.0, 1.09], [-1.0, 1.2]])
    assert similar_items(network, EdgeItem("L1", "L2", 0, 0)) == (
        EdgeItem("L1", "L2", 0, 1),
        EdgeItem("L2", "L3", 0, 0),
        EdgeItem("L1", "L2", 0, 0),
    )
    assert similar_items(network, EdgeItem("L1", "L2", 1, 0)) == (EdgeItem("L1", "L2", 1, 0),)
    assert similar_items(network, LayerItem("L2")) == (LayerItem("L2"),)
    assert similar_items(network, NeuronItem("L2", 0)) == (NeuronItem("L2", 1), NeuronItem("L2", 0))
    assert similar_items(network, ConnectionItem("L2", "L3")) == (ConnectionItem("L2", "L3"),)


def test_a_key_selects_what_is_alike(hand: Any) -> None:
    hand.click(NeuronItem("L1", 1))
    hand.key(Qt.Key.Key_S)
    assert hand.selection.items == (NeuronItem("L1", 0), NeuronItem("L1", 1))


def test_commands_can_be_asked_while_the_selection_still_names_what_is_gone(hand: Any) -> None:
    gone = (LayerItem("L9"), NeuronItem("L9", 0), NeuronItem("L1", 9), ConnectionItem("L9", "L1"))
    gone_too = (EdgeItem("L9", "L1", 0, 0), EdgeItem("L1", "L2", 9, 9))
    for items in (*((item,) for item in (*gone, *gone_too)), (*gone, *gone_too), (*gone_too, *gone)):
        hand.selection.select(*items)
        commands = {command.description.name: command for command in canvas_commands(hand.canvas)}
        obstacles = {name: command.obstacle() for name, command in commands.items()}
        for name in ("freeze", "restore-edges", "wire", "wire-full", "activation-relu", "fold-layer"):
            assert obstacles[name], f"{name} with {items}"
        for name in ("freeze", "activation-relu"):
            assert commands[name].is_on() is False  # type: ignore[misc]
