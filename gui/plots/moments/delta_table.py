"""What changed between two moments, as numbers: how good the network was then and there, and how far it went."""

import math

import msgspec
import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from engine.network.metrics import METRICS, Evaluation
from engine.network.model import Parameters
from engine.process.views.moments import MomentSeen
from gui.icons import IconName, icon
from gui.plots.numbers import readable, readable_apart
from gui.plots.table import Table
from gui.theme import Theme

ROW_SHARE = 0.86  # of a control's height


class Change(msgspec.Struct, frozen=True):
    """A number at two moments; NaN where there is none.

    Attributes:
        name: What it is.
        before: At the first moment.
        after: At the second.
        difference: After less before, unless it is a number of both.
    """

    name: str
    before: float
    after: float
    difference: float


def changes(before: MomentSeen, after: MomentSeen, first: Parameters, second: Parameters) -> list[Change]:
    """Give all that the moments are compared by."""
    found = []
    for part in before.parts:
        numbers, others = _numbers(before.parts[part]), _numbers(after.parts[part])
        found += [
            Change(f"{part.capitalize()} {name}", value, others[name], others[name] - value)
            for name, value in numbers.items()
            if name in others
        ]
    return [*found, Change("Distance ‖Δθ‖", math.nan, math.nan, distance(first, second))]


def distance(first: Parameters, second: Parameters) -> float:
    """Give the Euclidean distance of two parameters; NaN where they are of different shapes."""
    pairs = list(zip((*first.weights, *first.biases), (*second.weights, *second.biases), strict=False))
    if any(one.shape != other.shape for one, other in pairs):
        return math.nan
    return math.sqrt(sum(float(np.sum((other - one) ** 2)) for one, other in pairs))


def _numbers(evaluation: Evaluation) -> dict[str, float]:
    metrics = ((METRICS[name].label, value) for name, value in evaluation.metrics.items())
    return {"loss": evaluation.loss, **{label if label.isupper() else label.lower(): value for label, value in metrics}}


class DeltaTable(QTableWidget):
    """A table of changes that is as tall as it needs to be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self.setObjectName("moments-table")
        self.setAccessibleName("What changed between the moments")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._names, self._changes = ("", ""), list[Change]()
        self._add_copying()

    def _add_copying(self) -> None:
        copying = QAction(icon(IconName.COPY), "Copy as CSV", self)
        copying.setShortcut(QKeySequence.StandardKey.Copy)
        copying.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copying.triggered.connect(self.copy)
        self.addAction(copying)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def copy(self) -> None:
        """Put all of it on the clipboard as comma-separated values."""
        (first, second), found = self._names, self._changes
        table = Table.of(
            {
                "quantity": [change.name for change in found],
                f"first ({first})": [change.before for change in found],
                f"second ({second})": [change.after for change in found],
                "difference": [change.difference for change in found],
            }
        )
        QGuiApplication.clipboard().setText(table.csv().decode())

    def show_changes(self, names: tuple[str, str], found: list[Change]) -> None:
        """Show these, the moments called so."""
        self._names, self._changes = names, found
        self.setHorizontalHeaderLabels(["", *names, "Δ"])
        self.setRowCount(len(found))
        for row, change in enumerate(found):
            difference = readable(change.difference, 3)
            sign = "+" if change.difference > 0 and not math.isnan(change.before) else ""
            texts = (change.name, *_texts(change), sign + difference)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)
        self._fit()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's height of rows."""
        self.verticalHeader().setDefaultSectionSize(round(theme.metrics.control_height * ROW_SHARE))
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + self.verticalHeader().length() + 2)


def _texts(change: Change) -> tuple[str, str]:
    """Give the numbers of both moments; "" for none."""
    before, after = readable_apart(change.before, change.after)
    return "" if math.isnan(change.before) else before, "" if math.isnan(change.after) else after
