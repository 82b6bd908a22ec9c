"""The confusion matrix as a control: what is under the pointer or the keyboard, and what a click there does."""

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.network.metrics import Evaluation
from gui.plots.confusion.layout import ConfusionLayout, Place, layout_of
from gui.plots.confusion.painting import PREDICTED, TRUE, ConfusionLook, ConfusionPainter
from gui.sample_focus import ClassSamples, SampleFocus
from gui.theme import active_theme

MOVES = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
ENTERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ConfusionView(QWidget):
    """A cell for each true class (row) and class predicted (column), with recall at the right and precision below.

    A cell is the darker, the greater its share of its row; where there is room it says how many samples it counts. The
    names stand for classes: the pointer over one, or the keyboard, brings its samples into focus, a click keeps them.

    Args:
        focus: The samples in focus.
        parent: Its owner.
        fills: Whether it takes all the room there is, rather than the height that its width asks for.

    Signals:
        cell_clicked: the true class and the class predicted of the samples that the cell clicked counts.
        place_pointed: what there is to say of the place under the pointer or the keyboard, "" for nothing.
    """

    cell_clicked = Signal(int, int)
    place_pointed = Signal(str)

    def __init__(self, focus: SampleFocus, parent: QWidget | None = None, *, fills: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("confusion-matrix")
        self.setAccessibleName("Confusion matrix")
        vertical = QSizePolicy.Policy.Expanding if fills else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Ignored, vertical)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fills = fills
        self._focus = focus
        self._names: tuple[str, ...] = ()
        self._chosen: Place | None = None
        self._cursor: Place | None = None
        self._evaluation: Evaluation | None = None
        focus.focus_changed.connect(self._on_focus_changed)

    def show_evaluation(self, evaluation: Evaluation, class_names: tuple[str, ...]) -> None:
        """Show the counts of an evaluation of data with these classes."""
        has_other_size = class_names != self._names
        self._evaluation, self._names = evaluation, class_names
        self.setAccessibleDescription("\n".join(self._sentence(row, row) for row in range(len(class_names))))
        if has_other_size:
            self._cursor = None
            self.updateGeometry()
        self.update()

    def choose(self, cell: Place | None) -> None:
        """Mark a cell, or none."""
        if cell != self._chosen:
            self._chosen = cell
            self.update()

    # Where it stands

    def help_at(self, place: QPointF) -> str:
        """Give what there is to say of a place, "" for nothing."""
        return self._help_of(self._layout.place_at(place))

    def cell_at(self, place: QPointF) -> Place | None:
        """Give the row and the column of the cell at a place, None where there is none."""
        found = self._layout.place_at(place)
        return found if found is not None and min(found) >= 0 else None

    def cell(self, row: int, column: int) -> QRectF:
        """Give where a cell is."""
        return self._layout.cell(row, column)

    def name(self, index: int) -> QRectF:
        """Give where the name of a row is."""
        return self._layout.row_name(index)

    @property
    def _layout(self) -> ConfusionLayout:
        return layout_of(self._names, self.width(), active_theme(), self.height() if self._fills else None)

    def _help_of(self, place: Place | None) -> str:
        if place is None:
            return ""
        row, column = place
        if row < 0:
            return f"{PREDICTED}: {self._names[column]}"
        return f"{TRUE}: {self._names[row]}" if column < 0 else self._sentence(row, column)

    def _sentence(self, row: int, column: int) -> str:
        if self._evaluation is None:
            return ""
        count = int(self._evaluation.confusion[row, column])
        true, said = self._names[row], self._names[column]
        verdict = "recognised" if row == column else f"taken for “{said}”"
        return f"{count:,} of “{true}” {verdict}"

    def _class_at(self, place: Place | None) -> ClassSamples | None:
        """Give the class that a name stands for; None for a cell, and beside."""
        if place is None or min(place) >= 0:
            return None
        index = max(place)
        return ClassSamples(index, self._names[index])

    def _counts(self, place: Place) -> bool:
        """Tell whether a place is a cell that counts samples."""
        return min(place) >= 0 and self._evaluation is not None and bool(self._evaluation.confusion[place])

    # What is done

    def _point_at(self, place: Place | None) -> None:
        self._focus.hover(self._class_at(place))
        self.place_pointed.emit(self._help_of(place))

    def _press(self, place: Place) -> None:
        named = self._class_at(place)
        if named is not None:
            self._focus.toggle(named)
        elif self._counts(place):
            self.cell_clicked.emit(*place)

    def _on_focus_changed(self) -> None:
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of the place under the pointer, and show where a click does something."""
        place = self._layout.place_at(event.position())
        does_something = place is not None and (min(place) < 0 or self._counts(place))
        self.setCursor(Qt.CursorShape.PointingHandCursor if does_something else Qt.CursorShape.ArrowCursor)
        self._point_at(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the class whose name is clicked; tell of a cell, if it counts any samples."""
        place = self._layout.place_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self._set_cursor_place(None)
            self._press(place)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self._point_at(None)

    def event(self, event: QEvent) -> bool:
        """Tell of the place under the pointer; claim the arrows before the window's shortcuts take them."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            if not self._fills:  # else it is told below the plot
                QToolTip.showText(event.globalPos(), self.help_at(QPointF(event.pos())), self)
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _leads(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from cell to cell and to the names, press what is there, or let all samples be alike."""
        if self._names and _leads(event):
            rows, columns = MOVES[Qt.Key(event.key())]
            row, column = self._cursor or (0, 0)
            if self._cursor is not None:
                row, column = (min(max(at, -1), len(self._names) - 1) for at in (row + rows, column + columns))
            if (row, column) != (-1, -1):
                self._set_cursor_place((row, column))
                self._point_at(self._cursor)
        elif event.key() in ENTERS and self._cursor is not None:
            self._press(self._cursor)
        elif event.key() != Qt.Key.Key_Escape or not self._focus.release():
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no cursor any more."""
        super().focusOutEvent(event)
        if self._cursor is not None:
            self._set_cursor_place(None)
            self._point_at(None)

    def hideEvent(self, event: QHideEvent) -> None:
        """Point at nothing."""
        super().hideEvent(event)
        self._point_at(None)

    def _set_cursor_place(self, place: Place | None) -> None:
        if place != self._cursor:
            self._cursor = place
            self.update()

    # Size and picture

    def sizeHint(self) -> QSize:
        """Ask for the height that the classes need at the present width."""
        return QSize(240, math.ceil(layout_of(self._names, self.width(), active_theme()).height))

    def minimumSizeHint(self) -> QSize:
        """Ask for the least height at which all names and counts can be read."""
        least = layout_of(self._names, self.width(), active_theme(), 0 if self._fills else None)
        return QSize(0, math.ceil(least.height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height where the cells have another width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Ask for another height where letters have another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the matrix."""
        if self._evaluation is None:
            return
        focused = self._focus.samples
        index = focused.index if isinstance(focused, ClassSamples) else None
        look = ConfusionLook(index, self._chosen, self._cursor)
        painter = QPainter(self)
        ConfusionPainter(painter, self._layout, self._evaluation, self._names, look).paint()
        painter.end()


def _leads(event: QKeyEvent) -> bool:
    is_plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
    return is_plain and event.key() in MOVES
