"""Evaluation against numbers worked out by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import GraphError, ShapeError
from engine.network import edits, parameters
from engine.network.forward import forward, output
from engine.network.initializers import Initialization
from engine.network.model import Network

NORMAL = Initialization("normal", 1.0, seed=5)
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def chain(*layers: tuple[int, str]) -> Network:
    """Make layers L1, L2, … of `(width, activation function)` one after the other; the first is the input layer."""
    network = edits.add_layer(Network(), "input", layers[0][0])
    for number, (width, activation) in enumerate(layers[1:], start=1):
        network = edits.add_layer(network, "dense", width, activation=activation)
        network = edits.connect(network, f"L{number}", f"L{number + 1}", NORMAL)
    return network


@pytest.fixture
def xor() -> Network:
    network = chain((2, "identity"), (2, "relu"), (1, "identity"))
    network = parameters.set_weights(network, "L1", "L2", [[1, 1], [1, 1]])
    network = parameters.set_biases(network, "L2", [0, -1])
    network = parameters.set_weights(network, "L2", "L3", [[1, -2]])
    return parameters.set_biases(network, "L3", [-0.5])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_xor_by_hand_gives_the_lecture_s_numbers(xor, dtype):
    values = forward(xor, CORNERS, dtype)
    assert list(values) == ["L1", "L2", "L3"]
    assert values["L1"].activation.tolist() == CORNERS.tolist()
    assert values["L2"].pre_activation.tolist() == [[0, -1], [1, 0], [1, 0], [2, 1]]
    assert values["L2"].activation.tolist() == [[0, 0], [1, 0], [1, 0], [2, 1]]
    assert values["L3"].activation.tolist() == [[-0.5], [0.5], [0.5], [-0.5]]
    assert output(xor, CORNERS, dtype).dtype == dtype


def test_two_sigmoid_layers_are_the_formula_written_out():
    network = chain((2, "identity"), (2, "sigmoid"), (2, "sigmoid"), (1, "identity"))
    network = parameters.set_weights(network, "L1", "L2", [[2.7, 9.6], [13.6, 11.7]])
    network = parameters.set_biases(network, "L2", [-7.4, 8.0])
    network = parameters.set_weights(network, "L2", "L3", [[-7.9, 11.0], [7.9, -9.9]])
    network = parameters.set_biases(network, "L3", [1.8, 3.2])
    network = parameters.set_weights(network, "L3", "L4", [[0.3, -0.7]])
    network = parameters.set_biases(network, "L4", [0.1])

    def sigmoid(a: float) -> float:
        return 1 / (1 + math.exp(-a))

    def f(x1: float, x2: float) -> float:
        u = sigmoid(2.7 * x1 + 9.6 * x2 - 7.4)
        v = sigmoid(13.6 * x1 + 11.7 * x2 + 8.0)
        return 0.3 * sigmoid(-7.9 * u + 11.0 * v + 1.8) - 0.7 * sigmoid(7.9 * u - 9.9 * v + 3.2) + 0.1

    points = np.random.default_rng(0).uniform(-1.5, 1.5, (50, 2))
    expected = [[f(*point)] for point in points.tolist()]
    np.testing.assert_allclose(output(network, points), expected, rtol=1e-12, atol=1e-14)


def test_layer_adds_what_all_its_sources_send():
    network = chain((2, "identity"), (3, "tanh"), (1, "identity"))
    network = edits.connect(network, "L1", "L3", NORMAL)
    network = parameters.set_biases(network, "L3", [0.25])
    skip, through = network.connection("L1", "L3").weight, network.connection("L2", "L3").weight
    hidden = np.tanh(CORNERS @ network.connection("L1", "L2").weight.T)
    np.testing.assert_allclose(output(network, CORNERS), hidden @ through.T + CORNERS @ skip.T + 0.25, rtol=1e-14)


def test_layers_are_evaluated_in_the_order_of_the_graph_whatever_order_they_were_made_in():
    network = edits.add_layer(edits.add_layer(Network(), "dense", 1), "dense", 2, activation="relu")
    network = edits.add_layer(network, "input", 2)
    network = edits.connect(edits.connect(network, "L2", "L1", NORMAL), "L3", "L2", NORMAL)
    assert list(forward(network, CORNERS)) == ["L3", "L2", "L1"]


@given(st.integers(0, 5))
def test_batch_gives_what_its_samples_give_one_by_one(count):
    network = chain((2, "identity"), (4, "gelu"), (3, "softplus"))
    batch = np.random.default_rng(count).standard_normal((count, 2))
    together = output(network, batch)
    assert together.shape == (count, 3)
    for row, sample in enumerate(batch):
        np.testing.assert_allclose(together[row], output(network, sample[np.newaxis])[0], rtol=1e-13)


@pytest.mark.parametrize("shape", [(4, 3), (2,), (1, 2, 2)])
def test_samples_of_another_width_are_refused_with_both_sizes(xor, shape):
    with pytest.raises(ShapeError, match=rf"“Input” has 2 neurons, but the samples have shape \({shape[0]},"):
        forward(xor, np.zeros(shape))


def test_incomplete_network_is_refused_with_what_to_do():
    with pytest.raises(GraphError, match="drag an input layer onto it"):
        forward(Network(), CORNERS)
