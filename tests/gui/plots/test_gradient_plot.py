"""The gradient plot, fed by a real engine: its numbers, its course over a run, and what a click in it selects."""

from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.analysis.gradient_norms import gradient_norms
from engine.data.data_set import Task
from engine.network.edits import set_activation_function
from engine.network.schedules import ScheduleSettings
from engine.process.views.gradients import GradientNorms, GradientNormsRequest
from engine.project.edits import change_training
from engine.project.examples import EXAMPLES
from engine.project.project import Project
from engine.project.settings import TrainingSettings
from gui.app import Program
from gui.plots.gradients.chart import FLAG_SIZE
from gui.plots.gradients.plot import GradientPlot
from gui.plots.kinds import PLOT_KINDS
from gui.plots.subject import PlotSubject
from gui.selection import EdgeItem, LayerItem, Selection
from gui.theme import ThemeManager
from tests.engine.training.networks import chain, random_data
from tests.gui.programs import train


@pytest.fixture
def project() -> Project:
    project = EXAMPLES["xor-by-hand"].build()
    return replace(project, training=replace(project.training, epochs=40))


@pytest.fixture
def plot(program: Program, qtbot: QtBot) -> GradientPlot:
    opened = program.window.open_plots[program.window.open_plots.open(PLOT_KINDS["gradients"])]
    assert isinstance(opened, GradientPlot)
    qtbot.waitUntil(lambda: isinstance(opened.view, GradientNorms))
    return opened


def column(plot: GradientPlot, name: str) -> np.ndarray:
    """Give what a column says of the layers now."""
    table = plot.table()
    assert table is not None
    columns = dict(zip(table.names, table.columns, strict=True))
    return np.array([value for when, value in zip(columns["when"], columns[name], strict=True) if when == "now"])


def in_run(plot: GradientPlot, name: str, layer: str = "Output") -> np.ndarray:
    """Give a column of the rows of the run that are a layer's."""
    table = plot.table()
    assert table is not None
    columns = dict(zip(table.names, table.columns, strict=True))
    rows = zip(columns["when"], columns["layer"], columns[name], strict=True)
    return np.array([value for when, each, value in rows if (when, each) == ("in the run", layer)])


def test_of_a_network_at_rest_it_shows_the_gradient_worked_out_by_hand_but_nothing_of_frozen_weights(
    program: Program, plot: GradientPlot, qtbot: QtBot, pixel: Callable[[QWidget, QPoint], QColor]
) -> None:
    # σ(f) − y of the four points over 4: f = ∓0.5, so ±σ(−0.5)/4; h = (0, 0), (1, 0), (1, 0), (2, 1).
    error = 1 / (1 + np.exp(0.5)) / 4
    np.testing.assert_allclose(column(plot, "‖∂L/∂W‖")[1], np.hypot(0 * error, 1 * error), atol=1e-12)
    np.testing.assert_allclose(column(plot, "‖∂L/∂b‖")[1], 0, atol=1e-12)
    assert "over 4 training samples" in plot.readout
    place = QPointF(1.5, np.log10(column(plot, "‖∂L/∂W‖")[1]))
    dot = plot.graphics.mapFromScene(plot._now_plot.getViewBox().mapViewToScene(place))
    assert pixel(plot.graphics, dot) == plot.theme.class_color(1)
    network = program.document.network
    frozen = replace(network.connections[0], frozen=np.ones((2, 2), np.bool_))
    program.document.edit_network("Freeze", lambda network: network.with_connection(frozen))
    qtbot.waitUntil(lambda: "0 in Hidden" in plot.readout)


def test_the_gradient_is_measured_at_moments_of_the_run_and_forgotten_with_a_reset(
    program: Program, plot: GradientPlot, qtbot: QtBot
) -> None:
    train(program, qtbot)
    qtbot.waitUntil(lambda: in_run(plot, "step")[:2].tolist() == [0, 1] and in_run(plot, "step")[-1] == 40)
    moments = {moment.step: moment.parameters for moment in program.window.timeline.moments}
    step = int(in_run(plot, "step")[1])
    hidden = np.maximum(
        np.array([[0, 0], [0, 1], [1, 0], [1, 1]]) @ moments[step].weights[0].T + moments[step].biases[1], 0
    )
    outputs = hidden @ moments[step].weights[1].T + moments[step].biases[2]
    errors = (1 / (1 + np.exp(-outputs[:, 0])) - [0, 1, 1, 0]) / 4
    expected = np.linalg.norm(errors @ hidden)
    np.testing.assert_allclose(in_run(plot, "‖∂L/∂W‖")[1], expected, rtol=1e-6)
    program.training.reset()
    qtbot.waitUntil(lambda: not len(in_run(plot, "step")))


