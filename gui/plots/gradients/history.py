"""What the gradient was over a run: as far as a plot has seen it go on, and at the moments that were recorded."""

from collections.abc import Sequence

import numpy as np

from engine.arrays import FloatArray, IntArray
from engine.network.model import LayerId
from engine.process.views.gradients import GradientCourse, GradientNorms
from engine.project.timeline import Moment
from gui.plots.gradients.quantities import QUANTITIES, all_values
from gui.plots.some_moments import SPACING, some_of
from gui.plots.step_axis import place_of


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
        return [moment for moment in some_of(moments) if moment.step not in self._rows]

    def cut(self, step: int) -> None:
        """Forget what came after a step."""
        while self._rows and next(reversed(self._rows)) > step:
            self._rows.popitem()

    def _take_layers(self, norms: GradientNorms) -> None:
        if norms.layers != self._layers:
            self._layers, self._rows = norms.layers, {}
