"""Weights as they are drawn: the network's own, but for removed edges."""

import numpy as np
import pytest

from engine.analysis.weight_pictures import weight_pictures
from engine.errors import GraphError
from engine.network.wiring import remove_edges
from engine.process.views.weight_pictures import WeightPicturesRequest
from tests.engine.training.networks import chain

NETWORK = chain(6, 4, 2)


def test_each_neuron_has_its_row_of_weights() -> None:
    found = weight_pictures(NETWORK, WeightPicturesRequest("L1", "L2"))
    np.testing.assert_array_equal(found.weights, NETWORK.connection("L1", "L2").weight.astype(np.float32))
    assert found.neuron_count == 4


def test_a_removed_edge_has_no_weight() -> None:
    network = remove_edges(NETWORK, "L1", "L2", np.arange(24).reshape(4, 6) == 9)
    found = weight_pictures(network, WeightPicturesRequest("L1", "L2"))
    assert np.argwhere(np.isnan(found.weights)).tolist() == [[1, 3]]


def test_of_many_neurons_the_first_are_given() -> None:
    found = weight_pictures(NETWORK, WeightPicturesRequest("L1", "L2", most_values=13))
    assert (found.weights.shape, found.neuron_count) == ((2, 6), 4)


def test_layers_that_are_not_connected_have_none() -> None:
    with pytest.raises(GraphError):
        weight_pictures(NETWORK, WeightPicturesRequest("L1", "L3"))
