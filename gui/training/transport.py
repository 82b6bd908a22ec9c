"""The run that a person sees going on, begun by them or by an edit: where it stands, and how it is paused."""

from PySide6.QtCore import QObject, Signal

from gui.training.instant_retraining import InstantRetraining
from gui.training.training_controller import TrainingController, TrainingState


class Transport(QObject):
    """Tells of the run that is seen, and pauses it.

    Args:
        training: Runs that a person begins.
        retraining: Runs that an edit begins; while one is seen, it is shown instead of the project's.
        parent: Qt's owner.

    Signals:
        state_changed: where the run seen stands, a `TrainingState`.
    """

    state_changed = Signal(object)

    def __init__(self, training: TrainingController, retraining: InstantRetraining, parent: QObject) -> None:
        super().__init__(parent)
        self._training = training
        self._retraining = retraining
        for changed in (training.state_changed, retraining.progress_changed):
            changed.connect(self._on_changed)

    @property
    def state(self) -> TrainingState:
        """Where the run seen stands."""
        return self._retraining.progress or self._training.state

    def toggle(self) -> None:
        """Pause the run seen going on, or begin one."""
        if self._retraining.is_going_on:
            self._retraining.pause()
        else:
            self._training.toggle()

    def _on_changed(self) -> None:
        self.state_changed.emit(self.state)
