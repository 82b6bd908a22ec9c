"""The activity plot, fed by a real engine: what it shows, and what a click in it selects."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from engine.process.views.activity import Activity
from engine.project.examples import EXAMPLES
from engine.project.project import Project
from engine.project.settings import with_typed_input
from gui.app import Program
from gui.plots.activity.plot import ActivityPlot
from gui.plots.kinds import PLOT_KINDS
from gui.selection import NeuronItem


@pytest.fixture
def project() -> Project:
    return EXAMPLES["xor-by-hand"].build()


def test_it_shows_the_hidden_layer_and_a_click_selects_neuron_and_sample(program: Program, qtbot: QtBot) -> None:
    window = program.window
    plot = window.open_plots[window.open_plots.open(PLOT_KINDS["activity"])]
    assert isinstance(plot, ActivityPlot)
    qtbot.waitUntil(lambda: isinstance(plot.view, Activity))
    bottom = plot.graphics.ci.geometry().bottom()
    assert not plot._strip_plot.isVisible()
    assert plot.graphics.ci.layout.count() == 1  # or what shows no neuron's values would keep its room
    assert plot._map._box.mapViewToScene(QPointF(0.5, 0.0)).y() > plot._map._box.sceneBoundingRect().top() + 12
    table = plot.table()
    assert table is not None
    assert table.names[:3] == ("sample", "part", "true class")
    # h = ReLU(x1 + x2), ReLU(x1 + x2 − 1), worked out by hand
    np.testing.assert_array_equal(sorted(np.asarray(table.columns[3]).tolist()), [0, 1, 1, 2])
    np.testing.assert_array_equal(sorted(np.asarray(table.columns[4]).tolist()), [0, 0, 0, 1])
    plot.pointer.clicked.emit(plot._map._box.mapViewToScene(QPointF(1.5, 2.5)))
    assert window.selection.items == (NeuronItem("L2", 1),)
    qtbot.waitUntil(lambda: plot._map_plot.geometry().bottom() < plot._strip_plot.geometry().top() <= bottom)
    assert window.document.view.selected_sample == np.asarray(table.columns[0])[2] - 1
    (left, right), _ = plot._strip_plot.getViewBox().viewRange()
    assert left < 0  # or a mark of the first sample would be cut
    assert right > len(table.columns[0])


def test_there_is_room_for_marks_above_the_rows_in_a_plot_made_low(program: Program, qtbot: QtBot) -> None:
    name = program.window.open_plots.open(PLOT_KINDS["activity"])
    plot, dock = program.window.open_plots[name], program.window.docks[name]
    assert isinstance(plot, ActivityPlot)
    dock.setFloating(True)
    qtbot.waitUntil(lambda: isinstance(plot.view, Activity))
    box = plot._map._box
    for height in (700, 280, 700):
        dock.resize(500, height)
        qtbot.waitUntil(lambda wanted=height: abs(dock.height() - wanted) < 2)
        qtbot.waitUntil(
            lambda: 12 < box.mapViewToScene(QPointF(0.5, 0.0)).y() - box.sceneBoundingRect().top() < 0.07 * 700
        )


def test_it_says_so_where_what_is_looked_at_has_no_row(program: Program, qtbot: QtBot) -> None:
    plot = program.window.open_plots[program.window.open_plots.open(PLOT_KINDS["activity"])]
    qtbot.waitUntil(lambda: isinstance(plot.view, Activity))
    assert "not among them" not in plot.readout
    program.document.set_view(with_typed_input(program.document.view, np.array([0.5, 0.5])))
    qtbot.waitUntil(lambda: "own x is not among them" in plot.readout.replace("&nbsp;", " "))
