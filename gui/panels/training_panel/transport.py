"""Play, step, epoch, reset, and how far the run has come."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.icons import IconName, IconTone, icon
from gui.panels.controls import make_caption
from gui.theme import Spacing
from gui.widgets import InlineMessage

BUTTON_ICON = QSize(18, 18)


class Transport(QWidget):
    """The buttons of a run; the window gives them their keys and says what they may do.

    Signals:
        play_toggled, step_requested, epoch_requested, reset_requested: a button was pressed.
    """

    play_toggled = Signal()
    step_requested = Signal()
    epoch_requested = Signal()
    reset_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._play = _make_button(IconName.PLAY, "play-button", "Play", "", IconTone.ON_ACCENT)
        self._play.setProperty("kind", "primary")
        self._step = _make_button(IconName.STEP, "step-button", "Step", "Take one mini-batch (→)")
        self._epoch = _make_button(IconName.EPOCH, "epoch-button", "Epoch", "Train one epoch (E)")
        self._reset = _make_button(
            IconName.RESET, "reset-button", "Reset", "Go back to the very parameters the run began from (R)"
        )
        for button, pressed in (
            (self._play, self.play_toggled),
            (self._step, self.step_requested),
            (self._epoch, self.epoch_requested),
            (self._reset, self.reset_requested),
        ):
            button.clicked.connect(lambda _checked, pressed=pressed: pressed.emit())
        self._progress = make_caption("training-progress")
        self._obstacle = InlineMessage()
        self._obstacle.setProperty("name", "training-obstacle")
        self._lay_out()
        self.set_state(is_training=False, step=0, epoch=0, can_train=False, reason="")

    def set_state(self, *, is_training: bool, step: int, epoch: int, can_train: bool, reason: str) -> None:
        """Show how far the run is and allow what can be done.

        Args:
            is_training: Whether a run goes on.
            step: Mini-batches taken.
            epoch: Whole epochs finished.
            can_train: Whether the project can be trained.
            reason: Why not, "" if it can or that is plain to see.
        """
        self._play.setText("Pause" if is_training else "Play")
        self._play.setIcon(icon(IconName.PAUSE if is_training else IconName.PLAY, IconTone.ON_ACCENT))
        self._play.setToolTip("Pause (Space)" if is_training else "Train for the number of epochs set below (Space)")
        self._play.setAccessibleName("Pause" if is_training else "Play")
        self._play.setEnabled(is_training or can_train)
        self._step.setEnabled(can_train and not is_training)
        self._epoch.setEnabled(can_train and not is_training)
        self._reset.setEnabled(step > 0)
        self._progress.setText(f"Epoch {epoch:,}  ·  step {step:,}")
        if self._obstacle.text != reason:
            self._obstacle.show_info(reason)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Spacing.TIGHT)
        row.addWidget(self._play, 1)
        for button in (self._step, self._epoch, self._reset):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Spacing.MEDIUM, Spacing.MEDIUM, Spacing.MEDIUM, Spacing.SMALL)
        column.setSpacing(Spacing.SMALL)
        column.addLayout(row)
        column.addWidget(self._progress)
        column.addWidget(self._obstacle)


def _make_button(
    icon_name: IconName, name: str, title: str, tooltip: str, tone: IconTone = IconTone.NORMAL
) -> QPushButton:
    button = QPushButton()
    button.setIcon(icon(icon_name, tone))
    button.setIconSize(BUTTON_ICON)
    button.setObjectName(name)
    button.setAccessibleName(title)
    button.setToolTip(tooltip)
    return button
