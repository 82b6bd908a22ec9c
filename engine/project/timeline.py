"""The moments of a run: its parameters at steps evenly apart in log time, in bounded memory."""

import math
from collections.abc import Iterable

import msgspec
import numpy as np

from engine.network.model import Parameters
from engine.network.optimizers import OptimizerState
from engine.project.settings import TrainingSettings

BUDGET_BYTES = 64 * 2**20
MOST_PER_DECADE, LEAST_PER_DECADE = 150, 4  # moments from step n to step 10n
DECADES = 6  # that the budget is shared out to: a million steps
_RECORD_BYTES = 2000  # of a moment besides its numbers


class Moment(msgspec.Struct, frozen=True, eq=False):
    """Where a run stood at one step.

    Attributes:
        parameters: Of this step.
        step: Mini-batches taken since the run began.
        epoch: Whole epochs finished since.
        mini_batch: Mini-batches taken of the epoch under way.
        optimizer_state: What the optimizer remembered; None where it remembers nothing.
        training: How the run went on from there; None where nobody knows.
    """

    parameters: Parameters
    step: int
    epoch: int
    mini_batch: int
    optimizer_state: OptimizerState | None = None
    training: TrainingSettings | None = None

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        arrays = [*self.parameters.weights, *self.parameters.biases]
        arrays += [] if self.optimizer_state is None else [self.optimizer_state.vectors]
        return _RECORD_BYTES + sum(array.nbytes for array in arrays)


def step_after(step: int, size: int, budget: int = BUDGET_BYTES) -> int:
    """Give the step at which the next moment is due after one of `size` bytes: evenly apart in log time."""
    per_decade = min(max(budget / size / DECADES, LEAST_PER_DECADE), MOST_PER_DECADE)
    return max(step + 1, math.ceil((step + 1) * 10 ** (1 / per_decade)) - 1)


class Timeline:
    """The moments of one run, ascending by step.

    Whenever they take more than the budget, those go that lie closest between their neighbours in log time; the first,
    the last and marked ones stay.

    Args:
        budget: In bytes.
    """

    def __init__(self, budget: int = BUDGET_BYTES) -> None:
        self._budget = budget
        self._moments: tuple[Moment, ...] = ()
        self._marked: set[int] = set()
        self._size = 0

    @property
    def moments(self) -> tuple[Moment, ...]:
        """All moments kept: the very same tuple, until there are others."""
        return self._moments

    @property
    def size(self) -> int:
        """About how many bytes they take."""
        return self._size

    @property
    def marked(self) -> frozenset[int]:
        """The steps of the moments marked."""
        return frozenset(self._marked)

    def extend(self, moments: Iterable[Moment]) -> None:
        """Add later moments; one of the last step again takes its place, and its mark."""
        for moment in moments:
            if self._moments and moment.step <= self._moments[-1].step:
                marked = self._marked & {moment.step}
                self.cut(moment.step - 1)
                self._marked |= marked
            self._moments += (moment,)
            self._size += moment.size
        self._thin()

    def up_to(self, step: int) -> "Timeline":
        """Give another recording of what came up to a step, marks and all."""
        part = Timeline(self._budget)
        part.extend(moment for moment in self._moments if moment.step <= step)
        part._marked = {marked for marked in self._marked if marked <= step}
        return part

    def cut(self, step: int) -> None:
        """Forget what came after a step."""
        self._size -= sum(moment.size for moment in self._moments if moment.step > step)
        self._moments = tuple(moment for moment in self._moments if moment.step <= step)
        self._marked = {marked for marked in self._marked if marked <= step}

    def mark(self, step: int, *, is_marked: bool) -> None:
        """Mark the moment of a step, so that it stays, or take its mark away."""
        if not is_marked:
            self._marked.discard(step)
        elif any(moment.step == step for moment in self._moments):
            self._marked.add(step)

    def _thin(self) -> None:
        while self._size > self._budget and len(self._moments) > 2:
            times = np.log1p([moment.step for moment in self._moments])
            gaps = times[2:] - times[:-2]
            is_marked = [moment.step in self._marked for moment in self._moments[1:-1]]
            gaps[is_marked] = np.inf
            closest = int(gaps.argmin())
            if not np.isfinite(gaps[closest]):
                return
            self._size -= self._moments[1 + closest].size
            self._moments = self._moments[: 1 + closest] + self._moments[2 + closest :]
