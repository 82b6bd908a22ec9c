"""Keeps the runs that the project leaves behind, with what was noted of them while they went on."""

import time
from weakref import WeakKeyDictionary

import msgspec
import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QObject

from engine.arrays import FloatArray
from engine.process.events import Frame, RunStopped
from engine.process.pictures import Metrics
from engine.project.history import HISTORY_COLUMNS
from engine.project.project import Project, Run
from engine.project.runs.course import Course, cut_after, with_measured, with_settings, with_time
from engine.project.runs.run_list import KeptRun, RunList, holds, restored, with_run_kept
from gui.run_book import RunBook
from gui.session import Session
from gui.training.instant_retraining import InstantRetraining
from gui.training.training_controller import TrainingController

# While a slider is dragged one retrained result gives way to the next: only one that was looked at is worth keeping.
LOOKED_AT_S = 1.0
_NO_ROWS = np.empty((0, len(HISTORY_COLUMNS)))


class _Note(msgspec.Struct, frozen=True, eq=False):
    """What is known of a run: the project as it left it (without the run itself), what was noted, when it came."""

    project: Project
    course: Course
    came_s: float
    is_retrained: bool = False


class RunKeeper(QObject):
    """Watches the document for runs that are left: reset, edited away, gone back in, undone, or replaced by another.

    It hears of the end of a run before the run enters the project.

    Args:
        session: The document, and the engine where runs go on.
        training: Source of the present run's history.
        book: Where the runs are kept.
        parent: Its owner.
    """

    def __init__(
        self, session: Session, training: TrainingController, book: RunBook, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._document = session.document
        self._training = training
        self._book = book
        self._notes: WeakKeyDictionary[Run, _Note] = WeakKeyDictionary()
        self._going_on: Course | None = None
        self._began_s, self._taken_s = 0.0, 0.0
        self._began_from: Run | None = None
        self._retrained: RunStopped | None = None
        self._document.training_changed.connect(self._on_training_changed)
        self._document.project_changed.connect(self._on_project_changed)
        self._document.replaced.connect(self._on_replaced)
        session.engine.frame_received.connect(self._on_frame_received)
        session.engine.retraining_stopped.connect(self._on_retraining_stopped)
        training.history_reset.connect(self._on_history_reset)
        training.history_extended.connect(self._on_history_extended)
        book.restore_requested.connect(self._on_restore_requested)
        book.naming_requested.connect(self._on_naming_requested)
        self._on_project_changed(Project(), self._document.project)
        self._on_history_reset(training.history)

    def show_previews_of(self, retraining: InstantRetraining) -> None:
        """Show what retrains as the present run."""
        retraining.history_reset.connect(self._show_history)
        retraining.history_extended.connect(self._on_history_extended)

    # A run goes on

    def _on_training_changed(self, is_training: bool) -> None:
        now = time.perf_counter()
        project = self._document.project
        if not is_training:
            self._taken_s = now - self._began_s
            return
        self._began_from = project.run
        before = self._note_of(project.run).course if project.run is not None else Course()
        step = project.run.step if project.run is not None else 0
        seconds = 0.0 if np.isnan(before.seconds) else before.seconds
        self._began_s = now - seconds
        self._going_on = with_settings(with_time(before, step, seconds), step, project.training, self._samples)
        self._book.set_present(project, self._going_on)

    def _on_frame_received(self, frame: Frame) -> None:
        if self._going_on is None or not self._document.is_training or not frame.run_id:
            return
        self._going_on = with_time(self._going_on, frame.step, time.perf_counter() - self._began_s)
        measured = next((view for view in frame.views.values() if isinstance(view, Metrics)), None)
        if measured is not None:
            metrics = {part: evaluation.metrics for part, evaluation in measured.parts.items()}
            self._going_on = with_measured(self._going_on, frame.step, metrics)
        self._book.set_present(self._book.project, self._going_on)

    def _on_retraining_stopped(self, event: RunStopped) -> None:
        self._retrained = event

    # A run enters the project, or leaves it

    def _on_project_changed(self, before: Project, after: Project) -> None:
        if before.run is after.run:
            self._note_settings(before, after)
            return
        if after.run is not None and after.run not in self._notes:
            self._notes[after.run] = self._made_note(after, after.run)
        if before.run is not None and before.run in self._notes:
            self._on_left(before.run, after.run)
        self._going_on = None
        self._show_present()

    def _on_left(self, left: Run, entered: Run | None) -> None:
        note, since = self._notes[left], 0
        if entered is not None and holds(entered.history, left):
            return  # it goes on
        if entered is not None and holds(left.history, entered):
            since = entered.step
            epoch = float(entered.history[-1, HISTORY_COLUMNS.index("epoch")])
            branch = self._note_of(entered)
            self._notes[entered] = replace(branch, course=cut_after(note.course, since, epoch))
        if note.is_retrained and time.perf_counter() - note.came_s < LOOKED_AT_S:
            return
        project = replace(note.project, run=left)
        self._book.set_kept(with_run_kept(self._book.kept, project, note.course, since=since))

    def _on_replaced(self) -> None:
        """Begin another list with another project."""
        if not self._document.undo_stack.count():
            self._book.set_kept(RunList())

    def _note_settings(self, before: Project, after: Project) -> None:
        if self._going_on is not None and self._document.is_training and before.training is not after.training:
            step = self._training.state.step
            self._going_on = with_settings(self._going_on, step, after.training, self._samples)
            self._book.set_present(after, self._going_on)

    def _made_note(self, project: Project, run: Run) -> _Note:
        now = time.perf_counter()
        alone = replace(project, run=None)
        retrained, self._retrained = self._retrained, None
        if self._going_on is not None:
            return _Note(alone, with_time(self._going_on, run.step, self._taken_s), now)
        course = with_settings(Course(), 0, project.training, self._samples)
        if retrained is None or retrained.run.step != run.step:
            return _Note(alone, course, now)
        if retrained.steps_per_second:
            course = with_time(with_time(course, 0, 0.0), run.step, run.step / retrained.steps_per_second)
        return _Note(alone, course, now, is_retrained=True)

    def _note_of(self, run: Run) -> _Note:
        return self._notes.get(run) or _Note(self._document.project, Course(), 0.0)

    @property
    def _samples(self) -> int:
        data_set = self._session.data_set
        return 0 if data_set is None else len(data_set.training_indices)

    # The present run

    def _show_present(self) -> None:
        project = self._document.project
        if project.run is None:
            self._book.set_present(project, Course())
        else:
            note = self._note_of(project.run)
            self._book.set_present(replace(note.project, run=project.run), note.course)

    def _on_history_reset(self, rows: FloatArray) -> None:
        if not self._document.is_training and self._document.project.run is self._began_from:
            self._going_on = None  # it never began
        # The history of a run that an edit has ended is that of a run kept.
        self._show_history(_NO_ROWS if self._training.is_history_earlier else rows)

    def _show_history(self, rows: FloatArray) -> None:
        self._book.history.clear()
        self._on_history_extended(rows)

    def _on_history_extended(self, rows: FloatArray) -> None:
        self._book.history.append(rows)
        self._book.history_changed.emit()

    def _on_restore_requested(self, run: KeptRun) -> None:
        if not self._document.editing_obstacle:
            self._notes[run.run] = _Note(replace(run.project, run=None), run.course, 0.0)
            self._document.apply(f"Restore “{run.name}”", lambda project: restored(project, run))

    def _on_naming_requested(self, name: str) -> None:
        run = self._document.project.run
        if self._going_on is not None:
            self._going_on = replace(self._going_on, name=name)
        if run is not None and self._going_on is None:
            note = self._note_of(run)
            self._notes[run] = replace(note, course=replace(note.course, name=name))
        self._book.set_present(self._book.project, replace(self._book.course, name=name))
