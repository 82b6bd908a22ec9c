"""The status bar: where training stands, on what device and how fast."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from gui.theme import active_theme, number_font
from gui.training_controller import TrainingState
from gui.widgets import SteadyLabel


class TrainingStatusBar(QStatusBar):
    """Epoch, step, device and steps a second on the right; passing hints on the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._epoch = self._add_field("status-epoch", "Whole epochs finished", "epoch 9,999,999")
        self._step = self._add_field("status-step", "Mini-batches taken", "step 999,999,999")
        self._device = self._add_field("status-device", "Where training runs", "starting …")
        self._rate = self._add_field("status-rate", "Mini-batches a second", "9,999,999 steps/s")
        self.show_state(TrainingState())

    def show_state(self, state: TrainingState) -> None:
        """Show where training stands."""
        self._epoch.setText(f"epoch {state.epoch:,}")
        self._step.setText(f"step {state.step:,}")
        self._device.setText(state.device or ("starting …" if state.is_training else "–"))
        self._rate.setText(f"{state.steps_per_second:,.0f} steps/s" if state.steps_per_second else "– steps/s")

    def _add_field(self, name: str, help_text: str, widest: str) -> QLabel:
        field = SteadyLabel(widest)
        field.label.setObjectName(name)
        field.label.setToolTip(help_text)
        field.label.setFont(number_font(active_theme()))
        field.label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.addPermanentWidget(field)
        return field.label
