"""A new layer among others, by one edit."""

import pytest

from engine.errors import GraphError
from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.insertion import Insertion, insert_layer
from engine.network.model import Network

DRAW = Initialization()


@pytest.fixture
def pair() -> Network:
    network = add_layer(Network(), "input", 2, name="Input")
    network = add_layer(network, "dense", 3, name="Output", position=(100.0, 0.0))
    return connect(network, "L1", "L2", DRAW)


def inserted(network: Network, place: Insertion) -> Network:
    return insert_layer(network, "dense", 4, place, DRAW, activation="relu", name="New")


def test_a_layer_takes_the_place_of_a_connection_and_others_make_room(pair: Network) -> None:
    place = Insertion((100.0, 20.0), ("L1",), ("L2",), (("L1", "L2"),), {"L2": (200.0, 0.0)})
    network = inserted(pair, place)
    layer = network.layer("L3")
    assert (layer.name, layer.width, layer.activation_function, layer.position) == ("New", 4, "relu", (100.0, 20.0))
    assert {connection.key for connection in network.connections} == {("L1", "L3"), ("L3", "L2")}
    assert all(connection.mask.all() for connection in network.connections)
    assert network.layer("L2").position == (200.0, 0.0)
    assert network.layer("L1") is pair.layer("L1")


def test_a_layer_is_joined_with_some_neurons_only(pair: Network) -> None:
    network = inserted(pair, Insertion((0.0, 0.0), targets=("L2",), neurons=(0, 2)))
    assert network.connection("L3", "L2").mask.any(axis=1).tolist() == [True, False, True]
    assert network.connection("L1", "L2") is pair.connection("L1", "L2")


def test_nothing_leads_into_the_data(pair: Network) -> None:
    with pytest.raises(GraphError):
        inserted(pair, Insertion((0.0, 0.0), targets=("L1",)))
