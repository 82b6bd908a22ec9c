"""Dragging sideways on a number changes it."""

from PySide6.QtCore import Qt

from gui.widgets.nudging import Nudging, step_factor

PIXELS_PER_STEP = 4


class Scrub:
    """What a drag has made of a value: one step for every few pixels, ten with Shift, a tenth with Alt.

    The keys count while they are held: pressing one on the way changes no step already made.

    Args:
        value: The value where the drag began.
        x: Where it began, in pixels.
    """

    def __init__(self, value: float, x: float) -> None:
        self.start_value = value
        self._value = value
        self._nudging = Nudging()
        self._x = x

    def move(self, x: float, modifiers: Qt.KeyboardModifier) -> float:
        """Give the value for the pointer at `x`."""
        steps = int((x - self._x) / PIXELS_PER_STEP)
        if steps:
            self._x += steps * PIXELS_PER_STEP
            self._value = self._nudging.nudged(self._value, steps, step_factor(modifiers))
        return self._value
