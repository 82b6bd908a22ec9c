"""A field for a number, typed as people write numbers and followed live."""

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QToolTip, QWidget

from engine.errors import EngineError, UnfinishedNumberError
from engine.network.expressions import parse_typed_number
from gui.widgets.nudging import Nudging, step_factor
from gui.widgets.styled_property import set_styled_property
from gui.widgets.untouched import leaves_to_document

_EXACT_DIGITS = 17  # that tell any two floats apart
_LARGEST_COUNT = 1e12  # that is written with all its digits
_PERCENT = 100.0
_TEXT_MARGIN = 2  # what a QLineEdit keeps free on either side within its frame


class NumberField(QLineEdit):
    """A line for a float: `0.5`, `0,5`, `1/3`, `sqrt(2)`, `pi/4`.

    The text is selected when the field gets the focus; the value follows every keystroke that makes sense; Enter
    accepts, Esc brings back the value from before, ↑ and ↓ nudge it (Shift ×10, Alt ÷10). After Enter and Esc the
    keyboard is the window's again. A space belongs to what is being typed, as in `1 / 3`; before anything is typed it
    leaves the field, and is the window's key. A text that is wrong as it
    stands turns the field red, says why beside it and brings back the value from before; one that is merely unfinished
    is refused on Enter alone. Leaving the field accepts what makes sense, and brings back the value from before where
    the text does not. Where typing is not live, the value follows on Enter and when the focus leaves.

    Signals:
        value_edited: the new value, while typing, nudging, and when Esc brings the old one back.
        editing_committed: the value, on Enter or when the focus leaves after an edit.
        editing_cancelled: Esc was pressed.

    Args:
        value: The value at first.
        minimum: Lowest value allowed.
        maximum: Highest value allowed.
        step: What one nudge adds; without one, what suits a weight of the value's size.
        digits: Significant digits shown while it is not edited.
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
        step: float | None = None,
        digits: int = 6,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._value = value
        self._value_before = value
        self._minimum = minimum
        self._maximum = maximum
        self._nudging = Nudging(step)
        self._digits = digits
        self._is_edited = False
        self._is_refused = False
        self._is_typing_live = True
        self._selects_on_release = False
        self._help = ""
        self._explain_range: Callable[[float], str] | None = None
        self._is_share = False
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
        self._show_refusal("")
        self._show_value()

    def begin(self, value: float) -> None:
        """Show a value and begin a new editing of it, as if the focus had just come."""
        self._show_refusal("")
        self._value = self._value_before = value
        self._is_edited = False
        self._nudging.begin_anew()
        self._show_value(whole=True)
        self.selectAll()

    @property
    def is_untouched(self) -> bool:
        """Whether nothing has been typed, nudged or dragged since the editing began."""
        return not self._is_edited and not self.isModified()

    @property
    def awaits_typing(self) -> bool:
        """Whether nothing has been typed and all of the text is selected: keys that begin no number mean no text."""
        return not self.isModified() and self.selectedText() == self.text()

    def set_range(self, minimum: float, maximum: float) -> None:
        """Allow values from `minimum` to `maximum`."""
        self._minimum, self._maximum = minimum, maximum

    def set_typing_live(self, *, is_live: bool) -> None:
        """Choose whether the value follows every keystroke, or only what is accepted."""
        self._is_typing_live = is_live

    def explain_range(self, sentence: Callable[[float], str]) -> None:
        """Let `sentence` say why a number outside the range is refused."""
        self._explain_range = sentence

    def read_shares(self) -> None:
        """Take what is written as more than 1 for a percentage: 95, like 95 %, for 0.95."""
        self._is_share = True

    def set_step(self, step: float | None) -> None:
        """Let one nudge add `step`, or what suits a weight of the value's size."""
        self._nudging = Nudging(step)

    def setToolTip(self, text: str) -> None:
        """Set the help, shown while the text makes sense."""
        self._help = text
        if not self._is_refused:
            super().setToolTip(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the whole text, so that typing replaces it."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return  # back from the field's own menu: the same editing goes on
        self._value_before = self._value
        self._is_edited = False
        self._nudging.begin_anew()
        if not self.isModified():
            self._show_value(whole=True)
        self._selects_on_release = event.reason() == Qt.FocusReason.MouseFocusReason
        self.selectAll()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select the whole text after the click that brought the focus, unless that click selected a part."""
        super().mouseReleaseEvent(event)
        if self._selects_on_release and not self.hasSelectedText():
            self.selectAll()
        self._selects_on_release = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the whole number: for a line of text the digits after the point are a word of their own."""
        super().mouseDoubleClickEvent(event)
        self.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many digits as there is room for."""
        super().resizeEvent(event)
        if not self.hasFocus():
            self._show_value()

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
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_plain_space(event):
            event.setAccepted(not (self.awaits_typing and self.accept()))
            return True
        return leaves_to_document(self, event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Accept, restore or nudge; everything else is typing."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accept()
        elif key == Qt.Key.Key_Escape:
            self._cancel()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._nudge(1 if key == Qt.Key.Key_Up else -1, event.modifiers())
        else:
            super().keyPressEvent(event)

    def _on_text_edited(self, text: str) -> None:
        try:
            value = self._in_range(self._read(text))
        except UnfinishedNumberError:
            self._show_refusal("")
        except EngineError as error:
            self._show_refusal(str(error))
            self._announce(self._value_before)  # neither “1” on the way to “1/0” was meant nor “9” on the way to “99”
        else:
            self._show_refusal("")
            if self._is_typing_live:
                self._announce(value)

    def _take_text(self) -> None:
        """Take over what was typed, or the value from before where that makes no sense."""
        if self.isModified():
            self._announce(self._value_before if self._refusal() else self._in_range(self._read(self.text())))

    def _announce(self, value: float) -> None:
        if value != self._value:
            self._value = value
            self._is_edited = True
            self.value_edited.emit(value)

    def _read(self, text: str) -> float:
        """Give the number a text stands for; raises an `EngineError` where it is none."""
        value = parse_typed_number(text)
        return value / _PERCENT if self._is_share and 1 < value <= _PERCENT else value

    def _in_range(self, value: float) -> float:
        if not self._minimum <= value <= self._maximum:
            # More digits take a number further from 0: from 1 to 16, but never back from 16 to 1.
            may_grow_into_it = 0 <= value < self._minimum or self._maximum < value <= 0
            kind = UnfinishedNumberError if may_grow_into_it else EngineError
            raise kind(self._range_sentence(value))
        return value

    def _range_sentence(self, value: float) -> str:
        if self._explain_range is not None:
            return self._explain_range(int(value) if _is_count(value) else value)
        if math.isinf(self._maximum):
            return f"At least {_written(self._minimum)}, please; {_written(value)} is not."
        if math.isinf(self._minimum):
            return f"At most {_written(self._maximum)}, please; {_written(value)} is not."
        return f"Between {_written(self._minimum)} and {_written(self._maximum)}, please; {_written(value)} is not."

    def accept(self) -> bool:
        """Take over what was typed and hand the keyboard back, or say why not; give whether it made sense."""
        is_accepted = self._try_commit()
        if is_accepted:
            self.clearFocus()
        return is_accepted

    def _try_commit(self) -> bool:
        """Accept the text. Gives whether it makes sense; if not, the field says why."""
        sentence = self._refusal() if self.isModified() else ""
        if sentence:
            self._announce(self._value_before)  # “20” on the way to “20/” was not meant
            self._show_refusal(sentence)
            self.selectAll()
            return False
        self._commit(always=True)
        return True

    def _refusal(self) -> str:
        """Say why the text is no value for this field, "" where it is one."""
        try:
            self._in_range(self._read(self.text()))
        except EngineError as error:
            return str(error)
        return ""

    def _commit(self, *, always: bool = False) -> None:
        self._take_text()
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
        self.clearFocus()
        self.editing_cancelled.emit()

    def _nudge(self, direction: int, modifiers: Qt.KeyboardModifier) -> None:
        self._take_text()
        self._take(self._nudged(direction, step_factor(modifiers)))

    def _take(self, value: float) -> None:
        """Show and announce a value that was not typed."""
        self._announce(min(max(value, self._minimum), self._maximum))
        self._show_refusal("")
        self._show_value()
        self.selectAll()

    def _nudged(self, direction: int, factor: float) -> float:
        """Give the value one nudge up (`direction` 1) or down (−1), before the range is looked at."""
        return self._nudging.nudged(self._value, direction, factor)

    def _show_value(self, *, whole: bool = False) -> None:
        """Show the value; with fewer digits where there is no room for all, to be edited with all that it has."""
        text = self._text(self._digits)
        if whole or self.hasFocus():
            text = self._exact_text()
        else:
            shorter = (self._text(digits) for digits in range(self._digits, 0, -1))
            text = next((text for text in shorter if self._has_room_for(text)), text)
        self.setText(text)
        self.setCursorPosition(0)

    def _exact_text(self) -> str:
        """Give the shortest text that is read as this very value."""
        counts = range(self._digits, _EXACT_DIGITS)
        enough = (digits for digits in counts if float(f"{self._value:.{digits}g}") == self._value)
        return self._text(next(enough, _EXACT_DIGITS))

    def _text(self, digits: int) -> str:
        return _plain(f"{self._value:.{digits}g}")

    def _has_room_for(self, text: str) -> bool:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inner = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        return self.fontMetrics().horizontalAdvance(text) <= inner.width() - 2 * _TEXT_MARGIN

    def _show_refusal(self, sentence: str) -> None:
        was_refused, self._is_refused = self._is_refused, bool(sentence)
        super().setToolTip(sentence or self._help)
        if was_refused != self._is_refused:
            set_styled_property(self, "invalid", self._is_refused)
        if (self._is_refused and self.isVisible()) or was_refused:
            self._tell_refusal(sentence)

    def _tell_refusal(self, sentence: str) -> None:
        """Say why the text is refused, or that it is no longer ("")."""
        if sentence:
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), sentence, self)
        else:
            QToolTip.hideText()


def _is_plain_space(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.NoModifier


def _is_count(value: float) -> bool:
    return abs(value) < _LARGEST_COUNT and value == round(value)


def _written(value: float) -> str:
    """Write a count as 1,000,000, and any other number in six digits."""
    return _plain(f"{value:,.0f}" if _is_count(value) else f"{value:g}")


def _plain(text: str) -> str:
    """Write 1e+09 as 1e9, and a true minus sign."""
    mantissa, e, exponent = text.partition("e")
    return f"{mantissa}{e}{int(exponent) if e else ''}".replace("-", "−")
