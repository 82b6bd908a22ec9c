"""The table below the curves, with what can be done with a run kept."""

import math
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QHBoxLayout, QTableView, QToolButton, QWidget

from gui.icons import IconName, icon
from gui.plots.curves.table_model import NAME, PRESENT, SORT_ROLE, RunRow, RunTableModel
from gui.run_book import RunBook
from gui.theme import Spacing, Theme

LEAST_ROWS, USUAL_ROWS = 2, 4  # one of them under the scroll bar
MOST_NAME_PX = 190
WIDEST_VALUE, VALUE_PADDING_PX = "0.00888", 14
NOT_ONE = "Select one run."
NOT_KEPT = "Select a run that was kept; the present one is kept as soon as it is reset or another begins."


class RunTable(QWidget):
    """Compares the runs of a book, and edits it; sorted by a click on a heading.

    Signals:
        selected: other runs are selected.
    """

    selected = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RunTableModel(self)
        self._sorted = _Sorted(self)
        self._sorted.setSourceModel(self.model)
        self._book = RunBook(self)
        self._obstacle = ""
        self._scale = 1.0
        self._usual_height = 0
        self.view = self._make_view()
        self._actions = {
            "restore": self._action(IconName.RESET, "Restore", self._on_restore),
            "rename": self._action(IconName.EDIT, "Rename", self._on_rename, QKeySequence(Qt.Key.Key_F2)),
            "delete": self._action(IconName.DELETE, "Delete", self._on_delete, QKeySequence.StandardKey.Delete),
            "copy": self._action(IconName.COPY, "Copy as CSV", self.copy, QKeySequence.StandardKey.Copy),
        }
        self._lay_out()
        self.view.selectionModel().selectionChanged.connect(lambda _on, _off: self._on_selected())
        self.model.modelReset.connect(self._on_other_columns)
        self.model.renamed.connect(self._on_renamed)
        self.model.ticked.connect(self._on_ticked)
        self._refresh()

    # What it is fed

    def edit_runs(self, book: RunBook) -> None:
        """Rename, hide, delete and restore the runs of this book from now on."""
        self._book = book

    def set_rows(self, rows: list[RunRow]) -> None:
        """Show these runs; those selected stay so."""
        before = self.numbers
        self.model.set_rows(rows)
        if self.numbers != before:
            self._select(before)

    def set_obstacle(self, sentence: str) -> None:
        """Say why no run can be restored now, "" where it can."""
        if sentence != self._obstacle:
            self._obstacle = sentence
            self._refresh()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's sizes."""
        self._scale = theme.scale
        for button in self.findChildren(QToolButton):
            button.setIconSize(QSize(theme.metrics.icon, theme.metrics.icon))
        self.view.verticalHeader().setDefaultSectionSize(round(theme.metrics.control_height * 0.86))
        head = self.view.horizontalHeader().sizeHint().height()
        row = self.view.verticalHeader().defaultSectionSize()
        self.view.setMinimumHeight(head + LEAST_ROWS * row)
        self._usual_height = head + USUAL_ROWS * row
        self._fit_columns()

    # What it tells

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the runs selected."""
        rows = self.view.selectionModel().selectedRows()
        return tuple(self.model.rows[self._sorted.mapToSource(index).row()].number for index in rows)

    @property
    def kept_numbers(self) -> tuple[int, ...]:
        """Those of them that are kept."""
        return tuple(number for number in self.numbers if number != PRESENT)

    def copy(self) -> None:
        """Put the whole table on the clipboard as comma-separated values."""
        QGuiApplication.clipboard().setText(self.model.table().csv().decode())

    # Making it

    def _make_view(self) -> QTableView:
        view = QTableView()
        view.setObjectName("run-table")
        view.setAccessibleName("Runs compared")
        view.setModel(self._sorted)
        view.setSortingEnabled(True)
        view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        view.horizontalHeader().setSortIndicatorClearable(True)
        view.verticalHeader().hide()
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        return view

    def _action(
        self, name: IconName, text: str, run: Any, keys: QKeySequence | QKeySequence.StandardKey | None = None
    ) -> QAction:
        action = QAction(icon(name), text, self.view)
        if keys is not None:
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(run)
        self.view.addAction(action)
        return action

    def _lay_out(self) -> None:
        buttons = QGridLayout()  # of two columns: the table may be no more than two rows tall
        buttons.setSpacing(0)
        for place, action in enumerate(self._actions.values()):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAutoRaise(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setAccessibleName(action.text())
            buttons.addWidget(button, *divmod(place, 2))
        buttons.setRowStretch(buttons.rowCount(), 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.TIGHT)
        row.addWidget(self.view, 1)
        row.addLayout(buttons)

    def _fit_columns(self) -> None:
        self.view.resizeColumnsToContents()
        most = round(MOST_NAME_PX * self._scale)
        self.view.setColumnWidth(NAME, min(self.view.columnWidth(NAME), most))
        least = self.view.fontMetrics().horizontalAdvance(WIDEST_VALUE) + VALUE_PADDING_PX
        for column in range(self.model.first_result, self.model.columnCount()):  # their numbers change while training
            self.view.setColumnWidth(column, max(self.view.columnWidth(column), least))

    # What people do

    def sizeHint(self) -> QSize:
        """Ask for a few rows; more are scrolled to, or given room by hand."""
        return QSize(super().sizeHint().width(), self._usual_height)

    def changeEvent(self, event: QEvent) -> None:
        """Use the font there is now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_columns()

    def _refresh(self) -> None:
        count = len(self.kept_numbers)
        not_one = "" if count == 1 else NOT_KEPT
        obstacles = {
            "restore": not_one or self._obstacle,
            "rename": "" if len(self.numbers) == 1 else NOT_ONE,
            "delete": "" if count else NOT_KEPT,
            "copy": "" if self.model.rows else "There is no run yet.",
        }
        helps = {
            "restore": "Go back to this run: its network, data, parameters and settings (can be undone)",
            "rename": "Give this run another name (F2)",
            "delete": "Forget the runs selected (Del)",
            "copy": "Copy the whole table as comma-separated values",
        }
        for name, action in self._actions.items():
            action.setEnabled(not obstacles[name])
            action.setToolTip(obstacles[name] or helps[name])

    def _select(self, numbers: tuple[int, ...]) -> None:
        self.view.clearSelection()
        flags = self.view.selectionModel().SelectionFlag
        for row, run in enumerate(self.model.rows):
            if run.number in numbers:
                index = self._sorted.mapFromSource(self.model.index(row, NAME))
                self.view.selectionModel().select(index, flags.Select | flags.Rows)

    def _on_selected(self) -> None:
        self._refresh()
        self.selected.emit()

    def _on_other_columns(self) -> None:
        self._fit_columns()
        self._refresh()

    def _on_renamed(self, number: int, name: str) -> None:
        if number == PRESENT:
            self._book.rename_present(name)
        else:
            self._book.rename(number, name)

    def _on_ticked(self, number: int, is_on: bool) -> None:
        self._book.show_run(number, is_shown=is_on)

    def _on_restore(self) -> None:
        for number in self.kept_numbers[:1]:
            self._book.restore(number)

    def _on_rename(self) -> None:
        for index in self.view.selectionModel().selectedRows(NAME)[:1]:
            self.view.edit(index)

    def _on_delete(self) -> None:
        for number in self.kept_numbers:
            self._book.delete(number)


class _Sorted(QSortFilterProxyModel):
    """Sorts numbers as numbers, those not measured last, and words after them."""

    def lessThan(self, left: QModelIndex | QPersistentModelIndex, right: QModelIndex | QPersistentModelIndex) -> bool:
        """Compare two cells."""
        return _key(left.data(SORT_ROLE)) < _key(right.data(SORT_ROLE))


def _key(value: float | str) -> tuple[bool, bool, float, str]:
    if isinstance(value, str):
        return True, False, 0.0, value
    return False, math.isnan(value), 0.0 if math.isnan(value) else value, ""
