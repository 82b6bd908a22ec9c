"""A matrix of parameters as Qt's tables want it: only what is on screen is ever formatted."""

from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from engine.arrays import BoolArray, FloatArray
from gui.panels.notation import cell_text

AnyIndex = QModelIndex | QPersistentModelIndex
Describe = Callable[[int, int], str]
# Numbers up to this size never get full colour, so that a matrix of tiny weights looks tiny.
SMALLEST_COLOR_SCALE = 2.0
HEAT_LEVELS = 128
NAME_ROLE = int(Qt.ItemDataRole.UserRole) + 1

_NO_INDEX = QModelIndex()
_RESTING = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _RESTING | Qt.ItemFlag.ItemIsEditable


class Numbers(msgspec.Struct, frozen=True, eq=False):
    """The numbers of a matrix and what is to be known of each.

    Attributes:
        values: float64 (rows, columns).
        mask: bool, same shape; False where there is no number, as the edge was removed.
        frozen: bool, same shape; True where training leaves the number alone.
        full_scale: The magnitude that has full colour.
    """

    values: FloatArray
    mask: BoolArray
    frozen: BoolArray
    full_scale: float = SMALLEST_COLOR_SCALE

    @classmethod
    def none(cls) -> "Numbers":
        """Give an empty matrix."""
        nothing = np.zeros((0, 0), np.bool_)
        return cls(np.zeros((0, 0)), nothing, nothing)


class Labels(msgspec.Struct, frozen=True, eq=False):
    """What rows and columns are called; written when shown, for there may be millions.

    Attributes:
        count: Number of rows or columns that have a symbol.
        symbol: Gives the symbol of a row or column, from 0.
        names: What the data calls them, or nothing.
    """

    count: int = 0
    symbol: Callable[[int], str] = str
    names: tuple[str, ...] = ()


class MatrixModel(QAbstractTableModel):
    """Shows a matrix; what is typed comes out as a signal, and what is so comes in through `show_numbers`.

    Signals:
        value_entered: `(row, column, value)`: a number typed into a cell.
    """

    value_entered = Signal(int, int, float)

    def __init__(self) -> None:
        super().__init__()
        self._numbers = Numbers.none()
        self._labels = {Qt.Orientation.Vertical: Labels(), Qt.Orientation.Horizontal: Labels()}
        self._describe: Describe = lambda _row, _column: ""
        self._lock = ""

    @property
    def matrix(self) -> FloatArray:
        """The matrix shown."""
        return self._numbers.values

    def show_numbers(self, numbers: Numbers) -> None:
        """Show other numbers, in place where the shape stays the same."""
        values = numbers.values
        has_new_shape = values.shape != self.matrix.shape
        if has_new_shape:
            self.beginResetModel()
        self._numbers = numbers
        if has_new_shape:
            self.endResetModel()
        elif values.size:
            self.dataChanged.emit(self.index(0, 0), self.index(values.shape[0] - 1, values.shape[1] - 1))

    def show_labels(self, rows: Labels, columns: Labels, describe: Describe) -> None:
        """Name rows and columns; `describe(row, column)` names a cell for those who hear it."""
        self._describe = describe
        for orientation, labels in ((Qt.Orientation.Vertical, rows), (Qt.Orientation.Horizontal, columns)):
            self._labels[orientation] = labels
            self.headerDataChanged.emit(orientation, 0, max(0, labels.count - 1))

    def lock(self, reason: str) -> None:
        """Let nothing be typed, with the reason; "" lets everything be typed again."""
        self._lock = reason

    def has_names(self, orientation: Qt.Orientation) -> bool:
        """Tell whether the data has names of its own for rows or columns."""
        return bool(self._labels[orientation].names)

    def value(self, index: AnyIndex) -> float:
        """Give the number in a cell."""
        return float(self.matrix[index.row(), index.column()])

    def text(self, index: AnyIndex) -> str:
        """Write the number in a cell, "" where there is none."""
        return cell_text(self.value(index)) if self.exists(index) else ""

    def heat(self, index: AnyIndex) -> int:
        """Give how far the number in a cell is from 0, from −`HEAT_LEVELS` to `HEAT_LEVELS` for full colour."""
        share = self.value(index) / self._numbers.full_scale
        return 0 if share != share else round(HEAT_LEVELS * min(max(share, -1.0), 1.0))  # noqa: PLR0124 - NaN

    def exists(self, index: AnyIndex) -> bool:
        """Tell whether a cell has a number: where an edge was removed there is none."""
        return index.isValid() and bool(self._numbers.mask[index.row(), index.column()])

    def is_frozen(self, index: AnyIndex) -> bool:
        """Tell whether training leaves a number alone."""
        return self.exists(index) and bool(self._numbers.frozen[index.row(), index.column()])

    def obstacle(self, index: AnyIndex) -> str:
        """Give why nothing can be typed into a cell, "" where something can."""
        if not index.isValid() or self._lock:
            return self._lock
        name = self._describe(index.row(), index.column())
        return "" if self.exists(index) else f"{name} was removed; restore its edge to give it a number again."

    def rowCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        """Give the number of target neurons."""
        return 0 if parent.isValid() else int(self.matrix.shape[0])

    def columnCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        """Give the number of source neurons."""
        return 0 if parent.isValid() else int(self.matrix.shape[1])

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let every cell but those of removed edges be edited."""
        return _RESTING if self._lock or not self.exists(index) else _EDITABLE

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell's text, alignment or description."""
        reader = _READERS.get(role)
        return reader(self, index) if reader is not None and index.isValid() else None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Say that a number was typed; whether it is taken shows when the document has changed."""
        if role != Qt.ItemDataRole.EditRole or not self.exists(index):
            return False
        self.value_entered.emit(index.row(), index.column(), float(value))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the neuron of a row or column, and what the data calls it."""
        labels = self._labels[orientation]
        symbol = labels.symbol(section) if section < labels.count else ""
        name = labels.names[section] if section < len(labels.names) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return symbol
        if role == NAME_ROLE:
            return name
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{symbol}: {name}" if name else symbol
        return None

    def _description(self, index: AnyIndex) -> str:
        name = self._describe(index.row(), index.column())
        if not self.exists(index):
            return f"{name} was removed"
        frozen = "\nFrozen: training leaves it as it is" if self.is_frozen(index) else ""
        return f"{name} = {self.value(index)!r}{frozen}"


_READERS: dict[int, Callable[[MatrixModel, AnyIndex], object]] = {
    Qt.ItemDataRole.DisplayRole: MatrixModel.text,
    Qt.ItemDataRole.EditRole: MatrixModel.value,
    Qt.ItemDataRole.AccessibleTextRole: MatrixModel._description,
    Qt.ItemDataRole.TextAlignmentRole: lambda _model, _index: Qt.AlignmentFlag.AlignCenter,
}


def common_full_scale(*matrices: FloatArray) -> float:
    """Give the magnitude that has full colour in all of these matrices, for they stand side by side."""
    return max(SMALLEST_COLOR_SCALE, *map(_largest, matrices))


def _largest(values: FloatArray) -> float:
    """Give the largest finite magnitude."""
    largest = float(max(values.max(initial=0.0), -values.min(initial=0.0)))  # a third of the time that `abs` takes
    return largest if np.isfinite(largest) else float(np.abs(values[np.isfinite(values)]).max(initial=0.0))


def model_of(index: AnyIndex) -> MatrixModel:
    """Give the model that an index is of."""
    model = index.model()
    assert isinstance(model, MatrixModel)
    return model
