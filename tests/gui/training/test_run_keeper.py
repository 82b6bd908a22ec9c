"""Runs kept as a person works: reset, branched, retrained, restored, undone; with a real engine."""

import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from engine.arrays import same_value
from engine.network.edits import add_layer
from engine.network.model import parameters_of
from engine.project.edits import change_training
from engine.project.examples import EXAMPLES
from engine.project.project import Project
from gui.app import Program
from gui.plots.curves.plot import CurvesPlot
from gui.plots.kinds import PLOT_KINDS
from gui.run_book import RunBook
from tests.gui.programs import train


@pytest.fixture
def project() -> Project:
    return change_training(EXAMPLES["circles"].build(), epochs=5, learning_rate=0.1)


@pytest.fixture
def book(program: Program) -> RunBook:
    return program.window.runs


def change(program: Program, **settings: float) -> None:
    program.document.apply("Change", lambda project: change_training(project, **settings))


def test_a_run_that_is_reset_is_kept_once_and_named_by_what_changed(
    program: Program, book: RunBook, qtbot: QtBot
) -> None:
    train(program, qtbot)
    assert not book.others
    left = program.document.project
    program.training.reset()
    change(program, learning_rate=0.3)
    train(program, qtbot)
    assert (book.others[0].name, book.present_name) == ("Run 1", "α = 0.1 → 0.3")
    program.training.reset()
    change(program, learning_rate=0.1)
    train(program, qtbot)  # the same again, to the bit
    assert [run.name for run in book.others] == ["α = 0.1 → 0.3"]
    assert len(book.kept.runs) == 2
    run = book.kept[1]
    assert same_value(parameters_of(run.project.network), parameters_of(left.network))
    assert run.course.seconds > 0
    np.testing.assert_allclose(run.course.learning_rates(np.array([0.0, 50.0]), np.array([0.0, 5.0])), 0.1)


def test_a_name_given_to_the_present_run_stays_with_it(program: Program, book: RunBook, qtbot: QtBot) -> None:
    train(program, qtbot)
    book.rename_present("by night")
    assert book.present_name == "by night"
    train(program, qtbot)  # it goes on
    assert book.present_name == "by night"
    book.rename_present("  ")
    program.training.reset()
    assert [run.name for run in book.others] == ["by night"]
    change(program, learning_rate=0.3)
    train(program, qtbot)
    assert book.present_name == "α = 0.1 → 0.3"


def test_a_run_is_restored_with_its_settings_and_that_can_be_undone(
    program: Program, book: RunBook, qtbot: QtBot
) -> None:
    train(program, qtbot)
    trained = program.document.project
    program.training.reset()
    change(program, learning_rate=0.3)
    before = program.document.project
    book.restore(1)
    now = program.document.project
    assert now.training.learning_rate == 0.1
    assert same_value(parameters_of(now.network), parameters_of(trained.network))
    assert not book.others
    assert book.present_name == "Run 1"
    program.document.undo_stack.undo()
    assert same_value(program.document.project, before)
    assert [other.name for other in book.others] == ["Run 1"]


def test_what_follows_the_moment_one_goes_on_from_is_kept_as_a_run(
    program: Program, book: RunBook, qtbot: QtBot
) -> None:
    train(program, qtbot)
    timeline = program.window.timeline
    index = next(index for index, moment in enumerate(timeline.moments) if moment.epoch == 2)
    step = timeline.moments[index].step
    timeline.show(index)
    assert book.moment == step
    timeline.go_on_from_here()
    assert [(run.name, run.since) for run in book.others] == [("Run 1", step)]
    assert book.branches == {step: "Run 1"}
    change(program, learning_rate=0.5)
    train(program, qtbot)
    slider = program.window.timeline_strip._slider
    place = slider.place_of([moment.step for moment in timeline.moments].index(step))
    assert slider.grab().toImage().pixelColor(place, 2) == QColor(program.themes.theme.palette.text)
    assert "“Run 1” was left" in slider._text_at(slider.value_at(place))
    assert book.course.branched_at == 2
    assert book.present_name == "α = 0.1 → 0.5 on from epoch 2"
    rates = book.course.learning_rates(np.array([0.0, step - 1.0, step]), np.array([0.0, 1.9, 2.0]))
    np.testing.assert_allclose(rates, [0.1, 0.1, 0.5])


def test_a_branch_that_takes_the_same_way_again_is_a_run_beside_the_whole_one(
    program: Program, book: RunBook, qtbot: QtBot
) -> None:
    train(program, qtbot)
    program.window.timeline.show(len(program.window.timeline.moments) - 2)
    program.window.timeline.go_on_from_here()
    end = book.others[0].run.step
    change(program, epochs=1)
    while program.window.timeline.moments[-1].step < end:
        train(program, qtbot)
    assert [(run.name, run.run.step) for run in book.others] == [("Run 1", end)]
    assert "on from epoch" in book.present_name
    program.training.reset()
    assert len(book.others) == 2


def test_an_edit_of_structure_keeps_the_run_and_another_project_forgets_all(
    program: Program, book: RunBook, qtbot: QtBot
) -> None:
    train(program, qtbot)
    program.document.edit_network("Add", lambda network: add_layer(network, "dense", 2))
    assert [run.name for run in book.others] == ["Run 1"]
    assert len(book.history) == 0
    program.document.open(EXAMPLES["xor"].build(), None)
    assert book.kept.runs == ()


def test_an_open_plot_follows_training_and_asks_for_the_metrics_it_shows(
    program: Program, book: RunBook, qtbot: QtBot
) -> None:
    window = program.window
    plot = window.open_plots[window.open_plots.open(PLOT_KINDS["curves"])]
    assert isinstance(plot, CurvesPlot)
    train(program, qtbot)
    qtbot.waitUntil(lambda: "this run" in plot.readout or "training" in plot.readout)
    table = plot.table()
    assert table is not None
    columns = dict(zip(table.names, map(np.array, table.columns), strict=True))
    steps = columns["step"][columns["part"] == "training"]
    np.testing.assert_array_equal(steps, book.history.column("step"))
