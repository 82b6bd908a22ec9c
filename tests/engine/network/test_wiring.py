"""Wiring edge by edge."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.arrays import same_value
from engine.errors import GraphError, ShapeError
from engine.network.edits import add_layer, connect, remove_neuron, resize_layer
from engine.network.forward import output
from engine.network.freezing import freeze
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameter_set import connection_set, edge_set, united
from engine.network.parameters import set_weights
from engine.network.wiring import connect_edges, edges_between, remove_edges, removed_count, restore_edges, rewire
from engine.project.project import Project, begin_run, with_network
from tests.strategies import flags

DRAW = Initialization(scheme="normal")


def layers(*widths: int) -> Network:
    network = add_layer(Network(), "input", widths[0], name="Input")
    for number, width in enumerate(widths[1:], start=1):
        network = add_layer(network, "dense", width, name=f"Hidden {number}")
    return network


def two_connected() -> Network:
    return set_weights(connect(layers(2, 3), "L1", "L2", DRAW), "L1", "L2", [[1, 2], [3, 4], [5, 6]])


def only(row: int, column: int) -> np.ndarray:
    marks = np.zeros((3, 2), np.bool_)
    marks[row, column] = True
    return marks


def test_layers_without_a_connection_get_one_with_these_edges_alone() -> None:
    network = connect_edges(layers(2, 3), "L1", "L2", edges_between(layers(2, 3), "L1", "L2", [1], [0, 2]), DRAW)
    connection = network.connection("L1", "L2")
    assert connection.mask.tolist() == [[False, True], [False, False], [False, True]]
    assert np.count_nonzero(connection.weight) == 2


def test_an_edge_removed_is_zero_and_one_restored_is_drawn_as_if_new() -> None:
    network = remove_edges(two_connected(), "L1", "L2", only(1, 0))
    assert network.connection("L1", "L2").weight.tolist() == [[1, 2], [0, 4], [5, 6]]
    assert network.parameter_count == 8
    restored = connect_edges(network, "L1", "L2", only(1, 0), DRAW).connection("L1", "L2")
    drawn = connect(layers(2, 3), "L1", "L2", DRAW).connection("L1", "L2").weight[1, 0]
    assert restored.weight.tolist() == [[1, 2], [drawn, 4], [5, 6]]
    assert restored.mask.all()


def test_an_edge_restored_is_not_frozen_though_it_was() -> None:
    network = freeze(two_connected(), connection_set(two_connected(), "L1", "L2"))
    network = remove_edges(network, "L1", "L2", only(1, 0))
    network = restore_edges(network, connection_set(network, "L1", "L2"), DRAW)
    assert network.connection("L1", "L2").frozen.tolist() == [[True, True], [False, True], [True, True]]


def test_a_removed_edge_carries_nothing() -> None:
    network = remove_edges(two_connected(), "L1", "L2", only(1, 0))
    np.testing.assert_array_equal(output(network, np.array([[10.0, 1.0]])), [[12.0, 4.0, 56.0]])


def test_the_connection_goes_with_its_last_edge() -> None:
    assert remove_edges(two_connected(), "L1", "L2", np.ones((3, 2))).connections == ()
    lone = connect_edges(layers(2, 3), "L1", "L2", only(2, 1), DRAW)
    assert remove_neuron(lone, "L1", 1).connections == ()
    assert resize_layer(lone, "L2", 2, DRAW).connections == ()
    assert remove_neuron(lone, "L1", 0).connection("L1", "L2").mask.tolist() == [[False], [False], [True]]


def test_what_exists_already_is_refused_by_name() -> None:
    with pytest.raises(GraphError, match="Neuron 1 of “Input” leads to neuron 2 of “Hidden 1” already"):
        connect_edges(two_connected(), "L1", "L2", only(1, 0), DRAW)
    with pytest.raises(GraphError, match="“Input” and “Hidden 1” are connected already"):
        connect_edges(two_connected(), "L1", "L2", np.ones((3, 2)), DRAW)


def test_a_cycle_is_refused_for_a_single_edge_too() -> None:
    network = connect(layers(2, 3, 1), "L2", "L3", DRAW)
    with pytest.raises(GraphError, match="close a cycle"):
        connect_edges(network, "L3", "L2", edges_between(network, "L3", "L2", [0], [0]), DRAW)
    with pytest.raises(GraphError, match="takes its values from the data"):
        connect_edges(network, "L2", "L1", edges_between(network, "L2", "L1"), DRAW)


def test_what_is_not_there_is_refused() -> None:
    network = remove_edges(two_connected(), "L1", "L2", only(1, 0))
    with pytest.raises(GraphError, match="no edge here to remove"):
        remove_edges(network, "L1", "L2", only(1, 0))
    with pytest.raises(GraphError, match="No edge was removed"):
        restore_edges(network, edge_set(network, "L1", "L2", 0, 0), DRAW)
    with pytest.raises(GraphError, match="no entry"):
        edge_set(network, "L1", "L2", 3, 0)
    with pytest.raises(ShapeError, match=r"\(3, 2\).*\(2, 3\)"):
        remove_edges(network, "L1", "L2", np.ones((2, 3)))
    with pytest.raises(GraphError, match="no edge to make"):
        connect_edges(layers(2, 3), "L1", "L2", np.zeros((3, 2)), DRAW)
    with pytest.raises(GraphError, match="leave no edge"):
        rewire(network, "L1", "L2", np.zeros((3, 2)), DRAW)


def test_removed_edges_are_counted_once_however_often_they_are_named() -> None:
    network = remove_edges(two_connected(), "L1", "L2", only(1, 0) | only(0, 0))
    named = united([edge_set(network, "L1", "L2", 1, 0), edge_set(network, "L1", "L2", [1, 1], [0, 1])])
    assert removed_count(network, named) == 1
    assert removed_count(network, connection_set(network, "L1", "L2")) == 2


def test_other_edges_end_a_run() -> None:
    project = with_network(Project(), two_connected())
    project = Project(network=project.network, run=begin_run(project))
    assert with_network(project, remove_edges(project.network, "L1", "L2", only(0, 0))).run is None


@given(flags((3, 2)), flags((3, 2)))
def test_edges_that_stay_keep_their_weights(first: np.ndarray, second: np.ndarray) -> None:
    if not (first.any() and second.any()):
        return
    before = rewire(two_connected(), "L1", "L2", first, DRAW)
    after = rewire(before, "L1", "L2", second, DRAW)
    connection = after.connection("L1", "L2")
    np.testing.assert_array_equal(connection.mask, second)
    kept = first & second
    np.testing.assert_array_equal(connection.weight[kept], before.connection("L1", "L2").weight[kept])
    assert same_value(rewire(after, "L1", "L2", second, DRAW), after)


@given(st.data())
def test_what_is_removed_can_be_restored_and_back(data: st.DataObject) -> None:
    marks = data.draw(flags((3, 2)))
    network = two_connected()
    if not marks.any() or marks.all():
        return
    removed = remove_edges(network, "L1", "L2", marks)
    restored = restore_edges(removed, connection_set(removed, "L1", "L2"), DRAW)
    assert restored.connection("L1", "L2").mask.all()
    assert same_value(remove_edges(restored, "L1", "L2", marks), removed)
