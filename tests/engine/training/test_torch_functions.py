import numpy as np
import pytest
import torch

from engine.network.activations import ACTIVATION_FUNCTIONS
from engine.network.losses import LOSSES, LossNumbers
from engine.training.activations import TORCH_ACTIVATIONS
from engine.training.losses import TORCH_LOSSES

PRE_ACTIVATIONS = np.concatenate([np.linspace(-50, 50, 401), [-1e-9, 0.0, 1e-9]])

NUMBERS = LossNumbers(label_smoothing=0.15, huber_delta=0.7)


def test_torch_knows_the_same_functions_as_numpy() -> None:
    assert TORCH_ACTIVATIONS.keys() == ACTIVATION_FUNCTIONS.keys()
    assert TORCH_LOSSES.keys() == LOSSES.keys()


@pytest.mark.parametrize("name", ACTIVATION_FUNCTIONS)
def test_activations_and_derivatives_are_numpys(name: str) -> None:
    a = torch.tensor(PRE_ACTIVATIONS, requires_grad=True)

    h = TORCH_ACTIVATIONS[name](a)
    (derivative,) = torch.autograd.grad(h.sum(), a)

    expected = ACTIVATION_FUNCTIONS[name]
    np.testing.assert_allclose(h.detach().numpy(), expected.function(PRE_ACTIVATIONS), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(derivative.numpy(), expected.derivative(PRE_ACTIVATIONS), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(
    ("name", "outputs", "targets"),
    [
        ("log_loss", 1, "labels"),
        ("cross_entropy", 4, "labels"),
        ("squared_error", 1, "labels"),
        ("squared_error", 4, "labels"),
        ("squared_error", 3, "values"),
        ("half_squared_error", 4, "labels"),
        ("half_squared_error", 2, "values"),
        ("absolute_error", 4, "labels"),
        ("absolute_error", 2, "values"),
        ("huber", 3, "values"),
        ("huber", 3, "labels"),
        ("hinge", 1, "labels"),
        ("hinge", 4, "labels"),
    ],
)
def test_losses_and_gradients_are_numpys(name: str, outputs: int, targets: str) -> None:
    generator = np.random.default_rng(1)
    f = 3 * generator.standard_normal((7, outputs))
    y = generator.standard_normal((7, outputs))
    if targets == "labels":
        y = generator.integers(0, max(outputs, 2), (7, 1)).astype(float)
    logits = torch.tensor(f, requires_grad=True)

    loss = TORCH_LOSSES[name]
    value = loss.value(logits, loss.prepare(torch.tensor(y), outputs), NUMBERS)
    (gradient,) = torch.autograd.grad(value, logits)

    assert value.item() == pytest.approx(LOSSES[name].value(f, y, NUMBERS), rel=1e-12)
    np.testing.assert_allclose(gradient.numpy(), LOSSES[name].gradient(f, y, NUMBERS), rtol=1e-10, atol=1e-14)
