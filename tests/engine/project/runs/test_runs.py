"""Runs kept: what they are called, when two are one, how they are bounded, and what is noted of them."""

import math

import numpy as np
import pytest
from msgspec.structs import replace

from engine.arrays import same_value
from engine.network.schedules import ScheduleSettings
from engine.project.edits import change_training, reset
from engine.project.examples import EXAMPLES
from engine.project.history import HISTORY_COLUMNS
from engine.project.project import Project, begin_run
from engine.project.runs import run_list
from engine.project.runs.course import Course, cut_after, with_measured, with_settings, with_time
from engine.project.runs.outcome import outcome
from engine.project.runs.run_list import (
    RunList,
    renamed,
    restored,
    shown,
    with_run_kept,
    without,
)
from engine.project.runs.setting_values import changed_settings, differing_settings, setting_values
from engine.project.settings import TrainingSettings


def history(*losses: float) -> np.ndarray:
    rows = np.zeros((len(losses), len(HISTORY_COLUMNS)))
    rows[:, 0] = np.arange(len(losses)) * 4
    rows[:, 1] = np.arange(len(losses))
    rows[:, 2] = losses
    rows[:, 3] = np.array(losses) + 0.1
    return rows


def trained(*losses: float, **settings: float) -> Project:
    project = change_training(EXAMPLES["circles"].build(), **settings) if settings else EXAMPLES["circles"].build()
    rows = history(*losses)
    run = replace(begin_run(project), step=int(rows[-1, 0]), epoch=int(rows[-1, 1]), history=rows)
    return replace(project, run=run)


def keep(kept: RunList, project: Project, since: int = 0) -> RunList:
    return with_run_kept(kept, project, Course(), since=since)


def test_a_name_says_what_changed_since_the_run_before() -> None:
    kept = keep(RunList(), trained(0.7, 0.6, learning_rate=0.1))
    kept = keep(kept, trained(0.7, 0.5, learning_rate=0.3))
    kept = keep(kept, trained(0.7, 0.4, learning_rate=0.3))
    assert [run.name for run in kept.runs] == ["Run 1", "α = 0.1 → 0.3", "Run 3"]


def test_a_branch_that_comes_to_the_very_same_is_kept_beside_the_run_that_it_left() -> None:
    whole, part = trained(0.7, 0.6, 0.5, 0.4), trained(0.7, 0.6)
    branch = Course(branched_at=1.0)
    kept = keep(RunList(), whole, since=4)
    assert with_run_kept(kept, part, branch) is kept  # it has not gone on yet
    for project in (trained(0.7, 0.6, 0.5), whole):
        kept = with_run_kept(kept, project, branch)
        assert kept.runs[0].name == "Run 1"
        assert [run.run.step for run in kept.runs] == [12, project.run.step if project.run else 0]
    assert "on from epoch 1" in kept.runs[1].name


def test_a_run_that_another_branched_from_keeps_its_name_and_knows_from_where() -> None:
    kept = keep(RunList(), trained(0.7, 0.6, 0.5, 0.4), since=8)
    assert kept.runs[0].name == "Run 1"
    assert kept.runs[0].since == 8


def test_a_run_repeated_to_the_bit_is_kept_once_and_one_that_goes_on_takes_its_place() -> None:
    kept = keep(keep(RunList(), trained(0.7, 0.6)), trained(0.7, 0.6))
    assert len(kept.runs) == 1
    kept = keep(kept, trained(0.7, 0.6, 0.5))
    assert [run.run.step for run in kept.runs] == [8]
    assert [run.run.step for run in keep(kept, trained(0.7, 0.6)).runs] == [8]


def test_a_project_that_was_never_trained_is_no_run() -> None:
    assert keep(RunList(), EXAMPLES["circles"].build()).runs == ()


def test_runs_are_named_hidden_and_taken_out() -> None:
    kept = keep(keep(RunList(), trained(0.7)), trained(0.6))
    kept = shown(renamed(kept, 1, "  the  first "), 2, is_shown=False)
    assert [(run.name, run.is_shown) for run in kept.runs] == [("the first", True), ("Run 2", False)]
    assert renamed(kept, 1, " ")[1].name == "the first"
    kept = keep(without(kept, 2), trained(0.5))
    assert [run.number for run in kept.runs] == [1, 3]


