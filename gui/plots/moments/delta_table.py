"""What changed between two moments, as numbers: how good the network was then and there, and how far it went."""

import math

import msgspec
import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QFontMetricsF, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from engine.network.metrics import METRICS, Evaluation
from engine.network.model import Parameters
from engine.process.views.moments import MomentSeen
from gui.icons import IconName, icon
from gui.plots.numbers import readable, readable_apart
from gui.plots.short_names import fitting_form
from gui.plots.table import Table
from gui.theme import Theme

ROW_SHARE = 0.86  # of a control's height
DIFFERENCE = 3  # its column
NAME_PADDING_PX = 18  # beside a name, both sides together
_SHORT = {"Training": "Tr.", "Validation": "Val."}


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
    """A table of changes that is as tall as it needs to be, or scrolls where there is less room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self.setObjectName("moments-table")
        self.setAccessibleName("What changed between the moments")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
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
        self._write()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Suit names and columns to the width."""
        super().resizeEvent(event)
        self._write()

    def _write(self) -> None:
        """Write all cells; where names would be cut, they are short, and both moments say enough without Δ."""
        for row, change in enumerate(self._changes):
            difference = readable(change.difference, 3)
            sign = "+" if change.difference > 0 and not math.isnan(change.before) else ""
            for column, text in enumerate((*_texts(change), sign + difference), start=1):
                self._write_cell(row, column, text, Qt.AlignmentFlag.AlignRight)
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(_short(change.name)) for change in self._changes), default=0)
        is_narrow = self._room_for_names([1, 2, DIFFERENCE]) < widest
        self.setColumnHidden(DIFFERENCE, is_narrow)
        room = self._room_for_names([1, 2] if is_narrow else [1, 2, DIFFERENCE])
        for row, change in enumerate(self._changes):
            name = fitting_form((change.name, _short(change.name)), room, QFontMetricsF(metrics))
            self._write_cell(row, 0, name, Qt.AlignmentFlag.AlignLeft)
            if is_narrow and math.isnan(change.before) and math.isnan(change.after):
                self._write_cell(row, DIFFERENCE - 1, readable(change.difference, 3), Qt.AlignmentFlag.AlignRight)

    def _room_for_names(self, others: list[int]) -> int:
        head = self.horizontalHeader()
        taken = sum(max(self.sizeHintForColumn(column), head.sectionSizeHint(column)) for column in others)
        return self.viewport().width() - taken - NAME_PADDING_PX

    def _write_cell(self, row: int, column: int, text: str, side: Qt.AlignmentFlag) -> None:
        item = QTableWidgetItem(text)
        item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.setItem(row, column, item)

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's height of rows."""
        self.verticalHeader().setDefaultSectionSize(round(theme.metrics.control_height * ROW_SHARE))
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for room for all rows."""
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def _fit(self) -> None:
        self.setMaximumHeight(self.horizontalHeader().sizeHint().height() + self.verticalHeader().length() + 2)
        self.updateGeometry()


def _short(name: str) -> str:
    first, _space, rest = name.partition(" ")
    return f"{_SHORT.get(first, first)} {rest}"


def _texts(change: Change) -> tuple[str, str]:
    """Give the numbers of both moments; "" for none."""
    before, after = readable_apart(change.before, change.after)
    return "" if math.isnan(change.before) else before, "" if math.isnan(change.after) else after
