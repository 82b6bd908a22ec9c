"""Decision boundaries opened beside the one always there, fed by a real engine."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import QApplication, QComboBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from engine.network.edits import resize_layer
from engine.network.initializers import Initialization
from engine.process.pictures import BoundaryField, NeuronFields
from engine.project.examples import EXAMPLES
from engine.project.project import Project
from gui.app import Program
from gui.plots.boundary import BoundaryPlot
from gui.plots.kinds import PLOT_KINDS
from gui.selection import NeuronItem
from tests.gui.programs import running

LEFT = Qt.MouseButton.LeftButton
HIDDEN = NeuronItem("L2", 1)  # h₂⁽¹⁾ = ReLU(x₁ + x₂ − 1)


@pytest.fixture
def project() -> Project:
    return EXAMPLES["xor-by-hand"].build()


def opened(program: Program, qtbot: QtBot) -> BoundaryPlot:
    plot = program.window.open_plots[program.window.open_plots.open(PLOT_KINDS["boundary"])]
    assert isinstance(plot, BoundaryPlot)
    qtbot.waitUntil(lambda: isinstance(plot.view, BoundaryField))
    return plot


def settle(plot: BoundaryPlot) -> None:
    for _ in range(2):
        plot.grab()
        QApplication.processEvents()


def place(plot: BoundaryPlot, x: float, y: float) -> QPoint:
    return plot.graphics.mapFrom(plot, plot.place_of(x, y))


def pin_action(plot: BoundaryPlot) -> QAction:
    return next(action for action in plot.menu.actions() if action.text() == "Pin to the selected neuron")


def test_a_second_one_shows_the_same_network_in_its_own_way(program: Program, qtbot: QtBot) -> None:
    plot, first = opened(program, qtbot), program.window.plots.boundary
    assert program.window.docks["boundary-2"].windowTitle() == "Decision boundary 2"
    qtbot.waitUntil(lambda: "0 of 4 wrong" in plot.readout)
    plot._discrete.click()
    assert not first._discrete.isChecked()
    plot._neurons.click()
    qtbot.waitUntil(lambda: "lines a = 0" in plot.readout)
    assert "lines a = 0" not in first.readout
    settle(plot)
    qtbot.mouseClick(plot.graphics.viewport(), LEFT, pos=place(plot, 1.0, 1.0))
    sample = program.document.view.selected_sample
    assert sample is not None
    np.testing.assert_array_equal(program.window.data_set.inputs[sample], [1.0, 1.0])
    program.document.edit_network("Widen", lambda network: resize_layer(network, "L3", 3, Initialization()))
    qtbot.waitUntil(lambda: plot.request is None)
    assert "wrong" not in plot.readout


def test_one_that_is_not_seen_asks_for_nothing(program: Program, qtbot: QtBot) -> None:
    plot = opened(program, qtbot)
    plot._neurons.click()
    watched = program.window._session._views
    assert {"boundary-2", "boundary-2-beside"} <= set(watched)
    program.window.docks.show("distributions")
    qtbot.waitUntil(lambda: not {"boundary-2", "boundary-2-beside"} & set(program.window._session._views))
    assert "boundary" in program.window._session._views


def test_pinned_to_a_neuron_it_shows_its_response_and_the_line_where_it_is_0(
    program: Program, qtbot: QtBot, pixel: Callable[[QWidget, QPoint], QColor]
) -> None:
    plot = opened(program, qtbot)
    button = plot.findChild(QToolButton, "plot-neuron-pin")
    assert not button.isVisible()
    assert "Select a neuron" in pin_action(plot).toolTip()
    assert not pin_action(plot).isEnabled()
    program.window.selection.select(HIDDEN)
    pin_action(plot).trigger()
    assert button.text() == "h₂⁽¹⁾"
    qtbot.waitUntil(lambda: isinstance(plot.view, NeuronFields))
    settle(plot)
    program.window.selection.select(NeuronItem("L2", 0))
    assert button.text() == "h₂⁽¹⁾"
    table = plot.table()
    assert table is not None
    every = {name: np.array(column) for name, column in zip(table.names, table.columns, strict=True)}
    columns = {name: every[name][every["part"] == "grid"].astype(float) for name in ("x1", "x2", "a of h₂⁽¹⁾")}
    np.testing.assert_allclose(columns["a of h₂⁽¹⁾"], columns["x1"] + columns["x2"] - 1, atol=1e-5)
    row = plot.place_of(0.0, 0.5).y()
    middle = plot.place_of(0.5, 0.5).x()
    image = plot.grab().toImage()
    darkness = {x: image.pixelColor(QPoint(x, row)).lightness() for x in range(middle - 12, middle + 12)}
    assert abs(min(darkness, key=lambda x: darkness[x]) - middle) <= 1  # x₁ + x₂ = 1
    assert "wrong" not in plot.readout
    qtbot.mouseMove(plot.graphics.viewport(), place(plot, 1.0, 0.5))
    qtbot.waitUntil(lambda: "h₂⁽¹⁾ = " in plot.readout and "a = 0" in plot.readout)
    assert isinstance(program.window.plots.boundary.view, BoundaryField)
    pin_action(plot).trigger()
    qtbot.waitUntil(lambda: "f = " in plot.readout)
    assert button.text() == ""


def test_it_comes_back_with_its_inputs_its_switches_and_its_neuron(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "left.ini"
    with running(EXAMPLES["digits"].build(), path, qapp, qtbot) as before:
        plot = opened(before, qtbot)
        along_y = next(box for box in plot.findChildren(QComboBox) if box.accessibleName() == "Input along y")
        along_y.setFocus()
        qtbot.keyClick(along_y, Qt.Key.Key_Down)
        plot._validation.click()
        before.window.selection.select(HIDDEN)
        pin_action(plot).trigger()
        assert before.document.view.boundary_inputs == before.window.plots.boundary.inputs != plot.inputs
        inputs = plot.inputs
    with running(EXAMPLES["digits"].build(), path, qapp, qtbot) as after:
        again = after.window.open_plots["boundary-2"]
        assert isinstance(again, BoundaryPlot)
        qtbot.waitUntil(lambda: isinstance(again.view, NeuronFields))
        assert again.inputs == inputs == again.plane.inputs
        assert not again._validation.isChecked()


def test_a_double_click_takes_back_what_its_first_click_probed(
    program: Program, qtbot: QtBot, double_click: Callable[[QWidget, QPoint], None]
) -> None:
    plot = opened(program, qtbot)
    settle(plot)
    spot = place(plot, 0.5, 0.25)
    qtbot.mouseClick(plot.graphics.viewport(), LEFT, pos=spot)
    assert program.document.view.typed_input == pytest.approx((0.5, 0.25), abs=0.02)
    double_click(plot.graphics.viewport(), spot)
    assert program.document.view.typed_input is None
