"""The panel: what keeps training from starting, and the settings of a run."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from engine.data.data_set import DataSet
from engine.network.losses import loss
from engine.project.compatibility import Mend
from engine.project.project import Project
from gui.document import Document
from gui.panels.controls import fill_with_scroll_area, indented, set_typing_live
from gui.panels.editing_lock import EditingLock
from gui.panels.panel_edits import PanelEdits
from gui.panels.training_panel.device_form import DeviceForm
from gui.panels.training_panel.initialization_form import InitializationForm
from gui.panels.training_panel.optimization_form import OptimizationForm
from gui.panels.training_panel.regularization_form import RegularizationForm
from gui.panels.training_panel.retraining_switch import RetrainingSwitch
from gui.panels.training_panel.running_form import RunningForm
from gui.panels.training_panel.schedule_form import ScheduleForm
from gui.panels.training_panel.stopping_form import StoppingForm
from gui.training.instant_retraining import RetrainingState
from gui.widgets import Collapsible, FloatingMessage, Form, InlineMessage


class TrainingPanel(QWidget):
    """Edits everything that determines a run; Play and its like are the window's, in its toolbar.

    Signals:
        retraining_switched: whether a person wants instant retraining.
        speed_limited: the mini-batches a second that a run may take at most, or None for no limit.
    """

    retraining_switched = Signal(bool)
    speed_limited = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training-panel")
        self._document = document
        self._obstacle = InlineMessage()
        self._message = FloatingMessage(self)
        self._edits = panel_edits = PanelEdits(document, self._message)
        self._optimization = OptimizationForm(panel_edits)
        self._initialization = InitializationForm(panel_edits)
        self._device = DeviceForm(panel_edits)
        self._retraining = RetrainingSwitch()
        self._retraining.switched.connect(self.retraining_switched)
        self._running = RunningForm()
        self._running.speed_limited.connect(self.speed_limited)
        self._schedule = ScheduleForm(panel_edits)
        self._regularization = RegularizationForm(panel_edits)
        self._stopping = StoppingForm(panel_edits)
        self._forms = (
            self._optimization,
            self._schedule,
            self._regularization,
            self._stopping,
            self._initialization,
            self._device,
        )
        settings = QWidget()
        column = QVBoxLayout(settings)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        retraining = Form()
        retraining.add_wide(self._retraining)
        column.addWidget(retraining)
        column.addWidget(Collapsible("Optimisation", self._optimization))
        column.addWidget(Collapsible("Running", self._running))
        self._folded: dict[ScheduleForm | RegularizationForm | StoppingForm, Collapsible] = {
            self._schedule: Collapsible("Learning rate schedule", self._schedule, expanded=False),
            self._regularization: Collapsible("Regularisation", self._regularization, expanded=False),
            self._stopping: Collapsible("Stopping", self._stopping, expanded=False),
        }
        for section in self._folded.values():
            column.addWidget(section)
        column.addWidget(Collapsible("Initial weights", self._initialization))
        column.addWidget(Collapsible("Computation", self._device, expanded=False))
        column.addStretch(1)
        # Below what scrolls, so that it comes and goes without moving the controls.
        fill_with_scroll_area(self, settings, footer=indented(self._obstacle))
        self._lock = EditingLock(document, *(control for form in self._forms for control in form.locked))
        document.project_changed.connect(self._on_project_changed)
        document.edited.connect(self._on_edited)
        panel_edits.refused.connect(self._refresh)
        self._refresh()

    def show_obstacle(self, sentence: str, mend: Mend | None = None) -> None:
        """Say why training cannot start, and offer what mends it; nothing for ""."""
        if self._obstacle.text == sentence:
            return
        if mend is None:
            self._obstacle.show_info(sentence)
        else:
            # No method of the panel's: the garbage collector crashes on a cycle that leads to a document.
            self._obstacle.show_info(sentence, mend.label, partial(self._edits.apply, mend.label, mend.edit))
        if sentence and self._optimization.has_unfit_loss:
            QTimer.singleShot(0, self, self._reveal_loss)  # once there is room made for the sentence

    def _reveal_loss(self) -> None:
        scroll_area = self.findChild(QScrollArea)
        if scroll_area is not None:
            scroll_area.ensureWidgetVisible(self._optimization.loss_control)

    def show_retraining(self, state: RetrainingState) -> None:
        """Show whether instant retraining is on, and how far it has come."""
        self._retraining.show_state(state)

    def show_epoch(self, epoch: int) -> None:
        """Mark on the schedule where the run stands; 0 for no run."""
        self._schedule.show_epoch(epoch)

    def set_typing_live(self, *, is_live: bool) -> None:
        """Choose whether numbers count with every keystroke, or only once they are accepted."""
        set_typing_live(self, is_live=is_live)

    def set_devices(self, devices: tuple[str, ...]) -> None:
        """Offer the devices that this machine has."""
        self._device.set_devices(devices)

    def set_data_set(self, data_set: DataSet | None) -> None:
        """Take note of how many samples there are to train on."""
        samples = 0 if data_set is None else len(data_set.training_indices)
        self._optimization.show_sample_count(samples, self._document.project.training)

    def _on_project_changed(self, before: Project, after: Project) -> None:
        parts = ((project.training, project.data, project.network.layers) for project in (before, after))
        if any(one is not other for one, other in zip(*parts, strict=True)):
            self._refresh()

    def _on_edited(self, before: Project, after: Project) -> None:
        """Say that other data came with another loss."""
        old, new = (loss(project.training.loss).label for project in (before, after))
        if before.data is not after.data and old != new:
            self._message.show_info(f"With these data the loss is {new}, no longer {old}.")

    def _refresh(self) -> None:
        for form in self._forms:
            form.show_project(self._document.project)
        for folded, section in self._folded.items():
            section.set_summary(folded.summary(self._document.project))
