"""Numbers counted in equally wide bins, now, at the start, and over the moments of a run."""

from collections.abc import Callable, Sequence

import numpy as np

from engine.arrays import FloatArray, IntArray, without_repeats
from engine.network.model import Parameters
from engine.project.timeline import Moment
from gui.plots.ranges import rounded_out, with_margin
from gui.plots.step_axis import place_of, places_of

MOST_BINS, FEWEST_BINS = 40, 12
MARGIN = 0.04
COLUMNS = 100  # of the picture over time

NumbersOf = Callable[[Parameters], FloatArray]


def bin_edges(*numbers: FloatArray) -> FloatArray:
    """Give the edges (bins + 1,) of bins that hold all finite ones of some numbers: more bins for more of them."""
    known = np.concatenate(numbers)
    known = known[np.isfinite(known)]
    count = int(np.clip(2 * np.sqrt(max(map(len, numbers))), FEWEST_BINS, MOST_BINS))
    return np.linspace(*rounded_out(*with_margin(known, MARGIN)), count + 1)


def counted(numbers: FloatArray, edges: FloatArray) -> IntArray:
    """Count numbers in bins as numpy's histogram does, which takes several times as long for few numbers."""
    inside = numbers[(numbers >= edges[0]) & (numbers <= edges[-1])]  # and none that is not finite
    bins = np.minimum(np.searchsorted(edges, inside, side="right") - 1, len(edges) - 2)
    return np.bincount(bins, minlength=len(edges) - 1)


class CountsOverTime:
    """Counts of the numbers of each moment; of a recording that grows only the new ones are counted."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Moment, IntArray]] = {}
        self._edges: FloatArray = np.empty(0)
        self.steps: IntArray = np.empty(0, np.int64)

    def of(self, moments: Sequence[Moment], edges: FloatArray, numbers_of: NumbersOf) -> FloatArray:
        """Give the share (bins, columns) of the numbers in each bin, at evenly spread places of log time."""
        if not np.array_equal(edges, self._edges):
            self._edges, self._known = edges, {}
        steps = np.array([moment.step for moment in moments], np.int64)
        ends = np.linspace(0.0, place_of(int(steps[-1])), COLUMNS)
        rows = np.maximum(np.searchsorted(places_of(steps), ends + 1e-9, side="right") - 1, 0)
        self._known = {
            int(steps[row]): self._counts(moments[row], numbers_of) for row in without_repeats(rows).tolist()
        }
        self.steps = steps[rows]
        counts = np.column_stack([self._known[step][1] for step in self.steps.tolist()])
        return np.asarray(counts / np.maximum(counts.sum(axis=0), 1), np.float64)

    def _counts(self, moment: Moment, numbers_of: NumbersOf) -> tuple[Moment, IntArray]:
        known = self._known.get(moment.step)
        if known is not None and known[0] is moment:
            return known
        return moment, counted(numbers_of(moment.parameters), self._edges)

    def forget(self) -> None:
        """Count all anew: they are other numbers."""
        self._known = {}
