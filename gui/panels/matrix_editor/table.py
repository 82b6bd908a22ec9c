"""The table of a matrix: type into cells as into a spreadsheet, with the network following every keystroke."""

from collections.abc import Callable, Iterable
from typing import cast

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from engine.network.blocks import Block
from gui.panels.matrix_editor.cell_delegate import CellDelegate, EndEditHint
from gui.panels.matrix_editor.header import NeuronHeader
from gui.panels.matrix_editor.model import MatrixModel
from gui.panels.matrix_editor.number_keys import begins_number
from gui.panels.matrix_editor.places import NOWHERE, Place
from gui.theme import active_theme, number_font

CELL_PADDING_PX, SHORT_PADDING_PX = 8, 4
ROW_HEIGHT = 0.86  # of a control's: numbers stand close, for many to be in sight
TABLE_STYLE = "QTableView, QHeaderView, QTableCornerButton::section { background: transparent; border: none; }"
MOST_ROWS = 10
Cell = tuple[int, int]

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ERASE = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_LARGEST_SIDE = 2**24 - 1000  # a little less than the most that Qt gives a widget, which leaves room for a scroll bar
_TABS = {EndEditHint.EditNextItem: True, EndEditHint.EditPreviousItem: False}


class MatrixTable(QTableView):
    """A table that is only as tall as its matrix needs.

    Enter moves on downwards, column by column, Tab to the right, row by row. Keys that begin no number, such as Space,
    are left to the window.

    Signals:
        copy_requested, cut_requested, paste_requested, erase_requested: the usual keys were pressed.
        editing_ended: the open cell was closed, whichever way.
        cells_chosen: the user has selected other cells, with the mouse or the keyboard.
        place_hovered: the `Place` now under the pointer.
        typing_refused: someone would type into a cell that takes no number, with the sentence that says why.
        entered_last: Enter was pressed in the last cell.
        tabbed_out: Tab was pressed in the last cell (True), or Shift+Tab in the first (False).
    """

    copy_requested = Signal()
    cut_requested = Signal()
    paste_requested = Signal()
    erase_requested = Signal()
    editing_ended = Signal()
    cells_chosen = Signal()
    place_hovered = Signal(object)
    typing_refused = Signal(str)
    entered_last = Signal()
    tabbed_out = Signal(bool)

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cell_delegate = CellDelegate(self)
        self.rows, self.columns = NeuronHeader(Qt.Orientation.Vertical), NeuronHeader(Qt.Orientation.Horizontal)
        self.setVerticalHeader(self.rows)
        self.setHorizontalHeader(self.columns)
        self.setModel(model)
        self.setStyleSheet(TABLE_STYLE)
        self.setItemDelegate(self.cell_delegate)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.DoubleClicked | trigger.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)  # Qt's goes round in circles: see focusNextPrevChild
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self._copying: dict[QKeySequence.StandardKey, Callable[[], None]] = {
            QKeySequence.StandardKey.Copy: self.copy_requested.emit,
            QKeySequence.StandardKey.Cut: self.cut_requested.emit,
            QKeySequence.StandardKey.Paste: self.paste_requested.emit,
            QKeySequence.StandardKey.SelectAll: self.selectAll,
        }
        self._connect(model)
        self._fit_cells()

    # What is selected and marked

    @property
    def cells(self) -> set[Cell]:
        """The cells selected, as rows and columns."""
        return {(index.row(), index.column()) for index in self.selectedIndexes()}

    @property
    def block(self) -> Block | None:
        """The block that the cells selected form, or None where none are selected or they form no block."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(place) for place in range(selection.count())]
        if not ranges:
            return None
        top, left = min(part.top() for part in ranges), min(part.left() for part in ranges)
        bottom, right = max(part.bottom() for part in ranges), max(part.right() for part in ranges)
        block = Block(top, left, bottom - top + 1, right - left + 1)
        count = sum(part.height() * part.width() for part in ranges)
        return block if count == block.height * block.width else None

    def show_selected(self, cells: Iterable[Cell]) -> None:
        """Select these cells, as some other view has, and see to it that the last is in sight."""
        wanted, last = QItemSelection(), None
        for row, column in cells:
            last = self.model().index(row, column)
            wanted.select(last, last)
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(wanted, flag.ClearAndSelect)
        if last is not None:
            self.selectionModel().setCurrentIndex(last, flag.NoUpdate)
            self.scrollTo(last)

    def mark(self, place: Place) -> None:
        """Let what some view has under its pointer stand out, its labels too."""
        if place != self.cell_delegate.marked:
            self.cell_delegate.marked = place
            self.rows.mark(place.row)
            self.columns.mark(place.column)
            self.viewport().update()

    def enter(self, row: int, column: int) -> None:
        """Move into a cell, as a person would."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        self.setCurrentIndex(self.model().index(row, column))
        self.cells_chosen.emit()

    def set_head_height(self, height: int) -> None:
        """Give the columns' labels so much room."""
        self.columns.setFixedHeight(height)
        self.updateGeometries()  # Qt moves the rows down only when the table's own size changes
        self._fit_to_matrix()

    @property
    def cell_widths(self) -> tuple[int, int, int]:
        """The width for numbers of two decimals, the least for those with all their digits, and the usual one."""
        number = self.cell_delegate.widest
        return self.cell_delegate.widest_short + SHORT_PADDING_PX, number, number + CELL_PADDING_PX

    def set_cell_width(self, width: int) -> None:
        """Make all cells so wide."""
        if width != self.columns.defaultSectionSize():
            self.columns.setDefaultSectionSize(width)
            self._fit_to_matrix()

    def scroll_to_start(self) -> None:
        """Begin at the first row and column, as another matrix is read."""
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)

    def leave(self, *, forward: bool) -> None:
        """Move on to what comes after the table, or back to what stands before it."""
        super().focusNextPrevChild(forward)

    # Sizes

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_cells()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current cell in sight."""
        super().resizeEvent(event)
        cell = self.visualRect(self.currentIndex())
        if cell.isValid() and cell.top() >= 0 and self.viewport().height() <= cell.bottom() < event.oldSize().height():
            self.scrollTo(self.currentIndex())

    def sizeHint(self) -> QSize:
        """Ask for room for all cells, or for ten rows of them."""
        whole, row = self._whole_size(), self.rows.defaultSectionSize()
        return QSize(whole.width(), min(whole.height(), self._head_height() + MOST_ROWS * row))

    def minimumSizeHint(self) -> QSize:
        """Always show a few cells; how many more is for the panel to say, which has a message to show besides."""
        cell = QSize(self.columns.defaultSectionSize(), self.rows.defaultSectionSize())
        return self._whole_size().boundedTo(QSize(2 * cell.width(), self._head_height() + cell.height()))

    # Keys and pointer

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move to the next cell or the one before, row by row."""
        columns = self.model().columnCount()
        here = self.currentIndex()
        place = (here.row() * columns + here.column() if here.isValid() else -1) + (1 if forward else -1)
        if 0 <= place < self.model().rowCount() * columns:
            self.enter(*divmod(place, columns))
        else:
            self.tabbed_out.emit(forward)
        return True

    def event(self, event: QEvent) -> bool:
        """Claim the keys of copying and those that begin a number before the window takes them."""
        if event.type() == QEvent.Type.ShortcutOverride and self._claims(cast(QKeyEvent, event)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste, erase, open a cell with Enter; a number typed replaces what stands there."""
        action = self._copying_action(event)
        if action is not None:
            action()
        elif event.key() in _ERASE:
            self.erase_requested.emit()
        elif event.key() in _ENTER or self._is_typed(event):
            self._type(event)
        elif event.text().isprintable() and event.text():
            event.ignore()
            return
        else:
            super().keyPressEvent(event)
        self._tell_chosen()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select, and tell."""
        super().mousePressEvent(event)
        self._tell_chosen()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what is under the pointer, and what a drag selects."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self.place_hovered.emit(Place(index.row(), index.column()) if index.isValid() else NOWHERE)
        if event.buttons():
            self._tell_chosen()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a cell, or say why not."""
        super().mouseDoubleClickEvent(event)
        self._refuse_typing()

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that nothing is under the pointer."""
        super().leaveEvent(event)
        self.place_hovered.emit(NOWHERE)

    def closeEditor(self, editor: QWidget, hint: EndEditHint) -> None:
        """Move on after Enter and Tab, without opening the cell moved to."""
        super().closeEditor(editor, EndEditHint.NoHint)
        self.editing_ended.emit()
        if hint == EndEditHint.SubmitModelCache:
            self._move_down()
        elif hint in _TABS:
            self.focusNextPrevChild(_TABS[hint])

    def _connect(self, model: MatrixModel) -> None:
        model.modelReset.connect(self._fit_to_matrix)
        model.modelReset.connect(self.scroll_to_start)
        model.headerDataChanged.connect(self._fit_to_matrix)
        for header, by_row in ((self.rows, True), (self.columns, False)):
            header.sectionPressed.connect(lambda _section: self._tell_chosen())
            header.sectionEntered.connect(lambda _section: self._tell_chosen())
            header.hovered.connect(lambda section, by_row=by_row: self._on_label_hovered(section, by_row=by_row))

    def _on_label_hovered(self, section: int, *, by_row: bool) -> None:
        if section < 0:
            self.place_hovered.emit(NOWHERE)
        else:
            self.place_hovered.emit(Place(row=section) if by_row else Place(column=section))

    def _tell_chosen(self) -> None:
        self.cells_chosen.emit()

    def _type(self, event: QKeyEvent) -> None:
        if self._refuse_typing():
            return
        if event.key() in _ENTER:
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _refuse_typing(self) -> bool:
        sentence = cast(MatrixModel, self.model()).obstacle(self.currentIndex())
        if sentence:
            self.typing_refused.emit(sentence)
        return bool(sentence)

    def _move_down(self) -> None:
        rows, columns = self.model().rowCount(), self.model().columnCount()
        here = self.currentIndex()
        place = here.column() * rows + here.row() + 1
        if place < rows * columns:
            self.enter(place % rows, place // rows)
        else:
            self.entered_last.emit()

    def _copying_action(self, event: QKeyEvent) -> Callable[[], None] | None:
        return next((action for key, action in self._copying.items() if event.matches(key)), None)

    def _claims(self, event: QKeyEvent) -> bool:
        return self._copying_action(event) is not None or event.key() in _ERASE or self._is_typed(event)

    def _is_typed(self, event: QKeyEvent) -> bool:
        return self.model().rowCount() > 0 and begins_number(event.text(), self.window())

    def _fit_cells(self) -> None:
        theme = active_theme()
        self.cell_delegate.follow_theme()
        self.setFont(number_font(theme))
        self.columns.setDefaultSectionSize(self.cell_widths[-1])
        self.rows.setDefaultSectionSize(round(ROW_HEIGHT * theme.metrics.control_height))
        self._fit_to_matrix()

    def _fit_to_matrix(self) -> None:
        """Never be larger than the matrix: the brackets close around the last cell."""
        self.setMaximumSize(self._whole_size())
        self.updateGeometry()

    def _whole_size(self) -> QSize:
        frame = 2 * self.frameWidth()
        width = self.rows.sizeHint().width() + self.columns.count() * self.columns.defaultSectionSize() + frame
        height = self._head_height() + self.rows.count() * self.rows.defaultSectionSize() + frame
        return QSize(min(width, _LARGEST_SIDE), min(height, _LARGEST_SIDE))

    def _head_height(self) -> int:
        return max(self.columns.minimumHeight(), self.columns.sizeHint().height())
