"""How fast a run may go, for those who watch it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.panels.controls import set_name
from gui.widgets import Choice, ChoiceField, Form

UNLIMITED = "unlimited"
SPEEDS = (1.0, 2.0, 5.0, 10.0, 30.0, 100.0, 1000.0)


class RunningForm(Form):
    """It is no setting of the project's, and can be changed while a run goes on.

    Signals:
        speed_limited: the mini-batches a second that a run may take at most, or None for no limit.
    """

    speed_limited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speed = ChoiceField(
            (
                Choice(UNLIMITED, "Unlimited", "As fast as this machine can."),
                *(Choice(_name(speed), _label(speed), "Slowly, to follow every step.") for speed in SPEEDS),
            )
        )
        self._speed.set_choice(UNLIMITED)
        set_name(self._speed, "speed-limit")
        self.add_row("Speed", self._speed)
        self._speed.choice_edited.connect(self._on_speed_edited)

    def _on_speed_edited(self, name: str) -> None:
        self.speed_limited.emit({_name(speed): speed for speed in SPEEDS}.get(name))


def _name(speed: float) -> str:
    return f"{speed:g}"


def _label(speed: float) -> str:
    return f"{speed:,.0f} step{'' if speed == 1 else 's'}/s"
