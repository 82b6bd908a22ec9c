"""Outputs that are too large, infinite or no numbers at all, as weights like 1e40 give: drawn as far as they can be."""

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from engine.data.data_set import DataSet, Task
from engine.process.pictures import BoundaryField, BoundaryRequest
from gui.plots.boundary import BoundaryPlot
from gui.plots.contours import contour, region_borders
from gui.plots.field_sampling import outputs_at
from gui.plots.readings import reading_for
from gui.selection import Selection
from gui.theme import ThemeManager
from tests.gui.plots.conftest import data_set, give_outputs, show_data

LOSS_NAMES = {Task.BINARY: "log_loss", Task.MULTICLASS: "cross_entropy", Task.REGRESSION: "squared_error"}


def wild(shape: tuple[int, ...], precision: type[np.floating]) -> np.ndarray:
    largest = float(np.finfo(precision).max)
    choice = [np.inf, -np.inf, np.nan, largest, -largest, largest / 3, 0.0, 0.0, 0.0, 1.0, -1.0]
    return np.random.default_rng(0).choice(choice, shape).astype(precision)


def some_data(task: Task, input_count: int) -> DataSet:
    inputs = np.random.default_rng(1).normal(size=(12, input_count))
    targets = np.arange(12.0).reshape(-1, 1) % {Task.BINARY: 2, Task.MULTICLASS: 3, Task.REGRESSION: 5}[task]
    return data_set(inputs, targets, task, ("a", "b", "c")[: 2 if task is Task.BINARY else 3])


@pytest.fixture
def plot(qtbot: QtBot, theme_manager: ThemeManager) -> BoundaryPlot:
    widget = BoundaryPlot(theme_manager, Selection(), leads=True)
    widget.resize(400, 320)
    qtbot.addWidget(widget)
    return widget


@pytest.mark.parametrize("precision", [np.float32, np.float64])
@pytest.mark.parametrize("input_count", [1, 2])
@pytest.mark.parametrize("task", list(LOSS_NAMES))
def test_the_boundary_is_drawn_of_what_is_finite(
    qtbot: QtBot, plot: BoundaryPlot, task: Task, input_count: int, precision: type[np.floating]
) -> None:
    data = some_data(task, input_count)
    show_data(plot, data)
    plot.set_subject(replace(plot.subject, loss=LOSS_NAMES[task]))
    with qtbot.waitExposed(plot):
        plot.show()
    qtbot.waitUntil(lambda: plot.request is not None)
    request = plot.request
    assert request is not None
    rows, count = (1 if input_count == 1 else request.resolution), (3 if task is Task.MULTICLASS else 1)

    plot.show_view(BoundaryField(request, wild((rows, request.resolution, count), precision)))
    give_outputs(plot, wild((12, count), precision).astype(np.float64))

    for x in range(0, 400, 40):
        qtbot.mouseMove(plot.graphics.viewport(), QPoint(x, 120))
    assert not plot.grab().isNull()


@pytest.mark.parametrize("precision", [np.float32, np.float64])
@pytest.mark.parametrize("loss_name", ["log_loss", "squared_error", "cross_entropy"])
@pytest.mark.parametrize("task", list(LOSS_NAMES))
def test_every_reading_copes(
    theme_manager: ThemeManager, task: Task, loss_name: str, precision: type[np.floating]
) -> None:
    data = some_data(task, 2)
    outputs = wild((20, 20, 1 if task is not Task.MULTICLASS else 3), precision)
    x = y = np.linspace(-1.0, 1.0, 20)
    reading = reading_for(data, outputs.shape[-1], loss_name, theme_manager.theme)

    for colors in (reading.colors(outputs, discrete=False), reading.colors(outputs, discrete=True)):
        assert colors.shape == (20, 20, 4)
    assert reading.colors_by_output(outputs).shape == (outputs.shape[-1], 20, 20, 4)
    assert np.isfinite(reading.boundary(outputs, x, y).ends).all()
    assert np.isfinite(reading.levels(outputs, x, y).ends).all()
    assert len(reading.curves(outputs[0])[0].values) == 20
    assert reading.wrong(outputs[0, :12], data.targets).shape == (12,)
    assert all(reading.describe(place) for place in outputs.reshape(-1, outputs.shape[-1]))


@pytest.mark.parametrize("precision", [np.float32, np.float64])
def test_lines_of_equal_value_keep_to_what_is_finite(precision: type[np.floating]) -> None:
    x = y = np.linspace(0.0, 1.0, 60)

    lines = [contour(wild((60, 60), precision), x, y, level) for level in (0.0, 1.0)]
    lines.append(region_borders(wild((60, 60, 3), precision), x, y))

    for line in lines:
        assert len(line.ends)
        assert np.isfinite(line.ends).all()
        assert (line.ends >= 0.0).all()
        assert (line.ends <= 1.0).all()


def test_the_boundary_of_finite_values_beside_infinite_ones_stays() -> None:
    x = y = np.linspace(-1.0, 1.0, 21)
    values = np.broadcast_to(x, (21, 21)).copy()
    values[:, -3:], values[:, :3] = np.inf, -np.inf

    line = contour(values, x, y, 0.5)

    assert len(line.ends) == 20
    np.testing.assert_allclose(line.ends[:, [0, 2]], 0.5)


@pytest.mark.parametrize("precision", [np.float32, np.float64])
def test_what_lies_between_huge_outputs_is_read_without_complaint(precision: type[np.floating]) -> None:
    field = BoundaryField(BoundaryRequest((0, 1), (0.0, 1.0), (0.0, 1.0), 9), wild((9, 9, 2), precision))

    for x, y in np.random.default_rng(2).random((50, 2)).tolist():
        assert outputs_at(field, x, y) is not None
