"""Removing much at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.arrays import same_value
from engine.errors import EngineError, GraphError, SettingError
from engine.network.edits import add_layer, connect, disconnect, remove_layers
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.removal import Removal, remove
from engine.project.project import Project
from engine.project.validation import check_project
from tests.strategies import networks


@pytest.fixture
def chain() -> Network:
    network = Network()
    for number, width in enumerate((2, 3, 1), start=1):
        network = add_layer(network, "input" if number == 1 else "dense", width)
        if number > 1:
            network = connect(network, f"L{number - 1}", f"L{number}", Initialization())
    return network


def test_nothing_to_remove_leaves_the_network(chain: Network) -> None:
    assert remove(chain, Removal()) is chain


def test_what_overlaps_is_removed_once(chain: Network) -> None:
    key = ("L1", "L2")
    removal = Removal(layers={"L3"}, connections=[key], neurons={"L2": [0, 2, 2], "L3": [0]}, edges={key: ([0], [1])})
    smaller = remove(chain, removal)
    assert [(layer.id, layer.width) for layer in smaller.layers] == [("L1", 2), ("L2", 1)]
    assert smaller.connections == ()


def test_edges_are_masked_and_the_last_one_takes_its_connection(chain: Network) -> None:
    fewer = remove(chain, Removal(edges={("L1", "L2"): ([0, 2], [1, 0])}))
    np.testing.assert_array_equal(fewer.connection("L1", "L2").mask, [[True, False], [True, True], [False, True]])
    none = remove(chain, Removal(edges={("L2", "L3"): ([0, 0, 0], [0, 1, 2])}))
    assert [connection.key for connection in none.connections] == [("L1", "L2")]


def test_a_layer_that_stays_keeps_a_neuron(chain: Network) -> None:
    with pytest.raises(SettingError, match="has 3 neurons only"):
        remove(chain, Removal(neurons={"L2": range(3)}))
    with pytest.raises(GraphError, match="no layer “L9”"):
        remove(chain, Removal(layers=["L9"]))


@given(networks(), st.data())
def test_any_removal_leaves_a_network_or_is_refused(network: Network, data: st.DataObject) -> None:
    layers = data.draw(st.sets(st.sampled_from([layer.id for layer in network.layers]))) if network.layers else set()
    keys = [connection.key for connection in network.connections]
    connections = data.draw(st.sets(st.sampled_from(keys))) if keys else set()
    neurons = {layer.id: data.draw(st.sets(st.integers(0, layer.width - 1), max_size=2)) for layer in network.layers}
    try:
        smaller = remove(network, Removal(layers, connections, neurons))
    except EngineError:
        return
    check_project(Project(network=smaller))
    assert {layer.id for layer in smaller.layers} == {layer.id for layer in network.layers} - layers
    if not any(neurons.values()):
        for key in connections:
            network = disconnect(network, *key)
        assert same_value(smaller, remove_layers(network, layers))
