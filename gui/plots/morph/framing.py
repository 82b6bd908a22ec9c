"""Which part of the plane is shown: all that is there, a unit as long along both axes."""

import msgspec
import numpy as np

from engine.process.views.morph import MorphPositions
from gui.plots.ranges import Range

MARGIN = 0.1
LARGEST = 1e100  # what lies further out, or nowhere, has no place in any picture
ROOMIEST = 1.6  # a frame that is kept is at most so much wider than one made anew


class Frame(msgspec.Struct, frozen=True):
    """A rectangle that is to be seen whole.

    Attributes:
        center: Its middle.
        half: Half its width and half its height, at least one of them above 0.
    """

    center: tuple[float, float]
    half: tuple[float, float]

    def suits(self, other: "Frame") -> bool:
        """Tell whether it shows what another shows, and not much beside it: then nothing need jump."""
        holds = all(
            abs(there - here) + theirs <= ours
            for here, there, ours, theirs in zip(self.center, other.center, self.half, other.half, strict=True)
        )
        return holds and max(self.half) <= ROOMIEST * max(other.half)

    def widened(self, factor: float) -> "Frame":
        """Give one so much wider and higher."""
        return Frame(self.center, (factor * self.half[0], factor * self.half[1]))

    def ranges(self, width: float, height: float) -> tuple[Range, Range]:
        """Give what is seen along both axes in a view of so many pixels."""
        width, height = max(width, 1.0), max(height, 1.0)
        unit = 2.0 * max(self.half[0] / width, self.half[1] / height)
        (x, y), reach_x, reach_y = self.center, unit * width / 2, unit * height / 2
        return (x - reach_x, x + reach_x), (y - reach_y, y + reach_y)


def frame_of(positions: MorphPositions) -> Frame:
    """Give the frame that holds, with a margin, all that can be drawn."""
    points = np.concatenate([part.reshape(-1, 2) for part in positions])
    points = points[(np.abs(points) < LARGEST).all(axis=1)]
    if not len(points):
        return Frame((0.0, 0.0), (1.0, 1.0))
    low, high = (points.min(axis=0) / 2).tolist(), (points.max(axis=0) / 2).tolist()
    half = tuple((1.0 + MARGIN) * (top - bottom) for bottom, top in zip(low, high, strict=True))
    return Frame((low[0] + high[0], low[1] + high[1]), (half[0], half[1]) if any(half) else (1.0, 1.0))
