"""Formulas with a network's numbers, held against XOR worked out by hand and against evaluation."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.errors import GraphError
from engine.network import edits, parameters
from engine.network.formulas import (
    ALL,
    Extent,
    Formula,
    Number,
    connection_formula,
    edge_formula,
    layer_formula,
    network_formula,
    neuron_equation,
    neuron_formula,
)
from engine.network.forward import forward
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.project.examples import EXAMPLES

WEIGHTS = st.floats(-50, 50).map(lambda value: round(value, 1))


def network_of(*widths: int, activation: str = "relu") -> Network:
    network = edits.add_layer(Network(), "input", widths[0])
    for number, width in enumerate(widths[1:], start=1):
        is_last = number == len(widths) - 1
        network = edits.add_layer(network, "dense", width, activation="identity" if is_last else activation)
        network = edits.connect(network, f"L{number}", f"L{number + 1}", Initialization())
    return network


def without_edges(xor: Network, mask: np.ndarray) -> Network:
    """Give the network with only the edges from the inputs that a mask names."""
    first, *others = xor.connections
    return replace(xor, connections=(replace(first, mask=mask), *others))


def lines_of(formula: Formula) -> list[str]:
    return formula.plain.split("\n")


@pytest.fixture
def xor() -> Network:
    return EXAMPLES["xor-by-hand"].build().network


def test_a_neuron_is_written_in_symbols_with_its_weights_with_the_samples_numbers_and_its_result(xor: Network) -> None:
    values = forward(xor, np.array([[1.0, 0.4]]))
    assert lines_of(neuron_formula(xor, "L2", 1, values)) == [
        "h₂⁽¹⁾ = ReLU(w₂₁⁽¹⁾x₁ + w₂₂⁽¹⁾x₂ + b₂⁽¹⁾)",
        "= ReLU(1·x₁ + 1·x₂ − 1)",
        "= ReLU(1·1 + 1·0.4 − 1)",
        "= ReLU(0.4)",
        "= 0.4",
    ]


def test_in_short_a_neuron_is_written_with_its_weights_and_its_result(xor: Network) -> None:
    values = forward(xor, np.array([[0.4, 1.0]]))
    assert lines_of(neuron_equation(xor, "L2", 1, values)) == ["h₂⁽¹⁾ = ReLU(1·x₁ + 1·x₂ − 1)", "= ReLU(0.4)", "= 0.4"]
    assert lines_of(neuron_equation(xor, "L3", 0, {})) == ["f(x) = 1·h₁⁽¹⁾ − 2·h₂⁽¹⁾ − 0.5"]
    assert neuron_equation(xor, "L1", 0, values).plain == "x₁ = 0.4"


def test_the_output_neuron_adds_up_without_a_function(xor: Network) -> None:
    values = forward(xor, np.array([[1.0, 1.0]]))
    assert lines_of(neuron_formula(xor, "L3", 0, values)) == [
        "f(x) = w₁₁⁽²⁾h₁⁽¹⁾ + w₁₂⁽²⁾h₂⁽¹⁾ + b₁⁽²⁾",
        "= 1·h₁⁽¹⁾ − 2·h₂⁽¹⁾ − 0.5",
        "= 1·2 − 2·1 − 0.5",
        "= −0.5",
    ]


def test_a_negative_factor_stands_in_parentheses(xor: Network) -> None:
    formula = neuron_formula(xor, "L2", 0, forward(xor, np.array([[-1.0, -0.5]])))
    assert lines_of(formula)[2] == "= ReLU(1·(−1) + 1·(−0.5))"
    assert r"1 \cdot (-1) + 1 \cdot (-0.5)" in formula.latex


def test_without_a_sample_only_symbols_and_weights_are_written(xor: Network) -> None:
    assert len(lines_of(neuron_formula(xor, "L2", 1, {}))) == 2
    assert lines_of(layer_formula(xor, "L2", {})) == ["h⁽¹⁾ = ReLU(W⁽¹⁾x + b⁽¹⁾)", "W⁽¹⁾ ∈ ℝ²ˣ², x ∈ ℝ²"]
    assert neuron_formula(xor, "L1", 0, {}).plain == "x₁"


def test_a_layer_is_written_as_matrices_with_their_shapes(xor: Network) -> None:
    formula = layer_formula(xor, "L2", forward(xor, np.array([[1.0, 0.0]])))
    assert lines_of(formula) == [
        "h⁽¹⁾ = ReLU(W⁽¹⁾x + b⁽¹⁾)",
        "= ReLU([1, 1; 1, 1][1; 0] + [0; −1])",
        "= ReLU([1; 0])",
        "= [1; 0]",
        "W⁽¹⁾ ∈ ℝ²ˣ², x ∈ ℝ²",
    ]
    assert r"W^{(1)} \in \mathbb{R}^{2 \times 2}" in formula.latex
    assert r"\begin{bmatrix} 1 & 1 \\ 1 & 1 \end{bmatrix}\begin{bmatrix} 1 \\ 0 \end{bmatrix}" in formula.latex


def test_a_connection_is_written_with_what_it_adds(xor: Network) -> None:
    formula = connection_formula(xor, "L2", "L3", forward(xor, np.array([[1.0, 1.0]])))
    assert lines_of(formula) == [
        "W⁽²⁾ = [1, −2]",
        "W⁽²⁾h⁽¹⁾ = [1, −2][2; 1]",
        "= [0]",
        "W⁽²⁾ ∈ ℝ¹ˣ², h⁽¹⁾ ∈ ℝ²",
    ]


def test_an_edge_is_written_with_its_term_and_what_that_adds(xor: Network) -> None:
    formula = edge_formula(xor, "L2", "L3", 0, 1, forward(xor, np.array([[1.0, 1.0]])))
    assert lines_of(formula) == [
        "w₁₂⁽²⁾ = −2",
        "w₁₂⁽²⁾h₂⁽¹⁾ = −2·1",
        "= −2",
        "a₁⁽²⁾ = w₁₂⁽²⁾h₂⁽¹⁾ + ⋯",
        "= −2 + 1.5",
        "= −0.5",
    ]


def test_the_network_is_written_as_a_composition_with_its_value(xor: Network) -> None:
    formula = network_formula(xor, forward(xor, np.array([[1.0, 0.0]])))
    assert lines_of(formula) == [
        "f(x) = W⁽²⁾ReLU(W⁽¹⁾x + b⁽¹⁾) + b⁽²⁾",
        "f([1; 0]) = 0.5",
        "x ∈ ℝ², f(x) ∈ ℝ",
    ]


def test_a_deep_network_is_written_layer_by_layer() -> None:
    network = network_of(2, *[3] * 8, 1)
    lines = lines_of(network_formula(network, {}))
    assert lines[0] == "h⁽¹⁾ = ReLU(W⁽¹⁾x + b⁽¹⁾)"
    assert lines[3].startswith("⋮")
    assert lines[4] == "f(x) = W⁽⁹⁾h⁽⁸⁾ + b⁽⁹⁾"
    assert len(lines_of(network_formula(network, {}, ALL))) == 9 + 1


def test_the_sources_of_a_skip_connection_sum_up(xor: Network) -> None:
    network = edits.connect(xor, "L1", "L3", Initialization())
    network = parameters.set_weights(network, "L1", "L3", [[3, 4]])
    values = forward(network, np.array([[1.0, 1.0]]))
    assert lines_of(layer_formula(network, "L3", values))[:2] == [
        "f(x) = W⁽²˒¹⁾h⁽¹⁾ + W⁽²˒⁰⁾x + b⁽²⁾",
        "= [1, −2][2; 1] + [3, 4][1; 1] + [−0.5]",
    ]
    assert lines_of(neuron_formula(network, "L3", 0, values))[2:] == ["= 1·2 − 2·1 + 3·1 + 4·1 − 0.5", "= 6.5"]


def test_a_removed_edge_has_no_term(xor: Network) -> None:
    network = without_edges(xor, np.array([[True, False], [True, True]]))
    assert lines_of(neuron_formula(network, "L2", 0, {})) == ["h₁⁽¹⁾ = ReLU(w₁₁⁽¹⁾x₁ + b₁⁽¹⁾)", "= ReLU(1·x₁)"]


def test_a_neuron_without_edges_is_its_bias(xor: Network) -> None:
    network = without_edges(xor, np.zeros((2, 2), np.bool_))
    assert lines_of(neuron_formula(network, "L2", 0, {}))[1] == "= ReLU(0)"


def test_a_long_sum_is_shortened_until_all_of_it_is_asked_for() -> None:
    network = network_of(20, 1)
    short = neuron_formula(network, "L2", 0, {})
    assert lines_of(short)[0] == "f(x) = w₁₁⁽¹⁾x₁ + w₁₂⁽¹⁾x₂ + w₁₃⁽¹⁾x₃ + ⋯ + w₁˒₂₀⁽¹⁾x₂₀ + b₁⁽¹⁾".replace("˒", ",")
    assert short.is_shortened
    whole = neuron_formula(network, "L2", 0, {}, ALL)
    assert whole.plain.count("x₁₇") == 2
    assert not whole.is_shortened


def test_a_large_matrix_is_shortened() -> None:
    network = network_of(20, 10)
    formula = layer_formula(network, "L2", forward(network, np.ones((1, 20))), Extent(terms=5, entries=4, layers=5))
    matrix = formula.latex.split("bmatrix")[1]
    assert matrix.count(r"\\") == 3
    assert matrix.count(r"\vdots") == 3
    assert r"\ddots" in matrix
    assert formula.is_shortened


@pytest.mark.parametrize(
    ("value", "plain", "latex"),
    [
        (0.4, "0.4", "0.4"),
        (-0.0, "0", "0"),
        (0.1 + 0.2, "0.3", "0.3"),
        (1 / 3, "0.33", "0.33"),
        (0.5001, "0.5", "0.5"),
        (0.0421, "0.042", "0.042"),
        (-1.5e-5, "−1.5·10⁻⁵", r"-1.5\cdot 10^{-5}"),
        (123456.0, "1.2·10⁵", r"1.2\cdot 10^{5}"),
        (-12.34, "−12.3", "-12.3"),
        (float("inf"), "∞", r"\infty"),
        (float("-inf"), "−∞", r"-\infty"),
        (float("nan"), "NaN", r"\mathrm{NaN}"),
        (5e-324, "4.9·10⁻³²⁴", r"4.9\cdot 10^{-324}"),
    ],
)
def test_numbers_are_short(value: float, plain: str, latex: str) -> None:
    assert Number(value).plain == plain
    assert Number(value).latex == latex


@given(st.floats(-1e300, 1e300))
def test_a_number_written_is_near_the_number_and_exact_only_where_it_is(value: float) -> None:
    number = Number(value)
    read = float(number.mantissa.replace("−", "-") + "e" + (number.exponent.replace("−", "-") or "0"))
    assert read == pytest.approx(value, rel=0.06)
    if number.is_exact:
        assert read == pytest.approx(value, rel=1e-9, abs=0)


@given(st.lists(WEIGHTS, min_size=2, max_size=4), WEIGHTS, st.data())
def test_the_numbers_of_the_latex_evaluate_to_the_pre_activation(
    weights: list[float], bias: float, data: st.DataObject
) -> None:
    inputs = data.draw(st.lists(WEIGHTS, min_size=len(weights), max_size=len(weights)))
    network = parameters.set_weights(network_of(len(weights), 1), "L1", "L2", [weights])
    network = parameters.set_biases(network, "L2", [bias])
    values = forward(network, np.array([inputs]))
    formula = neuron_formula(network, "L2", 0, values)
    written = formula.latex.split("\\\\\n")[2].replace("&", "").replace(r"\cdot", "*")
    assert re.fullmatch(r"[-+*().0-9 =]+", written)
    assert eval(written.replace("=", "")) == pytest.approx(values["L2"].activation[0, 0])  # only figures, see above
    assert formula.lines[2].relation == "="


def test_rounded_numbers_are_told_from_exact_ones(xor: Network) -> None:
    lines = lines_of(neuron_formula(xor, "L2", 0, forward(xor, np.array([[1 / 3, 1.0]]))))
    assert lines[1] == "= ReLU(1·x₁ + 1·x₂)"
    assert lines[2] == "≈ ReLU(1·0.33 + 1·1)"


@pytest.mark.parametrize("index", [-1, 9])
def test_what_is_not_there_has_no_formula(xor: Network, index: int) -> None:
    with pytest.raises(GraphError, match=f"has 2 neurons and no neuron {index + 1}"):
        neuron_formula(xor, "L2", index, {})
    with pytest.raises(GraphError, match="has no entry"):
        edge_formula(xor, "L1", "L2", index, 0, {})
    with pytest.raises(GraphError, match="has no entry"):
        edge_formula(xor, "L1", "L2", 0, index, {})


def test_a_saturated_activation_is_nearly_its_limit() -> None:
    network = edits.add_layer(edits.add_layer(Network(), "input", 1), "dense", 1, activation="tanh")
    network = edits.connect(network, "L1", "L2", Initialization())
    network = parameters.set_weights(network, "L1", "L2", [[11.1]])
    values = forward(network, np.array([[1.0]]))
    assert neuron_formula(network, "L2", 0, values).plain.splitlines()[-1] == "≈ 1"