def test_a_click_selects_the_layer_and_a_finding_its_place(program: Program, plot: GradientPlot, qtbot: QtBot) -> None:
    window = program.window
    box = plot._now_plot.getViewBox()
    plot.pointer.clicked.emit(box.mapViewToScene(QPointF(1.5, sum(box.viewRange()[1]) / 2)))
    assert window.selection.items == (LayerItem("L3"),)
    window.selection.select(EdgeItem("L2", "L3", 0, 1))
    widths = [curve._pen.widthF() for curve in plot._chart._curves]
    assert widths[1] > widths[0]
    window.document.edit_network("Step", lambda network: set_activation_function(network, "L2", "step"))
    qtbot.waitUntil(lambda: "No gradient passes “Hidden”" in plot._findings.text)
    dock = window.docks["gradients-1"]
    dock.setFloating(True)
    dock.resize(300, 270)
    qtbot.waitUntil(lambda: plot._findings.text.endswith("is 0 everywhere."))  # there is little room
    brief = plot._findings.text
    plot._findings.setFocus()
    qtbot.waitUntil(lambda: len(plot._findings.text) > len(brief))
    assert plot._findings.accessibleName() == plot._findings.text
    program.window.selection.select()
    QTest.keyClick(plot._findings, Qt.Key.Key_Return)
    assert program.window.selection.items
    program.window.selection.select()
    QTest.mouseClick(plot._findings, Qt.MouseButton.LeftButton)
    assert window.selection.items == (LayerItem("L2"),)


def test_an_update_is_as_large_as_the_schedule_has_it(program: Program, plot: GradientPlot, qtbot: QtBot) -> None:
    plain = column(plot, "α‖∂L/∂W‖ / ‖W‖")[1]
    schedule = ScheduleSettings(warm_up_epochs=4)
    program.document.apply("Warm up", lambda project: change_training(project, schedule=schedule))
    rate = plot.subject.learning_rate_at(0)
    assert rate < program.document.project.training.learning_rate
    expected = plain * rate / program.document.project.training.learning_rate
    qtbot.waitUntil(lambda: column(plot, "α‖∂L/∂W‖ / ‖W‖")[1] == pytest.approx(expected))


def test_an_update_of_an_earlier_moment_is_as_large_as_the_run_made_it(
    program: Program, plot: GradientPlot, qtbot: QtBot
) -> None:
    train(program, qtbot)
    rate = program.document.project.training.learning_rate
    program.document.apply("Faster", lambda project: change_training(project, learning_rate=50 * rate))
    for index, expected in ((len(program.window.timeline.moments) - 1, 50 * rate), (0, rate)):
        program.window.timeline.show(index)
        qtbot.waitUntil(
            lambda expected=expected: (
                column(plot, "α‖∂L/∂W‖ / ‖W‖")[1]
                == pytest.approx(expected * column(plot, "‖∂L/∂W‖")[1] / column(plot, "‖W‖")[1])
            )
        )


def test_the_legend_names_every_layer_and_the_axis_leaves_larger_labels_room(
    theme_manager: ThemeManager, selection: Selection, qtbot: QtBot
) -> None:
    plot = GradientPlot(theme_manager, selection)
    qtbot.addWidget(plot)
    plot.resize(330, 420)
    plot.show()
    network, data = chain(2, 8, 8, 8, 8, 8, 1, activation="sigmoid"), random_data(Task.BINARY, 2, 1, samples=40, held=0)
    plot.set_subject(PlotSubject(network=network, data_set=data, loss="log_loss"))
    plot.show_view(gradient_norms(network, data.inputs, data.targets, TrainingSettings(), GradientNormsRequest()))
    assert all(layer.name in plot.readout for layer in network.layers[1:])
    width = plot._now_plot.getAxis("left").width()
    theme_manager.set_scale(1.5)
    qtbot.waitUntil(lambda: plot._now_plot.getAxis("left").width() == 1.5 * width)


def test_rings_have_room_in_a_low_plot(theme_manager: ThemeManager, selection: Selection, qtbot: QtBot) -> None:
    plot = GradientPlot(theme_manager, selection)
    qtbot.addWidget(plot)
    plot.resize(330, 420)
    plot.show()
    network, data = chain(2, 8, 8, 8, 8, 8, 1, activation="sigmoid"), random_data(Task.BINARY, 2, 1, samples=40, held=0)
    plot.set_subject(PlotSubject(network=network, data_set=data, loss="log_loss"))
    plot.show_view(gradient_norms(network, data.inputs, data.targets, TrainingSettings(), GradientNormsRequest()))
    plot.resize(330, 200)
    box = plot._now_plot.getViewBox()
    qtbot.waitUntil(lambda: box.height() < 150)
    plot._chart.mark(range(len(network.layers) - 1), ())
    places = [box.mapFromView(point.pos()).y() for point in plot._chart._flags.points()]
    assert min(places) >= FLAG_SIZE / 2
    assert max(places) <= box.height() - FLAG_SIZE / 2
