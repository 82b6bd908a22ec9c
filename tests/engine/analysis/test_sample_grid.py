"""Samples one by one, against the confusion matrix, the loss of all and numbers worked out with NumPy."""

import numpy as np
import pytest

from engine.analysis import sample_grid as module
from engine.analysis.evaluation import evaluate
from engine.analysis.sample_grid import sample_grid
from engine.data.data_set import Task
from engine.errors import EngineError
from engine.network.forward import output
from engine.process.views.sample_grid import HIGHEST_LOSS, LEAST_SURE, SUREST, SampleGridRequest
from engine.project.settings import TrainingSettings
from tests.engine.training.networks import chain, random_data

NETWORK = chain(4, 6, 3)
DATA = random_data(Task.MULTICLASS, 4, 3, samples=120, held=40)
TRAINING = TrainingSettings(loss="cross_entropy")


def grid(**wanted: object) -> module.SampleGrid:
    return sample_grid(NETWORK, DATA, TRAINING, SampleGridRequest(**wanted))  # type: ignore[arg-type]


def test_each_cell_of_the_confusion_matrix_has_as_many_samples_as_it_counts() -> None:
    for part in ("training", "validation"):
        evaluation = evaluate(NETWORK, DATA, TRAINING, part)
        assert evaluation is not None
        for (true, predicted), count in np.ndenumerate(evaluation.confusion):
            found = grid(part=part, true=true, predicted=predicted)
            assert (found.match_count, len(found.rows)) == (count, count)
            assert set(found.rows.tolist()) <= set(DATA.part(part).tolist())
            assert (DATA.targets[found.rows, 0] == true).all()
            assert (found.predicted == predicted).all()


def test_their_losses_are_those_whose_mean_is_the_loss() -> None:
    evaluation = evaluate(NETWORK, DATA, TRAINING, "training")
    assert evaluation is not None
    np.testing.assert_allclose(grid().losses.mean(), evaluation.loss, rtol=1e-12)


def test_how_sure_it_is_of_a_class_is_the_softmax_of_its_logit() -> None:
    found = grid()
    f = output(NETWORK, DATA.inputs[found.rows])
    np.testing.assert_allclose(found.sureness, (np.exp(f) / np.exp(f).sum(axis=1, keepdims=True)).max(axis=1))
    binary = random_data(Task.BINARY, 4, 1)
    one = sample_grid(chain(4, 1), binary, TrainingSettings(loss="log_loss"), SampleGridRequest())
    sigmoid = 1 / (1 + np.exp(-output(chain(4, 1), binary.inputs[one.rows])[:, 0]))
    np.testing.assert_allclose(one.sureness, np.maximum(sigmoid, 1 - sigmoid))


def test_without_probabilities_it_is_the_lead_over_the_next_class() -> None:
    found = sample_grid(NETWORK, DATA, TrainingSettings(loss="hinge"), SampleGridRequest())
    f = np.sort(output(NETWORK, DATA.inputs[found.rows]), axis=1)
    np.testing.assert_allclose(found.sureness, f[:, 2] - f[:, 1])


def test_they_come_in_the_order_asked_for() -> None:
    assert (np.diff(grid().rows) > 0).all()
    assert (np.diff(grid(order=LEAST_SURE).sureness) >= 0).all()
    assert (np.diff(grid(order=SUREST).sureness) <= 0).all()
    assert (np.diff(grid(order=HIGHEST_LOSS).losses) <= 0).all()
    worst = grid(order=HIGHEST_LOSS, most=5)
    assert (len(worst.rows), worst.match_count) == (5, 80)
    np.testing.assert_array_equal(worst.rows, grid(order=HIGHEST_LOSS).rows[:5])


def test_wrong_ones_alone() -> None:
    found, everything = grid(only_wrong=True), grid()
    assert found.match_count == found.wrong_count == everything.wrong_count > 0
    assert (found.predicted != DATA.targets[found.rows, 0]).all()


def test_of_a_large_network_some_samples_stand_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_MULTIPLICATIONS", 20 * NETWORK.parameter_count)
    found = grid()
    assert 15 < found.looked_at <= 20
    assert (found.sample_count, len(found.rows)) == (80, found.looked_at)


def test_a_part_without_samples_has_none() -> None:
    found = grid(part="test")
    assert (len(found.rows), found.match_count, found.sample_count) == (0, 0, 0)


def test_what_makes_no_sense_is_refused() -> None:
    for wanted in ({"part": "holdout"}, {"order": "beauty"}):
        with pytest.raises(EngineError):
            grid(**wanted)
    values = random_data(Task.REGRESSION, 4, 1)
    with pytest.raises(EngineError, match="no classes"):
        sample_grid(chain(4, 1), values, TrainingSettings(loss="squared_error"), SampleGridRequest())
