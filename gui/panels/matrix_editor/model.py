"""A matrix of parameters as Qt's tables want it: only what is on screen is ever formatted."""

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from engine.arrays import BoolArray, FloatArray
from gui.panels.notation import cell_text
from gui.theme import active_theme

AnyIndex = QModelIndex | QPersistentModelIndex
Describe = Callable[[int, int], str]
REMOVED_MARK = "–"
# Weights up to this size never get full colour, so that a matrix of tiny weights looks tiny.
SMALLEST_COLOR_SCALE = 2.0

_NO_INDEX = QModelIndex()


class MatrixModel(QAbstractTableModel):
    """Shows a matrix; what is typed comes out as a signal, and what is so comes in through `show_matrix`.

    Signals:
        value_entered: `(row, column, value)`: a number typed into a cell.
    """

    value_entered = Signal(int, int, float)

    def __init__(self) -> None:
        super().__init__()
        self._matrix: FloatArray = np.zeros((0, 0))
        self._mask: BoolArray = np.zeros((0, 0), np.bool_)
        self._row_labels: list[str] = []
        self._column_labels: list[str] = []
        self._describe: Describe = lambda _row, _column: ""
        self._color_scale = SMALLEST_COLOR_SCALE
        self._is_editable = True

    @property
    def matrix(self) -> FloatArray:
        """The matrix shown."""
        return self._matrix

    def show_matrix(self, matrix: FloatArray, mask: BoolArray) -> None:
        """Show other numbers, in place where the shape stays the same."""
        if matrix is self._matrix and mask is self._mask:
            return
        has_new_shape = matrix.shape != self._matrix.shape
        if has_new_shape:
            self.beginResetModel()
        self._matrix, self._mask = matrix, mask
        self._color_scale = max(SMALLEST_COLOR_SCALE, float(np.abs(matrix).max(initial=0.0)))
        if has_new_shape:
            self.endResetModel()
        elif matrix.size:
            self.dataChanged.emit(self.index(0, 0), self.index(matrix.shape[0] - 1, matrix.shape[1] - 1))

    def show_labels(self, rows: list[str], columns: list[str], describe: Describe) -> None:
        """Name rows and columns; `describe(row, column)` names a cell in its tooltip."""
        self._describe = describe
        if rows != self._row_labels:
            self._row_labels = rows
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(0, len(rows) - 1))
        if columns != self._column_labels:
            self._column_labels = columns
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(columns) - 1))

    def set_editable(self, is_editable: bool) -> None:
        """Allow typing into cells, or not."""
        self._is_editable = is_editable

    def value(self, index: AnyIndex) -> float:
        """Give the number in a cell."""
        return float(self._matrix[index.row(), index.column()])

    def rowCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        """Give the number of target neurons."""
        return 0 if parent.isValid() else int(self._matrix.shape[0])

    def columnCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        """Give the number of source neurons."""
        return 0 if parent.isValid() else int(self._matrix.shape[1])

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let every cell but those of removed edges be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self._is_editable and self._exists(index) else flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell's text, colour or tooltip."""
        reader = _READERS.get(role)
        return reader(self, index) if reader is not None and index.isValid() else None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Say that a number was typed; whether it is taken shows when the document has changed."""
        if role != Qt.ItemDataRole.EditRole or not self._exists(index):
            return False
        self.value_entered.emit(index.row(), index.column(), float(value))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the neuron of a row or column."""
        labels = self._column_labels if orientation == Qt.Orientation.Horizontal else self._row_labels
        if role == Qt.ItemDataRole.DisplayRole and section < len(labels):
            return labels[section]
        return None

    def _exists(self, index: AnyIndex) -> bool:
        return index.isValid() and bool(self._mask[index.row(), index.column()])

    def _text(self, index: AnyIndex) -> str:
        return cell_text(self.value(index)) if self._exists(index) else REMOVED_MARK

    def _tooltip(self, index: AnyIndex) -> str:
        name = self._describe(index.row(), index.column())
        return f"{name} = {self.value(index)!r}" if self._exists(index) else f"{name} was removed"

    def _background(self, index: AnyIndex) -> QColor | None:
        if not self._exists(index):
            return None
        return QColor(*active_theme().field_rgba(self.value(index), self._color_scale).tolist())


_READERS: dict[int, Callable[[MatrixModel, AnyIndex], object]] = {
    Qt.ItemDataRole.DisplayRole: MatrixModel._text,
    Qt.ItemDataRole.EditRole: MatrixModel.value,
    Qt.ItemDataRole.ToolTipRole: MatrixModel._tooltip,
    Qt.ItemDataRole.BackgroundRole: MatrixModel._background,
    Qt.ItemDataRole.TextAlignmentRole: lambda _model, _index: Qt.AlignmentFlag.AlignCenter,
}
