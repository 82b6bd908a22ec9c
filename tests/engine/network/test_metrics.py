"""Metrics beside scikit-learn's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics as oracle

from engine.errors import SettingError
from engine.network import metrics

SEEDS = st.integers(0, 2**32 - 1)


@given(SEEDS, st.integers(2, 5), st.integers(1, 30))
def test_classification_is_scikit_learns(seed: int, classes: int, samples: int) -> None:
    generator = np.random.default_rng(seed)
    outputs = generator.standard_normal((samples, classes))
    targets = generator.integers(0, classes, (samples, 1)).astype(float)
    labels, predicted, names = targets[:, 0], outputs.argmax(axis=1), list(range(classes))

    confusion = metrics.confusion_matrix(outputs, targets, "cross_entropy", classes)

    np.testing.assert_array_equal(confusion, oracle.confusion_matrix(labels, predicted, labels=names))
    shares = {"average": None, "labels": names, "zero_division": 0}
    np.testing.assert_allclose(metrics.precision(confusion), oracle.precision_score(labels, predicted, **shares))
    np.testing.assert_allclose(metrics.recall(confusion), oracle.recall_score(labels, predicted, **shares))
    value = metrics.metric("accuracy").value(outputs, targets, "cross_entropy")
    assert value == pytest.approx(oracle.accuracy_score(labels, predicted))
    expected = oracle.top_k_accuracy_score(labels, outputs, k=2, labels=names) if classes > 2 else 1.0
    assert metrics.top_accuracy(outputs, targets, 2) == pytest.approx(expected)


@given(SEEDS, st.integers(1, 3), st.integers(2, 30))
def test_regression_is_scikit_learns(seed: int, columns: int, samples: int) -> None:
    generator = np.random.default_rng(seed)
    outputs, targets = generator.standard_normal((2, samples, columns))
    assert metrics.determination(outputs, targets) == pytest.approx(oracle.r2_score(targets, outputs))
    expected = np.sqrt(oracle.mean_squared_error(targets, outputs))
    assert metrics.root_mean_squared_error(outputs, targets) == pytest.approx(expected)


def test_a_constant_target_is_explained_if_it_is_met() -> None:
    ones = np.ones((3, 1))
    assert metrics.determination(ones, ones) == 1.0
    assert metrics.determination(ones + 1, ones) == 0.0


def test_a_single_output_is_read_by_its_losss_threshold() -> None:
    outputs = np.array([[0.2], [0.7]])
    assert metrics.predicted_classes(outputs, "log_loss").tolist() == [1, 1]
    assert metrics.predicted_classes(outputs, "squared_error").tolist() == [0, 1]


def test_what_says_nothing_is_not_offered() -> None:
    assert [each.name for each in metrics.metrics_for("multiclass", 3)] == ["accuracy"]
    assert [each.name for each in metrics.metrics_for("multiclass", 10)] == ["accuracy", "top_3"]
    assert [each.name for each in metrics.metrics_for("regression", 1)] == ["rmse", "r2"]
    with pytest.raises(SettingError, match="There is no metric “luck”"):
        metrics.metric("luck")
