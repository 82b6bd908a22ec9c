"""The status bar: where training stands, on what device and how fast."""

from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from gui.theme import active_theme, number_font
from gui.training_controller import TrainingState


class TrainingStatusBar(QStatusBar):
    """Epoch, step, device and steps a second on the right; passing hints on the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._epoch = self._add_field("status-epoch", "Whole epochs finished")
        self._step = self._add_field("status-step", "Mini-batches taken")
        self._device = self._add_field("status-device", "Where training runs")
        self._rate = self._add_field("status-rate", "Mini-batches a second")
        self.show_state(TrainingState())

    def show_state(self, state: TrainingState) -> None:
        """Show where training stands."""
        self._epoch.setText(f"epoch {state.epoch:,}")
        self._step.setText(f"step {state.step:,}")
        self._device.setText(state.device or ("starting …" if state.is_training else "–"))
        self._rate.setText(f"{state.steps_per_second:,.0f} steps/s" if state.steps_per_second else "– steps/s")

    def _add_field(self, name: str, help_text: str) -> QLabel:
        field = QLabel(self)
        field.setObjectName(name)
        field.setToolTip(help_text)
        field.setFont(number_font(active_theme()))
        self.addPermanentWidget(field)
        return field
