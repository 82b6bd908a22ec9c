"""How a run is watched: retrained at once or not, and how fast it may go."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.instant_retraining import RetrainingState
from gui.panels.controls import set_name
from gui.panels.training_panel.retraining_switch import RetrainingSwitch
from gui.widgets import Choice, ChoiceField, Form

UNLIMITED = "unlimited"
SPEEDS = (1.0, 2.0, 5.0, 10.0, 30.0, 100.0, 1000.0)


class RunningForm(Form):
    """Nothing here is the project's, and all of it can be changed while a run goes on.

    Signals:
        retraining_switched: whether a person wants instant retraining.
        speed_limited: the mini-batches a second that a run may take at most, or None for no limit.
    """

    retraining_switched = Signal(bool)
    speed_limited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._switch = RetrainingSwitch()
        self._speed = ChoiceField(
            (
                Choice(UNLIMITED, "Unlimited", "As fast as this machine can."),
                *(Choice(_name(speed), _label(speed), "Slowly, to follow every step.") for speed in SPEEDS),
            )
        )
        self._speed.set_choice(UNLIMITED)
        set_name(self._speed, "speed-limit")
        self.add_wide(self._switch)
        self.add_row("Speed", self._speed)
        self._switch.switched.connect(self.retraining_switched)
        self._speed.choice_edited.connect(self._on_speed_edited)

    def show_retraining(self, state: RetrainingState) -> None:
        """Show whether instant retraining is on, and how far it has come."""
        self._switch.show_state(state)

    def _on_speed_edited(self, name: str) -> None:
        self.speed_limited.emit({_name(speed): speed for speed in SPEEDS}.get(name))


def _name(speed: float) -> str:
    return f"{speed:g}"


def _label(speed: float) -> str:
    return f"{speed:,.0f} step{'' if speed == 1 else 's'}/s"
