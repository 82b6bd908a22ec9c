"""Distributions opened beside those always there, fed by a real engine."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from engine.process.pictures import Distribution
from engine.project.examples import EXAMPLES
from engine.project.project import Project
from gui.app import Program
from gui.plots.distributions import DistributionPlot
from gui.plots.kinds import PLOT_KINDS
from gui.selection import LayerItem, NeuronItem
from tests.gui.programs import running


@pytest.fixture
def project() -> Project:
    return EXAMPLES["xor-by-hand"].build()


@pytest.fixture
def plot(program: Program, qtbot: QtBot) -> DistributionPlot:
    """A second one, pinned to the hidden layer."""
    window = program.window
    plot = window.open_plots[window.open_plots.open(PLOT_KINDS["distributions"])]
    assert isinstance(plot, DistributionPlot)
    window.selection.select(LayerItem("L2"))
    qtbot.mouseClick(plot.findChild(QToolButton, "plot-pin"), Qt.MouseButton.LeftButton)
    window.selection.select(LayerItem("L3"))
    qtbot.waitUntil(lambda: shown(plot) == "L2")
    return plot


def shown(plot: DistributionPlot) -> str:
    return plot.view.layer if isinstance(plot.view, Distribution) else ""


def place(plot: DistributionPlot, column: int, x: float, y: float) -> QPoint:
    box = plot.graphics.ci.getItem(0, column).getViewBox()
    return plot.graphics.mapFromScene(box.mapViewToScene(QPointF(x, y)))


def test_it_stays_at_its_layer_while_the_first_one_follows_the_selection(
    program: Program, plot: DistributionPlot, qtbot: QtBot
) -> None:
    window, first = program.window, program.window.plots.distributions
    window.docks["distributions-2"].setFloating(True)  # both are to be seen
    qtbot.waitUntil(lambda: shown(first) == "L3" and plot.table() is not None)
    table = plot.table()
    assert table is not None
    every = {name: np.array(column) for name, column in zip(table.names, table.columns, strict=True)}
    bars = {name: cells[(every["quantity"] == "activation") & (every["neuron"] == 1)] for name, cells in every.items()}
    found = np.flatnonzero(bars["count"])
    # h = ReLU(x1 + x2) of the four points: 0, 1, 1 and 2
    np.testing.assert_array_equal(bars["count"][found], [1, 2, 1])
    for bar, value in zip(found, (0, 1, 2), strict=True):
        assert bars["from"][bar] <= value <= bars["to"][bar]
    assert program.document.view.distribution_layer == "L3"
    assert "Close the plot" not in [action.text() for action in first.menu.actions()]
    window.docks["distributions-2"].hide()
    qtbot.waitUntil(lambda: plot.request is None)
    assert first.request is not None


def test_what_is_pointed_at_and_clicked_in_it_is_selected_everywhere(
    program: Program, plot: DistributionPlot, qtbot: QtBot
) -> None:
    selection = program.window.selection
    for _ in range(2):  # the first one lays out what was drawn
        plot.grab()
    spot = place(plot, 1, 1.99, 1.4)  # the bar of (1, 1) in the first neuron's row
    qtbot.mouseMove(plot.graphics.viewport(), spot)
    qtbot.waitUntil(lambda: selection.hovered == NeuronItem("L2", 0))
    qtbot.mouseClick(plot.graphics.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert selection.items == (NeuronItem("L2", 0),)
    qtbot.waitUntil(lambda: "is 1 of 1" in plot.readout)
    sample = program.document.view.selected_sample
    assert sample is not None
    np.testing.assert_array_equal(program.window.data_set.inputs[sample], [1.0, 1.0])
    qtbot.mouseMove(plot.graphics.viewport(), QPoint(1, 1))
    qtbot.waitUntil(lambda: "a = 2, h = 2" in plot.readout)


def test_it_comes_back_pinned(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "left.ini"
    with running(EXAMPLES["xor"].build(), path, qapp, qtbot) as before:
        before.window.open_plots[before.window.open_plots.open(PLOT_KINDS["distributions"])].pin("L2")
    with running(EXAMPLES["xor"].build(), path, qapp, qtbot) as after:
        plot = after.window.open_plots["distributions-2"]
        assert isinstance(plot, DistributionPlot)
        qtbot.waitUntil(lambda: shown(plot) == "L2")
        assert after.window.docks["distributions-2"].windowTitle() == "Distributions 2"
