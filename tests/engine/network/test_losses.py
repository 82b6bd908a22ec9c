"""Losses against their definitions and finite differences."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import SettingError
from engine.network.activations import ACTIVATION_FUNCTIONS
from engine.network.losses import DEFAULT_LOSSES, LOSSES, LossNumbers, accuracy, aims, decision_threshold, loss

CASES = [
    ("log_loss", 1, "labels"),
    ("cross_entropy", 3, "labels"),
    ("squared_error", 1, "labels"),
    ("squared_error", 3, "labels"),
    ("squared_error", 2, "values"),
    ("half_squared_error", 3, "labels"),
    ("half_squared_error", 2, "values"),
    ("absolute_error", 2, "values"),
    ("absolute_error", 3, "labels"),
    ("huber", 2, "values"),
    ("huber", 1, "labels"),
    ("hinge", 1, "labels"),
    ("hinge", 3, "labels"),
]
NUMBERS = LossNumbers(label_smoothing=0.15, huber_delta=0.7)


def outputs_and_targets(outputs: int, targets: str, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    f = 2 * generator.standard_normal((5, outputs))
    if targets == "values":
        return f, generator.standard_normal((5, outputs))
    return f, generator.integers(0, max(2, outputs), (5, 1)).astype(float)


@pytest.mark.parametrize(("name", "outputs", "targets"), CASES)
def test_gradient_is_the_slope_of_finite_differences(name, outputs, targets):
    f, y = outputs_and_targets(outputs, targets)
    width, slopes = 1e-6, np.zeros_like(f)
    for place in np.ndindex(*f.shape):
        nudge = np.zeros_like(f)
        nudge[place] = width
        above, below = (loss(name).value(moved, y, NUMBERS) for moved in (f + nudge, f - nudge))
        slopes[place] = (above - below) / (2 * width)
    np.testing.assert_allclose(loss(name).gradient(f, y, NUMBERS), slopes, rtol=1e-6, atol=1e-9)


def test_log_loss_is_minus_the_mean_log_probability_of_the_right_class():
    f, y = np.array([[2.0], [-1.0]]), np.array([[1.0], [1.0]])
    probability = [1 / (1 + math.exp(-2.0)), 1 / (1 + math.exp(1.0))]
    assert loss("log_loss").value(f, y) == pytest.approx(-sum(map(math.log, probability)) / 2, rel=1e-14)


def test_cross_entropy_is_minus_the_mean_log_softmax_of_the_right_class():
    f, y = np.array([[1.0, 2.0, 3.0]]), np.array([[2.0]])
    total = sum(map(math.exp, (1.0, 2.0, 3.0)))
    assert loss("cross_entropy").value(f, y) == pytest.approx(-math.log(math.exp(3.0) / total), rel=1e-14)


def test_squared_error_is_a_mean_over_samples_and_outputs_and_half_of_it_the_half():
    f, y = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[0.0, 2.0], [3.0, 7.0]])
    assert loss("squared_error").value(f, y) == (1 + 0 + 0 + 9) / 4
    assert loss("half_squared_error").value(f, y) == (1 + 0 + 0 + 9) / 8


def test_squared_error_compares_class_indices_with_one_hot_rows():
    f, y = np.array([[0.2, 0.5, 0.3]]), np.array([[1.0]])
    assert loss("squared_error").value(f, y) == pytest.approx((0.2**2 + 0.5**2 + 0.3**2) / 3)


@given(st.floats(-1e4, 1e4), st.sampled_from([0.0, 1.0]))
def test_two_logits_zero_and_f_lose_as_much_as_the_one_logit_f(f, label):
    binary = loss("log_loss").value(np.array([[f]]), np.array([[label]]))
    assert binary == pytest.approx(loss("cross_entropy").value(np.array([[0.0, f]]), np.array([[label]])), abs=1e-12)


@pytest.mark.parametrize("name", ["log_loss", "cross_entropy"])
def test_logits_of_any_size_give_a_finite_loss(name):
    f = np.array([[1e4] if name == "log_loss" else [-1e4, 1e4]])
    assert loss(name).value(f, np.zeros((1, 1))) == pytest.approx(1e4 if name == "log_loss" else 2e4)


def test_every_task_has_a_loss_that_fits_it():
    assert DEFAULT_LOSSES.keys() == {"binary", "multiclass", "regression"}
    assert all(task in LOSSES[name].tasks for task, name in DEFAULT_LOSSES.items())


def test_prediction_turns_at_a_logit_of_zero_and_at_an_output_of_one_half():
    outputs, targets = np.array([[-0.1], [0.1], [0.4], [0.6]]), np.array([[0.0], [1.0], [1.0], [1.0]])
    assert accuracy(outputs, targets, "log_loss") == 1.0
    assert accuracy(outputs, targets, "squared_error") == 0.5
    assert decision_threshold("log_loss") == 0.0
    assert decision_threshold("half_squared_error") == 0.5


def test_several_outputs_predict_the_class_of_the_largest():
    outputs = np.array([[3.0, 1.0, 2.0], [0.0, 0.1, 0.2]])
    assert accuracy(outputs, np.array([[0.0], [1.0]]), "cross_entropy") == 0.5


def test_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(SettingError, match="no loss “zero_one”; there are log_loss, cross_entropy, squared_error"):
        loss("zero_one")


def test_absolute_huber_and_hinge_are_the_means_worked_out_by_hand():
    f, y = np.array([[0.5], [3.0]]), np.array([[0.0], [1.0]])
    assert loss("absolute_error").value(f, y) == (0.5 + 2.0) / 2
    assert loss("huber").value(f, y, LossNumbers(huber_delta=1.0)) == (0.125 + 1.5) / 2
    assert loss("hinge").value(f, y) == (1.5 + 0.0) / 2
    assert loss("hinge").value(np.array([[2.0, 1.5, 0.0]]), np.array([[0.0]])) == pytest.approx(0.5 / 3)


def test_what_losses_of_logits_aim_at_has_a_column_for_each_class():
    smoothed = LossNumbers(label_smoothing=0.3)
    three = aims(np.zeros((2, 3)), np.array([[2.0], [0.0]]), smoothed)
    np.testing.assert_allclose(three, [[0.1, 0.1, 0.8], [0.8, 0.1, 0.1]])
    np.testing.assert_allclose(aims(np.zeros((2, 1)), np.array([[0.0], [1.0]]), smoothed), [[0.15], [0.85]])
    np.testing.assert_array_equal(aims(np.zeros((1, 3)), np.array([[1.0]]), LossNumbers()), [[0.0, 1.0, 0.0]])


def test_a_smoothed_label_is_best_met_by_its_own_probability():
    numbers, y = LossNumbers(label_smoothing=0.2), np.array([[1.0]])
    at_target = np.array([[math.log(0.9 / 0.1)]])
    assert loss("log_loss").gradient(at_target, y, numbers) == pytest.approx(0.0, abs=1e-12)
    spread = np.log(np.array([[0.2 / 4, 0.8 + 0.2 / 4, 0.2 / 4, 0.2 / 4]]))
    assert loss("cross_entropy").gradient(spread, y, numbers) == pytest.approx(np.zeros((1, 4)), abs=1e-12)


@pytest.mark.parametrize(
    ("name", "task", "outputs", "sentence"),
    [
        ("log_loss", "binary", 1, ""),
        ("log_loss", "multiclass", 3, "Binary log loss does not fit data with more than two classes."),
        ("hinge", "regression", 1, "Hinge does not fit data with values to predict."),
        ("huber", "binary", 2, "Huber of two classes takes one output, not 2."),
        ("cross_entropy", "multiclass", 1, "Cross-entropy of more than two classes takes an output for each, not 1."),
    ],
)
def test_a_loss_that_does_not_fit_says_why(name, task, outputs, sentence):
    assert loss(name).misfit(task, outputs) == sentence


@pytest.mark.parametrize("name", ["log_loss", "hinge"])
@pytest.mark.parametrize("bounded", ["sigmoid", "tanh", "relu", "step", "softplus", "gelu", "sine"])
def test_logits_and_margins_come_from_no_output_layer_that_bounds_them(name, bounded):
    label = ACTIVATION_FUNCTIONS[bounded].label
    assert loss(name).misfit("binary", 1, bounded) == (
        f"{loss(name).label} takes outputs of any size and sign, which {label} does not give: "
        "choose Identity for the output layer, or another loss such as Squared error."
    )
    assert loss(name).misfit("binary", 1, "leaky_relu") == ""
    assert loss("squared_error").misfit("binary", 1, bounded) == ""


def test_functions_said_to_be_unbounded_are_and_no_others():
    ends = np.array([-1e6, 1e6])
    for function in ACTIVATION_FUNCTIONS.values():
        low, high = function.function(ends)
        assert function.is_unbounded == (low < -1e3 and high > 1e3)


@pytest.mark.parametrize(("name", "outputs", "targets"), CASES)
def test_each_samples_loss_is_what_it_would_be_alone(name: str, outputs: int, targets: str) -> None:
    f, y = outputs_and_targets(outputs, targets)
    alone = [loss(name).value(f[row : row + 1], y[row : row + 1], NUMBERS) for row in range(len(f))]
    np.testing.assert_allclose(loss(name).values(f, y, NUMBERS), alone, rtol=1e-12)
