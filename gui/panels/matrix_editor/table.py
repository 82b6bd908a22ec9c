"""The table of a matrix: type into cells as into a spreadsheet, with the network following every keystroke."""

from typing import cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from engine.errors import EngineError, UnfinishedNumberError
from engine.network.expressions import parse_number
from gui.panels.matrix_editor.model import AnyIndex, MatrixModel
from gui.theme import active_theme, number_font

EndEditHint = QAbstractItemDelegate.EndEditHint
WIDEST_NUMBER = "−0.0000"
CELL_PADDING_PX = 12
CELL_STYLE = "QTableView::item { padding: 0; }"  # numbers are centred and need every pixel of a narrow dock
MOST_ROWS = 10
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_TABS = {EndEditHint.EditNextItem: True, EndEditHint.EditPreviousItem: False}


class CellDelegate(QStyledItemDelegate):
    """Edits a cell in a line of text that reads numbers and fractions.

    Signals:
        editing_started: a cell has been opened.
        number_refused: what stands in the open cell is no number, with the sentence that says so, or "" again.
    """

    editing_started = Signal()
    number_refused = Signal(str)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        """Open a cell, its number selected."""
        self.editing_started.emit()
        place = QPersistentModelIndex(index)
        model = _model_of(index)
        editor = QLineEdit(repr(model.value(index)).removesuffix(".0"), parent)
        editor.setAccessibleName(f"Value of {model.data(index, Qt.ItemDataRole.ToolTipRole)}")
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        editor.setProperty("original", model.value(index))
        editor.setObjectName("cell-editor")
        editor.textEdited.connect(lambda _text: self._on_text_edited(editor, place))
        return editor

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Leave the text alone: the model changes while it is being typed."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Leave the model alone: it follows every keystroke already."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: AnyIndex) -> None:
        """Fill the cell."""
        editor.setGeometry(option.rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept on Enter, restore on Esc, and keep a cell open whose text is no number."""
        if isinstance(watched, QLineEdit) and event.type() == QEvent.Type.KeyPress:
            key = cast(QKeyEvent, event).key()
            if key in _ENTER | {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and not self._is_number(watched):
                return True
            if key in _ENTER:
                self.closeEditor.emit(watched, EndEditHint.SubmitModelCache)
                return True
            if key == Qt.Key.Key_Escape:
                self._restore(watched)
                return True
        if isinstance(watched, QLineEdit) and event.type() == QEvent.Type.FocusOut:
            self.number_refused.emit("")
        return super().eventFilter(watched, event)

    def _on_text_edited(self, editor: QLineEdit, place: QPersistentModelIndex) -> None:
        try:
            value = parse_number(editor.text())
        except UnfinishedNumberError:
            self._mark(editor, "")
        except EngineError as error:
            self._mark(editor, str(error))
        else:
            self._mark(editor, "")
            if place.isValid():
                model = _model_of(place)
                model.setData(model.index(place.row(), place.column()), value)

    def _is_number(self, editor: QLineEdit) -> bool:
        """Tell whether the text is a number, and mark it and say so where it is not."""
        try:
            parse_number(editor.text())
        except EngineError as error:
            self._mark(editor, str(error))
            return False
        self._mark(editor, "")
        return True

    def _mark(self, editor: QLineEdit, sentence: str) -> None:
        editor.setProperty("invalid", bool(sentence))
        editor.style().unpolish(editor)
        editor.style().polish(editor)
        self.number_refused.emit(sentence)

    def _restore(self, editor: QLineEdit) -> None:
        table = self.parent()
        assert isinstance(table, QTableView)
        _model_of(table.currentIndex()).setData(table.currentIndex(), editor.property("original"))
        self.number_refused.emit("")
        self.closeEditor.emit(editor, EndEditHint.NoHint)


class MatrixTable(QTableView):
    """A table that is only as tall as its matrix needs.

    Enter moves on downwards, column by column, Tab to the right, row by row. Keys that begin no number, such as Space,
    are left to the window.

    Signals:
        copy_requested, paste_requested: the usual keys were pressed.
        editing_ended: the open cell was closed, whichever way.
        current_cell_changed: `(row, column)` of the cell that the user has moved to.
        entered_last: Enter was pressed in the last cell.
        tabbed_out: Tab was pressed in the last cell (True), or Shift+Tab in the first (False).
    """

    copy_requested = Signal()
    paste_requested = Signal()
    editing_ended = Signal()
    current_cell_changed = Signal(int, int)
    entered_last = Signal()
    tabbed_out = Signal(bool)

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cell_delegate = CellDelegate(self)
        self.setModel(model)
        self.setStyleSheet(CELL_STYLE)
        self.setItemDelegate(self.cell_delegate)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.DoubleClicked | trigger.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)  # Qt's goes round in circles: see focusNextPrevChild
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(True)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        model.modelReset.connect(self._fit_to_matrix)
        model.headerDataChanged.connect(self._fit_to_matrix)
        self._fit_cells()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_cells()

    def sizeHint(self) -> QSize:
        """Ask for room for all cells, or for ten rows of them."""
        whole = self._whole_size()
        row = self.verticalHeader().defaultSectionSize()
        return QSize(whole.width(), min(whole.height(), self.horizontalHeader().sizeHint().height() + MOST_ROWS * row))

    def minimumSizeHint(self) -> QSize:
        """Always show a few cells."""
        cell = QSize(self.horizontalHeader().defaultSectionSize(), self.verticalHeader().defaultSectionSize())
        return self._whole_size().boundedTo(QSize(2 * cell.width(), 4 * cell.height()))

    def enter(self, row: int, column: int) -> None:
        """Move into a cell."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        self.setCurrentIndex(self.model().index(row, column))

    def leave(self, *, forward: bool) -> None:
        """Move on to what comes after the table, or back to what stands before it."""
        super().focusNextPrevChild(forward)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move to the next cell or the one before, row by row."""
        columns = self.model().columnCount()
        here = self.currentIndex()
        place = (here.row() * columns + here.column() if here.isValid() else -1) + (1 if forward else -1)
        if 0 <= place < self.model().rowCount() * columns:
            self.setCurrentIndex(self.model().index(*divmod(place, columns)))
        else:
            self.tabbed_out.emit(forward)
        return True

    def event(self, event: QEvent) -> bool:
        """Claim Copy, Paste and the keys that begin a number before the window takes them."""
        if event.type() == QEvent.Type.ShortcutOverride and self._claims(cast(QKeyEvent, event)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste, open a cell with Enter; a number typed replaces what stands there."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_requested.emit()
        elif event.key() in _ENTER:
            self.edit(self.currentIndex())
        elif event.text().isprintable() and event.text() and not _begins_number(event.text()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: EndEditHint) -> None:
        """Move on after Enter and Tab, without opening the cell moved to."""
        super().closeEditor(editor, EndEditHint.NoHint)
        self.editing_ended.emit()
        if hint == EndEditHint.SubmitModelCache:
            self._move_down()
        elif hint in _TABS:
            self.focusNextPrevChild(_TABS[hint])

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Tell where the user is now."""
        super().currentChanged(current, previous)
        if current.isValid() and (self.hasFocus() or self.viewport().hasFocus()):
            self.current_cell_changed.emit(current.row(), current.column())

    def _move_down(self) -> None:
        rows, columns = self.model().rowCount(), self.model().columnCount()
        here = self.currentIndex()
        place = here.column() * rows + here.row() + 1
        if place < rows * columns:
            self.setCurrentIndex(self.model().index(place % rows, place // rows))
        else:
            self.entered_last.emit()

    def _claims(self, event: QKeyEvent) -> bool:
        is_editable = bool(self.model().flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable)
        return _is_copy_or_paste(event) or (is_editable and _begins_number(event.text()))

    def _fit_cells(self) -> None:
        theme = active_theme()
        self.setFont(number_font(theme))
        self.horizontalHeader().setDefaultSectionSize(
            self.fontMetrics().horizontalAdvance(WIDEST_NUMBER) + CELL_PADDING_PX
        )
        self.verticalHeader().setDefaultSectionSize(theme.metrics.control_height)
        self._fit_to_matrix()

    def _fit_to_matrix(self) -> None:
        """Never be larger than the matrix: the frame closes around the last cell."""
        self.setMaximumSize(self._whole_size())
        self.updateGeometry()

    def _whole_size(self) -> QSize:
        frame = 2 * self.frameWidth()
        header = 0 if self.verticalHeader().isHidden() else self.verticalHeader().sizeHint().width()
        width = header + self.model().columnCount() * self.horizontalHeader().defaultSectionSize() + frame
        rows = self.model().rowCount() * self.verticalHeader().defaultSectionSize()
        return QSize(width, self.horizontalHeader().sizeHint().height() + rows + frame)


def _is_copy_or_paste(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Paste)


def _begins_number(text: str) -> bool:
    if not text.strip():
        return False
    try:
        parse_number(text)
    except UnfinishedNumberError:
        return True
    except EngineError:
        return False
    return True


def _model_of(index: AnyIndex) -> MatrixModel:
    model = index.model()
    assert isinstance(model, MatrixModel)
    return model
