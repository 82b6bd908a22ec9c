"""The wheel as whole steps, whatever device turns it."""

from PySide6.QtGui import QWheelEvent

NOTCH = 120


class WheelSteps:
    """Counts the notches of a wheel; touchpads and fine wheels send many parts of one."""

    def __init__(self) -> None:
        self._rest = 0

    def steps(self, event: QWheelEvent) -> int:
        """Give how many whole notches the wheel has turned with this event: up above 0, down below."""
        turn = event.angleDelta()
        self._rest += turn.y() or turn.x()  # Alt swaps the axes on some systems
        steps = int(self._rest / NOTCH)
        self._rest -= steps * NOTCH
        return steps
