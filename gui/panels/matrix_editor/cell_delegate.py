"""A cell of a matrix: painted with its heat colour, edited in a line of text that reads numbers and fractions."""

from typing import cast

import numpy as np
from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from engine.errors import EngineError, UnfinishedNumberError
from engine.network.expressions import parse_typed_number
from gui.panels.matrix_editor.model import HEAT_LEVELS, AnyIndex, model_of
from gui.panels.matrix_editor.places import NOWHERE, Place
from gui.panels.notation import number_text, power_text
from gui.theme import Theme, active_theme, number_font
from gui.widgets.nudging import Nudging, step_factor
from gui.widgets.styled_property import set_styled_property
from gui.widgets.wheel_steps import WheelSteps

EndEditHint = QAbstractItemDelegate.EndEditHint
WIDEST_NUMBER, SHORT_NUMBER = "−0.0000", "−0.00"
USUAL_LENGTH = len(WIDEST_NUMBER)
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_NUDGES = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_MARKED_ALPHA = 36
CELL_HELP = "↑ ↓ or the wheel nudge (Shift ×10, Alt ÷10); Enter accepts, Esc restores"
_FEWER_DIGITS = (3, 2, 1)
_CENTRE = Qt.AlignmentFlag.AlignCenter


class _Inks:
    """What cells are painted with under one theme."""

    def __init__(self, theme: Theme) -> None:
        palette, accent = theme.palette, QColor(theme.palette.accent)
        self.text = QColor(palette.text)
        self.font = number_font(theme)  # not the painter's: Qt may leave the viewport its larger one
        self.metrics = QFontMetrics(self.font)
        self.hatching = QBrush(QColor(palette.border_strong), Qt.BrushStyle.BDiagPattern)
        self.frozen = QPen(QColor(palette.text_muted), theme.scale, Qt.PenStyle.DashLine)
        self.frame, self.selected = QPen(accent, 2 * theme.scale), QPen(accent, theme.scale)
        self.hovered = QPen(QColor(palette.text_muted), theme.scale)
        self.marked = QColor(accent)
        self.marked.setAlpha(_MARKED_ALPHA)
        levels = np.arange(-HEAT_LEVELS, HEAT_LEVELS + 1)
        self._heat = [QColor(*color) for color in theme.field_rgba(levels, HEAT_LEVELS).tolist()]

    def heat(self, level: int) -> QColor:
        """Give the colour of a level from −`HEAT_LEVELS` to `HEAT_LEVELS`."""
        return self._heat[level + HEAT_LEVELS]


