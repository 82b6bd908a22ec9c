"""A whole number with buttons to count it up and down."""

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from engine.errors import EngineError
from gui.icons import IconName, icon
from gui.theme import Spacing
from gui.widgets.number_field import NumberField

_BUTTON_ICON = QSize(12, 12)
_GROUP_SIGN = re.compile(r"[,.'’]")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([,.'’])\d{3})(?:\1\d{3})*")


class IntegerField(QWidget):
    """A field for a whole number between − and +.

    Signals:
        value_edited: the new value, live.
        editing_committed: the value, on Enter, when the focus leaves, or after a click on − or +.

    Args:
        value: The value at first.
        minimum: Lowest value allowed.
        maximum: Highest value allowed.
    """

    value_edited = Signal(int)
    editing_committed = Signal(int)

    def __init__(
        self, value: int = 0, *, minimum: int = 0, maximum: int = 2**31 - 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._minimum, self._maximum = minimum, maximum
        self.field = _WholeNumberField(value, minimum, maximum)
        self.less = self._make_button(IconName.REMOVE, "Less", -1)
        self.more = self._make_button(IconName.ADD, "More", 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.TIGHT)
        row.addWidget(self.less)
        row.addWidget(self.field, 1)
        row.addWidget(self.more)
        self.setFocusProxy(self.field)
        self.field.value_edited.connect(lambda edited: self.value_edited.emit(int(edited)))
        self.field.editing_committed.connect(lambda edited: self.editing_committed.emit(int(edited)))

    @property
    def value(self) -> int:
        """The last value that made sense."""
        return int(self.field.value)

    def set_value(self, value: int) -> None:
        """Show another value without announcing it."""
        self.field.set_value(value)

    def set_range(self, minimum: int, maximum: int) -> None:
        """Allow values from `minimum` to `maximum`."""
        self._minimum, self._maximum = minimum, maximum
        self.field.set_range(minimum, maximum)

    def explain_range(self, sentence: Callable[[float], str]) -> None:
        """Let `sentence` say why a number outside the range is refused."""
        self.field.explain_range(sentence)

    def setAccessibleName(self, name: str) -> None:
        """Name the field and its buttons."""
        super().setAccessibleName(name)
        self.field.setAccessibleName(name)
        self.less.setAccessibleName(f"{name}: less")
        self.more.setAccessibleName(f"{name}: more")

    def setToolTip(self, text: str) -> None:
        """Set the field's help."""
        super().setToolTip(text)
        self.field.setToolTip(text)

    def _make_button(self, name: IconName, word: str, change: int) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name))
        button.setIconSize(_BUTTON_ICON)
        button.setToolTip(word)
        button.setAccessibleName(word)
        button.setAutoRepeat(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # ↑ and ↓ in the field do the same
        button.clicked.connect(lambda: self._count(change))
        return button

    def _count(self, change: int) -> None:
        value = min(max(self.value + change, self._minimum), self._maximum)
        if value != self.value:
            self.field.set_value(value)
            self.value_edited.emit(value)
            self.editing_committed.emit(value)


class _WholeNumberField(NumberField):
    """A number field that takes whole numbers alone."""

    def __init__(self, value: int, minimum: int, maximum: int) -> None:
        super().__init__(value, minimum=minimum, maximum=maximum, step=1, digits=12)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def _read(self, text: str) -> float:
        """Read “10,000” and “10.000” as ten thousand: decimals have no place in a whole number."""
        return super()._read(_GROUP_SIGN.sub("", text) if _GROUPED.fullmatch(text.strip()) else text)

    def _in_range(self, value: float) -> float:
        if value != round(value):
            raise EngineError(f"A whole number, please; {value:g} is not.")
        return super()._in_range(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nudge by whole steps only: Alt, which divides by ten elsewhere, is left out."""
        is_arrow = event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}
        if is_arrow and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            plain = QKeyEvent(QEvent.Type.KeyPress, event.key(), Qt.KeyboardModifier.NoModifier)
            super().keyPressEvent(plain)
            return
        super().keyPressEvent(event)
