"""Activation functions against finite differences and the standard library."""

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import SettingError
from engine.network.activations import ACTIVATION_FUNCTIONS, LEAKY_SLOPE, activation_function

# Kinks lie at 0 only; finite differences straddle none of these points.
POINTS = np.concatenate([np.linspace(-8.0, -0.01, 200), np.linspace(0.01, 8.0, 200)])

BY_HAND = {
    "identity": lambda a: a,
    "sigmoid": lambda a: 1 / (1 + math.exp(-a)),
    "tanh": math.tanh,
    "relu": lambda a: max(0.0, a),
    "leaky_relu": lambda a: a if a > 0 else LEAKY_SLOPE * a,
    "step": lambda a: float(a > 0),
    "softplus": lambda a: math.log1p(math.exp(a)),
    "gelu": lambda a: a * 0.5 * (1 + math.erf(a / math.sqrt(2))),
    "sine": math.sin,
}


def test_every_function_is_checked_here():
    assert BY_HAND.keys() == ACTIVATION_FUNCTIONS.keys()


def test_each_function_has_a_short_suffix_of_its_own_that_no_separator_can_be_taken_for():
    suffixes = [function.suffix for function in ACTIVATION_FUNCTIONS.values()]
    assert len(set(suffixes)) == len(suffixes)
    assert all(re.fullmatch("[a-wyz][a-z]?", suffix) for suffix in suffixes)
    assert "8t" in activation_function("tanh").full_help


@pytest.mark.parametrize("name", ACTIVATION_FUNCTIONS)
def test_values_are_those_of_the_standard_library(name):
    expected = [BY_HAND[name](a) for a in POINTS.tolist()]
    np.testing.assert_allclose(activation_function(name).function(POINTS), expected, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("name", ACTIVATION_FUNCTIONS)
def test_derivative_is_the_slope_of_finite_differences(name):
    function, width = activation_function(name), 1e-6
    slope = (function.function(POINTS + width) - function.function(POINTS - width)) / (2 * width)
    np.testing.assert_allclose(function.derivative(POINTS), slope, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize(("name", "slope"), [("relu", 0.0), ("leaky_relu", LEAKY_SLOPE), ("step", 0.0)])
def test_derivative_at_a_kink_is_the_one_torch_uses(name, slope):
    assert activation_function(name).derivative(np.zeros(1)).tolist() == [slope]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", ACTIVATION_FUNCTIONS)
@given(st.floats(-(2.0**100), 2.0**100, width=32))
def test_any_value_of_either_precision_gives_a_number_of_the_same_precision(name, dtype, value):
    a = np.full((2, 3), value, dtype=dtype)
    with np.errstate(over="ignore", under="ignore"):
        for result in (activation_function(name).function(a), activation_function(name).derivative(a)):
            assert result.shape == a.shape
            assert result.dtype == dtype
            assert np.isfinite(result).all()


def test_unknown_name_is_refused_with_the_known_ones():
    known = re.escape(", ".join(ACTIVATION_FUNCTIONS))
    with pytest.raises(SettingError, match=f"no activation function “softmax”; there are {known}"):
        activation_function("softmax")
