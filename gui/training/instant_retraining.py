"""Instant retraining: while it is on, each edit that calls for it trains anew from the seed, and is seen at once."""

from weakref import WeakKeyDictionary

import msgspec
import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from engine.arrays import FloatArray
from engine.network.graph import problems
from engine.network.model import Parameters, shares_parameters
from engine.process.events import FAILED, PAUSED, Frame, RunStopped
from engine.project.edits import has_drawn_parameters
from engine.project.history import HISTORY_COLUMNS
from engine.project.project import Project, Run
from engine.project.retraining import calls_for_retraining, retrained, retraining_start
from gui.session import Session
from gui.training.training_controller import TrainingState

_NO_ROWS = np.empty((0, len(HISTORY_COLUMNS)))
GIVEN_UP = "Given up before its end: the weights are as they were."
UNDER_WAY = "Epoch {epoch:,} of {epochs:,} … Space pauses."
BROUGHT_BACK = "What came back was never trained: epoch {epoch:,} of {epochs:,} … Space pauses."


class RetrainingState(msgspec.Struct, frozen=True):
    """What the switch and the words beside it show.

    Attributes:
        is_on: Whether edits retrain.
        sentence: How far the last one has come, "" where there is nothing to tell.
        has_trouble: Whether the sentence tells why it came to nothing good.
    """

    is_on: bool = False
    sentence: str = ""
    has_trouble: bool = False


