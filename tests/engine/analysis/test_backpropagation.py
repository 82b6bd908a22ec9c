"""The written-out gradients against autograd in float64, and against numbers worked out by hand."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.backpropagation import backpropagation
from engine.data.data_set import Task
from engine.errors import EngineError
from engine.network.activations import ACTIVATION_FUNCTIONS
from engine.network.forward import forward
from engine.network.losses import LOSSES, LossNumbers
from engine.network.model import Network
from engine.project.examples import EXAMPLES
from engine.training.compiled import CompiledNetwork
from engine.training.losses import TORCH_LOSSES
from tests.engine.training.networks import TASK_OF_LOSS, chain, networks, random_data

NUMBERS = LossNumbers(label_smoothing=0.1, huber_delta=0.6)
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
LABELS = np.array([[0.0], [1.0], [1.0], [0.0]])


def by_autograd(network: Network, inputs: np.ndarray, targets: np.ndarray, loss: str) -> tuple[float, list[np.ndarray]]:
    """Give the loss, and its gradients in the network's order: weights, biases, then the inputs'."""
    compiled = CompiledNetwork(network, torch.float64, "cpu")
    for tensor in compiled.tensors:
        tensor.requires_grad_()
    leaf = torch.tensor(inputs, requires_grad=True)
    outputs = compiled.outputs(leaf)
    used = TORCH_LOSSES[loss]
    value = used.value(outputs, used.prepare(torch.tensor(targets), outputs.shape[1]), NUMBERS)
    leaves = [*compiled.tensors, leaf]
    found = torch.autograd.grad(value, leaves, allow_unused=True, materialize_grads=True)
    return value.item(), [gradient.numpy() for gradient in found]


def check(network: Network, loss: str, seed: int) -> None:
    outputs = network.layers[-1].width
    data = random_data(TASK_OF_LOSS[loss], network.layers[0].width, outputs, samples=9, seed=seed)
    trace = backpropagation(network, data.inputs, data.targets, loss, NUMBERS)
    value, expected = by_autograd(network, data.inputs, data.targets, loss)
    weights = {(read.source, layer.layer): read for layer in trace.layers for read in layer.sources}
    biases = {layer.layer: layer.bias_gradient for layer in trace.layers}
    assert trace.loss == pytest.approx(value, rel=1e-12, abs=1e-12)
    for connection, gradient in zip(network.connections, expected, strict=False):
        found = weights[connection.key].weight_gradient
        np.testing.assert_allclose(found, gradient * connection.mask, rtol=1e-12, atol=1e-12)
    for layer, gradient in zip(network.layers, expected[len(network.connections) :], strict=False):
        np.testing.assert_allclose(biases.get(layer.id, np.empty(0)), gradient, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(trace.input_gradient, expected[-1], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("loss", LOSSES)
@given(st.data())
def test_every_gradient_is_autograds(loss: str, data: st.DataObject) -> None:
    outputs = 1 if TASK_OF_LOSS[loss] is Task.BINARY else data.draw(st.integers(2, 4))
    check(data.draw(networks(outputs, loss)), loss, data.draw(st.integers(0, 99)))


@pytest.mark.parametrize("activation", ACTIVATION_FUNCTIONS)
def test_every_activation_function_is_autograds(activation: str) -> None:
    check(chain(3, 5, 4, 2, activation=activation), "squared_error", 1)


@given(st.data())
def test_the_factors_are_what_the_formulas_say(data: st.DataObject) -> None:
    network = data.draw(networks(data.draw(st.integers(1, 3))))
    samples = random_data(Task.REGRESSION, network.layers[0].width, network.layers[-1].width, samples=6, held=1)
    trace = backpropagation(network, samples.inputs, samples.targets, "squared_error")
    values = forward(network, samples.inputs)
    gradients = {layer.layer: np.zeros_like(layer.activation) for layer in trace.layers}
    gradients[trace.input_layer] = np.zeros_like(samples.inputs)
    last = trace.layers[-1]
    gradients[last.layer] += 2 * (last.activation - samples.targets) / last.activation.size
    for layer in reversed(trace.layers):
        function = ACTIVATION_FUNCTIONS[network.layer(layer.layer).activation_function]
        np.testing.assert_array_equal(layer.activation, values[layer.layer].activation)
        np.testing.assert_allclose(layer.activation_gradient, gradients[layer.layer], rtol=1e-12, atol=1e-14)
        np.testing.assert_array_equal(layer.slope, function.derivative(layer.pre_activation))
        np.testing.assert_array_equal(layer.pre_activation_gradient, layer.activation_gradient * layer.slope)
        np.testing.assert_allclose(layer.bias_gradient, layer.pre_activation_gradient.sum(axis=0))
        for read in layer.sources:
            gradients[read.source] += layer.pre_activation_gradient @ read.weight
    np.testing.assert_allclose(trace.input_gradient, gradients[trace.input_layer], rtol=1e-12, atol=1e-14)


def test_xor_by_hand_in_numbers() -> None:
    network = EXAMPLES["xor-by-hand"].build().network
    trace = backpropagation(network, CORNERS, LABELS, "half_squared_error")
    hidden, output = trace.layers
    assert trace.loss == 0.125  # f is ∓½ where y is 0 and 1: ½ · mean of ¼
    np.testing.assert_allclose(output.activation_gradient[:, 0], np.array([-0.5, -0.5, -0.5, -0.5]) / 4)
    np.testing.assert_allclose(output.sources[0].weight_gradient, [[-0.5, -0.125]])
    assert hidden.slope.tolist() == [[0, 0], [1, 0], [1, 0], [1, 1]]
    np.testing.assert_allclose(hidden.bias_gradient, [-0.375, 0.25])


def test_probabilities_are_those_of_the_logits() -> None:
    data = random_data(Task.MULTICLASS, 2, 3)
    trace = backpropagation(chain(2, 4, 3), data.inputs, data.targets, "cross_entropy")
    logits = torch.tensor(trace.layers[-1].activation)
    np.testing.assert_allclose(trace.probabilities, torch.softmax(logits, 1).numpy())
    binary = backpropagation(chain(2, 1), CORNERS, LABELS, "log_loss", rows=[4, 2, 7, 1])
    np.testing.assert_allclose(binary.probabilities, torch.sigmoid(torch.tensor(binary.layers[-1].activation)))
    assert binary.rows.tolist() == [4, 2, 7, 1]
    assert backpropagation(chain(2, 1), CORNERS, LABELS, "hinge").probabilities.shape == (4, 0)


@pytest.mark.parametrize(("loss", "width"), [("guess", 2), ("log_loss", 3)])
def test_what_cannot_be_differentiated_is_refused(loss: str, width: int) -> None:
    with pytest.raises(EngineError):
        backpropagation(chain(width, 1), CORNERS, LABELS, loss)
