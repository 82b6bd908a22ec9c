"""The morph in the program, answered by the engine process, at rest and while a run goes on."""

import pytest
from pytestqt.qtbot import QtBot

from engine.process.views.morph import Morph
from engine.project.edits import change_training
from engine.project.examples import EXAMPLES
from engine.project.project import Project
from gui.app import Program
from gui.plots.kinds import PLOT_KINDS
from gui.plots.morph.plot import MorphPlot


@pytest.fixture
def project() -> Project:
    return change_training(EXAMPLES["xor"].build(), epochs=1000)


def test_it_is_live_while_training_at_the_moment_chosen(program: Program, qtbot: QtBot) -> None:
    plots = program.window.open_plots
    plot = plots[plots.open(PLOT_KINDS["morph"])]
    assert isinstance(plot, MorphPlot)
    qtbot.waitUntil(lambda: isinstance(plot.view, Morph) and plot.controls.isVisible())
    plot.controls.set_moment(1.5)
    before = plot.view
    with qtbot.waitSignal(program.engine.run_stopped, timeout=30_000):
        program.training.toggle()
        qtbot.waitUntil(lambda: plot.view is not before and program.document.is_training, timeout=20_000)
    assert plot.controls.moment == 1.5
    assert "50% of the way from a⁽¹⁾ to h⁽¹⁾" in plot.readout
