"""The runs that plots compare: the present one and those kept, for all plots alike."""

import msgspec
from PySide6.QtCore import QObject, Signal

from engine.network.model import Parameters
from engine.project.project import Project
from engine.project.runs.course import Course
from engine.project.runs.run_list import (
    KeptRun,
    RunList,
    as_name,
    automatic_name,
    branches_off,
    goes_on_from,
    renamed,
    shown,
    without,
)
from gui.plots.history_buffer import HistoryBuffer

START, BEST, SHOWN, END = "start", "best", "shown", "end"
Moments = dict[str, "NamedMoment"]


class NamedMoment(msgspec.Struct, frozen=True, eq=False):
    """A moment of the present run that people choose by name.

    Attributes:
        name: What boxes call it.
        step: Of the run.
        parameters: Those of then.
    """

    name: str
    step: int
    parameters: Parameters

    @property
    def short_name(self) -> str:
        """The name without where in the run it is."""
        return self.name.partition(":")[0]


class RunBook(QObject):
    """Holds the runs; whoever keeps them writes into it, plots read it and edit the list.

    Signals:
        runs_changed: the list, or what is told of the present run, is another.
        history_changed: the present run has another history, or more of it.
        moments_changed: there are other moments to choose from.
        moment_changed: the step of the moment of the present run that is shown, or None for its end.
        restore_requested: the `KeptRun` that a person wants back.
        naming_requested: what a person calls the present run.
    """

    runs_changed = Signal()
    history_changed = Signal()
    moments_changed = Signal()
    moment_changed = Signal(object)
    restore_requested = Signal(object)
    naming_requested = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.history = HistoryBuffer()
        self._kept = RunList()
        self._project = Project()
        self._course = Course()
        self._others: tuple[KeptRun, ...] = ()
        self._moment: int | None = None
        self._moments: Moments = {}

    # What plots read

    @property
    def kept(self) -> RunList:
        """All runs kept, those that the present one goes on from included."""
        return self._kept

    @property
    def others(self) -> tuple[KeptRun, ...]:
        """The runs kept that are not the present one, or a part of it."""
        return self._others

    @property
    def project(self) -> Project:
        """The project as the present run left it, or as it goes on with it."""
        return self._project

    @property
    def course(self) -> Course:
        """What is noted of the present run."""
        return self._course

    @property
    def present_name(self) -> str:
        """What the present run is called: as when it was kept, or by what is other than in the one before."""
        kept = self._kept_present
        return kept.name if kept else self._course.name or automatic_name(self._kept, self._project, self._course)

    @property
    def branches(self) -> dict[int, str]:
        """Steps at which the present run left another one's way, with what the rest of that one is called."""
        run = self._project.run
        rest = (other for other in self._others if run is not None and branches_off(run.history, other))
        return {other.since: other.name for other in rest}

    @property
    def moment(self) -> int | None:
        """The step of the moment of the present run that is shown; None for its end."""
        return self._moment

    @property
    def moments(self) -> Moments:
        """The moments of the present run that have a name, by key; none where it is not recorded."""
        return self._moments

    # What people do with the list

    def rename(self, number: int, name: str) -> None:
        """Give a run another name."""
        self.set_kept(renamed(self._kept, number, name))

    def rename_present(self, name: str) -> None:
        """Give the present run another name, which it keeps when it goes on or is left; a blank one changes nothing."""
        kept, text = self._kept_present, as_name(name)
        if kept is not None:
            self.rename(kept.number, name)
        if text and text != self._course.name:
            self.naming_requested.emit(text)

    def show_run(self, number: int, *, is_shown: bool) -> None:
        """Draw a run, or hide it."""
        self.set_kept(shown(self._kept, number, is_shown=is_shown))

    def delete(self, number: int) -> None:
        """Forget a run."""
        self.set_kept(without(self._kept, number))

    def restore(self, number: int) -> None:
        """Ask for the project as a run left it."""
        self.restore_requested.emit(self._kept[number])

    # What it is fed

    def set_kept(self, kept: RunList) -> None:
        """Hold another list."""
        if kept is not self._kept:
            self._kept = kept
            self._tell()

    def set_present(self, project: Project, course: Course) -> None:
        """Take another run for the present one, or tell something else of it."""
        is_other = project is not self._project or course.name != self._course.name
        self._project, self._course = project, course
        if is_other:
            self._tell()

    def set_moment(self, step: int | None) -> None:
        """Take note of which moment is shown."""
        if step != self._moment:
            self._moment = step
            self.moment_changed.emit(step)

    def _tell(self) -> None:
        run = self._project.run
        self._others = tuple(
            other for other in self._kept.runs if run is None or not goes_on_from(run.history, self._course, other)
        )
        self.runs_changed.emit()

    def set_moments(self, moments: Moments) -> None:
        """Offer these moments."""
        if _identities(moments) != _identities(self._moments):
            self._moments = moments
            self.moments_changed.emit()

    @property
    def _kept_present(self) -> KeptRun | None:
        """The run kept that stands where the present one does."""
        run = self._project.run
        alike = (other for other in self._kept.runs if run is not None and other.run.step == run.step)
        found = (other for other in alike if run is not None and goes_on_from(run.history, self._course, other))
        return next(found, None)


def _identities(moments: Moments) -> list[tuple[str, str, int]]:
    return [(key, moment.name, id(moment.parameters)) for key, moment in moments.items()]
