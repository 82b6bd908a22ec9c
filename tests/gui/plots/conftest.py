"""What the plots' tests share: a theme, small data sets, and pixels of a shown plot."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.data.data_set import DataSet, Task
from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.process.pictures import BoundaryField
from gui.plots.boundary import BoundaryPlot
from gui.selection import Selection
from gui.settings import Settings, ThemeMode
from gui.theme import ThemeManager


@pytest.fixture
def theme_manager(qapp: QApplication, tmp_path: Path) -> Iterator[ThemeManager]:
    manager = ThemeManager(qapp, Settings(tmp_path / "settings.ini"))
    manager.set_mode(ThemeMode.LIGHT)
    yield manager
    manager.deleteLater()  # or it goes on answering the desktop in the tests that follow


@pytest.fixture
def selection(qtbot: QtBot) -> Selection:
    return Selection()


def data_set(
    inputs: np.ndarray, targets: np.ndarray, task: Task = Task.BINARY, class_names: tuple[str, ...] = ("no", "yes")
) -> DataSet:
    """A data set whose last quarter is for validation."""
    count, width = inputs.shape
    cut = count - count // 4
    return DataSet(
        inputs=inputs,
        targets=targets,
        task=task,
        training_indices=np.arange(cut),
        validation_indices=np.arange(cut, count),
        input_names=tuple(f"x{index + 1}" for index in range(width)),
        class_names=() if task is Task.REGRESSION else class_names,
        input_mean=np.zeros(width),
        input_scale=np.ones(width),
    )


def pictures(inputs: np.ndarray, labels: list[int]) -> DataSet:
    """Pictures (n, 4) of 2 × 2 dots, each of class a or of class b."""
    made = data_set(inputs, np.array(labels)[:, np.newaxis], Task.MULTICLASS, ("a", "b"))
    return replace(made, image_shape=(2, 2))


def show_data(plot: BoundaryPlot, data: DataSet) -> None:
    """Look at other data, with a network without hidden layers that fits them."""
    network = add_layer(add_layer(Network(), "input", data.input_count), "dense", data.output_count)
    network = connect(network, "L1", "L2", Initialization())
    plot.set_subject(replace(plot.subject, network=network, data_set=data, loss=plot.subject.loss or "log_loss"))


def give_outputs(plot: BoundaryPlot, outputs: np.ndarray) -> None:
    """Draw these outputs of all samples, over the field drawn, or over one of zeros."""
    request = plot.plane
    assert request is not None
    rows = 1 if plot.subject.data_set.input_count == 1 else request.resolution
    zeros = np.zeros((rows, request.resolution, outputs.shape[1]), np.float32)
    plot.take_outputs(lambda: outputs)
    plot.show_view(plot.view or BoundaryField(request, zeros))


def look_at(plot: BoundaryPlot, **what: object) -> None:
    """Look at another sample, or at an own x."""
    plot.set_subject(replace(plot.subject, looked_at=replace(plot.subject.looked_at, **what)))


XOR_INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR_TARGETS = np.array([[0.0], [1.0], [1.0], [0.0]])


@pytest.fixture
def xor() -> DataSet:
    return data_set(XOR_INPUTS, XOR_TARGETS)


def xor_output(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """f of the network that solves XOR by hand: relu(x + y) − 2 relu(x + y − 1) − ½."""
    return np.maximum(x + y, 0) - 2 * np.maximum(x + y - 1, 0) - 0.5


@pytest.fixture
def pixel() -> Callable[[QWidget, QPoint], QColor]:
    def read(widget: QWidget, place: QPoint) -> QColor:
        picture = widget.grab()
        ratio = picture.devicePixelRatio()
        return picture.toImage().pixelColor((QPointF(place) * ratio).toPoint())

    return read
