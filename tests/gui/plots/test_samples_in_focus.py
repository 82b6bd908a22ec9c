"""Samples in focus stand out in every plot that draws samples, and legends and headers bring them there."""

from collections.abc import Callable

import numpy as np
import pytest
import shiboken6
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.data.data_set import DataSet
from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.process.views.activity import Activity
from gui.plots.activity.plot import ActivityPlot
from gui.plots.boundary import BoundaryPlot
from gui.plots.engine_plot import EnginePlot
from gui.plots.kinds import PLOT_KINDS
from gui.sample_focus import ClassSamples
from gui.selection import Selection
from gui.theme import ThemeManager
from tests.gui.plots.conftest import data_set
from tests.gui.plots.fed_plot import fed

Pixel = Callable[[QWidget, QPoint], QColor]
YES = ClassSamples(1, "yes")
INPUTS = np.array([[-1.0, -1.0], [1.0, 1.0], [-1.0, 1.0], [1.0, -1.0]] * 3)
TARGETS = np.array([[0.0], [1.0]] * 6)


@pytest.fixture
def selection(qapp: object) -> Selection:
    return Selection()


@pytest.fixture
def data() -> DataSet:
    return data_set(INPUTS, TARGETS)


@pytest.fixture
def open_plot(
    qtbot: QtBot, theme_manager: ThemeManager, selection: Selection, data: DataSet
) -> Callable[..., EnginePlot]:
    network = add_layer(add_layer(add_layer(Network(), "input", 2), "dense", 3), "dense", 1)
    for source, target in (("L1", "L2"), ("L2", "L3")):
        network = connect(network, source, target, Initialization())

    def open_one(name: str, *, is_closed_by_test: bool = False) -> EnginePlot:
        plot = fed(PLOT_KINDS[name].make(theme_manager, selection))
        if not is_closed_by_test:
            qtbot.addWidget(plot)
        plot.resize(420, 380)
        plot.take_network(network)
        plot.set_subject(replace(plot.subject, network=network, data_set=data, loss="log_loss"))
        with qtbot.waitExposed(plot):
            plot.show()
        qtbot.waitUntil(lambda: plot.view is not None)
        for _ in range(2):  # labels make room for themselves only after they were painted
            plot.grab()
            QCoreApplication.processEvents()
        plot.ask()  # for what is visible now
        plot.redraw()
        return plot

    return open_one


def is_colored(color: QColor) -> bool:
    return color.hsvSaturation() > 120


def link_place(plot: EnginePlot, text: str) -> QPoint:
    """Find a class's name in the legend, as the pointer would, by the hand that it turns into."""
    label = plot.footer.label
    for y in range(4, label.height(), 6):
        for x in range(2, label.width(), 4):
            QTest.mouseMove(label, QPoint(x, y))
            focused = plot.selection.samples.samples
            if isinstance(focused, ClassSamples) and focused.name == text:
                return QPoint(x, y)
    pytest.fail(f"{text} is nowhere")


@pytest.mark.parametrize("name", ["boundary", "features", "morph", "activity"])
def test_the_sample_under_the_pointer_in_one_plot_is_marked_in_every_other(
    open_plot: Callable[..., EnginePlot], selection: Selection, name: str
) -> None:
    plot = open_plot(name)
    before = plot.grab().toImage()
    selection.samples.point_at(3)
    marked = plot.grab().toImage()
    assert marked != before
    selection.samples.point_at(2)
    assert plot.grab().toImage() not in (before, marked)
    selection.samples.point_at(None)
    assert plot.grab().toImage() == before


@pytest.mark.parametrize("name", ["boundary", "features", "morph", "activity"])
def test_the_sample_under_the_pointer_is_told_to_the_others_until_the_pointer_leaves(
    open_plot: Callable[..., EnginePlot], selection: Selection, data: DataSet, name: str
) -> None:
    plot = open_plot(name)
    view = plot.graphics.viewport()
    found = set()
    for y in range(2, view.height(), 6):
        for x in range(2, view.width(), 6):
            QTest.mouseMove(view, QPoint(x, y))
            found.add(selection.samples.pointed)
    assert {tuple(data.inputs[row]) for row in found - {None}} == {tuple(row) for row in INPUTS}
    QCoreApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert selection.samples.pointed is None


