"""Freezing parameters."""

import numpy as np
import pytest

from engine.arrays import same_value
from engine.errors import GraphError
from engine.network.edits import add_layer, connect
from engine.network.freezing import FrozenCount, freeze, frozen_count
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameter_set import (
    ParameterSet,
    bias_set,
    connection_set,
    edge_set,
    layer_set,
    neuron_set,
    united,
)
from engine.network.parameters import set_bias, set_weight
from engine.network.wiring import edges_between, remove_edges
from engine.project.project import Project, begin_run, with_network

DRAW = Initialization(scheme="normal")


@pytest.fixture
def network() -> Network:
    """2-3-1 with a skip connection from the input to the output."""
    network = add_layer(Network(), "input", 2, name="Input")
    network = add_layer(network, "dense", 3, name="Hidden")
    network = add_layer(network, "dense", 1, name="Output")
    for source, target in (("L1", "L2"), ("L2", "L3"), ("L1", "L3")):
        network = connect(network, source, target, DRAW)
    return network


def frozen_edges(network: Network) -> dict[tuple[str, str], list[list[bool]]]:
    return {c.key: c.frozen.tolist() for c in network.connections if c.frozen.any()}


def test_a_weight(network: Network) -> None:
    frozen = freeze(network, edge_set(network, "L1", "L2", 2, 0))
    assert frozen_edges(frozen) == {("L1", "L2"): [[False, False], [False, False], [True, False]]}
    assert frozen.connections[1] is network.connections[1]


def test_a_bias(network: Network) -> None:
    frozen = freeze(network, bias_set(network, "L2", 1))
    assert frozen.layer("L2").bias_frozen.tolist() == [False, True, False]
    assert frozen_edges(frozen) == {}


def test_a_neurons_inputs_are_its_rows_and_its_bias(network: Network) -> None:
    frozen = freeze(network, neuron_set(network, "L3", 0))
    assert frozen.layer("L3").bias_frozen.tolist() == [True]
    assert frozen_edges(frozen) == {("L2", "L3"): [[True] * 3], ("L1", "L3"): [[True] * 2]}


def test_a_layer_and_a_connection(network: Network) -> None:
    layer = freeze(network, layer_set(network, "L2"))
    assert layer.layer("L2").bias_frozen.all()
    assert frozen_edges(layer) == {("L1", "L2"): [[True] * 2] * 3}
    assert frozen_edges(freeze(network, connection_set(network, "L2", "L3"))) == {("L2", "L3"): [[True] * 3]}


def test_thawing_gives_back_what_was(network: Network) -> None:
    everything = united([layer_set(network, "L2"), layer_set(network, "L3")])
    frozen = freeze(network, everything)
    assert frozen_count(frozen, everything) == FrozenCount(15, 15)
    assert frozen_count(frozen, everything).is_all
    assert same_value(freeze(frozen, everything, frozen=False), network)


def test_what_is_frozen_already_is_no_edit(network: Network) -> None:
    frozen = freeze(network, layer_set(network, "L2"))
    assert freeze(frozen, edge_set(frozen, "L1", "L2", 0, 0)) is frozen


def test_removed_edges_count_for_nothing(network: Network) -> None:
    network = remove_edges(network, "L1", "L2", edges_between(network, "L1", "L2", [0], [0, 1]))
    assert frozen_count(network, connection_set(network, "L1", "L2")) == FrozenCount(0, 4)
    frozen = freeze(network, connection_set(network, "L1", "L2"))
    assert frozen_edges(frozen) == {("L1", "L2"): [[False, True], [False, True], [True, True]]}
    with pytest.raises(GraphError, match="no weight or bias here"):
        freeze(network, edge_set(network, "L1", "L2", 0, 0))


def test_an_input_layer_has_nothing_to_freeze(network: Network) -> None:
    for parameters in (layer_set(network, "L1"), neuron_set(network, "L1", 1), ParameterSet()):
        with pytest.raises(GraphError, match="no weight or bias here"):
            freeze(network, parameters)
    with pytest.raises(GraphError, match="no neuron 5"):
        neuron_set(network, "L2", 4)


def test_a_frozen_number_can_still_be_set_by_hand(network: Network) -> None:
    network = freeze(network, layer_set(network, "L2"))
    network = set_bias(set_weight(network, "L1", "L2", 0, 1, 7.0), "L2", 2, 3.0)
    assert network.connection("L1", "L2").weight[0, 1] == 7.0
    assert network.layer("L2").bias.tolist() == [0.0, 0.0, 3.0]
    assert np.all(network.connection("L1", "L2").frozen)


def test_freezing_leaves_a_run_going(network: Network) -> None:
    project = Project(network=network)
    project = Project(network=network, run=begin_run(project))
    assert with_network(project, freeze(network, layer_set(network, "L2"))).run is project.run
