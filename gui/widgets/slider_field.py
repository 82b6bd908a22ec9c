"""A slider and a number field that say the same, on a linear or logarithmic scale."""

import math

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.theme import Spacing, active_theme
from gui.widgets.jumping_slider import JumpingSlider
from gui.widgets.nudging import COARSE
from gui.widgets.number_field import NumberField

_POSITIONS = 1000
FIELD_WIDTH = 84
_SMALLEST_SLIDER = 36
_SMALLEST_MAGNITUDE = -3


class SliderField(QWidget):
    """A number to drag roughly or type exactly; what is typed may lie beyond the slider's ends.

    Signals:
        value_edited: the new value, live.
        editing_committed: the value, when the slider is let go, on Enter, or when the focus leaves the field.

    Args:
        value: The value at first.
        low: The slider's left end.
        high: The slider's right end.
        logarithmic: Whether equal ways multiply; `low` must then be above 0.
        is_off_below: Whether the left end itself gives 0, and `low` comes right after it.
        minimum: Lowest value that may be typed; `low` by default.
        maximum: Highest value that may be typed; `high` by default.
        digits: Significant digits the slider gives.
        field_width: Width of the field in pixels at the interface's own size.
    """

    value_edited = Signal(float)
    editing_committed = Signal(float)

    def __init__(
        self,
        value: float,
        low: float,
        high: float,
        *,
        logarithmic: bool = False,
        is_off_below: bool = False,
        minimum: float | None = None,
        maximum: float | None = None,
        digits: int = 2,
        field_width: int = FIELD_WIDTH,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._low, self._high, self._logarithmic, self._digits = low, high, logarithmic, digits
        self._first = 1 if is_off_below else 0  # the position of `low`
        make_field = _LeadingDigitField if logarithmic else NumberField
        self.field = make_field(
            value,
            minimum=low if minimum is None else minimum,
            maximum=high if maximum is None else maximum,
            step=float(f"{(high - low) / 100:.1g}"),
        )
        self._field_width = field_width
        self._fit_field()
        self.slider = _CalmSlider()
        self.slider.setMinimumWidth(_SMALLEST_SLIDER)
        self.slider.setRange(0, _POSITIONS)
        self.slider.setSingleStep(_POSITIONS // 100)
        self.slider.setPageStep(_POSITIONS // 10)
        self.slider.setValue(self._position_of(value))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.SMALL)
        row.addWidget(self.slider, 1)
        row.addWidget(self.field)
        self.setFocusProxy(self.field)
        self.slider.actionTriggered.connect(self._on_slider_moved)
        self.slider.sliderReleased.connect(lambda: self.editing_committed.emit(self.value))
        self.field.value_edited.connect(self._on_field_edited)
        self.field.editing_committed.connect(self.editing_committed)

    @property
    def value(self) -> float:
        """The value typed or dragged to."""
        return self.field.value

    def set_value(self, value: float) -> None:
        """Show another value without announcing it."""
        self.field.set_value(value)
        if not self.slider.isSliderDown():
            self.slider.setValue(self._position_of(value))

    def changeEvent(self, event: QEvent) -> None:
        """Make room where the theme has larger type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_field()

    def setAccessibleName(self, name: str) -> None:
        """Name the slider and the field."""
        super().setAccessibleName(name)
        self.field.setAccessibleName(name)
        self.slider.setAccessibleName(f"{name} slider")

    def setToolTip(self, text: str) -> None:
        """Set the help of slider and field."""
        super().setToolTip(text)
        self.field.setToolTip(text)
        self.slider.setToolTip(text)

    def _fit_field(self) -> None:
        self.field.setFixedWidth(round(self._field_width * active_theme().scale))

    def _on_slider_moved(self, _action: int) -> None:
        """Follow the user's hand: Qt sends this for drags, clicks and keys, not when the program moves the slider."""
        value = self._value_at(self.slider.sliderPosition())
        if value != self.field.value:
            self.field.set_value(value)
            self.value_edited.emit(value)
        if not self.slider.isSliderDown():
            self.editing_committed.emit(value)

    def _on_field_edited(self, value: float) -> None:
        self.slider.setValue(self._position_of(value))
        self.value_edited.emit(value)

    def _value_at(self, position: int) -> float:
        if position < self._first:
            return 0.0
        fraction = (position - self._first) / (_POSITIONS - self._first)
        if self._logarithmic:
            value = self._low * (self._high / self._low) ** fraction
            return min(max(float(f"{value:.{self._digits}g}"), self._low), self._high)
        decimals = max(0, self._digits - math.floor(math.log10(self._high - self._low)) - 1)
        return round(self._low + fraction * (self._high - self._low), decimals)

    def _position_of(self, value: float) -> int:
        if self._first and value <= 0:
            return 0
        value = min(max(value, self._low), self._high)
        if self._logarithmic:
            share = math.log(value / self._low) / math.log(self._high / self._low)
        else:
            share = (value - self._low) / (self._high - self._low)
        return self._first + round((_POSITIONS - self._first) * share)


class _LeadingDigitField(NumberField):
    """A number field for values of any magnitude: a nudge counts the leading digit, 0.03 → 0.04, 0.1 → 0.09."""

    def _nudged(self, direction: int, factor: float) -> float:
        if factor == COARSE:
            return float(f"{self._value * factor**direction:.6g}")
        magnitude = math.floor(math.log10(self._value)) if self._value > 0 else _SMALLEST_MAGNITUDE
        if direction < 0 and math.isclose(self._value, 10.0**magnitude):
            magnitude -= 1  # below a power of ten the digits are worth a tenth
        step = 10.0**magnitude * factor
        return float(f"{round(self._value / step + direction) * step:.12g}")  # 3 · 0.1 is 0.3


class _CalmSlider(JumpingSlider):
    """A slider that leaves the wheel to the panel around it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the panel scroll."""
        event.ignore()