@pytest.mark.parametrize("name", ["boundary", "features", "morph", "activity", "distributions"])
def test_the_rest_stands_back_and_comes_again(
    open_plot: Callable[..., EnginePlot], selection: Selection, name: str
) -> None:
    plot = open_plot(name)
    before = plot.graphics.grab().toImage()
    selection.samples.hover(YES)
    dimmed = plot.graphics.grab().toImage()
    assert dimmed != before
    selection.samples.hover(None)
    assert plot.graphics.grab().toImage() == before


def test_a_point_of_the_class_keeps_its_colour_and_another_loses_it(
    open_plot: Callable[..., EnginePlot], selection: Selection, pixel: Pixel
) -> None:
    plot = open_plot("boundary")
    assert isinstance(plot, BoundaryPlot)
    selection.samples.toggle(YES)
    assert is_colored(pixel(plot, plot.place_of(1.0, 1.0)))
    assert not is_colored(pixel(plot, plot.place_of(-1.0, 1.0)))


def test_the_pointer_over_the_legend_brings_a_class_into_focus_and_a_click_keeps_it(
    open_plot: Callable[..., EnginePlot], selection: Selection, qtbot: QtBot
) -> None:
    plot = open_plot("boundary")
    place = link_place(plot, "yes")
    assert selection.samples.samples == YES
    assert selection.samples.kept is None
    qtbot.mouseClick(plot.footer.label, Qt.MouseButton.LeftButton, pos=place)
    assert selection.samples.kept == YES
    QTest.mouseMove(plot.footer.label, QPoint(2, 2))
    qtbot.keyClick(plot.footer.label, Qt.Key.Key_Escape)
    assert selection.samples.kept is None


def test_the_keyboard_leads_from_name_to_name(
    open_plot: Callable[..., EnginePlot], selection: Selection, qtbot: QtBot
) -> None:
    label = open_plot("boundary").footer.label
    label.setFocus()
    for expected in ("no", "yes"):
        qtbot.keyClick(label, Qt.Key.Key_Tab)
        qtbot.keyClick(label, Qt.Key.Key_Return)
        assert selection.samples.kept is not None
        assert selection.samples.kept.name == expected
    qtbot.keyClick(label, Qt.Key.Key_Return)
    assert selection.samples.kept is None


def test_a_plot_that_was_closed_hears_of_nothing(
    open_plot: Callable[..., EnginePlot], selection: Selection, qtbot: QtBot
) -> None:
    plot = open_plot("boundary", is_closed_by_test=True)
    link_place(plot, "yes")
    plot.hide()
    assert selection.samples.samples is None, "the pointer is over its legend no more"
    plot.deleteLater()
    qtbot.waitUntil(lambda: not shiboken6.isValid(plot))
    selection.samples.toggle(YES)


def test_the_classes_beside_the_activity_map_are_headers(
    open_plot: Callable[..., EnginePlot], selection: Selection, qtbot: QtBot
) -> None:
    plot = open_plot("activity")
    assert isinstance(plot, ActivityPlot)
    view = plot.view
    assert isinstance(view, Activity)
    row = int(np.flatnonzero(TARGETS[view.rows, 0] == 1.0)[0])
    beside = plot._map._box.mapViewToScene(QPointF(-0.05, row + 0.5))
    plot.pointer.moved.emit(beside)
    assert selection.samples.samples == YES
    with qtbot.assertNotEmitted(plot.sample_clicked):
        plot.pointer.clicked.emit(beside)
    assert selection.samples.kept == YES
    plot.pointer.moved.emit(plot._map._box.mapViewToScene(QPointF(1.5, row + 0.5)))
    plot.pointer.clicked.emit(beside)
    assert selection.samples.samples is None
