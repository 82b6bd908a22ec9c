"""The sample grid, given what the engine answers: which samples it shows, how, and what is linked with them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.data.data_set import Task
from engine.network.parameters import set_weights
from engine.process.sample_groups import SamplesInBin, SamplesInCell
from engine.project.settings import TrainingSettings
from gui.plots.engine_plot import PlotSettings
from gui.plots.images import NO_PICTURES
from gui.plots.looked_at import LookedAt
from gui.plots.sample_grid.plot import SampleGridPlot
from gui.selection import NeuronItem, Selection
from gui.theme import LIGHT, ThemeManager
from tests.engine.training.networks import chain
from tests.gui.plots.conftest import data_set, pictures
from tests.gui.plots.fed_plot import look_at, shown_fed

# Pictures of 2 × 2 dots with one dark dot at the upper left (class a) or at the lower right (class b). The network
# takes the last picture, which is bright all over, for a b.
PICTURES = np.array([[1, 0, 0, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0.5], [1, 0, 0, 0]])
NETWORK = set_weights(chain(4, 2), "L1", "L2", [[2, 0, 0, 0], [0, 0, 0, 2]])
TRAINING = TrainingSettings(loss="cross_entropy")
DATA = pictures(PICTURES, [0, 1, 0, 1, 0, 0])


@pytest.fixture
def plot(theme_manager: ThemeManager, selection: Selection, qtbot: QtBot) -> SampleGridPlot:
    plot = SampleGridPlot(theme_manager, selection)
    return shown_fed(plot, qtbot, network=NETWORK, data_set=DATA, training=TRAINING, loss="cross_entropy")


def said(plot: SampleGridPlot) -> str:
    assert plot._empty.isVisible()
    return plot._empty.findChildren(QLabel)[-1].text()


def texts(plot: SampleGridPlot) -> list[str]:
    return [plot.cell(place).text for place in range(plot.grid.count)]


def test_each_sample_has_its_class_and_a_wrong_one_also_that_predicted(plot: SampleGridPlot) -> None:
    assert texts(plot) == ["a", "b", "a", "b", "a → b"]
    assert plot.cell(4).color == QColor(LIGHT.palette.error)
    assert "1 of 5 wrong" in plot.readout


def test_its_picture_has_the_dots_of_the_sample(
    plot: SampleGridPlot, pixel: Callable[[QWidget, QPoint], QColor]
) -> None:
    room = plot.grid.place_of(0)
    dark, light = room.topLeft() + QPoint(12, 12), room.topLeft() + QPoint(36, 36)
    assert pixel(plot.grid.viewport(), dark) == QColor(LIGHT.sequential.high)
    assert pixel(plot.grid.viewport(), light) == QColor(LIGHT.sequential.low)


def test_only_wrong_ones(plot: SampleGridPlot) -> None:
    plot._filters.wrong.click()
    assert texts(plot) == ["a → b"]
    assert plot.settings.options["wrong"] == "True"


def test_the_worst_come_first_where_that_order_is_chosen(plot: SampleGridPlot) -> None:
    plot._filters.order._actions["highest_loss"].trigger()
    assert texts(plot)[0] == "a → b"
    assert plot.settings.options["order"] == "highest_loss"
    assert "highest loss first" in plot._filters.order.toolTip()


def test_a_cell_of_the_confusion_matrix_shows_its_samples(plot: SampleGridPlot) -> None:
    assert plot.show_samples(SamplesInCell("training", 0, 0))
    assert texts(plot) == ["a", "a"]
    assert plot.show_samples(SamplesInCell("validation", 0, 1))
    assert said(plot) == "No validation sample is like that now."
    assert not plot.show_samples(SamplesInBin("L2", None, "activation", 0.0, 1.0))


def test_a_click_selects_the_sample_and_the_one_selected_is_marked(plot: SampleGridPlot, qtbot: QtBot) -> None:
    plot._filters.wrong.click()
    with qtbot.waitSignal(plot.sample_clicked) as clicked:
        plot.grid.clicked.emit(0)
    assert clicked.args == [4]
    look_at(plot, looked_at=LookedAt(4))
    assert plot.grid._chosen == (0,)


def test_pointer_and_canvas_tell_of_the_class_predicted(plot: SampleGridPlot, selection: Selection) -> None:
    plot.grid.hovered.emit(4)
    assert selection.hovered == NeuronItem("L2", 1)
    assert "predicted b" in plot.readout
    assert [plot.cell(place).frame == QColor(LIGHT.palette.text) for place in range(5)] == [
        False, True, False, True, True,
    ]  # fmt: skip
    plot.grid.hovered.emit(None)
    assert selection.hovered is None


def test_data_that_are_no_pictures_are_told_so(plot: SampleGridPlot) -> None:
    look_at(plot, data_set=replace(DATA, image_shape=None))
    assert plot.request is None
    assert said(plot) == NO_PICTURES


def test_its_table_names_classes_and_numbers(plot: SampleGridPlot) -> None:
    table = plot.table()
    assert table is not None
    assert table.csv().decode().splitlines()[5].startswith("5,training,a,b,0.73")


def test_while_other_data_are_on_their_way_nothing_is_drawn(plot: SampleGridPlot) -> None:
    plot.request_changed.disconnect()
    fewer = data_set(PICTURES[:3], np.zeros((3, 1)), Task.MULTICLASS, ("a",))
    plot.set_subject(replace(plot.subject, data_set=replace(fewer, image_shape=(2, 2))))
    plot.grab()
    assert plot.grid.count == 0


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_saved_picture_has_whole_rows_and_nothing_over_its_texts(
    plot: SampleGridPlot, tmp_path: Path, ending: str
) -> None:
    grid = plot.grid
    plot.set_settings(PlotSettings(options={"side": "120"}))
    plot.grab()
    assert grid.place_of(grid.columns).top() < grid.viewport().height() < grid.place_of(grid.columns).bottom()
    assert grid.place_of(0).bottom() - 3 < grid.whole_height < grid.place_of(0).bottom() + 1
    plot.save_image(tmp_path / f"grid.{ending}")
    if ending == "svg":
        drawing = QSvgRenderer(str(tmp_path / "grid.svg"))
        picture = QImage(drawing.defaultSize(), QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        drawing.render(painter)
        painter.end()
    else:
        picture = QImage(str(tmp_path / "grid.png"))
        picture = picture.scaled(picture.size() / 2)
    ground = QColor(plot.theme.palette.plot_background)
    beside = {picture.pixelColor(x, picture.height() - 3).name() for x in range(picture.width())}
    assert beside == {ground.name()}
