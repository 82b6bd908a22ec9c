"""What the gradient was over a run: as far as a plot has seen it go on, and at the moments that were recorded."""

from collections.abc import Sequence

import numpy as np

from engine.arrays import FloatArray, IntArray
from engine.network.model import LayerId
from engine.process.views.gradients import GradientCourse, GradientNorms
from engine.project.timeline import Moment
from gui.plots.gradients.quantities import QUANTITIES, all_values
from gui.plots.step_axis import place_of, places_of

SPACING = 1 / 40  # of what is seen, in log time
MOST_MOMENTS, FEWEST_MOMENTS = 40, 5
MOST_BYTES = 2 * 2**20  # of the moments that the engine is asked about at once


class GradientHistory:
    """The quantities of every layer by step, about evenly apart in log time."""

    def __init__(self) -> None:
        self._layers: tuple[LayerId, ...] = ()
        self._rows: dict[int, FloatArray] = {}

    @property
    def steps(self) -> IntArray:
        """The steps (n,), ascending."""
        return np.fromiter(self._rows, np.int64, len(self._rows))

    def values(self, name: str) -> FloatArray:
        """Give a quantity of every layer at each of the steps, (n, L)."""
        place = list(QUANTITIES).index(name)
        return np.array([row[place] for row in self._rows.values()]).reshape(len(self._rows), len(self._layers))

    def note(self, norms: GradientNorms, step: int) -> None:
        """Add what was seen at a step; what was seen of later ones belongs to another run."""
        self._take_layers(norms)
        self.cut(step - 1)
        *_others, before, last = (-1, -1, *self._rows)
        if before >= 0 and place_of(last) - place_of(before) < SPACING:
            del self._rows[last]
        self._rows[step] = all_values(norms)

    def add(self, course: GradientCourse) -> None:
        """Add what was measured at moments of the run."""
        for step, norms in zip(course.steps, course.norms, strict=True):
            self._take_layers(norms)
            self._rows[step] = all_values(norms)
        self._rows = dict(sorted(self._rows.items()))

    def missing(self, moments: Sequence[Moment]) -> list[Moment]:
        """Give those of the moments, evenly apart in log time, that are to be measured yet."""
        most = min(MOST_MOMENTS, MOST_BYTES // max((moment.size for moment in moments), default=1))
        if len(moments) < 2 or most < FEWEST_MOMENTS:
            return []
        places = places_of(np.array([moment.step for moment in moments], np.int64))
        wanted = np.searchsorted(places, np.linspace(places[0], places[-1], most) - SPACING / 2)
        rows = {*wanted.tolist(), len(moments) - 1}
        return [moments[row] for row in sorted(rows) if moments[row].step not in self._rows]

    def cut(self, step: int) -> None:
        """Forget what came after a step."""
        while self._rows and next(reversed(self._rows)) > step:
            self._rows.popitem()

    def _take_layers(self, norms: GradientNorms) -> None:
        if norms.layers != self._layers:
            self._layers, self._rows = norms.layers, {}
