"""The confusion matrix as a plot: what it counts, and what its cells and names lead to by mouse and keyboard."""

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.analysis.evaluation import evaluate
from engine.data.data_set import DataSet
from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.process.events import FoundSample
from engine.process.pictures import MetricsRequest
from engine.process.sample_groups import SamplesInCell
from gui.plots.confusion.layout import layout_of
from gui.plots.confusion.plot import ConfusionPlot
from gui.plots.engine_plot import PlotSettings
from gui.plots.kinds import PLOT_KINDS
from gui.sample_focus import ClassSamples, FoundSamples
from gui.selection import Selection
from gui.theme import LIGHT, ThemeManager
from tests.gui.plots.conftest import XOR_INPUTS, XOR_TARGETS, data_set
from tests.gui.plots.fed_plot import fed, look_at

XOR = data_set(np.tile(XOR_INPUTS, (4, 1)), np.tile(XOR_TARGETS, (4, 1)))
YES = ClassSamples(1, "yes")


def network() -> Network:
    net = add_layer(add_layer(Network(), "input", 2), "dense", 1)
    return connect(net, "L1", "L2", Initialization())


@pytest.fixture
def plot(qtbot: QtBot, theme_manager: ThemeManager) -> ConfusionPlot:
    plot = fed(PLOT_KINDS["confusion"].make(theme_manager, Selection()))
    assert isinstance(plot, ConfusionPlot)
    qtbot.addWidget(plot)
    plot.resize(380, 320)
    plot.set_settings(PlotSettings())
    plot.set_subject(replace(plot.subject, network=network(), data_set=XOR, loss="log_loss"))
    with qtbot.waitExposed(plot):
        plot.show()
    qtbot.waitUntil(lambda: plot.table() is not None)
    plot.grab()
    return plot


def counts(plot: ConfusionPlot, part: str) -> np.ndarray:
    found = evaluate(plot.subject.network, plot.subject.data_set, plot.subject.training, part)
    assert found is not None
    return found.confusion


def a_full_cell(plot: ConfusionPlot) -> tuple[int, int]:
    true, predicted = np.argwhere(counts(plot, "training"))[0].tolist()
    return true, predicted


def press(qtbot: QtBot, plot: ConfusionPlot, place: QPoint) -> None:
    qtbot.mouseClick(plot.view_of_counts, Qt.MouseButton.LeftButton, pos=place)


def test_it_counts_the_part_chosen(plot: ConfusionPlot) -> None:
    for part in ("training", "validation"):
        plot.set_settings(PlotSettings(options={"part": part}))
        plot.redraw()
        table = plot.table()
        assert table is not None
        assert table.names[:4] == ("part", "true class", "predicted no", "predicted yes")
        assert set(table.columns[0]) == {part}
        np.testing.assert_array_equal(np.array(table.columns[2:4]).T, counts(plot, part))


def test_the_test_part_is_counted_only_when_asked_for(plot: ConfusionPlot, qtbot: QtBot) -> None:
    half = np.arange(8)
    held_back = replace(XOR, training_indices=half, validation_indices=half[:0], test_indices=half + 8)
    look_at(plot, data_set=held_back)
    assert isinstance(plot.request, MetricsRequest)
    plot.set_settings(PlotSettings(options={"part": "test"}))
    plot.redraw()
    assert plot.request is None
    button = plot.findChild(QPushButton)
    assert button.isVisible()
    with qtbot.waitSignal(plot.test_part_wanted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    tested = evaluate(plot.subject.network, held_back, plot.subject.training, "test")
    look_at(plot, tested=tested)
    assert not button.isVisible()
    assert f"of {tested.samples} test samples recognised" in plot.readout


def test_a_click_on_a_cell_asks_for_its_samples_and_that_cell_is_told(plot: ConfusionPlot, qtbot: QtBot) -> None:
    cell, view = a_full_cell(plot), plot.view_of_counts
    with qtbot.waitSignal(plot.group_clicked) as clicked:
        press(qtbot, plot, view.cell(*cell).center().toPoint())
    group = SamplesInCell("training", *cell)
    assert clicked.args == [group, 0.0]
    before = view.grab().toImage()
    plot.selection.samples.keep(FoundSamples(group, "", np.array([0]), XOR))
    plot.show_found(FoundSample(1, group, 3, 1, 0))
    assert "2 of 3" in plot.readout
    assert view.grab().toImage() != before


def test_names_are_headers_of_their_class(plot: ConfusionPlot, qtbot: QtBot) -> None:
    view, samples = plot.view_of_counts, plot.selection.samples
    before = view.grab().toImage()
    place = view.name(1).center().toPoint()
    qtbot.mouseMove(view, place)
    qtbot.waitUntil(lambda: samples.samples == YES)
    assert "true class: yes" in plot.readout
    assert view.grab().toImage() != before
    press(qtbot, plot, place)
    assert samples.kept == YES
    press(qtbot, plot, place)
    assert samples.samples is None


def test_the_keyboard_reaches_cells_and_names(plot: ConfusionPlot, qtbot: QtBot) -> None:
    view, samples, (true, predicted) = plot.view_of_counts, plot.selection.samples, a_full_cell(plot)
    view.setFocus()
    for key, times in ((Qt.Key.Key_Down, true + 1), (Qt.Key.Key_Right, predicted)):
        for _ in range(times):
            qtbot.keyClick(view, key)
    with qtbot.waitSignal(plot.group_clicked) as clicked:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert clicked.args[0] == SamplesInCell("training", true, predicted)
    for _ in range(predicted + 1):
        qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert samples.kept == ClassSamples(true, XOR.class_names[true])
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert samples.kept is None


def test_data_without_classes_have_none(plot: ConfusionPlot) -> None:
    regression: DataSet = replace(XOR, class_names=())
    assert "classes" in PLOT_KINDS["confusion"].obstacle(regression)
    look_at(plot, data_set=regression)
    assert plot.request is None
    assert plot.table() is None


@pytest.mark.parametrize("count", [2, 6, 10])
@pytest.mark.parametrize("size", [(280, 200), (700, 500)])
def test_it_fits_its_room_as_far_as_it_can(count: int, size: tuple[int, int], qapp: QWidget) -> None:
    width, height = size
    names = tuple(map(str, range(count)))
    least, layout = (layout_of(names, width, LIGHT, room) for room in (0.0, height))
    assert layout.height <= max(height, least.height)
    assert layout.width <= width
    assert layout.cell_width >= least.cell_width
