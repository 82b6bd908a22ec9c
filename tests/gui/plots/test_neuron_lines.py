"""The neurons' lines in the boundary plot: where they are, whose they are, and what hands do with them."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.analysis.neuron_fields import neuron_fields
from engine.data.data_set import DataSet, Task
from engine.process.pictures import NeuronFieldsRequest, NeuronGroup
from engine.project.examples import EXAMPLES
from gui.plots.boundary import BoundaryPlot
from gui.selection import NeuronItem, Selection
from gui.theme import ThemeManager
from tests.engine.training.networks import chain
from tests.gui.plots.conftest import data_set, show_data

BY_HAND = EXAMPLES["xor-by-hand"].build().network
LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
HIDDEN = BY_HAND.layers[1].id  # a₁ = x₁ + x₂, a₂ = x₁ + x₂ − 1


@pytest.fixture
def plot(theme_manager: ThemeManager, qtbot: QtBot, xor: DataSet) -> Iterator[BoundaryPlot]:
    plot = BoundaryPlot(theme_manager, Selection(), leads=True)
    qtbot.addWidget(plot)
    plot.resize(500, 500)
    plot.show()
    show_data(plot, xor)
    qtbot.waitUntil(lambda: plot.request is not None)
    yield plot
    plot.hide()


def show_lines(plot: BoundaryPlot) -> None:
    plane = plot.request
    assert plane is not None
    request = NeuronFieldsRequest(plane, (NeuronGroup(HIDDEN, (0, 1)),), "pre_activation")
    plot.neuron_lines.set_fields(neuron_fields(BY_HAND, request), "Hidden", "lines of Hidden")


def in_view(plot: BoundaryPlot, x: float, y: float) -> QPoint:
    place: QPoint = plot.graphics.mapFrom(plot, plot.place_of(x, y))
    return place


def distance(one: QColor, other: QColor) -> int:
    """Give how different two colours are."""
    return sum(abs(a - b) for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))  # type: ignore[index]


def test_lines_lie_where_neurons_are_0(
    plot: BoundaryPlot, qtbot: QtBot, pixel: Callable[[QWidget, QPoint], QColor]
) -> None:
    show_lines(plot)
    viewport = plot.graphics.viewport()
    neutral = plot.theme.neuron_color(is_lit=False)
    for x, y in ((0.1, -0.1), (0.3, 0.7)):
        assert distance(pixel(viewport, in_view(plot, x, y)), neutral) < 60
    plot.neuron_lines.set_fields(None)
    assert plot.neuron_lines.at(0.3, 0.7) is None
    assert distance(pixel(viewport, in_view(plot, 0.3, 0.7)), neutral) > 150


def test_a_line_under_the_pointer_tells_its_neuron_and_a_click_selects_it(plot: BoundaryPlot, qtbot: QtBot) -> None:
    show_lines(plot)
    assert "lines of Hidden" in plot.readout
    places: list[tuple[float, float]] = []
    plot.probed.connect(lambda x: places.append(tuple(x)))
    with qtbot.waitSignal(plot.neuron_lines.hovered) as hovered:
        QTest.mouseMove(plot.graphics.viewport(), in_view(plot, 0.3, 0.7))
    assert hovered.args == [NeuronItem(HIDDEN, 1)]
    with qtbot.waitSignal(plot.neuron_lines.clicked) as clicked:
        QTest.mouseClick(plot.graphics.viewport(), LEFT, NO_KEY, in_view(plot, 0.3, 0.7))
    assert clicked.args == [NeuronItem(HIDDEN, 1)]
    assert places == []


def test_a_neuron_that_stands_out_has_a_bolder_line_in_the_canvas_accent(
    plot: BoundaryPlot, pixel: Callable[[QWidget, QPoint], QColor]
) -> None:
    show_lines(plot)
    viewport, color = plot.graphics.viewport(), QColor(plot.theme.palette.accent)
    aside = in_view(plot, 0.3, 0.7) + QPoint(1, -1)
    thin = pixel(viewport, aside)
    plot.neuron_lines.light(frozenset({NeuronItem(HIDDEN, 1)}))
    assert distance(pixel(viewport, aside), color) < distance(thin, color) - 50


def test_over_one_input_lines_stand_upright_where_neurons_are_0(plot: BoundaryPlot, qtbot: QtBot) -> None:
    x = np.linspace(-1, 1, 12)[:, None]
    show_data(plot, data_set(x, x**2, Task.REGRESSION))
    qtbot.waitUntil(lambda: plot.request is not None and plot.request.x_range[0] < -0.9)  # type: ignore[union-attr]
    network = chain(1, 3, 1)
    plane = plot.request
    assert plane is not None
    request = NeuronFieldsRequest(plane, (NeuronGroup("L2", (2,)),), "pre_activation")
    plot.neuron_lines.set_fields(neuron_fields(network, request), "Hidden", "lines")
    place = float(-network.layers[1].bias[2] / network.connections[0].weight[2, 0])
    assert [plot.neuron_lines.at(place, y) for y in (0.1, 0.9)] == [NeuronItem("L2", 2)] * 2
    assert plot.neuron_lines.at(place + 0.2, 0.5) is None
