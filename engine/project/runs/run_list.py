"""The list of runs kept: a value, and pure edits of it."""

from collections.abc import Callable

import msgspec
import numpy as np
from msgspec.structs import replace

from engine.arrays import FloatArray
from engine.network.model import Parameters, parameters_of
from engine.project.history import column, thinned
from engine.project.project import Project, Run
from engine.project.runs.course import Course
from engine.project.runs.setting_values import changed_settings, setting_values

MOST_RUNS = 40
BUDGET_BYTES = 64 * 2**20
MOST_ROWS_KEPT = 3000
_RECORD_BYTES = 4000  # of a run besides its arrays


class KeptRun(msgspec.Struct, frozen=True, eq=False):
    """A run that was left behind.

    Attributes:
        number: Tells it from all others of the list; the first is 1.
        name: What it is called.
        project: The project as the run left it; its run's history is thinned to `MOST_ROWS_KEPT` rows.
        run: The project's run.
        course: What was noted while it went on.
        since: The step from which it went another way than the run that took its place; 0 for the whole of it.
        is_shown: Whether plots draw it.
    """

    number: int
    name: str
    project: Project
    run: Run
    course: Course = Course()
    since: int = 0
    is_shown: bool = True

    @property
    def size(self) -> int:
        """About how many bytes it takes, what it shares with the open project included."""
        best, state = self.run.best, self.run.optimizer_state
        numbers = [parameters_of(self.project.network), self.run.initial, *([best.parameters] if best else [])]
        return (
            _RECORD_BYTES + self.run.history.nbytes + (state.vectors.nbytes if state else 0) + sum(map(_size, numbers))
        )


class RunList(msgspec.Struct, frozen=True, eq=False):
    """Runs in the order in which they were left, and the number that the next one gets."""

    runs: tuple[KeptRun, ...] = ()
    next_number: int = 1

    def __getitem__(self, number: int) -> KeptRun:
        return next(run for run in self.runs if run.number == number)


def with_run_kept(kept: RunList, project: Project, course: Course, *, since: int = 0) -> RunList:
    """Add the project's run, named by what changed since the one before it.

    Nothing is added where the list holds it already; runs that it goes on from are taken out. So a run repeated to the
    bit from its start is kept once; one that branched off an earlier moment is another, whatever it came to. Of more
    than `MOST_RUNS`, or `BUDGET_BYTES`, the oldest go.

    Args:
        kept: The list.
        project: As the run left it; without a run that has a history nothing is added.
        course: What was noted of the run.
        since: The step from which it went another way than the run that takes its place; 0 for all of it.
    """
    run = project.run
    if run is None or not len(run.history) or any(_has(other, run, course) for other in kept.runs):
        return kept
    slim = replace(run, history=thinned(run.history, MOST_ROWS_KEPT))
    added = KeptRun(
        number=kept.next_number,
        name=course.name or automatic_name(kept, project, course),
        project=replace(project, run=slim),
        run=slim,
        course=course,
        since=since,
    )
    others = tuple(other for other in kept.runs if not goes_on_from(run.history, course, other))
    return RunList(_within_bounds((*others, added)), kept.next_number + 1)


def automatic_name(kept: RunList, project: Project, course: Course) -> str:
    """Say what is other in a project than in that of the run kept last; of the first run nothing but its number."""
    before = kept.runs[-1].project if kept.runs else None
    changes = changed_settings(setting_values(before), setting_values(project)) if before else ()
    name = ", ".join(changes) or f"Run {kept.next_number}"
    if course.branched_at is not None:
        return f"{name} on from epoch {int(course.branched_at):,}"
    return name


def renamed(kept: RunList, number: int, name: str) -> RunList:
    """Give a run another name; a blank one leaves it as it is."""
    text = as_name(name)
    return _with(kept, number, lambda run: replace(run, name=text or run.name))


def as_name(text: str) -> str:
    """Give what a person typed as the name of a run: on one line."""
    return " ".join(text.split())


def shown(kept: RunList, number: int, *, is_shown: bool) -> RunList:
    """Show a run in plots, or hide it."""
    return _with(kept, number, lambda run: replace(run, is_shown=is_shown))


def without(kept: RunList, number: int) -> RunList:
    """Take a run out."""
    return replace(kept, runs=tuple(run for run in kept.runs if run.number != number))


def restored(project: Project, run: KeptRun) -> Project:
    """Give the project with network, data, settings and run as a kept run left them, looked at as before."""
    return replace(run.project, view=project.view)


def holds(history: FloatArray, run: Run) -> bool:
    """Tell whether a history (rows, columns) goes through the very place where a run stands."""
    return len(run.history) > 0 and _goes_through(history, run.history[-1])


def goes_on_from(history: FloatArray, course: Course, other: KeptRun) -> bool:
    """Tell whether a run of this history (rows, columns) is a kept one, or has gone on from where that one stands."""
    return course.branched_at == other.course.branched_at and holds(history, other.run)


def branches_off(history: FloatArray, other: KeptRun) -> bool:
    """Tell whether a run kept is the rest of one whose way a history (rows, columns) went for a while."""
    if not other.since:
        return False
    shared = other.run.history[column(other.run.history, "step") <= other.since]
    return len(shared) > 0 and _goes_through(history, shared[-1])


def _has(other: KeptRun, run: Run, course: Course) -> bool:
    """Tell whether a kept run is all that another one is: its very way, as far as that went by itself."""
    branched_at = course.branched_at
    is_own_way = branched_at is not None and float(column(run.history, "epoch")[-1]) > branched_at
    return holds(other.run.history, run) and (not is_own_way or branched_at == other.course.branched_at)


def _with(kept: RunList, number: int, change: Callable[[KeptRun], KeptRun]) -> RunList:
    return replace(kept, runs=tuple(change(run) if run.number == number else run for run in kept.runs))


def _goes_through(history: FloatArray, row: FloatArray) -> bool:
    steps = column(history, "step")
    first, end = (int(np.searchsorted(steps, column(row, "step"), side=side)) for side in ("left", "right"))
    return any(history[place].tobytes() == row.tobytes() for place in range(first, end))


def _within_bounds(runs: tuple[KeptRun, ...]) -> tuple[KeptRun, ...]:
    """Give the newest that there is room for; the newest of all in any case."""
    sizes = np.cumsum([run.size for run in reversed(runs)])
    count = min(max(int(np.searchsorted(sizes, BUDGET_BYTES, side="right")), 1), MOST_RUNS)
    return runs[-count:]


def _size(parameters: Parameters) -> int:
    return sum(array.nbytes for array in (*parameters.weights, *parameters.biases))
