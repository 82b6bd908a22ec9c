"""What was recorded of the run, gathered for the plots that show it."""

from PySide6.QtCore import QObject, QTimer, Signal

from engine.network.model import parameters_of, shares_parameters
from engine.project.project import Project
from gui.document import Document
from gui.plots.recording import HandEdit, Recording
from gui.timeline.timeline import RunTimeline


class RecordingFeed(QObject):
    """Tells once a round of the event loop what is recorded now, if anything of it is another.

    Args:
        document: What is shown, and where numbers are set by hand.
        timeline: The moments.
        parent: Its owner.

    Signals:
        recorded: the `Recording`.
    """

    recorded = Signal(object)

    def __init__(self, document: Document, timeline: RunTimeline, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._timeline = timeline
        self._edits: list[HandEdit] = []
        self._tell = QTimer(self, singleShot=True, interval=0)
        self._tell.timeout.connect(lambda: self.recorded.emit(self.recording))
        document.edited.connect(self._on_edited)
        document.parameters_shown.connect(self._tell.start)
        document.project_changed.connect(self._on_project_changed)
        document.training_changed.connect(self._tell.start)
        timeline.changed.connect(self._tell.start)

    @property
    def recording(self) -> Recording:
        """What is recorded now."""
        document, shown = self._document, self._timeline.shown
        run = document.project.run
        return Recording(
            network=document.network,
            start=None if run is None else run.initial,
            moments=self._timeline.moments,
            shown_step=None if shown is None else shown.step,
            edits=tuple(self._edits),
        )

    def _on_edited(self, before: Project, after: Project) -> None:
        """Take note of numbers that were set while the run rested; a gesture's edits follow each other."""
        run = after.run
        if run is None or run is not before.run or shares_parameters(before.network, after.network):
            return
        numbers = parameters_of(after.network)
        if self._edits and self._edits[-1].step == run.step:
            self._edits[-1] = HandEdit(run.step, self._edits[-1].before, numbers)
        else:
            self._edits.append(HandEdit(run.step, parameters_of(before.network), numbers))

    def _on_project_changed(self, _before: Project, after: Project) -> None:
        """Forget what was set in another run, or after the step that the run went back to."""
        step = -1 if after.run is None else after.run.step
        if not self._document.is_training:
            self._edits = [edit for edit in self._edits if edit.step <= step]
        self._tell.start()
