"""Symbols, numbers and equations as panels write them."""

import pytest

from engine.network.edits import add_layer, connect, resize_layer, set_activation_function
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameters import set_bias, set_weight, set_weights
from gui.panels.notation import (
    NeuronValue,
    cell_text,
    edge_symbol,
    layer_numbers,
    neuron_equation,
    neuron_labels,
    neuron_symbol,
    number_text,
    weight_symbol,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (1.0, "1"),
        (-0.5, "−0.5"),
        (1 / 3, "0.3333"),
        (12345.678, "1.235e4"),
        (-1e-7, "−1e−7"),
        (1e20, "1e20"),
    ],
)
def test_numbers_are_short_and_have_a_true_minus(value: float, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize("value", [0.0, 1.0, -0.123456, 1 / 3, -99.999, 123456.7, -1e-7, 1e-300, -1e300])
def test_numbers_fit_into_a_cell(value: float) -> None:
    assert len(cell_text(value)) <= 9


def test_layers_are_numbered_in_the_order_of_computation(xor_network: Network) -> None:
    assert layer_numbers(xor_network) == {"L1": 0, "L2": 1, "L3": 2}


def test_a_skip_connection_names_both_layers(xor_network: Network) -> None:
    skipping = connect(xor_network, "L1", "L3", Initialization())
    assert weight_symbol(skipping, "L1", "L2") == "W⁽¹⁾"
    assert weight_symbol(skipping, "L1", "L3") == "W⁽²˒⁰⁾"
    assert weight_symbol(skipping, "L2", "L3") == "W⁽²˒¹⁾"


def test_edges_of_wide_layers_have_a_comma(xor_network: Network) -> None:
    assert edge_symbol(xor_network, "L2", 1, 0) == "w₂₁⁽¹⁾"
    assert edge_symbol(xor_network, "L2", 11, 0) == "w₁₂,₁⁽¹⁾"


def test_an_equation_starts_with_a_bare_minus_and_leaves_out_a_zero_bias(xor_network: Network) -> None:
    network = set_weight(xor_network, "L1", "L2", 0, 0, -1.5)
    assert neuron_equation(network, "L2", 0, None) == "h₁⁽¹⁾ = ReLU(−1.5·x₁ + 1·x₂)"


def test_a_linear_neuron_needs_no_function(xor_network: Network) -> None:
    value = NeuronValue(pre_activation=0.5, activation=0.5)
    assert neuron_equation(xor_network, "L3", 0, value) == "f(x) = 1·h₁⁽¹⁾ − 2·h₂⁽¹⁾ − 0.5\n= 0.5"


def test_outputs_are_called_f_of_x(xor_network: Network) -> None:
    assert neuron_symbol(xor_network, "L3", 0) == "f(x)"
    classes = resize_layer(xor_network, "L3", 3, Initialization())
    assert neuron_labels(classes, classes.layer("L3")) == ["f₁(x)", "f₂(x)", "f₃(x)"]
    two_ends = add_layer(xor_network, "dense", 1, name="Second end")
    assert neuron_symbol(two_ends, "L3", 0) == "h₁⁽³⁾"


def test_a_neuron_without_edges_is_its_bias(xor_network: Network) -> None:
    lonely = add_layer(xor_network, "dense", 1, name="Lonely")
    assert neuron_equation(lonely, "L4", 0, None).endswith("= 0")
    assert neuron_equation(set_bias(lonely, "L4", 0, 2), "L4", 0, None).endswith("= 2")


def test_a_long_sum_is_shortened() -> None:
    network = add_layer(add_layer(Network(), "input", 12), "dense", 1)
    network = connect(network, "L1", "L2", Initialization())
    network = set_activation_function(set_weights(network, "L1", "L2", [[1.0] * 12]), "L2", "tanh")
    equation = neuron_equation(network, "L2", 0, None)
    assert "1·x₈ + … (4 more))" in equation
    assert "x₉" not in equation
