"""The recording of the project's run: rewound to any moment, played back, and gone on from."""

from weakref import WeakKeyDictionary

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from engine.network.model import parameters_of
from engine.process.events import Frame, RunStopped
from engine.project.history import column
from engine.project.project import Project, Run, with_run
from engine.project.timeline import Moment, Timeline
from gui.run_book import BEST, END, SHOWN, START, Moments, NamedMoment
from gui.session import Session
from gui.timeline.hand_edits import HandEdits
from gui.timeline.recordings import Recordings
from gui.timeline.shown_loss import ShownLoss
from gui.training.training_controller import RUN_BEFORE_EDIT, TrainingController

TICK_MS = 33
PLAYING_S = 8.0  # a whole recording at speed 1
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
NOTHING_RECORDED = "Nothing is recorded yet: press Space to train."
TRAINING = "Training is going on; pause it (Space) to rewind."


class RunTimeline(QObject):
    """Keeps the moments that the engine records of a run, as long as the project's run is of that recording.

    While an earlier moment is shown the project stays as it is; going on from there is an edit of its own.

    Args:
        session: Where runs go on, and what is looked at.
        training: Its runs' history.
        parent: Its owner.

    Attributes:
        hand_edits: What is set by hand between the run's steps.
        shown_loss: The training loss of what is shown.

    Signals:
        changed: what is recorded, or which of it is shown, is another.
        playing_changed: whether it is played back.
    """

    changed = Signal()
    playing_changed = Signal(bool)

    def __init__(self, session: Session, training: TrainingController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = session.document
        self._training = training
        self.hand_edits = HandEdits(session.document, self)
        self._recordings = Recordings()
        self._going_on = Timeline()
        self._ends: WeakKeyDictionary[Run, Moment] = WeakKeyDictionary()
        self._of_run: WeakKeyDictionary[Run, tuple[tuple[Moment, ...], tuple[Moment, ...]]] = WeakKeyDictionary()
        self._shown: Moment | None = None
        self._speed = 1.0
        self._position = 0.0
        self._player = QTimer(self, interval=TICK_MS)
        self._player.timeout.connect(self._on_tick)
        self._document.training_changed.connect(self._on_training_changed)
        self._document.replaced.connect(self._on_replaced)
        self._document.project_changed.connect(self._on_project_changed)
        self._document.rewound_changed.connect(self._on_rewound_changed)
        session.engine.frame_received.connect(self._on_frame_received)
        session.engine.run_stopped.connect(self._on_run_stopped)
        self.shown_loss = ShownLoss(session, training, self)

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The moments of the project's run up to where it stands; () where its run is not recorded."""
        project, recorded = self._document.project, self._recording.moments
        run = project.run
        if self._document.is_training or run is None or not recorded:
            return recorded
        of_which, moments = self._of_run.get(run, ((), ()))
        if of_which is not recorded:  # this is asked for many times at every edit
            before = tuple(moment for moment in recorded if moment.step < run.step)
            end = next((moment for moment in recorded if moment.step == run.step), None)
            moments = (*before, end or self._end_of(project, run))
            self._of_run[run] = recorded, moments
        return moments

    def _end_of(self, project: Project, run: Run) -> Moment:
        """Give where the project's run stands, whose own moment made room for others."""
        if run not in self._ends:
            parameters = parameters_of(project.network)
            self._ends[run] = Moment(parameters, run.step, run.epoch, run.mini_batch, run.optimizer_state)
        return self._ends[run]

    @property
    def _recording(self) -> Timeline:
        """The recording of the run that goes on, or of the project's."""
        return self._going_on if self._document.is_training else self._recordings.of(self._document.project.run)

    @property
    def shown(self) -> Moment | None:
        """The moment that is shown; None while it is the project itself."""
        return self._shown

    @property
    def marked(self) -> frozenset[int]:
        """The steps of the moments marked."""
        return self._recording.marked

    @property
    def is_shown_marked(self) -> bool:
        """Whether the moment shown is marked."""
        moments = self.moments
        return bool(moments) and moments[self.index].step in self.marked

    @property
    def obstacle(self) -> str:
        """Why nothing can be rewound now, or ""."""
        if self._document.is_training:
            return TRAINING
        if len(self.moments) > 1:
            return ""
        return RUN_BEFORE_EDIT if self._training.is_history_earlier else NOTHING_RECORDED

    @property
    def is_playing(self) -> bool:
        """Whether it is played back."""
        return self._player.isActive()

    @property
    def speed(self) -> float:
        """How fast it is played back; at 1 the whole of it takes 8 s."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        self._speed = speed
        self.changed.emit()

    @property
    def index(self) -> int:
        """Which of the moments is shown; the last where it is the project itself."""
        moments = self.moments
        if self._shown is None or not moments:
            return max(len(moments) - 1, 0)
        steps = [moment.step for moment in moments]
        return min(int(np.searchsorted(steps, self._shown.step)), len(moments) - 1)

    def show(self, index: int) -> None:
        """Show one of the moments; the last is the project itself."""
        moments = self.moments
        if self.obstacle:
            return
        if index >= len(moments) - 1:
            self._document.end_rewind()
            return
        self._shown = moments[max(index, 0)]
        self._document.rewind(self._shown.parameters)
        self.changed.emit()

    def play(self) -> None:
        """Play back from the moment shown, from the beginning where that is the end; or pause."""
        if self.is_playing:
            self._stop()
        elif not self.obstacle:
            if self._shown is None:
                self.show(0)
            self._position = float(self.index)
            self._player.start()
            self.playing_changed.emit(True)

    def to_end(self) -> None:
        """Show the project itself again."""
        self._document.end_rewind()

    def mark(self) -> None:
        """Mark the moment shown, or take its mark away; it stays, however long the run goes on."""
        moments = self.moments
        if moments:
            step = moments[self.index].step
            self._recording.mark(step, is_marked=step not in self._recording.marked)
            self.changed.emit()

    def go_on_from_here(self) -> None:
        """Take the project back to the moment shown, as an edit: the next run goes on from there."""
        moment = self._shown
        if moment is None:
            return
        recording = self._recording
        self._document.end_rewind()
        self._document.apply(f"Go back to step {moment.step:,}", lambda project: _back_at(project, moment))
        self._keep(recording)
        self.changed.emit()

    def named_moments(self) -> Moments:
        """Give the moments that a person finds by name: start, best, marked ones, the one shown and the end."""
        moments, run = self.moments, self._document.project.run
        if not moments or run is None:
            return {}
        shown = moments[self.index]
        named = {
            SHOWN: NamedMoment(f"Shown: step {shown.step:,}", shown.step, shown.parameters),
            START: NamedMoment(f"Start: step {moments[0].step:,}", moments[0].step, moments[0].parameters),
        }
        if run.best is not None:
            step, epoch = (int(column(run.best.row, name)) for name in ("step", "epoch"))
            named[BEST] = NamedMoment(f"Best: epoch {epoch:,}", step, run.best.parameters)
        for moment in moments:
            if moment.step in self.marked:
                named[f"step-{moment.step}"] = NamedMoment(
                    f"Marked: step {moment.step:,}", moment.step, moment.parameters
                )
        return {**named, END: NamedMoment(f"End: step {run.step:,}", run.step, moments[-1].parameters)}

    def _on_training_changed(self, is_training: bool) -> None:
        if is_training:
            self._going_on = self._recordings.going_on(self._document.project.run)
        self.changed.emit()

    def _on_frame_received(self, frame: Frame) -> None:
        if frame.moments and self._document.is_training:
            self._going_on.extend(frame.moments)
            self.changed.emit()

    def _on_run_stopped(self, event: RunStopped) -> None:
        self._going_on.extend(event.moments)
        self._keep(self._going_on)
        self.changed.emit()

    def _keep(self, recording: Timeline) -> None:
        """Take note that a recording leads to where the project's run stands now."""
        run = self._document.project.run
        if run is not None:
            self._recordings.keep(run, recording)

    def _on_replaced(self) -> None:
        if not self._document.undo_stack.count():
            self._recordings.forget()

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if after.run is None or after.run is not before.run:  # an edit of the numbers leaves the run as it is
            self.changed.emit()

    def _on_rewound_changed(self, is_rewound: bool) -> None:
        if not is_rewound:
            self._shown = None
            self._stop()
            self.changed.emit()

    def _stop(self) -> None:
        if self.is_playing:
            self._player.stop()
            self.playing_changed.emit(False)

    def _on_tick(self) -> None:
        count = len(self.moments)
        self._position += self._speed * count * TICK_MS / 1000 / PLAYING_S
        if round(self._position) != self.index:
            self.show(min(round(self._position), count - 1))


def _back_at(project: Project, moment: Moment) -> Project:
    """Give the project as its run stood at a moment."""
    run = project.run
    assert run is not None, "there is a moment of it"
    kept = run.history[column(run.history, "step") <= moment.step]
    return with_run(
        project,
        moment.parameters,
        Run(
            initial=run.initial,
            step=moment.step,
            epoch=moment.epoch,
            mini_batch=moment.mini_batch,
            history=kept,
            optimizer_state=moment.optimizer_state,
        ),
    )