class CellDelegate(QStyledItemDelegate):
    """Paints cells and edits them.

    Signals:
        editing_started: a cell has been opened.
        number_refused: what stands in the open cell is no number, with the sentence that says so, or "" again.
    """

    editing_started = Signal()
    number_refused = Signal(str)

    def __init__(self, parent: QTableView) -> None:
        super().__init__(parent)
        self._table = parent
        self._inks = _Inks(active_theme())
        self._nudging, self._wheel = Nudging(), WheelSteps()
        self.marked: Place = NOWHERE

    @property
    def widest(self) -> int:
        """The width of the widest of the usual numbers, as they are painted."""
        return self._inks.metrics.horizontalAdvance(WIDEST_NUMBER)

    @property
    def widest_short(self) -> int:
        """The width of the widest of the usual numbers with two decimals."""
        return self._inks.metrics.horizontalAdvance(SHORT_NUMBER)

    def follow_theme(self) -> None:
        """Take the theme's colours and type."""
        self._inks = _Inks(active_theme())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint a number on its colour, hatching where there is none, and what is marked or selected."""
        # Hundreds of cells a frame: what is asked of each is asked once, and colours and pens are made beforehand.
        model, inks, cell = model_of(index), self._inks, option.rect.adjusted(1, 1, -1, -1)
        if model.exists(index):
            painter.fillRect(cell, inks.heat(model.heat(index)))
            if self._is_whole(option.rect):
                painter.setFont(inks.font)
                painter.setPen(inks.text)
                painter.drawText(option.rect, _CENTRE, self.fitting_text(index, option.rect.width()))
            if model.is_frozen(index):
                _outline(painter, cell, inks.frozen)
        else:
            painter.fillRect(cell, inks.hatching)
        self._paint_marks(painter, index, cell)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        """Open a cell, its number selected."""
        self.editing_started.emit()
        self._nudging.begin_anew()
        self._wheel = WheelSteps()
        place = QPersistentModelIndex(index)
        model = model_of(index)
        editor = QLineEdit(_exact(model.value(index)), parent)
        editor.setAccessibleName(f"Value of {model.data(index, Qt.ItemDataRole.AccessibleTextRole)}")
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        editor.setProperty("original", model.value(index))
        editor.setObjectName("cell-editor")
        editor.setToolTip(CELL_HELP)
        editor.textEdited.connect(lambda _text: self._on_text_edited(editor, place))
        editor.textChanged.connect(lambda _text: self._fit(editor, self._table.visualRect(place)))
        return editor

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Leave the text alone: the model changes while it is being typed."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Leave the model alone: it follows every keystroke already."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: AnyIndex) -> None:
        """Fill the cell."""
        self._fit(cast(QLineEdit, editor), option.rect)

    def _fit(self, editor: QLineEdit, cell: QRect) -> None:
        """Fill the cell, and lie over its neighbours where what is typed needs more room."""
        room, metrics = self._table.viewport().width(), editor.fontMetrics()
        around = editor.minimumSizeHint().width() - metrics.maxWidth() + metrics.averageCharWidth()
        needed = metrics.horizontalAdvance(editor.text()) + around
        width = max(cell.width(), min(needed, room))
        editor.setGeometry(max(min(cell.left(), room - width), 0), cell.top(), width, cell.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept on Enter, restore on Esc, nudge on ↑, ↓ and the wheel, keep a cell open whose text is no number."""
        if isinstance(watched, QLineEdit) and event.type() == QEvent.Type.KeyPress:
            handled = self._handle_key(watched, cast(QKeyEvent, event))
            return handled or super().eventFilter(watched, event)
        if isinstance(watched, QLineEdit) and event.type() == QEvent.Type.Wheel:
            wheel = cast(QWheelEvent, event)
            self._nudge(watched, self._wheel.steps(wheel), wheel.modifiers())
            return True
        if isinstance(watched, QLineEdit) and event.type() == QEvent.Type.MouseButtonDblClick:
            watched.selectAll()  # of a line of text it would be the digits on one side of the point
            return True
        if isinstance(watched, QLineEdit) and event.type() == QEvent.Type.FocusOut:
            self.number_refused.emit("")
        return super().eventFilter(watched, event)

    def _is_whole(self, cell: QRect) -> bool:
        """Tell whether a cell is seen from end to end: of a number cut off, the sign would be missing."""
        return cell.left() >= 0 and cell.right() < self._table.viewport().width()

    def fitting_text(self, index: AnyIndex, width: int) -> str:
        """Give a number with the digits that there is room for, and with its sign in any case.

        Positive numbers have no more digits than negative ones, though there would be room.
        """
        model = model_of(index)
        text = model.text(index)
        if width >= self.widest and len(text) <= USUAL_LENGTH:
            return text
        value, metrics = model.value(index), self._inks.metrics
        texts = (text, *(number_text(value, digits) for digits in _FEWER_DIGITS), power_text(value))
        shortest = "−…" if value < 0 else "…"
        signed = ((shown, "−" + shown.removeprefix("−")) for shown in texts)
        return next((shown for shown, widest in signed if metrics.horizontalAdvance(widest) <= width), shortest)

    def _paint_marks(self, painter: QPainter, index: AnyIndex, cell: QRect) -> None:
        place, inks = self.marked, self._inks
        is_marked = place is not NOWHERE and place.covers(index.row(), index.column())
        if self._table.selectionModel().isSelected(index):
            _outline(painter, cell, inks.selected)  # not filled: its colour is that of its sign
        elif is_marked and not place.is_cell:
            painter.fillRect(cell, inks.marked)
        if index == self._table.currentIndex() and self._table.hasFocus():
            _outline(painter, cell, inks.frame)
        elif is_marked and place.is_cell:
            _outline(painter, cell, inks.hovered)

    def _handle_key(self, editor: QLineEdit, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _ENTER | {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and not self._is_number(editor):
            return True
        if key in _ENTER:
            self.closeEditor.emit(editor, EndEditHint.SubmitModelCache)
        elif key == Qt.Key.Key_Escape:
            self._restore(editor)
        elif key in _NUDGES:
            self._nudge(editor, _NUDGES[key], event.modifiers())
        else:
            return False
        return True

    def _nudge(self, editor: QLineEdit, steps: int, modifiers: Qt.KeyboardModifier) -> None:
        if not steps or not self._is_number(editor):
            return
        value = self._nudging.nudged(parse_typed_number(editor.text()), steps, step_factor(modifiers))
        editor.setText(_exact(value))
        editor.selectAll()
        self._set(value)

    def _on_text_edited(self, editor: QLineEdit, place: QPersistentModelIndex) -> None:
        try:
            value = parse_typed_number(editor.text())
        except UnfinishedNumberError:
            self._mark(editor, "")
        except EngineError as error:
            self._mark(editor, str(error))
            _enter(place, float(editor.property("original")))  # 1/0 is not to leave the 1 that it began with
        else:
            self._mark(editor, "")
            _enter(place, value)

    def _is_number(self, editor: QLineEdit) -> bool:
        """Tell whether the text is a number, and mark it and say so where it is not."""
        try:
            parse_typed_number(editor.text())
        except EngineError as error:
            self._mark(editor, str(error))
            return False
        self._mark(editor, "")
        return True

    def _mark(self, editor: QLineEdit, sentence: str) -> None:
        set_styled_property(editor, "invalid", bool(sentence))
        self.number_refused.emit(sentence)

    def _restore(self, editor: QLineEdit) -> None:
        self._set(float(editor.property("original")))
        self.number_refused.emit("")
        self.closeEditor.emit(editor, EndEditHint.NoHint)

    def _set(self, value: float) -> None:
        place = self._table.currentIndex()
        model_of(place).setData(place, value)


def _enter(place: QPersistentModelIndex, value: float) -> None:
    if place.isValid():
        model = model_of(place)
        model.setData(model.index(place.row(), place.column()), value)


def _exact(value: float) -> str:
    return repr(value).removesuffix(".0")


def _outline(painter: QPainter, cell: QRect, pen: QPen) -> None:
    inset = round(pen.widthF() / 2)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(cell.adjusted(inset, inset, -inset - 1, -inset - 1) if inset else cell.adjusted(0, 0, -1, -1))
