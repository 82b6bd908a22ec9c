"""Some of a run's moments, about evenly apart in log time, for what the engine is to compute of each."""

from collections.abc import Sequence

import numpy as np

from engine.project.timeline import Moment
from gui.plots.step_axis import places_of

SPACING = 1 / 40  # of what is seen, in log time
MOST_MOMENTS, FEWEST_MOMENTS = 40, 5
MOST_BYTES = 2 * 2**20  # of the moments that the engine is asked about at once


def some_of(moments: Sequence[Moment]) -> list[Moment]:
    """Give some of the moments, ascending and among them the last; [] of a network so large that only few could be."""
    most = min(MOST_MOMENTS, MOST_BYTES // max((moment.size for moment in moments), default=1))
    if len(moments) < 2 or most < FEWEST_MOMENTS:
        return []
    places = places_of(np.array([moment.step for moment in moments], np.int64))
    wanted = np.searchsorted(places, np.linspace(places[0], places[-1], most) - SPACING / 2)
    return [moments[row] for row in sorted({*wanted.tolist(), len(moments) - 1})]
