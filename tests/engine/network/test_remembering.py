"""A network remembers what was worked out of it, and another network works it out itself."""

import pytest

from engine.errors import GraphError
from engine.network.edits import add_layer, move_layers, resize_layer
from engine.network.forward import computes_alike
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.remembering import remembered


def test_works_it_out_once_for_each_network() -> None:
    asked: list[Network] = []

    @remembered
    def layer_count(network: Network) -> int:
        asked.append(network)
        return len(network.layers)

    first = add_layer(Network(), "input", 2)
    second = add_layer(first, "dense", 3)
    assert [layer_count(network) for network in (first, second, first, second)] == [1, 2, 1, 2]
    assert asked == [first, second]


def test_does_not_remember_what_is_raised() -> None:
    asked: list[Network] = []

    @remembered
    def refuse(network: Network) -> None:
        asked.append(network)
        raise GraphError("No.")

    network = Network()
    for _ in range(2):
        with pytest.raises(GraphError, match="No"):
            refuse(network)
    assert len(asked) == 2


def test_layers_that_only_moved_compute_alike() -> None:
    network = add_layer(add_layer(Network(), "input", 2), "dense", 3)
    assert computes_alike(network, move_layers(network, {"L2": (40.0, 50.0)}))
    assert not computes_alike(network, resize_layer(network, "L2", 4, Initialization()))
    assert not computes_alike(network, add_layer(network, "dense", 1))
