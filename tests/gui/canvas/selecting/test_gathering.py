"""Keys that select edges into and out of neurons, and what is alike."""

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.arrays import FloatArray
from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
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
    hand.click(NeuronItem("L2", 1))
    hand.key(Qt.Key.Key_O)
    assert hand.selection.items == (EdgeItem("L2", "L3", 0, 1),)
    hand.click(EdgeItem("L2", "L3", 0, 0))
    assert "Select the neurons or layers" in hand.actions["select-incoming"].toolTip()


def test_the_other_key_adds_the_edges_on_the_other_side(hand: Any) -> None:
    hand.canvas.setFocus()
    hand.click(NeuronItem("L2", 1))
    hand.key(Qt.Key.Key_I)
    hand.key(Qt.Key.Key_O)
    everything = {EdgeItem("L1", "L2", 1, 0), EdgeItem("L1", "L2", 1, 1), EdgeItem("L2", "L3", 0, 1)}
    assert set(hand.selection.items) == everything
    hand.key(Qt.Key.Key_I)
    assert set(hand.selection.items) == everything


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
    assert similar_items(network, [EdgeItem("L1", "L2", 0, 0)]) == (
        EdgeItem("L1", "L2", 0, 1),
        EdgeItem("L2", "L3", 0, 0),
        EdgeItem("L1", "L2", 0, 0),
    )
    assert similar_items(network, [EdgeItem("L1", "L2", 1, 0)]) == (EdgeItem("L1", "L2", 1, 0),)
    assert similar_items(network, [LayerItem("L2")]) == (LayerItem("L2"),)
    assert similar_items(network, [NeuronItem("L2", 0)]) == (NeuronItem("L2", 1), NeuronItem("L2", 0))
    assert similar_items(network, [ConnectionItem("L2", "L3")]) == (ConnectionItem("L2", "L3"),)


def test_a_key_selects_what_is_alike(hand: Any) -> None:
    hand.click(NeuronItem("L1", 1))
    hand.key(Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    assert hand.selection.items == (NeuronItem("L1", 0), NeuronItem("L1", 1))
    toast = hand.canvas.findChild(object, "canvas-toast")
    assert toast.text() == "1 more neuron of the same layer: 2 in all."
    hand.key(Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    assert toast.text() == "There is no other neuron of the same layer."


def test_the_key_selects_what_is_like_an_edge_just_clicked_whose_field_is_open(hand: Any) -> None:
    hand.document.edit_network("Set", lambda network: set_weights(network, "L1", "L2", [[1.0, 1.09], [-1.0, 1.2]]))
    hand.canvas.setFocus()
    hand.click(EdgeItem("L1", "L2", 0, 0))
    field = hand.canvas.values.editor.field
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    alike = {EdgeItem("L1", "L2", 0, 0), EdgeItem("L1", "L2", 0, 1), EdgeItem("L2", "L3", 0, 0)}
    assert set(hand.selection.items) == alike
    assert not field.isVisible()
    hand.key(Qt.Key.Key_5)
    QTest.keyClick(hand.canvas.values.editor.field, Qt.Key.Key_Return)
    network = hand.document.network
    assert {network.connection(e.source, e.target).weight[e.row, e.column] for e in alike} == {5.0}


def test_a_number_may_begin_with_a_function(hand: Any) -> None:
    hand.canvas.setFocus()
    hand.click(EdgeItem("L1", "L2", 0, 0))
    QTest.keyClicks(hand.canvas.values.editor.field, "sqrt(4)")
    assert hand.document.network.connection("L1", "L2").weight[0, 0] == 2.0


def test_what_is_like_any_of_several_is_added_to_them(xor_network: Network) -> None:
    network = set_weights(xor_network, "L1", "L2", [[1.0, 3.0], [3.2, -1.0]])
    selected = EdgeItem("L1", "L2", 0, 1), EdgeItem("L1", "L2", 1, 1), NeuronItem("L1", 1)
    assert similar_items(network, selected) == (
        NeuronItem("L1", 0),
        EdgeItem("L1", "L2", 1, 0),
        *selected,
    )


@given(hnp.arrays(np.float64, (4, 3), elements=st.floats(-3, 3)), st.sets(st.integers(0, 11), min_size=1))
def test_edges_are_alike_in_sign_and_size(weight: FloatArray, chosen: set[int]) -> None:
    network = connect(add_layer(add_layer(Network(), "input", 3), "dense", 4), "L1", "L2", Initialization())
    network = set_weights(network, "L1", "L2", weight)
    edges = [EdgeItem("L1", "L2", *divmod(place, 3)) for place in sorted(chosen)]
    own = np.array([weight[edge.row, edge.column] for edge in edges])
    near = (np.abs(weight[..., None] - own) <= 0.1 * np.abs(own)).any(-1)
    sure = (np.abs(np.abs(weight[..., None] - own) - 0.1 * np.abs(own)) > 1e-9).all(-1) | (
        weight[..., None] == own
    ).any(-1)
    found = np.zeros(weight.shape, np.bool_)
    for edge in similar_items(network, edges):
        found[edge.row, edge.column] = True  # type: ignore[union-attr]
    assert np.array_equal(found[sure], near[sure])


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
