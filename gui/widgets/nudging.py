"""Numbers changed step by step, by ↑ and ↓, the wheel and sideways drags."""

import math
from decimal import Decimal

from PySide6.QtCore import Qt

STEP = 0.1
COARSE, FINE = 10.0, 0.1


class Nudging:
    """Adds steps to a number: as many back as there give the very number from which it began, digit for digit.

    The step of a number changed by other means is found anew; until then it stays as it was found.

    Args:
        step: What one step adds; without one, 0.1, and to smaller numbers a tenth of their leading digit's place.
    """

    def __init__(self, step: float | None = None) -> None:
        self._given_step = step
        self._start = self._value = math.nan
        self._step = STEP
        self._way = Decimal(0)

    def begin_anew(self) -> None:
        """Find the step of the next number anew, though it may be the one that the last steps led to."""
        self._value = math.nan

    def step(self, value: float) -> float:
        """Give what one step adds to `value`."""
        if value == self._value:
            return self._step
        return _suitable_step(value) if self._given_step is None else self._given_step

    def nudged(self, value: float, steps: int, factor: float = 1.0) -> float:
        """Give a value some steps up, or down where `steps` is below 0, each times `factor`.

        A value that is not finite (of several that differ, or of a run that diverged) stays.
        """
        if not math.isfinite(value):
            return value
        if value != self._value:
            self._step = self.step(value)
            self._start, self._way = value, Decimal(0)
        # In decimals: 0.1 + 0.2 is 0.3, and none of the start's digits is lost or made up.
        self._way += steps * _decimal(factor) * _decimal(self._step)
        self._value = float(_decimal(self._start) + self._way)
        return self._value


def step_factor(modifiers: Qt.KeyboardModifier) -> float:
    """Give how many steps one is worth while these keys are held: ten with Shift, a tenth with Alt."""
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        return COARSE
    return FINE if modifiers & Qt.KeyboardModifier.AltModifier else 1.0


def _suitable_step(value: float) -> float:
    if value == 0 or abs(value) >= STEP or not math.isfinite(value):
        return STEP
    leading_place = _decimal(value).adjusted()
    return float(f"1e{leading_place - 1}")


def _decimal(value: float) -> Decimal:
    return Decimal(repr(float(value)))
