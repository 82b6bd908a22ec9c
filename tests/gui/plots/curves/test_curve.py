"""Curves as they are drawn: smoothed, on logarithmic axes, dashed, along epochs and seconds."""

import numpy as np

from engine.network.model import Parameters
from engine.project.history import HISTORY_COLUMNS
from engine.project.project import Best, Run
from engine.project.runs.course import Course, with_time
from engine.project.settings import TrainingSettings
from gui.plots.curves.curve import CurveChoice, curves_of, dashed, heights_worth_showing, smoothed
from gui.plots.curves.marks import standing, step_of_epoch
from gui.plots.curves.quantities import ALONG, QUANTITIES


def history(training: list[float], validation: list[float]) -> np.ndarray:
    rows = np.full((len(training), len(HISTORY_COLUMNS)), np.nan)
    rows[:, 0] = 10 * np.arange(len(training))
    rows[:, 1] = np.arange(len(training))
    rows[:, 2], rows[:, 3], rows[:, 6] = training, validation, 0.5
    return rows


def test_smoothing_is_a_mean_around_each_value_and_keeps_both_ends() -> None:
    values = np.array([4.0, 0.0, 2.0, 4.0, 6.0])
    np.testing.assert_allclose(smoothed(values, 0.4), [4, 2, 2, 4, 6])
    gap = smoothed(np.array([4.0, np.nan, 2.0]), 0.7)
    np.testing.assert_allclose(gap, [4, np.nan, 2])
    line = np.linspace(0, 1, 101)
    np.testing.assert_allclose(smoothed(line, 0.1), line)  # a straight line is smooth already


def test_curves_lie_along_epochs_or_seconds() -> None:
    rows = history([3, 2, 1], [4, 3, 2])
    course = with_time(with_time(Course(), 0, 0.0), 20, 4.0)
    loss = QUANTITIES["loss"]
    training, validation = curves_of(CurveChoice(loss, ALONG["epoch"]), rows, course)
    assert (training.x.tolist(), training.y.tolist()) == ([0, 1, 2], [3, 2, 1])
    assert (validation.part, validation.values.tolist()) == ("validation", [4, 3, 2])
    later = curves_of(CurveChoice(loss, ALONG["second"]), rows, course)[0]
    assert later.x.tolist() == [0, 2, 4]
    logarithmic = curves_of(CurveChoice(loss, ALONG["log-epoch"], is_logarithmic=True), rows, course)[0]
    np.testing.assert_allclose(logarithmic.x, [0, np.log10(2)])  # epoch 0 has no place there
    np.testing.assert_allclose(logarithmic.y, [np.log10(2), 0])


def test_every_quantity_finds_what_was_measured_and_nothing_else() -> None:
    rows = history([3, 2, 1], [np.nan] * 3)
    settings = Course(settings=((0, TrainingSettings(learning_rate=0.25)),), samples=10)
    parts = {
        name: [curve.part for curve in curves_of(CurveChoice(quantity, ALONG["epoch"]), rows, settings)]
        for name, quantity in QUANTITIES.items()
    }
    assert parts["loss"] == parts["penalty"] == parts["objective"] == parts["learning_rate"] == ["training"]
    assert parts["accuracy"] == parts["r2"] == []
    objective = curves_of(CurveChoice(QUANTITIES["objective"], ALONG["epoch"]), rows, settings)[0]
    assert objective.values.tolist() == [3.5, 2.5, 1.5]


def test_dashes_cover_half_of_a_line_however_many_points_it_has() -> None:
    for count in (2, 7, 500):
        x = np.linspace(0, 1, count)
        ends = dashed(x, x, (100.0, 0.0)).ends
        assert abs((ends[:, 2] - ends[:, 0]).sum() - 0.5) < 0.06
    assert len(dashed(np.array([0.0, 1.0]), np.array([np.nan, 1.0]), (1.0, 1.0)).ends) == 0


def test_a_curve_that_diverges_leaves_room_for_the_others() -> None:
    loss = CurveChoice(QUANTITIES["loss"], ALONG["epoch"])
    good, bad = (
        curves_of(loss, history(losses, [np.nan] * 3), Course()) for losses in ([0.5, 0.2, 0.1], [0.5, 9, 1e39])
    )
    assert heights_worth_showing((*good, *bad), is_logarithmic=False) == (0.1, 1.0)
    assert heights_worth_showing(bad, is_logarithmic=False) == (0.5, 1e39)  # it is all there is to see


def test_where_a_run_stands_with_early_stopping() -> None:
    rows = history([4, 3, 2, 1], [4, 2, 3, 2])
    stands = standing(rows, None, patience=5)
    assert (stands.best_epoch, stands.waits_until, stands.restored_step) == (1, 6, None)
    best = Best(Parameters((), ()), rows[1])
    went_back = np.concatenate([rows, [[*rows[3, :2], *rows[1, 2:]]]])
    assert standing(went_back, Run(Parameters((), ()), best=best), 2).restored_step == 30
    assert standing(history([1.0], [np.nan]), None, 5).best_step is None
    assert step_of_epoch(rows, 6) == 60
