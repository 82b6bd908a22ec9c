"""The data panel as a window, and data sets for it that take no engine to make."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from engine.data.data_set import DataSet, Task
from engine.data.sources import make_data_set
from gui.document import Document
from gui.panels.data_panel import DataPanel


@pytest.fixture
def panel(document: Document, show: Callable[[QWidget], None]) -> DataPanel:
    panel = DataPanel(document)
    show(panel)
    panel.set_data_set(make_data_set(document.project.data))
    return panel


@pytest.fixture
def text_of(panel: DataPanel) -> Callable[[str], str]:
    """Give a function that reads a label or a field, "" where it is not shown."""

    def read(name: str) -> str:
        label = panel.findChild(QWidget, name)
        assert isinstance(label, QLabel | QLineEdit), f"There is no “{name}”."
        return label.text() if label.isVisible() else ""

    return read


@pytest.fixture
def make_table() -> Callable[..., DataSet]:
    """Give a function that makes a data set from inputs (N, D) and targets (N, 1)."""

    def make(
        inputs: list[list[float]],
        targets: list[float],
        task: Task = Task.BINARY,
        *,
        class_names: tuple[str, ...] = ("no", "yes"),
        input_names: tuple[str, ...] = (),
        mean: float = 0.0,
        scale: float = 1.0,
        validation: tuple[int, ...] = (),
        image_shape: tuple[int, int] | None = None,
    ) -> DataSet:
        count = len(inputs[0])
        return DataSet(
            inputs=np.array(inputs),
            targets=np.array(targets)[:, np.newaxis],
            task=task,
            training_indices=np.array([row for row in range(len(inputs)) if row not in validation]),
            validation_indices=np.array(validation, dtype=np.int64),
            input_names=input_names or tuple(f"x{number}" for number in range(1, count + 1)),
            class_names=class_names if task.is_classification else (),
            input_mean=np.full(count, mean),
            input_scale=np.full(count, scale),
            image_shape=image_shape,
        )

    return make
