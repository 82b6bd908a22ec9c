"""Weights as pictures, given what the engine answers: what they show, and what is linked with them."""

from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.network.edits import connect
from engine.network.initializers import Initialization
from engine.network.parameters import set_weights
from gui.plots.first_layer.plot import FirstLayerPlot
from gui.plots.images import NO_PICTURES
from gui.selection import EdgeItem, NeuronItem, Selection
from gui.theme import LIGHT, ThemeManager
from tests.engine.training.networks import chain
from tests.gui.plots.conftest import pictures
from tests.gui.plots.fed_plot import look_at, shown_fed

NETWORK = set_weights(chain(4, 2, 2), "L1", "L2", [[4, 0, 0, -4], [0, 1, -1, 0]])
SIDE = 48  # of a picture of 2 × 2 dots
DATA = pictures(np.eye(4), [0, 1, 0, 1])


@pytest.fixture
def plot(theme_manager: ThemeManager, selection: Selection, qtbot: QtBot) -> FirstLayerPlot:
    plot = FirstLayerPlot(theme_manager, selection)
    return shown_fed(plot, qtbot, network=NETWORK, data_set=DATA, loss="cross_entropy")


def dot(plot: FirstLayerPlot, place: int, row: int, column: int) -> QPoint:
    return plot.grid.place_of(place).topLeft() + QPoint(SIDE * (1 + 2 * column) // 4, SIDE * (1 + 2 * row) // 4)


def test_a_picture_is_a_neurons_weights_on_the_scale_of_all(
    plot: FirstLayerPlot, pixel: Callable[[QWidget, QPoint], QColor]
) -> None:
    view = plot.grid.viewport()
    for place, row, column, weight in ((0, 0, 0, 4), (0, 1, 1, -4), (0, 0, 1, 0), (1, 0, 1, 1)):
        assert pixel(view, dot(plot, place, row, column)) == LIGHT.signed_color(weight, 4)
    assert "±4" in plot.readout


def test_each_has_its_own_scale_where_that_is_chosen(
    plot: FirstLayerPlot, pixel: Callable[[QWidget, QPoint], QColor]
) -> None:
    plot._own_scale.click()
    assert pixel(plot.grid.viewport(), dot(plot, 1, 0, 1)) == LIGHT.signed_color(1, 1)
    assert "scale of its own" in plot.readout


def test_a_click_selects_the_neuron_and_a_neuron_selected_is_marked(plot: FirstLayerPlot, selection: Selection) -> None:
    plot.grid.clicked.emit(1)
    assert selection.items == (NeuronItem("L2", 1),)
    assert plot.grid._chosen == (1,)
    selection.select(NeuronItem("L2", 0))
    assert plot.grid._chosen == (0,)


def test_the_edge_of_the_dot_under_the_pointer_stands_out(
    plot: FirstLayerPlot, selection: Selection, qtbot: QtBot
) -> None:
    qtbot.mouseMove(plot.grid.viewport(), dot(plot, 0, 1, 1))
    assert selection.hovered == EdgeItem("L1", "L2", 0, 3)
    assert "w = −4" in plot.readout
    assert "from x4" in plot.readout
    selection.hover(NeuronItem("L2", 1))
    assert plot.grid._pointed == 1


def test_an_edit_of_a_weight_leaves_the_place_scrolled_to(plot: FirstLayerPlot) -> None:
    wide = chain(4, 200, 2)
    look_at(plot, network=wide)
    bar = plot.grid.verticalScrollBar()
    bar.setValue(bar.maximum())
    look_at(plot, network=set_weights(wide, "L1", "L2", np.ones((200, 4))))
    assert bar.value() == bar.maximum() > 0
    assert plot.cell(199).text == "200"


def test_every_layer_that_reads_the_samples_can_be_shown(plot: FirstLayerPlot) -> None:
    skipping = connect(NETWORK, "L1", "L3", Initialization("normal", 0.7, 0))
    look_at(plot, network=skipping)
    plot._layer.show_layer("L3")
    assert [plot.cell(place).text for place in range(plot.grid.count)] == ["a", "b"]
    table = plot.table()
    assert table is not None
    assert [*zip(*table.columns[:2], strict=True)] == [(1, 1), (1, 2), (2, 1), (2, 2)]
    np.testing.assert_allclose(np.asarray(table.columns[3]), skipping.connection("L1", "L3").weight[1], rtol=1e-6)


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [
        ({"data_set": replace(DATA, image_shape=None)}, NO_PICTURES),
        ({"network": chain(3, 2)}, "The input layer has 3 neurons, but the samples are pictures of 4 dots."),
    ],
)
def test_where_there_can_be_no_pictures_it_says_why(
    plot: FirstLayerPlot, subject: dict[str, object], sentence: str
) -> None:
    look_at(plot, **subject)
    assert plot.request is None
    assert plot._empty.findChildren(QLabel)[-1].text() == sentence
