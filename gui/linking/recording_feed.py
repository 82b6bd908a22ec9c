"""What was recorded of the run, gathered for the plots that show it."""

from PySide6.QtCore import QObject, QTimer, Signal

from gui.document import Document
from gui.plots.recording import Recording
from gui.timeline.timeline import RunTimeline


class RecordingFeed(QObject):
    """Tells once a round of the event loop what is recorded now, if anything of it is another.

    Args:
        document: What is shown.
        timeline: The moments, and what was set by hand between them.
        parent: Its owner.

    Signals:
        recorded: the `Recording`.
    """

    recorded = Signal(object)

    def __init__(self, document: Document, timeline: RunTimeline, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._timeline = timeline
        self._tell = QTimer(self, singleShot=True, interval=0)
        self._tell.timeout.connect(lambda: self.recorded.emit(self.recording))
        document.parameters_shown.connect(self._tell.start)
        document.project_changed.connect(self._tell.start)
        document.training_changed.connect(self._tell.start)
        timeline.changed.connect(self._tell.start)
        timeline.hand_edits.changed.connect(self._tell.start)

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
            edits=self._timeline.hand_edits.edits,
        )