class InstantRetraining(QObject):
    """Retrains after edits of settings, data and structure, and makes what comes of it a part of the edit.

    While a slider moves, results of where it was a moment ago are shown, but only the last one enters the project.

    Signals:
        switched: whether edits retrain now.
        state_changed: the new `RetrainingState`.
        history_reset: the whole history to show instead of the project's, float64 (rows, columns).
        history_extended: the rows added to it.
        progress_changed: the new `progress`.
    """

    switched = Signal(bool)
    state_changed = Signal(object)
    history_reset = Signal(object)
    history_extended = Signal(object)
    progress_changed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._document = session.document
        self._engine = session.engine
        self._state = RetrainingState()
        self._progress: TrainingState | None = None
        self._wanted = 0  # the run whose end is to enter the project; 0 while there is none
        self._shown = 0  # the run whose history is shown
        self._finished = 0  # the run that was shown to its end
        self._under_way = UNDER_WAY
        self._rows: list[FloatArray] = []
        self._trained_for: WeakKeyDictionary[Run, Project] = WeakKeyDictionary()
        self._before_change = self._document.project
        self._document.project_changed.connect(self._on_project_changed)
        self._document.edited.connect(self._on_edited)
        self._document.replaced.connect(self._on_replaced)
        self._document.training_changed.connect(self._on_training_changed)
        self._engine.frame_received.connect(self._on_frame_received)
        self._engine.retraining_stopped.connect(self._on_retraining_stopped)
        self._engine.engine_died.connect(lambda _sentence: self._give_up())

    @property
    def state(self) -> RetrainingState:
        """What the switch and the words beside it show."""
        return self._state

    @property
    def progress(self) -> TrainingState | None:
        """Where the run stands that is shown instead of the project's; None while there is none."""
        return self._progress

    @property
    def is_going_on(self) -> bool:
        """Whether a run is seen on its way: one longer than the moment after which it is shown."""
        return self._progress is not None and self._progress.is_training

    def pause(self) -> None:
        """End the run going on where it stands; what it has learnt until then enters the project."""
        self._engine.pause_retraining()

    def switch(self, is_on: bool) -> None:
        """Switch it on or off; what is being trained is given up then, and nothing of it kept."""
        given_up = GIVEN_UP if self._wanted else ""
        self._give_up()
        self._set_state(RetrainingState(is_on=is_on, sentence=given_up))

    def _on_project_changed(self, before: Project, _after: Project) -> None:
        self._before_change = before

    def _on_training_changed(self, is_training: bool) -> None:
        if is_training:  # the run that a person begins is another than the one told of
            self._give_up()
            self._tell("")

    def _on_replaced(self) -> None:
        """Say no more of an edit that may be undone now, or be another project's; retrain what undo has brought back.

        Not where that has weights of its own, set by hand or by a run that a person began: undo is to bring them back.
        """
        self._give_up()
        self._tell("")
        project = self._document.project
        is_another = not self._document.undo_stack.count()
        if self._state.is_on and not is_another and self._lacks_its_run(project):
            self._begin(project, BROUGHT_BACK)

    def _lacks_its_run(self, project: Project) -> bool:
        """Tell whether a project that undo or redo brought back is not as its settings would train it."""
        results = self._trained_for.values()
        shown = next((result for result in results if shares_parameters(result.network, project.network)), None)
        if shown is not None:
            return project.run is None or calls_for_retraining(shown, project)
        is_untrained = project.run is None and has_drawn_parameters(project)
        return is_untrained and calls_for_retraining(self._before_change, project)

    def _on_edited(self, before: Project, after: Project) -> None:
        if not self._state.is_on or self._document.is_training:
            return
        if calls_for_retraining(before, after):
            self._begin(after)
            if self._rows and before.run is not after.run:
                # An edit of data or structure ends the run and its curve, which is to be seen until there is another.
                self.history_reset.emit(self._history)
        elif not shares_parameters(before.network, after.network):
            self._give_up()  # what was set by hand is not to be trained away

    def _begin(self, project: Project, under_way: str = UNDER_WAY) -> None:
        if problems(project.network):
            self._give_up()
            return
        self._under_way = under_way
        self._wanted = self._engine.retrain(retraining_start(project), project.training.epochs)

    def _give_up(self) -> None:
        """Leave the project as it is, and show it."""
        if self._wanted:
            self._wanted = 0
            self._engine.stop_retraining()
            self._tell("")
        self._set_progress(None)
        self._document.end_preview()
        self._shown = 0
        if self._rows:
            self._rows = []
            run = self._document.project.run
            self.history_reset.emit(_NO_ROWS if run is None else run.history)

    def _on_frame_received(self, frame: Frame) -> None:
        if self._wanted and frame.run_id not in {0, self._finished} and frame.parameters is not None:
            self._show(frame.run_id, frame.parameters, frame.history)
            self._set_progress(self._progress_of(frame))
            self._tell(self._under_way.format(epoch=frame.epoch, epochs=self._document.project.training.epochs))

    def _on_retraining_stopped(self, event: RunStopped) -> None:
        is_last = event.run_id == self._wanted
        if event.reason == FAILED:
            if is_last:
                self._wanted = 0
                self._tell(event.sentence, has_trouble=True)
                self._give_up()
            return
        if not self._wanted:
            return
        if event.reason == PAUSED and not event.run.step:  # another was on its way, and this one has not begun
            if is_last:
                self._give_up()
                self._tell(GIVEN_UP)
            return
        self._finished = event.run_id
        self._show(event.run_id, event.parameters, event.run.history)
        self._set_progress(
            TrainingState(
                step=event.run.step,
                epoch=event.run.epoch,
                device=event.device,
                steps_per_second=event.steps_per_second,
            )
        )
        self._tell(event.sentence or self._result_of(event), has_trouble=bool(event.sentence))
        if is_last:
            self._enter(event.parameters, replace(event.run, history=self._history))

    def _show(self, run_id: int, parameters: Parameters, rows: FloatArray) -> None:
        self._document.preview_parameters(parameters)
        if run_id != self._shown:
            self._shown, self._rows = run_id, [rows]
            self.history_reset.emit(rows)
        elif len(rows):
            self._rows.append(rows)
            self.history_extended.emit(rows)

    def _enter(self, parameters: Parameters, run: Run) -> None:
        """Make the result a part of the edit that asked for it."""
        self._wanted = 0
        self._shown = 0
        self._document.add_consequence("Retrain", lambda project: retrained(project, parameters, run))
        self._trained_for[run] = replace(self._document.project, run=None)
        self._set_progress(None)

    def _progress_of(self, frame: Frame) -> TrainingState:
        epochs = self._document.project.training.epochs
        per_second = frame.epoch / frame.step * frame.steps_per_second if frame.step else 0.0
        return TrainingState(
            is_training=True,
            step=frame.step,
            epoch=frame.epoch,
            device=frame.device,
            path=frame.path,
            steps_per_second=frame.steps_per_second,
            last_epoch=epochs,
            seconds_left=max(0, epochs - frame.epoch) / per_second if per_second else None,
        )

    def _result_of(self, event: RunStopped) -> str:
        if event.reason == PAUSED:
            epochs = self._document.project.training.epochs
            return f"Paused at epoch {event.run.epoch:,} of {epochs:,}; Space trains on."
        taken = f" in {event.run.step / event.steps_per_second:.2g} s" if event.steps_per_second else ""
        return f"{event.run.epoch:,} epochs{taken}"

    def _set_progress(self, progress: TrainingState | None) -> None:
        if progress != self._progress:
            self._progress = progress
            self.progress_changed.emit(progress)

    @property
    def _history(self) -> FloatArray:
        return np.concatenate(self._rows)

    def _tell(self, sentence: str, *, has_trouble: bool = False) -> None:
        self._set_state(replace(self._state, sentence=sentence, has_trouble=has_trouble))

    def _set_state(self, state: RetrainingState) -> None:
        before, self._state = self._state, state
        if state != before:
            self.state_changed.emit(state)
        if state.is_on != before.is_on:
            self.switched.emit(state.is_on)
