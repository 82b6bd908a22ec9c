"""Neurons put back into their layers, and what comes back with them."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.network.edits import add_layer, connect, disconnect, remove_neurons, resize_layer
from engine.network.freezing import freeze
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameter_set import neuron_set
from engine.network.parameters import set_biases
from engine.network.putting_back import put_back
from engine.network.wiring import remove_edges

DRAWN = Initialization()


def net() -> Network:
    """3-4-2 with a skip connection, a removed edge and a frozen neuron."""
    network = add_layer(Network(), "input", 3)
    network = add_layer(add_layer(network, "dense", 4), "dense", 2)
    for source, target in (("L1", "L2"), ("L2", "L3"), ("L1", "L3")):
        network = connect(network, source, target, DRAWN)
    removed = np.zeros((4, 3), bool)
    removed[1, 2] = True
    network = remove_edges(network, "L1", "L2", removed)
    network = set_biases(network, "L2", [1, 2, 3, 4])
    return freeze(network, neuron_set(network, "L2", (1,)), frozen=True)


def arrays(network: Network) -> dict[str, Any]:
    found: dict[str, Any] = {layer.id: [layer.bias.tolist(), layer.bias_frozen.tolist()] for layer in network.layers}
    for connection in network.connections:
        parts = (connection.weight, connection.mask, connection.frozen)
        found["".join(connection.key)] = [part.tolist() for part in parts]
    return found


@given(st.dictionaries(st.sampled_from(["L1", "L2", "L3"]), st.sets(st.integers(0, 3), min_size=1), min_size=1))
def test_what_was_cut_and_is_put_back_is_as_it_was(chosen: dict[str, set[int]]) -> None:
    whole = net()
    neurons = {
        layer: sorted(index for index in some if index < whole.layer(layer).width)[: whole.layer(layer).width - 1]
        for layer, some in chosen.items()
    }
    neurons = {layer: some for layer, some in neurons.items() if some}
    cut = whole
    for layer, some in neurons.items():
        cut = remove_neurons(cut, layer, some)
    assert arrays(put_back(cut, whole, neurons, DRAWN, are_missing=True)) == arrays(whole)


def test_a_copy_comes_last_with_the_bias_the_weights_and_the_marks_of_its_original() -> None:
    whole = net()
    network = put_back(whole, whole, {"L2": [1]}, DRAWN, are_missing=False)
    into, out = network.connection("L1", "L2"), network.connection("L2", "L3")
    assert network.layer("L2").bias.tolist() == [1, 2, 3, 4, 2]
    assert network.layer("L2").bias_frozen.tolist() == [False, True, False, False, True]
    for matrix in (into.weight, into.mask, into.frozen):
        np.testing.assert_array_equal(matrix[4], matrix[1])
    np.testing.assert_array_equal(out.weight[:, 4], out.weight[:, 1])


def test_put_back_a_second_time_they_come_last() -> None:
    whole = net()
    network = put_back(whole, whole, {"L2": [0]}, DRAWN, are_missing=True)
    assert network.layer("L2").bias.tolist() == [1, 2, 3, 4, 1]


def test_a_connection_that_went_with_the_neuron_comes_back_and_one_that_was_removed_does_not() -> None:
    whole = net()
    others = np.ones((2, 4), bool)
    others[:, 2] = False
    whole = remove_edges(whole, "L2", "L3", others)
    cut = remove_neurons(whole, "L2", [2])
    assert cut.find_connection("L2", "L3") is None
    assert arrays(put_back(cut, whole, {"L2": [2]}, DRAWN, are_missing=True)) == arrays(whole)
    whole = net()
    cut = disconnect(remove_neurons(whole, "L2", [2]), "L2", "L3")
    assert put_back(cut, whole, {"L2": [2]}, DRAWN, are_missing=True).find_connection("L2", "L3") is None


@pytest.mark.parametrize("width", [2, 5])
def test_with_layers_of_another_width_by_now_it_is_wired_anew(width: int) -> None:
    whole = net()
    cut = resize_layer(remove_neurons(whole, "L2", [2]), "L1", width, DRAWN)
    network = put_back(cut, whole, {"L2": [2]}, DRAWN, are_missing=True)
    assert network.connection("L1", "L2").weight.shape == (4, width)
    assert network.layer("L2").bias.tolist() == [1, 2, 3, 4]
    np.testing.assert_array_equal(network.connection("L2", "L3").weight, whole.connection("L2", "L3").weight)
