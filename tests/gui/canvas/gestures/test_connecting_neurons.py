"""Wiring neuron by neuron with the mouse."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.wiring import edges_between, remove_edges
from gui.canvas.layers.geometry import LayerPart
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem

DRAW = Initialization(scheme="normal")


@pytest.fixture
def unwired() -> Network:
    """2-3-1 without a connection."""
    network = add_layer(Network(), "input", 2, name="Input", position=(0.0, 0.0))
    network = add_layer(network, "dense", 3, name="Hidden", position=(280.0, 0.0))
    return add_layer(network, "dense", 1, name="Output", position=(560.0, 0.0))


@pytest.fixture
def loose(make_hand: Callable[[Network], Any], unwired: Network) -> Any:
    return make_hand(unwired)


def mask(hand: Any, source: str, target: str) -> list[list[bool]]:
    masked: list[list[bool]] = hand.document.project.network.connection(source, target).mask.tolist()
    return masked


def drag(hand: Any, start: QPointF, end: QPointF) -> str:
    """Drag without letting go; gives what stands beside the pointer."""
    hand.press(start)
    hand.move((start + end) / 2)
    hand.move(end)
    hint = hand.canvas.findChild(object, "canvas-hint")
    return hint.text() if hint.isVisible() else ""


def beside_neurons(hand: Any, layer: str) -> QPointF:
    return hand.canvas.network_scene.layer_view(layer).position + QPointF(-60, 0)


def test_from_neuron_to_neuron_makes_one_edge(loose: Any) -> None:
    start, end = loose.point_of(NeuronItem("L1", 0)), loose.point_of(NeuronItem("L2", 2))
    assert drag(loose, start, end) == "w₃₁⁽¹⁾ from x₁ to h₃⁽¹⁾"
    loose.release(end)
    assert mask(loose, "L1", "L2") == [[False, False], [False, False], [True, False]]
    assert loose.document.project.network.connection("L1", "L2").weight[2, 0] != 0
    assert loose.selection.items == (EdgeItem("L1", "L2", 2, 0),)
    assert loose.document.undo_stack.undoText() == "Connect neurons"
    loose.document.undo_stack.undo()
    assert loose.document.project.network.connections == ()


def test_a_second_edge_joins_the_first_in_their_connection(loose: Any) -> None:
    for source, target in ((0, 2), (1, 0)):
        loose.drag(loose.point_of(NeuronItem("L1", source)), loose.point_of(NeuronItem("L2", target)))
    assert mask(loose, "L1", "L2") == [[False, True], [False, False], [True, False]]
    assert len(loose.document.project.network.connections) == 1


def test_beside_the_neurons_a_wire_leads_to_all_of_them(loose: Any) -> None:
    end = beside_neurons(loose, "L2")
    assert drag(loose, loose.point_of(NeuronItem("L1", 1)), end) == "3 edges from x₂ to “Hidden”"
    loose.release(end)
    assert mask(loose, "L1", "L2") == [[False, True]] * 3
    assert loose.selection.items == tuple(EdgeItem("L1", "L2", row, 1) for row in range(3))


def test_from_a_handle_to_a_neuron_leads_from_all_of_the_layer(loose: Any) -> None:
    start, end = loose.point_of(LayerItem("L1"), LayerPart.OUTPUT_HANDLE), loose.point_of(NeuronItem("L2", 1))
    assert drag(loose, start, end) == "2 edges from “Input” to h₂⁽¹⁾"
    loose.release(end)
    assert mask(loose, "L1", "L2") == [[False, False], [True, True], [False, False]]


def test_from_a_handle_to_a_layer_stays_full(loose: Any) -> None:
    loose.drag(loose.point_of(LayerItem("L1"), LayerPart.OUTPUT_HANDLE), beside_neurons(loose, "L2"))
    assert np.all(mask(loose, "L1", "L2"))
    assert loose.selection.items == (ConnectionItem("L1", "L2"),)
    assert loose.document.undo_stack.undoText() == "Connect layers"


def test_where_edges_were_removed_a_wire_restores_them(loose: Any) -> None:
    network = connect(loose.document.project.network, "L1", "L2", DRAW)
    network = remove_edges(network, "L1", "L2", edges_between(network, "L1", "L2", [0], [0, 1]))
    loose.document.edit_network("Wire", lambda _: network)
    end = loose.point_of(NeuronItem("L2", 1))
    assert drag(loose, loose.point_of(LayerItem("L1"), LayerPart.OUTPUT_HANDLE), end) == "1 edge from “Input” to f₂(x)"
    loose.release(end)
    assert mask(loose, "L1", "L2") == [[False, True], [True, True], [True, True]]


def test_an_edge_that_exists_is_refused_with_a_sentence(hand: Any, qtbot: Any) -> None:
    start, end = hand.point_of(NeuronItem("L1", 0)), hand.point_of(NeuronItem("L2", 1))
    sentence = "Neuron 1 of “Input” leads to neuron 2 of “Hidden” already."
    assert drag(hand, start, end) == sentence
    with qtbot.waitSignal(hand.canvas.edit_refused) as refused:
        hand.release(end)
    assert refused.args == [sentence]
    assert hand.document.undo_stack.count() == 0


def test_backwards_it_is_refused_as_a_cycle(hand: Any, qtbot: Any) -> None:
    with qtbot.waitSignal(hand.canvas.edit_refused) as refused:
        hand.drag(hand.point_of(NeuronItem("L3", 0)), hand.point_of(NeuronItem("L2", 0)))
    assert "would close a cycle" in refused.args[0]


def test_within_a_layer_it_is_refused(hand: Any, qtbot: Any) -> None:
    with qtbot.waitSignal(hand.canvas.edit_refused) as refused:
        hand.drag(hand.point_of(NeuronItem("L2", 0)), hand.point_of(NeuronItem("L2", 1)))
    assert "cannot feed itself" in refused.args[0]


def test_let_go_on_the_ground_or_at_home_it_does_nothing(hand: Any, qtbot: Any) -> None:
    start = hand.point_of(NeuronItem("L2", 0))
    with qtbot.assertNotEmitted(hand.canvas.edit_refused):
        hand.drag(start, QPointF(280, 240))
        hand.drag(start, start + QPointF(55, 0))
    assert hand.document.undo_stack.count() == 0
    assert hand.document.project.network.layer("L2").position == (280.0, 0.0)


def test_escape_gives_it_up_and_leaves_nothing_behind(loose: Any) -> None:
    items = len(loose.canvas.network_scene.items())
    end = loose.point_of(NeuronItem("L2", 0))
    assert drag(loose, loose.point_of(NeuronItem("L1", 0)), end)
    loose.key(Qt.Key.Key_Escape)
    loose.release(end)
    assert loose.document.project.network.connections == ()
    assert len(loose.canvas.network_scene.items()) == items
    assert not loose.canvas.findChild(object, "canvas-hint").isVisible()


def test_the_neuron_that_would_be_hit_is_ringed(loose: Any) -> None:
    end = loose.point_of(NeuronItem("L2", 1))
    beside = end + QPointF(0, -24)
    before = loose.color_at(beside)
    drag(loose, loose.point_of(NeuronItem("L1", 0)), end)
    assert loose.color_at(beside) != before
    loose.release(end)


def test_a_folded_neuron_can_be_hit_in_its_strip(make_hand: Callable[[Network], Any], unwired: Network) -> None:
    network = add_layer(unwired, "dense", 100, name="Wide", position=(280.0, 0.0))
    hand = make_hand(add_layer(network, "dense", 1, name="End", position=(800.0, 0.0)))
    hand.canvas.fit()
    hand.drag(hand.point_of(NeuronItem("L4", 50)), hand.point_of(NeuronItem("L5", 0)))
    (column,) = np.flatnonzero(hand.document.project.network.connection("L4", "L5").mask)
    assert abs(int(column) - 50) <= 2


def test_a_click_on_a_neuron_still_selects_it(hand: Any) -> None:
    hand.click(NeuronItem("L2", 0))
    assert hand.selection.items == (NeuronItem("L2", 0),)


def test_delete_removes_single_edges_and_with_the_last_the_connection(hand: Any) -> None:
    hand.click(EdgeItem("L1", "L2", 0, 1))
    hand.key(Qt.Key.Key_Delete)
    assert mask(hand, "L1", "L2") == [[True, False], [True, True]]
    assert hand.document.project.network.connection("L1", "L2").weight.tolist() == [[1, 0], [1, 1]]
    assert hand.selection.items == ()
    assert hand.document.undo_stack.undoText() == "Delete edge"
    hand.selection.select(*(EdgeItem("L1", "L2", row, column) for row, column in ((0, 0), (1, 0), (1, 1))))
    hand.key(Qt.Key.Key_Delete)
    assert hand.document.project.network.find_connection("L1", "L2") is None
    assert hand.document.undo_stack.undoText() == "Delete 3 edges"
    hand.document.undo_stack.undo()
    hand.document.undo_stack.undo()
    assert hand.document.project.network.connection("L1", "L2").weight.tolist() == [[1, 1], [1, 1]]
