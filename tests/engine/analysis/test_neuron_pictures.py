"""Pictures of neurons: responses over the input plane and histograms, against evaluation itself."""

import numpy as np
import pytest

from engine.analysis.boundary import boundary_field
from engine.analysis.neuron_fields import neuron_fields
from engine.analysis.neuron_histograms import neuron_histograms
from engine.errors import EngineError
from engine.network.chains import add_chain
from engine.network.forward import forward
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.shape_text import parse_shape
from engine.process.pictures import BoundaryRequest, NeuronFieldsRequest, NeuronGroup, NeuronHistogramsRequest
from engine.project.examples import EXAMPLES

NETWORK = EXAMPLES["circles"].build().network
PLANE = BoundaryRequest((0, 1), (-2.0, 2.0), (-1.0, 3.0), 7)


def chain(shape: str) -> Network:
    return add_chain(Network(), parse_shape(shape), Initialization())


def test_a_field_is_the_activation_at_each_point() -> None:
    hidden, output = NETWORK.layers[1], NETWORK.layers[-1]
    groups = (NeuronGroup(hidden.id, (2, 0)), NeuronGroup(output.id, (0,)))
    fields = neuron_fields(NETWORK, NeuronFieldsRequest(PLANE, groups)).fields
    assert [field.shape for field in fields] == [(2, 7, 7), (1, 7, 7)]
    x, y = np.linspace(-2, 2, 7)[5], np.linspace(-1, 3, 7)[1]
    expected = forward(NETWORK, np.array([[x, y]]))[hidden.id].activation[0, [2, 0]]
    np.testing.assert_allclose(fields[0][:, 1, 5], expected, rtol=1e-5, atol=1e-6)
    np.testing.assert_array_equal(fields[1][0], boundary_field(NETWORK, PLANE).outputs[:, :, 0])


def test_a_field_of_pre_activations_is_0_along_a_neuron_s_line() -> None:
    hidden = NETWORK.layers[1]
    request = NeuronFieldsRequest(PLANE, (NeuronGroup(hidden.id, (2, 0)),), "pre_activation")
    (field,) = neuron_fields(NETWORK, request).fields
    x, y = np.meshgrid(np.linspace(-2, 2, 7), np.linspace(-1, 3, 7))
    weight, bias = NETWORK.connections[0].weight[2], hidden.bias[2]
    np.testing.assert_allclose(field[0], weight[0] * x + weight[1] * y + bias, rtol=1e-5, atol=1e-5)


def test_values_there_are_not_are_refused() -> None:
    with pytest.raises(EngineError, match="no kind of values “gradient”"):
        neuron_fields(NETWORK, NeuronFieldsRequest(PLANE, (NeuronGroup("L2", (0,)),), "gradient"))


def test_a_wide_network_is_evaluated_piece_by_piece() -> None:
    network = chain("2-20000-1")
    request = NeuronFieldsRequest(PLANE, (NeuronGroup(network.layers[1].id, (0, 19_999)),))
    (field,) = neuron_fields(network, request).fields
    corner = forward(network, np.array([[-2.0, -1.0]]))[network.layers[1].id].activation[0, [0, 19_999]]
    np.testing.assert_allclose(field[:, 0, 0], corner, rtol=1e-5, atol=1e-6)


def test_one_input_has_a_field_of_one_row() -> None:
    network = chain("1-3-1")
    (field,) = neuron_fields(network, NeuronFieldsRequest(PLANE, (NeuronGroup(network.layers[1].id, (1,)),))).fields
    assert field.shape == (1, 1, 7)


def test_a_histogram_counts_every_sample_once() -> None:
    inputs = np.random.default_rng(0).normal(size=(50, 2))
    hidden = NETWORK.layers[1]
    answer = neuron_histograms(NETWORK, inputs, NeuronHistogramsRequest((NeuronGroup(hidden.id, (0, 3)),), 15))
    (edges,), (counts,) = answer.edges, answer.counts
    assert counts.shape == (2, 15)
    assert counts.sum(axis=1).tolist() == [50, 50]
    expected, _ = np.histogram(forward(NETWORK, inputs, np.float32)[hidden.id].activation[:, 3], edges)
    assert counts[1].tolist() == expected.tolist()


@pytest.mark.parametrize(
    ("group", "sentence"),
    [(NeuronGroup("L2", (99,)), "has .* neurons and no neuron 100"), (NeuronGroup("L99", (0,)), "L99")],
)
def test_neurons_there_are_not_are_refused(group: NeuronGroup, sentence: str) -> None:
    with pytest.raises(EngineError, match=sentence):
        neuron_fields(NETWORK, NeuronFieldsRequest(PLANE, (group,)))
    with pytest.raises(EngineError, match=sentence):
        neuron_histograms(NETWORK, np.zeros((3, 2)), NeuronHistogramsRequest((group,), 15))


def test_a_histogram_of_one_bin_is_refused() -> None:
    with pytest.raises(EngineError, match="2 to 500 bins; 1 were"):
        neuron_histograms(NETWORK, np.zeros((3, 2)), NeuronHistogramsRequest((), 1))
