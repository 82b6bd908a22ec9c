"""Activation functions h = g(a), each with its derivative, formula and help, for menus and mathematics alike.

The derivative at a kink is the one `torch` uses (0 at the kink of ReLU), so hand-made gradients agree with autograd.
"""

import math
from collections.abc import Callable

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.network.special import erf
from engine.registry import look_up

Values = NDArray[np.floating]

IDENTITY = "identity"
LEAKY_SLOPE = 0.01


class ActivationFunction(msgspec.Struct, frozen=True, eq=False):
    """An activation function g, applied elementwise.

    Attributes:
        name: The key it is stored under in projects.
        label: What menus call it.
        suffix: What stands for it after a width in a typed shape, such as the t of 2-8t-1; one or two letters.
        formula: g(a) in plain text.
        help: One sentence for a student.
        function: g, array of any shape to array of that shape and dtype.
        derivative: g′, likewise.
        gain: Factor on orthogonal initial weights, as in `torch.nn.init.calculate_gain`.
        is_unbounded: Whether it gives numbers of any size and sign, as logits have to be.
        is_within_one: Whether all of its values are in −1 … 1.
        has_slope: Whether g′ is other than 0 anywhere, so that gradients pass.
        can_die: Whether a neuron that is 0 for every sample has no slope left by which training could wake it.
        saturated_slope: |g′| below which a neuron is saturated: some 4 % of the steepest slope. 0 for a function that
            has no flat ends, or nothing else (the step).
    """

    name: str
    label: str
    suffix: str
    formula: str
    help: str
    function: Callable[[Values], Values]
    derivative: Callable[[Values], Values]
    gain: float = 1.0
    is_unbounded: bool = False
    is_within_one: bool = False
    has_slope: bool = True
    can_die: bool = False
    saturated_slope: float = 0.0

    @property
    def full_help(self) -> str:
        """The help with how to write the function in a typed shape."""
        return f"{self.help} In a shape: 8{self.suffix}."


def _sigmoid(a: Values) -> Values:
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * a)))


def _normal_cdf(a: Values) -> Values:
    return np.asarray(0.5 * (1.0 + erf(a / math.sqrt(2.0))))


def _gelu_derivative(a: Values) -> Values:
    density = np.exp(-0.5 * a * a) / math.sqrt(2.0 * math.pi)
    return _normal_cdf(a) + a * density


_ALL = (
    ActivationFunction(
        IDENTITY, "Identity", "i", "g(a) = a",
        "Passes the pre-activation on unchanged; the usual choice for an output layer.",
        lambda a: a, np.ones_like, is_unbounded=True,
    ),
    ActivationFunction(
        "sigmoid", "Sigmoid", "s", "g(a) = 1 / (1 + e⁻ᵃ)",
        "Squeezes any number into (0, 1); flat far from 0, where it learns slowly.",
        _sigmoid, lambda a: _sigmoid(a) * (1.0 - _sigmoid(a)), is_within_one=True, saturated_slope=0.01,
    ),
    ActivationFunction(
        "tanh", "Tanh", "t", "g(a) = tanh a", "Squeezes any number into (−1, 1), symmetric about 0.",
        np.tanh, lambda a: 1.0 - np.tanh(a) ** 2, gain=5.0 / 3.0, is_within_one=True, saturated_slope=0.04,
    ),
    ActivationFunction(
        "relu", "ReLU", "r", "g(a) = max(0, a)", "Passes positive pre-activations and blocks negative ones.",
        lambda a: np.maximum(a, 0), lambda a: (a > 0).astype(a.dtype), gain=math.sqrt(2.0), can_die=True,
    ),
    ActivationFunction(
        "leaky_relu", "Leaky ReLU", "l", "g(a) = a for a > 0, else 0.01·a",
        "Like ReLU, but negative pre-activations leak through a little.",
        lambda a: np.where(a > 0, a, LEAKY_SLOPE * a), lambda a: np.where(a > 0, 1.0, LEAKY_SLOPE).astype(a.dtype),
        gain=math.sqrt(2.0 / (1.0 + LEAKY_SLOPE**2)), is_unbounded=True,
    ),
    ActivationFunction(
        "step", "Step", "st", "g(a) = 1 for a > 0, else 0",
        "The perceptron's threshold; its slope is 0 everywhere, so gradient descent cannot train what lies before it.",
        lambda a: (a > 0).astype(a.dtype), np.zeros_like, is_within_one=True, has_slope=False,
    ),
    ActivationFunction(
        "softplus", "Softplus", "sp", "g(a) = ln(1 + eᵃ)", "A smooth ReLU; its slope is the sigmoid.",
        lambda a: np.logaddexp(a, a.dtype.type(0)), _sigmoid, saturated_slope=0.04,
    ),
    ActivationFunction(
        "gelu", "GELU", "g", "g(a) = a·Φ(a)",
        "a times the normal distribution function Φ(a); smooth, used in transformers.",
        lambda a: a * _normal_cdf(a), _gelu_derivative, saturated_slope=0.04,
    ),
    ActivationFunction(
        "sine", "Sine", "si", "g(a) = sin a", "Periodic; good at waves and spirals.",
        np.sin, np.cos, is_within_one=True,
    ),
)  # fmt: skip

ACTIVATION_FUNCTIONS: dict[str, ActivationFunction] = {function.name: function for function in _ALL}


def activation_function(name: str) -> ActivationFunction:
    """Give the activation function called `name`.

    Raises:
        SettingError: There is none of that name.
    """
    return look_up(ACTIVATION_FUNCTIONS, name, "activation function")
