"""A field for a number, typed as people write numbers and followed live."""

import math

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolTip, QWidget

from engine.errors import EngineError
from engine.network.expressions import parse_number
from gui.theme import active_theme, number_font

_NUDGE_DIGITS = 12
COARSE, FINE = 10.0, 0.1


class NumberField(QLineEdit):
    """A line for a float: `0.5`, `0,5`, `1/3`, `sqrt(2)`, `pi/4`.

    The text is selected when the field gets the focus; the value follows every keystroke that makes sense; Enter
    accepts, Esc brings back the value from before, ↑ and ↓ nudge it (Shift ×10, Alt ÷10). A text that makes no sense
    turns the field red and says why beside it; leaving the field then brings the last value back.

    Signals:
        value_edited: the new value, while typing, nudging, and when Esc brings the old one back.
        editing_committed: the value, on Enter or when the focus leaves after an edit.
        editing_cancelled: Esc was pressed.

    Args:
        value: The value at first.
        minimum: Lowest value allowed.
        maximum: Highest value allowed.
        step: What one nudge adds.
        digits: Significant digits shown.
    """

    value_edited = Signal(float)
    editing_committed = Signal(float)
    editing_cancelled = Signal()

    def __init__(
        self,
        value: float = 0.0,
        *,
        minimum: float = -math.inf,
        maximum: float = math.inf,
        step: float = 0.1,
        digits: int = 6,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._value = value
        self._value_before = value
        self._minimum = minimum
        self._maximum = maximum
        self._step = step
        self._digits = digits
        self._is_edited = False
        self._help = ""
        self.setFont(number_font(active_theme()))
        self.textEdited.connect(self._on_text_edited)
        self._show_value()

    @property
    def value(self) -> float:
        """The last value that made sense."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show another value without announcing it; a text being typed for this very value stays as it is."""
        if value == self._value or (math.isnan(value) and math.isnan(self._value)):
            return
        self._value = value
        if not self.hasFocus():
            self._value_before = value
        self._show_value()

    def set_range(self, minimum: float, maximum: float) -> None:
        """Allow values from `minimum` to `maximum`."""
        self._minimum, self._maximum = minimum, maximum

    def setToolTip(self, text: str) -> None:
        """Set the help, shown while the text makes sense."""
        self._help = text
        super().setToolTip(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the whole text, so that typing replaces it."""
        super().focusInEvent(event)
        self._value_before = self._value
        self._is_edited = False
        # A mouse press would place the cursor after this and so undo the selection.
        QTimer.singleShot(0, self, self.selectAll)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Accept what was typed."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._commit()

    def event(self, event: QEvent) -> bool:
        """Claim Esc and Enter from the window's shortcuts while the field is being edited."""
        claimed = {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down}
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in claimed:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Accept, restore or nudge; everything else is typing."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._commit(always=True)
            self.selectAll()
        elif key == Qt.Key.Key_Escape:
            self._cancel()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._nudge(1 if key == Qt.Key.Key_Up else -1, event.modifiers())
        else:
            super().keyPressEvent(event)

    def _on_text_edited(self, text: str) -> None:
        try:
            value = self._in_range(parse_number(text))
        except EngineError as error:
            self._show_refusal(str(error) if text.strip() else "")
            return
        self._show_refusal("")
        self._announce(value)

    def _announce(self, value: float) -> None:
        if value != self._value:
            self._value = value
            self._is_edited = True
            self.value_edited.emit(value)

    def _in_range(self, value: float) -> float:
        if not self._minimum <= value <= self._maximum:
            raise EngineError(_range_sentence(self._minimum, self._maximum, value))
        return value

    def _commit(self, *, always: bool = False) -> None:
        self._show_refusal("")
        self._show_value()
        if self._is_edited or always:
            self._is_edited = False
            self._value_before = self._value
            self.editing_committed.emit(self._value)

    def _cancel(self) -> None:
        self._show_refusal("")
        self._announce(self._value_before)
        self._is_edited = False
        self._show_value()
        self.selectAll()
        self.editing_cancelled.emit()

    def _nudge(self, direction: int, modifiers: Qt.KeyboardModifier) -> None:
        factor = 1.0
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            factor = COARSE
        elif modifiers & Qt.KeyboardModifier.AltModifier:
            factor = FINE
        nudged = round(self._value + direction * factor * self._step, _NUDGE_DIGITS)
        self._announce(min(max(nudged, self._minimum), self._maximum))
        self._show_refusal("")
        self._show_value()
        self.selectAll()

    def _show_value(self) -> None:
        self.setText(f"{self._value:.{self._digits}g}".replace("-", "−"))
        self.setCursorPosition(0)

    def _show_refusal(self, sentence: str) -> None:
        is_refused = bool(sentence)
        if bool(self.property("invalid")) != is_refused:
            self.setProperty("invalid", is_refused)
            self.style().unpolish(self)
            self.style().polish(self)
        super().setToolTip(sentence or self._help)
        if is_refused and self.isVisible():
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), sentence, self)
        elif not is_refused:
            QToolTip.hideText()


def _range_sentence(minimum: float, maximum: float, value: float) -> str:
    if math.isinf(maximum):
        return f"At least {minimum:g}, please; {value:g} is not."
    if math.isinf(minimum):
        return f"At most {maximum:g}, please; {value:g} is not."
    return f"Between {minimum:g} and {maximum:g}, please; {value:g} is not."
