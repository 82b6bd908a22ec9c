"""The small field beside a weight or bias on the canvas while it is edited."""

import math

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QWidget

from gui.canvas.overlays.covering import overlay_rects, placed_within
from gui.canvas.overlays.floating_note import FloatingNote
from gui.canvas.style import CanvasStyle
from gui.canvas.value_editing.placing import Surroundings, best_place
from gui.theme import Spacing, ui_font
from gui.widgets.number_field import NumberField
from gui.widgets.scrub import Scrub
from gui.widgets.wheel_steps import WheelSteps

VIEWPORT_MARGIN = 8
NOTE_GAP = 6
FONT_SIZE = 14
DIGITS = 6
LEAST_TEXT, MOST_TEXT = "−0.000000", "−0.00000000000000000"
MIXED = "various"
RADIUS = 8.0
BORDER = 2.0
# What π, e, exp, sqrt, sin, cos, tan and abs begin with. L is no such letter: it freezes, and ln comes after a digit.
_FIRST_LETTERS = frozenset("pesctaπ")


class ValueField(NumberField):
    """A number field that goes on to the next value on Enter and Tab, and is turned by wheel and sideways drag.

    Until something is typed, ← and → walk on over the graph; ↑ and ↓ nudge the value.

    Its number stands there in a few digits, and in all that it has once the cursor is among them or it is copied.

    While it is untouched, Delete, Undo, Redo, letters with Shift and those that begin no number are the canvas's: they
    mean the item, not the text.

    Signals:
        moved_on: the value was accepted, and the next (1) or the previous one (−1) is wanted.
        walk_pressed: ← or → was pressed while nothing had been typed, with the `QKeyEvent`.
        left: the keyboard went elsewhere; what was typed is accepted, or why it could not be, else "".
        refusal_told: why the text is refused, or "".
        double_clicked: the click that opened the field was the first half of a double click.
    """

    moved_on = Signal(int)
    walk_pressed = Signal(object)
    left = Signal(str)
    refusal_told = Signal(str)
    double_clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(digits=DIGITS, parent=parent)
        self.setFrame(False)
        self._wheel = WheelSteps()
        self._pressed: QPoint | None = None
        self._is_dragged = False
        self._was_pressed = False
        self._scrub: Scrub | None = None

    def begin(self, value: float) -> None:
        """Show a value and begin a new editing of it."""
        self._was_pressed = False
        super().begin(value)

    def begin_scrub(self, x: float) -> None:
        """Begin to change the value by dragging sideways from `x`, in pixels."""
        self._was_pressed = True
        self._scrub = Scrub(self.value, x)

    def scrub(self, x: float, modifiers: Qt.KeyboardModifier) -> None:
        """Follow the drag."""
        if self._scrub is not None:
            self._take(self._scrub.move(x, modifiers))

    def end_scrub(self) -> None:
        """Keep what the drag came to."""
        self._scrub = None

    def event(self, event: QEvent) -> bool:
        """Leave to the canvas the keys that mean the item while nothing has been typed."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._yields(event):
            event.ignore()
            return True
        if event.type() == QEvent.Type.ToolTip:
            step = f"{self._nudging.step(self.value):g}"
            self.setToolTip(f"↑ or the wheel adds {step}, ↓ takes it away (Shift ×10, Alt ÷10)")
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter; let Esc end a drag first."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._move_on(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape and self._scrub is not None:
            self._take(self._scrub.start_value)
            self.end_scrub()
        elif self.awaits_typing and _walks(event):
            self.walk_pressed.emit(event)
        else:
            if event.matches(QKeySequence.StandardKey.Copy):
                self._show_all_digits()
            super().keyPressEvent(event)
            if not self.awaits_typing:
                self._show_all_digits()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Go on to another value instead of another control."""
        self._move_on(1 if is_next else -1)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Accept what was typed, and say that the keyboard is elsewhere."""
        sentence = self._refusal() if self.isModified() and self.text().strip() else ""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit(sentence)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Nudge the value."""
        steps = self._wheel.steps(event)
        for _ in range(abs(steps)):
            self._nudge(1 if steps > 0 else -1, event.modifiers())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Wait, on a text still selected as a whole, whether this is a click or a drag of the value."""
        self._was_pressed = True
        if event.button() == Qt.MouseButton.LeftButton and self.selectedText() == self.text():
            self._pressed, self._is_dragged = event.position().toPoint(), False
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        """Take the second half of a double click."""
        self.take_double_click()

    def take_double_click(self) -> None:
        """Select the whole number, or hand back a double click whose first press was not here."""
        if self._was_pressed:
            self.selectAll()
        else:
            self.double_clicked.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the value."""
        place = event.position().toPoint()
        if self._pressed is None:
            super().mouseMoveEvent(event)
        elif not self._is_dragged and abs(place.x() - self._pressed.x()) >= QApplication.startDragDistance():
            self._is_dragged = True
            self.begin_scrub(self._pressed.x())
        self.scrub(place.x(), event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the value dragged to; a mere click puts the cursor there."""
        if self._pressed is None:
            super().mouseReleaseEvent(event)
        elif not self._is_dragged:
            self.deselect()
            self.setCursorPosition(self.cursorPositionAt(self._pressed))
            self._show_all_digits()
        self._pressed = None
        self.end_scrub()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Let the menu copy the number itself."""
        self._show_all_digits()
        super().contextMenuEvent(event)

    def _show_value(self, *, whole: bool = False) -> None:  # noqa: ARG002 - the whole number only once it is edited
        self.setPlaceholderText(MIXED if math.isnan(self.value) else "")
        # Several that differ have no one value; clear() would count as typing.
        self.setText("" if math.isnan(self.value) else self._text(self._digits))
        self.setCursorPosition(0)

    def _show_all_digits(self) -> None:
        """Show the number itself, not a rounded one, where nothing has been typed; cursor and selection stay."""
        if self.isModified() or math.isnan(self.value) or self.text() == self._exact_text():
            return
        is_all, place = self.selectedText() == self.text(), self.cursorPosition()
        at_end = place == len(self.text())
        self.setText(self._exact_text())
        self.setCursorPosition(len(self.text()) if at_end else place)
        if is_all:
            self.selectAll()

    def _yields(self, event: QKeyEvent) -> bool:
        is_shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        begins_number = not is_shifted and event.text().casefold() in _FIRST_LETTERS
        is_plain = is_shifted or event.modifiers() == Qt.KeyboardModifier.NoModifier
        is_letter = is_plain and event.text().isalpha() and not begins_number
        return self.is_untouched and (is_letter or event.key() == Qt.Key.Key_Delete)

    def _move_on(self, step: int) -> None:
        if self._try_commit():
            self.moved_on.emit(step)

    def _tell_refusal(self, sentence: str) -> None:
        self.refusal_told.emit(sentence)


def _walks(event: QKeyEvent) -> bool:
    is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return is_plain and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}


