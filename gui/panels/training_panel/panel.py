"""The panel: the buttons of a run on top, its settings below."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.project.project import Project
from gui.document import Document
from gui.panels.controls import add_message, fill_with_scroll_area
from gui.panels.panel_edits import PanelEdits
from gui.panels.training_lock import TrainingLock
from gui.panels.training_panel.device_form import DeviceForm
from gui.panels.training_panel.initialization_form import InitializationForm
from gui.panels.training_panel.optimization_form import OptimizationForm
from gui.panels.training_panel.transport import Transport
from gui.widgets import Collapsible, InlineMessage


class TrainingPanel(QWidget):
    """Runs the training and edits its settings.

    Signals:
        play_toggled, step_requested, epoch_requested, reset_requested: a button was pressed.
    """

    play_toggled = Signal()
    step_requested = Signal()
    epoch_requested = Signal()
    reset_requested = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training-panel")
        self._document = document
        self._transport = Transport()
        self._transport.play_toggled.connect(self.play_toggled)
        self._transport.step_requested.connect(self.step_requested)
        self._transport.epoch_requested.connect(self.epoch_requested)
        self._transport.reset_requested.connect(self.reset_requested)
        message = InlineMessage()
        panel_edits = PanelEdits(document, message)
        self._optimization = OptimizationForm(panel_edits)
        self._initialization = InitializationForm(panel_edits)
        self._device = DeviceForm(panel_edits)
        settings = QWidget()
        column = QVBoxLayout(settings)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        add_message(column, message)
        column.addWidget(Collapsible("Optimisation", self._optimization))
        column.addWidget(Collapsible("Initial weights", self._initialization))
        column.addWidget(Collapsible("Computation", self._device, expanded=False))
        column.addStretch(1)
        fill_with_scroll_area(self, settings, header=self._transport)
        self._lock = TrainingLock(document, settings)
        document.project_changed.connect(self._on_project_changed)
        panel_edits.refused.connect(self._refresh)
        self._refresh()

    def set_state(self, *, is_training: bool, step: int, epoch: int, can_train: bool, reason: str = "") -> None:
        """Show how far the run is and allow what can be done; `reason` says why training cannot start."""
        self._transport.set_state(is_training=is_training, step=step, epoch=epoch, can_train=can_train, reason=reason)

    def set_devices(self, devices: tuple[str, ...]) -> None:
        """Offer the devices that this machine has."""
        self._device.set_devices(devices)

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if before.training is not after.training or before.data is not after.data:
            self._refresh()

    def _refresh(self) -> None:
        for form in (self._optimization, self._initialization, self._device):
            form.show_project(self._document.project)
