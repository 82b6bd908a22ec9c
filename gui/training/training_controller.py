"""Play, pause, step, reset: runs begun in the engine, shown as they go on, entered into the project when they end."""

from collections.abc import Callable
from functools import partial

import msgspec
import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from engine.arrays import FloatArray
from engine.data.data_set import DataSet
from engine.errors import EngineError
from engine.network.graph import problems
from engine.network.model import Parameters
from engine.process.events import FINISHED, Frame, RunStopped
from engine.project.compatibility import Incompatibility, Mend, mendable_incompatibilities
from engine.project.edits import reset
from engine.project.history import HISTORY_COLUMNS, MOST_ROWS, column, thinned
from engine.project.project import Project, Run, begin_run, has_same_structure, with_run
from gui.session import Session

PLAYING = "Train"
MAKING = "The data set is being made."
RUN_BEFORE_EDIT = "The run belongs to the network as it was before the edit; undoing that brings it back."
_NO_ROWS = np.empty((0, len(HISTORY_COLUMNS)))


class TrainingState(msgspec.Struct, frozen=True):
    """What transport buttons and the status bar show.

    Attributes:
        is_training: Whether a run goes on.
        step: Mini-batches taken since step 0.
        epoch: Whole epochs finished.
        device: Where the run goes on, or went on last; "" before the first.
        path: How the run goes on, or went on last: a key of `engine.training.paths.PATHS`; "" before the first.
        steps_per_second: Rate of the run going on, or of the last one.
        obstacle: Why training cannot start, in a sentence; "" when it can.
        last_epoch: The epoch at which the run going on ends; None for a run without end, and where none goes on.
        seconds_left: How long that takes at the present rate; None where nobody can tell yet.
        is_waiting_for_data: Whether the data set is still being made; a run asked for now begins when it is there.
        has_learnt: Whether the parameters come from a run that an edit has ended, and none has begun since.
    """

    is_training: bool = False
    step: int = 0
    epoch: int = 0
    device: str = ""
    path: str = ""
    steps_per_second: float = 0.0
    obstacle: str = ""
    last_epoch: int | None = None
    seconds_left: float | None = None
    is_waiting_for_data: bool = False
    has_learnt: bool = False


