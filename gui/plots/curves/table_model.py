"""Runs compared: a row each, with the settings in which they differ and what they came to."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QPixmap

from engine.project.runs.outcome import Outcome
from engine.project.runs.setting_values import SettingValues, differing_settings
from gui.panels.notation import share_text
from gui.plots.numbers import readable
from gui.plots.table import Table

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
SORT_ROLE = Role.UserRole
SWATCH_PX = 10
PRESENT = 0  # its number
NAME = 0  # its column
DIGITS = 3
NOT_DRAWN = "Not drawn"


class RunRow(msgspec.Struct, frozen=True, eq=False):
    """A run as the table shows it.

    Attributes:
        number: Of the run; `PRESENT` for the present one.
        name: What it is called.
        color: That of its curves, as “#rrggbb”.
        is_shown: Whether they are drawn.
        settings: What determined it.
        outcome: What it came to.
        obstacle: Why its curves have no place beside the present run's; "" where they have.
    """

    number: int
    name: str
    color: str
    is_shown: bool
    settings: SettingValues
    outcome: Outcome
    obstacle: str = ""

    @property
    def title(self) -> str:
        """The name, with which one is the present run."""
        return f"{self.name} (now)" if self.number == PRESENT else self.name

    @property
    def texts(self) -> SettingValues:
        """The settings after why it is not drawn."""
        return {NOT_DRAWN: self.obstacle, **self.settings}


class _Result(msgspec.Struct, frozen=True):
    """A column of what runs came to: its heading, its field of `Outcome`, its help, and how values are written."""

    heading: str
    field: str
    help: str
    text: Callable[[float], str] = lambda value: readable(value, DIGITS)


def _share(value: float) -> str:
    return "–" if value != value else share_text(value)  # noqa: PLR0124 - NaN is the value unequal to itself


_RESULTS = (
    _Result("Loss", "loss", "The last training loss"),
    _Result("Best", "best_loss", "The lowest training loss"),
    _Result("Val. loss", "validation_loss", "The last validation loss"),
    _Result("Best val.", "best_validation_loss", "The lowest validation loss"),
    _Result("At epoch", "best_epoch", "Where the lowest validation loss was", lambda value: readable(value, 6)),
    _Result("Acc.", "accuracy", "The last training accuracy", _share),
    _Result("Val. acc.", "validation_accuracy", "The last validation accuracy", _share),
    _Result("Epochs", "epochs", "How many epochs were trained", lambda value: readable(value, 6)),
    _Result("Seconds", "seconds", "How long the training took, pauses apart"),
)


class RunTableModel(QAbstractTableModel):
    """The rows; the first column has names that can be edited, and a tick for whether a run is drawn.

    Signals:
        renamed: a person gave a run another name: its number, the name.
        ticked: a person shows or hides a run: its number, whether it is drawn.
    """

    renamed = Signal(int, str)
    ticked = Signal(int, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[RunRow, ...] = ()
        self._settings: tuple[str, ...] = ()
        self._results: tuple[_Result, ...] = _RESULTS

    @property
    def rows(self) -> tuple[RunRow, ...]:
        """All rows."""
        return self._rows

    @property
    def first_result(self) -> int:
        """The first column of what runs came to."""
        return 1 + len(self._settings)

    def set_rows(self, rows: Sequence[RunRow]) -> None:
        """Show these instead of those before."""
        settings = differing_settings(row.texts for row in rows)
        results = tuple(result for result in _RESULTS if any(_is_there(row, result) for row in rows))
        is_same_shape = settings == self._settings and results == self._results
        if is_same_shape and [row.number for row in rows] == [row.number for row in self._rows]:
            before, self._rows = self._rows, tuple(rows)
            for place, (row, old) in enumerate(zip(rows, before, strict=True)):
                if row is not old:
                    self.dataChanged.emit(self.index(place, 0), self.index(place, self.columnCount() - 1))
            return
        self.beginResetModel()
        self._rows, self._settings, self._results = tuple(rows), settings, results
        self.endResetModel()

    def table(self) -> Table:
        """Give everything as a table of values as they are, for other programs."""
        columns: dict[str, list[object]] = {"Run": [row.title for row in self._rows]}
        columns |= {name: [row.texts.get(name, "") for row in self._rows] for name in self._settings}
        columns |= {result.help: [getattr(row.outcome, result.field) for row in self._rows] for result in self._results}
        return Table.of(columns)

    # Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Count the runs."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Count name, settings and results."""
        return 0 if parent.isValid() else 1 + len(self._settings) + len(self._results)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let names be edited, and runs kept be ticked."""
        flags = super().flags(index)
        if index.column() == NAME:
            flags |= Qt.ItemFlag.ItemIsEditable
            row = self._rows[index.row()]
            if row.number != PRESENT and not row.obstacle:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Give the headings."""
        if orientation is Qt.Orientation.Vertical or section < 0:
            return None
        names = ("Run", *self._settings, *(result.heading for result in self._results))
        if role == Role.DisplayRole:
            return names[section]
        if role == Role.ToolTipRole:
            after = section - 1 - len(self._settings)
            return self._results[after].help if after >= 0 else "Sort by it with a click"
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Give what a cell shows."""
        row = self._rows[index.row()]
        return self._name_data(row, role) if index.column() == NAME else self._value_data(row, index.column(), role)

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Take a name or a tick; whoever holds the runs answers with other rows."""
        number = self._rows[index.row()].number
        if role == Role.CheckStateRole:
            self.ticked.emit(number, Qt.CheckState(value) is Qt.CheckState.Checked)
            return True
        if role == Role.EditRole:
            self.renamed.emit(number, str(value))
            return True
        return False

    def _name_data(self, row: RunRow, role: int) -> Any:
        if role == Role.DisplayRole:
            return row.title
        if role in (Role.EditRole, SORT_ROLE):
            return row.name
        if role == Role.DecorationRole:
            swatch = QPixmap(SWATCH_PX, SWATCH_PX)
            swatch.fill(QColor(row.color))
            return swatch
        if role == Role.CheckStateRole and row.number != PRESENT:
            return Qt.CheckState.Checked if row.is_shown and not row.obstacle else Qt.CheckState.Unchecked
        if role == Role.ToolTipRole:
            tick = f"Not drawn: {row.obstacle}. " if row.obstacle else "Tick: draw it. "
            return f"{row.title}\n{'' if row.number == PRESENT else tick}F2: another name."
        return None

    def _value_data(self, row: RunRow, column: int, role: int) -> Any:
        place = column - 1
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if place < len(self._settings):
            text = row.texts.get(self._settings[place], "–")
            return {Role.DisplayRole: text, SORT_ROLE: _sorted_as(text)}.get(Role(role))
        result = self._results[place - len(self._settings)]
        value: float = getattr(row.outcome, result.field)
        return {Role.DisplayRole: result.text(value), SORT_ROLE: value}.get(Role(role))


def _is_there(row: RunRow, result: _Result) -> bool:
    value: float = getattr(row.outcome, result.field)
    return value == value  # noqa: PLR0124 - NaN is the value unequal to itself


def _sorted_as(text: str) -> float | str:
    """Give what a setting is sorted by: a number as such."""
    try:
        return float(text.replace(",", "").replace("−", "-"))
    except ValueError:
        return text
