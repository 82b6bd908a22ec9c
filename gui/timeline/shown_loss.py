"""The training loss of the network that is shown, measured where the run's history tells none of it."""

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from engine.arrays import FloatArray, same_value
from engine.process.events import Frame
from engine.process.pictures import Metrics, MetricsRequest
from engine.project.history import column
from gui.session import Session
from gui.training.training_controller import TrainingController

if TYPE_CHECKING:
    from gui.timeline.timeline import RunTimeline

SHOWN_LOSS = "shown-loss"  # what it is watched by


class KnownLoss(msgspec.Struct, frozen=True):
    """A training loss.

    Attributes:
        value: The mean over the training samples, without penalty.
        of: Whose it is where not of the very network shown, such as “at step 80”; else "".
    """

    value: float
    of: str = ""


class ShownLoss(QObject):
    """Knows the loss of the moment shown, or of the project as it is, which may have been edited since its last step.

    Args:
        session: Where it is measured.
        training: Its history tells the loss of some steps.
        timeline: Says which moment is shown, and what has been set by hand since. It is the owner.

    Signals:
        changed: another network is shown, or its loss has been measured.
    """

    changed = Signal()

    def __init__(self, session: Session, training: TrainingController, timeline: "RunTimeline") -> None:
        super().__init__(timeline)
        self._session = session
        self._training = training
        self._timeline = timeline
        self._measured: tuple[int, float] | None = None
        self._is_watched = False
        timeline.changed.connect(self._on_timeline_changed)
        timeline.hand_edits.changed.connect(self._on_timeline_changed)
        session.engine.frame_received.connect(self._on_frame_received)

    @property
    def loss(self) -> KnownLoss | None:
        """The loss of what is shown; until it is measured, the one before it. None where there is none at all."""
        if self._is_watched and self._measured is not None and self._measured[0] == self._session.engine.revision:
            return KnownLoss(self._measured[1])
        row = self._row
        if row is None:
            return None
        of = ""
        if self._is_watched:
            of = "before the edit" if self.is_edited else f"at step {int(column(row, 'step')):,}"
        return KnownLoss(float(column(row, "training_loss")), of)

    @property
    def is_edited(self) -> bool:
        """Whether the project is shown, with numbers that were set by hand since the last step of its run."""
        document, edits = self._session.document, self._timeline.hand_edits.edits
        run = document.project.run
        if run is None or document.is_training or document.is_rewound:
            return False
        return bool(edits) and edits[-1].step == run.step and not same_value(edits[-1].before, edits[-1].after)

    @property
    def _step(self) -> int | None:
        """The step of the run that is shown, None without a run."""
        moments, run = self._timeline.moments, self._session.document.project.run
        if moments:
            return moments[self._timeline.index].step
        return None if run is None else run.step

    @property
    def _row(self) -> FloatArray | None:
        """The row of the history measured last up to what is shown."""
        step = self._step
        return None if step is None else self._training.row_at(step)

    def _is_told_by_history(self) -> bool:
        """Tell whether the history has the loss of what is shown, or nothing of it is to be measured."""
        row = self._row
        if self._session.document.is_training or row is None:
            return True
        return int(column(row, "step")) == self._step and not self.is_edited

    def _on_timeline_changed(self) -> None:
        is_watched = not self._is_told_by_history()
        if is_watched is not self._is_watched:
            self._is_watched = is_watched
            self._session.watch({SHOWN_LOSS: MetricsRequest() if is_watched else None})
        self.changed.emit()

    def _on_frame_received(self, frame: Frame) -> None:
        measured = frame.view(SHOWN_LOSS, Metrics)
        if measured is not None and not frame.run_id and "training" in measured.parts:
            self._measured = frame.revision, measured.parts["training"].loss
            self.changed.emit()