class TrainingController(QObject):
    """Drives runs in the engine for the session's document.

    Signals:
        state_changed: the new `TrainingState`.
        history_reset: the whole history, float64 (rows, columns), when it is another than before.
        history_extended: the rows added to it.
        stopped: `(reason, sentence)` of a run that ended by itself or by accident.
    """

    state_changed = Signal(object)
    history_reset = Signal(object)
    history_extended = Signal(object)
    stopped = Signal(str, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._document = session.document
        self._engine = session.engine
        self._state = TrainingState()
        self._run: Run | None = None
        self._live_parameters: Parameters | None = None
        self._rows: list[FloatArray] = []
        self._earlier_rows = _NO_ROWS
        self._label = ""
        self._last_epoch: int | None = None
        self._resets_when_stopped = False
        self._plays_when_reset = False
        self._begin_when_ready: Callable[[], None] | None = None
        self._document.project_changed.connect(self._on_project_changed)
        self._document.replaced.connect(self._on_replaced)
        session.data_set_changed.connect(self._on_data_set_changed)
        self._engine.engine_ready.connect(lambda _event: self._refresh())
        self._engine.frame_received.connect(self._on_frame_received)
        self._engine.run_stopped.connect(self._on_run_stopped)
        self._engine.retraining_stopped.connect(self._note_rate)
        self._engine.engine_died.connect(self._on_engine_died)

    @property
    def state(self) -> TrainingState:
        """What transport buttons and the status bar show."""
        return self._state

    @property
    def history(self) -> FloatArray:
        """The history of the project's run so far, a run going on included; until there is one, of the run before."""
        return np.concatenate(self._parts)

    def row_at(self, step: int) -> FloatArray | None:
        """Give the row (columns,) of the history that was measured last up to a step; None before the first."""
        for rows in reversed(self._parts):  # copying all of them together would take its time in every frame
            measured = int(np.searchsorted(column(rows, "step"), step, side="right"))
            if measured:
                return np.asarray(rows[measured - 1])
        return None

    @property
    def _parts(self) -> list[FloatArray]:
        """The history in consecutive parts, as it has come."""
        run = self._document.project.run
        return [self._earlier_rows if run is None else run.history, *self._rows]

    @property
    def is_history_earlier(self) -> bool:
        """Whether the history is of a run that an edit of the network's structure has ended."""
        return len(self._earlier_rows) > 0

    @property
    def mend(self) -> Mend | None:
        """The edit that takes away what keeps training from starting; None where no single one does."""
        found = self._incompatibility if self._state.obstacle else None
        return found.mend if found else None

    def snapshot(self) -> Project:
        """Give the project with what a run going on has made of it so far, to be saved without ending the run."""
        if self._run is None or self._live_parameters is None:
            return self._document.project
        run = replace(self._last_known_run(), history=self.history)
        return with_run(self._document.project, self._live_parameters, run)

    def toggle(self) -> None:
        """Pause the run going on or begin one, to the next multiple of the epochs set; after a reset that waits."""
        if self._document.is_training:
            if self._resets_when_stopped:
                self._plays_when_reset = not self._plays_when_reset
            else:
                self._engine.pause_run()
            return
        if self._begin_when_ready is not None:
            self._begin_when_ready = None  # it has not begun yet, and now it won't
            return
        epochs = self._document.project.training.epochs
        done = self._document.project.run.epoch if self._document.project.run else 0
        self._start(PLAYING, epochs=epochs - done % epochs)

    def play_on(self) -> None:
        """Begin a run that goes on until it is paused, or until a rule ends it."""
        if not self._document.is_training:
            self._start(PLAYING)

    def step(self) -> None:
        """Take one mini-batch; while a run goes on, pause it."""
        if self._document.is_training:
            self._engine.pause_run()
        else:
            self._start("Train one mini-batch", mini_batches=1)

    def step_epoch(self) -> None:
        """Train to the end of the epoch; while a run goes on, pause it."""
        if self._document.is_training:
            self._engine.pause_run()
        else:
            self._start("Train one epoch", epochs=1)

    def reset(self) -> None:
        """Go back to the parameters before training; a run going on is paused first."""
        if self._document.is_training:
            self._resets_when_stopped = True
            self._plays_when_reset = False
            self._engine.pause_run()
        else:
            self._document.apply("Reset to the initial parameters", reset)

    def _start(self, label: str, *, mini_batches: int | None = None, epochs: int | None = None) -> None:
        if self._state.is_waiting_for_data:
            self._begin_when_ready = partial(self._start, label, mini_batches=mini_batches, epochs=epochs)
            self._engine.start()  # it may have given up; then this is another try
            return
        if self._state.obstacle:
            self.stopped.emit("refused", self._state.obstacle)
            return
        self._document.end_rewind()
        self._label = label
        self._resets_when_stopped = False
        self._run = begin_run(self._document.project)
        self._rows = []
        self._live_parameters = None
        if self.is_history_earlier:
            self._earlier_rows = _NO_ROWS
            self.history_reset.emit(self.history)
        self._last_epoch = None if epochs is None else self._run.epoch + epochs
        self._document.set_training(True)
        self._engine.start_run(self._run, mini_batches=mini_batches, epochs=epochs)
        self._refresh()

    def _on_data_set_changed(self, _data_set: DataSet | None) -> None:
        begin, self._begin_when_ready = self._begin_when_ready, None
        self._refresh()
        if begin is not None:
            begin()

    def _on_frame_received(self, frame: Frame) -> None:
        if not self._document.is_training or frame.run_id == 0:
            return
        if frame.parameters is not None:
            self._live_parameters = frame.parameters
            self._document.show_parameters(frame.parameters)
        self._extend_history(frame.history)
        self._set_state(
            replace(
                self._state,
                step=frame.step,
                epoch=frame.epoch,
                device=frame.device,
                path=frame.path,
                steps_per_second=frame.steps_per_second,
                seconds_left=self._seconds_left(frame),
            )
        )

    def _seconds_left(self, frame: Frame) -> float | None:
        if self._last_epoch is None or frame.steps_per_second <= 0:
            return None
        taken_in_epoch = self._mini_batch_at(frame.step)
        steps = (self._last_epoch - frame.epoch) * self._mini_batches_per_epoch - taken_in_epoch
        return max(0, steps) / frame.steps_per_second

    @property
    def _mini_batches_per_epoch(self) -> int:
        """How many an epoch of the present data has; 1 while there are none."""
        data_set = self._session.data_set
        if data_set is None:
            return 1
        samples = len(data_set.training_indices)
        return max(1, samples // max(1, min(self._document.project.training.samples_per_update, samples)))

    def _mini_batch_at(self, step: int) -> int:
        """Give how many mini-batches of its epoch were taken at a step of the run going on."""
        assert self._run is not None
        return max(0, step - self._run.step + self._run.mini_batch) % self._mini_batches_per_epoch

    def _on_run_stopped(self, event: RunStopped) -> None:
        if self._run is None:
            return
        self._extend_history(event.run.history)
        self._note_rate(event)
        self._finish(event.parameters, event.run)
        if self._resets_when_stopped:
            return
        if event.sentence:
            self.stopped.emit(event.reason, event.sentence)
        elif event.reason == FINISHED and self._label == PLAYING:
            epochs = self._document.project.training.epochs
            self.stopped.emit(FINISHED, f"Trained to epoch {event.run.epoch:,}; Space trains on for {epochs:,} more.")

    def _note_rate(self, event: RunStopped) -> None:
        """Take note of where a run went on and how fast; of one that never began there is nothing to tell."""
        if event.device:
            self._set_state(replace(self._state, device=event.device, steps_per_second=event.steps_per_second))

    def _on_engine_died(self, sentence: str) -> None:
        if self._run is not None:
            self._finish(self._live_parameters or self._session.document.parameters, self._last_known_run())
        self.stopped.emit("died", sentence)

    def _last_known_run(self) -> Run:
        """Say where training stood when the engine was last heard of; the place in the epoch follows from the step."""
        assert self._run is not None
        if self._live_parameters is None:
            return self._run
        mini_batch = self._mini_batch_at(self._state.step)
        return replace(self._run, step=self._state.step, epoch=self._state.epoch, mini_batch=mini_batch)

    def _finish(self, parameters: Parameters, run: Run) -> None:
        assert self._run is not None
        history = self.history
        has_begun = run.step > self._run.step
        self._rows = []
        self._run = None
        self._document.set_training(False)
        if has_begun:
            ended = replace(run, history=history)
            self._document.apply(self._label, lambda project: with_run(project, parameters, ended))
        else:
            self.history_reset.emit(self.history)
        if self._resets_when_stopped:
            self.reset()
        self._refresh()
        if self._plays_when_reset:
            self._plays_when_reset = False
            QTimer.singleShot(0, self, self._play_again)  # once all have heard of the end of the run before

    def _play_again(self) -> None:
        if not self._document.is_training:
            self.toggle()

    def _extend_history(self, rows: FloatArray) -> None:
        if len(rows):
            self._rows.append(rows)
            if sum(map(len, self._rows)) > 2 * MOST_ROWS:
                self._rows = [thinned(np.concatenate(self._rows))]
            self.history_extended.emit(rows)

    def _on_project_changed(self, before: Project, after: Project) -> None:
        self._begin_when_ready = None
        earlier = self._earlier_rows if before.run is None else before.run.history
        self._earlier_rows = earlier if _leaves_curve(before, after) else _NO_ROWS
        if before.run is not after.run or self._earlier_rows is not earlier:
            self.history_reset.emit(self.history)
        self._refresh()

    def _on_replaced(self) -> None:
        """Let the curve of another project's run go: what has been opened has not been edited."""
        if self.is_history_earlier:
            self._earlier_rows = _NO_ROWS
            self.history_reset.emit(self.history)

    def _refresh(self) -> None:
        run = self._document.project.run
        is_training = self._document.is_training
        step, epoch = (self._state.step, self._state.epoch) if is_training else (0, 0)
        if not is_training and run is not None:
            step, epoch = run.step, run.epoch
        state = replace(
            self._state,
            is_training=is_training,
            step=step,
            epoch=epoch,
            obstacle=self._obstacle(),
            last_epoch=self._last_epoch if is_training else None,
            seconds_left=self._state.seconds_left if is_training else None,
            device=self._state.device if step or is_training else "",
            steps_per_second=self._state.steps_per_second if step else 0.0,
            has_learnt=not is_training and run is None and bool(self._document.project.learnt),
            is_waiting_for_data=self._session.is_making_data and not problems(self._document.project.network),
        )
        self._set_state(state)

    def _obstacle(self) -> str:
        project = self._document.project
        data_set = self._session.data_set
        if found := problems(project.network):
            return found[0]
        if self._session.is_making_data:
            return MAKING
        if data_set is None:
            return self._session.data_refusal
        misfit = self._incompatibility
        return misfit.sentence if misfit else ""

    @property
    def _incompatibility(self) -> Incompatibility | None:
        """The first thing in which network, data and settings don't fit each other; None while there are no data."""
        project, data_set = self._document.project, self._session.data_set
        if data_set is None:
            return None
        try:
            found = mendable_incompatibilities(project.network, data_set, project.training)
        except EngineError as error:
            return Incompatibility(str(error))
        return found[0] if found else None

    def _set_state(self, state: TrainingState) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)


def _leaves_curve(before: Project, after: Project) -> bool:
    """Tell whether the curve of a run that has ended still says something until another begins.

    So it does after an edit of structure; data or a loss of another kind make no one curve with it.
    """
    is_of_same_kind = before.data is after.data and before.training.loss == after.training.loss
    is_going_on = before.run is not None and has_same_structure(before.network, after.network)
    return after.run is None and is_of_same_kind and not is_going_on