class SymbolLabel(QLabel):
    """What stands before the number; dragging sideways on it changes the number."""

    def __init__(self, field: ValueField, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field
        self.setFocusProxy(field)  # else the canvas would take the keyboard, and the field would close
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setToolTip("Drag sideways to change the value (Shift ×10, Alt ÷10)")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._field.begin_scrub(event.globalPosition().x())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        """Take it as the field would."""
        self._field.take_double_click()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag."""
        self._field.scrub(event.globalPosition().x(), event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        """Keep the value dragged to."""
        self._field.end_scrub()


class ValueEditor(QFrame):
    """Symbol and field on a rounded ground, as large at any zoom.

    Args:
        parent: The canvas's viewport.
        style: Colours and fonts.
        name: What it is called among the objects of the canvas, where several such editors are.
    """

    def __init__(self, parent: QWidget, style: CanvasStyle, name: str) -> None:
        super().__init__(parent)
        self._host = parent
        self._value = QRect()
        self._corner = QPoint()  # from the middle of its number
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.field = ValueField(self)
        self.setFocusProxy(self.field)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.symbol = SymbolLabel(self.field, self)
        self.note = FloatingNote(parent, style)
        self.setObjectName(f"{name}-editor")
        self.field.setObjectName(f"canvas-{name}-field")
        self.symbol.setObjectName(f"canvas-{name}-symbol")
        self.note.setObjectName(f"canvas-{name}-note")
        row = QHBoxLayout(self)
        row.setContentsMargins(Spacing.SMALL + 2, 4, Spacing.SMALL, 4)
        row.setSpacing(Spacing.TIGHT + 2)
        row.addWidget(self.symbol)
        row.addWidget(self.field)
        self.field.textChanged.connect(self._fit)
        self.field.refusal_told.connect(self._on_refusal_told)
        self.set_style(style)
        self.hide()

    def set_style(self, style: CanvasStyle) -> None:
        """Paint in another theme."""
        palette = style.theme.palette
        self._ground, self._border, self._error = QColor(palette.raised), style.accent, style.error
        font = ui_font(style.theme, round(FONT_SIZE * style.theme.scale))
        self.symbol.setFont(font)
        self.field.setFont(font)
        # The program's style sheet outranks a palette, and its fields have a ground and border of their own.
        # Without a selector they would reach the tooltips, too.
        name = self.symbol.objectName()
        self.symbol.setStyleSheet(f"#{name} {{ background: transparent; color: {palette.text_muted}; }}")
        self.field.setStyleSheet(
            f"QLineEdit {{ border: none; background: transparent; padding: 0; min-height: 0;"
            f" font-size: {font.pixelSize()}px; color: {palette.text}; }}"
        )
        self.note.set_style(style)
        self._fit()

    def open_at(self, value: QRect, around: Surroundings, *, in_place: bool) -> None:
        """Show it at its number, wholly inside the viewport, where it covers as little as can be of the rest.

        Args:
            value: Where the number is.
            around: What it may cover, beside what floats over the canvas.
            in_place: Whether the number is not written meanwhile, so that the field may be in its place.
        """
        self._fit()
        around = replace(around, covers=[*around.covers, *overlay_rects(self._host)])
        place = best_place(self.size(), value, self._room, around, in_place=in_place)
        self._corner = place.topLeft() - value.center()
        self.follow(value)

    def follow(self, value: QRect) -> None:
        """Stay beside its number, which may have moved."""
        self._value = value
        self._fit()
        self.show()
        self.raise_()
        self.note.raise_()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Drag the value from the margins as well; the canvas below is not meant."""
        self.symbol.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag."""
        self.symbol.mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the value dragged to."""
        self.symbol.mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        """Take it as the field would."""
        self.field.take_double_click()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Nudge the value beside the field as well."""
        self.field.wheelEvent(event)

    def hideEvent(self, event: QEvent) -> None:
        """Take the note along."""
        self.note.hide()
        super().hideEvent(event)  # type: ignore[arg-type]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._ground)
        painter.setPen(QPen(self._error if self.note.isVisible() else self._border, BORDER))
        inset = BORDER / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
        painter.end()

    def _fit(self) -> None:
        metrics = QFontMetrics(self.field.font())
        widest = metrics.horizontalAdvance(MOST_TEXT)
        shown = self.field.text() or self.field.placeholderText()
        text = max(metrics.horizontalAdvance(shown), metrics.horizontalAdvance(LEAST_TEXT))
        self.field.setFixedSize(min(text, widest) + 2 * Spacing.TIGHT + 2, metrics.height() + 4)
        self.adjustSize()
        self.move(placed_within(self._room, self._value.center() + self._corner, self.size()).topLeft())

    @property
    def _room(self) -> QRect:
        return self._host.rect().adjusted(VIEWPORT_MARGIN, VIEWPORT_MARGIN, -VIEWPORT_MARGIN, -VIEWPORT_MARGIN)

    def _on_refusal_told(self, sentence: str) -> None:
        if sentence:
            self.note.show_below(sentence, self.geometry(), NOTE_GAP)
        else:
            self.note.hide()
        self.update()
