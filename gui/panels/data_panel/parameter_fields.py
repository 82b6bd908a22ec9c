"""The control for each parameter of a data source."""

import secrets
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.data.source import DataParameter
from gui.icons import IconName
from gui.panels.controls import make_tool_button, set_name
from gui.theme import Spacing
from gui.widgets import IntegerField, SliderField

NEW_SEEDS_BELOW = 10_000  # short enough to say aloud and write on a board
VALUE_WIDTH = 72  # room for 100000, and a row still fits a panel of 250 pixels


class SeedField(QWidget):
    """A whole number and dice that throw a new one.

    Signals:
        value_edited: the new seed, live.
        editing_committed: the seed, on Enter, when the focus leaves, or when the dice were thrown.
    """

    value_edited = Signal(int)
    editing_committed = Signal(int)

    def __init__(self, parameter: DataParameter, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = IntegerField(
            int(parameter.default), minimum=int(parameter.minimum), maximum=int(parameter.maximum)
        )
        self._number.setAccessibleName("Data seed")
        set_name(self._number, name)
        for button in (self._number.less, self._number.more):
            button.hide()  # the dice need their room; ↑ and ↓ count as well
        dice = make_tool_button(IconName.RANDOM, f"{name}-new", "New data seed", "Another seed: other samples")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.TIGHT)
        row.addWidget(self._number, 1)
        row.addWidget(dice)
        self.setFocusProxy(self._number)
        self._number.value_edited.connect(self.value_edited)
        self._number.editing_committed.connect(self.editing_committed)
        dice.clicked.connect(self._on_dice_clicked)

    def set_value(self, value: int) -> None:
        """Show another seed without announcing it."""
        self._number.set_value(value)

    def setToolTip(self, text: str) -> None:
        """Set the help of the number; the dice have their own."""
        self._number.setToolTip(text)

    def _on_dice_clicked(self) -> None:
        seed = secrets.randbelow(NEW_SEEDS_BELOW)
        self._number.set_value(seed)
        self.value_edited.emit(seed)
        self.editing_committed.emit(seed)


ParameterField = IntegerField | SliderField | SeedField


def make_field(parameter: DataParameter) -> ParameterField:
    """Give the control for a parameter; its name is `data-` and the parameter's field, with hyphens."""
    make = _MAKERS.get(parameter.field, _make_integer_field if parameter.is_integer else _make_slider)
    return make(parameter, f"data-{parameter.field.replace('_', '-')}")


def _make_integer_field(parameter: DataParameter, name: str) -> IntegerField:
    field = IntegerField(int(parameter.default), minimum=int(parameter.minimum), maximum=int(parameter.maximum))
    field.field.setMinimumWidth(VALUE_WIDTH // 2)
    set_name(field, name)
    return field


def _make_slider(parameter: DataParameter, name: str, *, logarithmic: bool = False) -> SliderField:
    slider = SliderField(
        parameter.default, parameter.minimum, parameter.maximum, logarithmic=logarithmic, field_width=VALUE_WIDTH
    )
    set_name(slider, name)
    return slider


def _make_count_slider(parameter: DataParameter, name: str) -> SliderField:
    """Give a slider whose equal ways multiply: from 20 to 40 samples matters as much as from 2,000 to 4,000."""
    return _make_slider(parameter, name, logarithmic=True)


_MAKERS: dict[str, Callable[[DataParameter, str], ParameterField]] = {
    "sample_count": _make_count_slider,
    "seed": SeedField,
}