def test_of_too_many_the_oldest_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_list, "MOST_RUNS", 3)
    kept = RunList()
    for number in range(5):
        kept = keep(kept, trained(0.1 * number + 0.1))
    assert [run.number for run in kept.runs] == [3, 4, 5]
    monkeypatch.setattr(run_list, "BUDGET_BYTES", 10)
    assert [run.number for run in keep(kept, trained(0.9)).runs] == [6]


def test_a_long_history_is_kept_thinned_and_a_run_is_still_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_list, "MOST_ROWS_KEPT", 60)
    long = trained(*np.linspace(1.0, 0.1, 500))
    kept = keep(RunList(), long)
    assert len(kept.runs[0].run.history) <= 60
    assert keep(kept, long) is kept


def test_restoring_gives_back_everything_but_the_view() -> None:
    project = trained(0.7, 0.6, learning_rate=0.3)
    kept = keep(RunList(), project)
    now = reset(change_training(project, learning_rate=0.7))
    now = replace(now, view=replace(now.view, logarithmic_loss=True))
    back = restored(now, kept.runs[0])
    assert back.view.logarithmic_loss
    assert same_value(replace(back, view=project.view), project)


def test_only_settings_that_count_are_compared() -> None:
    first = setting_values(trained(0.7))
    second = setting_values(change_training(trained(0.7), batch_size=32, epochs=2000))
    assert differing_settings([first, second]) == ("B", "E")
    assert changed_settings(first, second)[-1] == "E = 300 → 2,000"
    assert "Momentum" not in first  # SGD without it


def test_a_course_knows_seconds_learning_rates_and_metrics() -> None:
    constant = TrainingSettings(learning_rate=0.1, batch_size=10)
    halving = TrainingSettings(learning_rate=0.1, batch_size=10, schedule=ScheduleSettings("step", 1, 0.5))
    course = with_settings(with_settings(Course(), 0, constant, 40), 8, halving, 40)
    steps = np.array([0.0, 7, 8, 12])
    np.testing.assert_allclose(course.learning_rates(steps, steps / 4), [0.1, 0.1, 0.025, 0.0125])
    course = with_time(with_time(course, 0, 0.0), 8, 2.0)
    np.testing.assert_allclose(course.seconds_at(np.array([2.0, 8.0])), [0.5, 2.0])
    assert course.seconds == 2.0
    course = with_measured(course, 4, {"training": {"r2": 0.5}})
    steps, values = course.metric("r2", "training")
    assert (steps.tolist(), values.tolist()) == ([4.0], [0.5])
    assert len(course.metric("r2", "validation")[0]) == 0
    branch = cut_after(course, 4, 1.0)
    assert (branch.seconds, branch.branched_at, len(branch.settings)) == (1.0, 1.0, 1)


def test_a_course_counts_in_epochs_where_the_batch_size_changed() -> None:
    full = TrainingSettings(learning_rate=0.1, batch_size=40, schedule=ScheduleSettings("step", 4, 0.5))
    course = with_settings(with_settings(Course(), 0, full, 40), 3, replace(full, batch_size=10), 40)
    rates = course.learning_rates(np.array([0.0, 3, 6, 7, 11]), np.array([0.0, 3, 3.75, 4, 5]))
    np.testing.assert_allclose(rates, [0.1, 0.1, 0.1, 0.05, 0.05])


def test_nobody_knows_what_was_not_noted() -> None:
    assert math.isnan(Course().seconds)
    assert np.isnan(Course().seconds_at(np.array([1.0]))).all()
    assert np.isnan(Course().learning_rates(np.array([1.0]), np.array([0.1]))).all()


def test_an_outcome_is_the_last_and_the_best() -> None:
    result = outcome(history(0.9, 0.2, 0.4), with_time(Course(), 8, 3.0))
    assert (result.loss, result.best_loss, result.best_epoch, result.epochs, result.seconds) == (0.4, 0.2, 1, 2, 3.0)
    assert math.isnan(outcome(history(), Course()).loss)
