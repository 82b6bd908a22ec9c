"""Level of detail of a layer: a wide one shows its first neurons and its last, and folds the others into a strip."""

from functools import lru_cache

import msgspec
import numpy as np

from engine.arrays import BoolArray, FloatArray, read_only

FOLD_ABOVE = 14
SHOWN_BEFORE_STRIP = 9
NEURON_PITCH = 60.0
STRIP_HEIGHT = 160.0
STRIP_MARGIN = 8.0


class Fold(msgspec.Struct, frozen=True, eq=False):
    """How a layer of some width is laid out in its column.

    Attributes:
        shown: Indices of the neurons drawn as circles.
        folded: Indices of those in the strip; empty where all are shown.
        offsets: float64 (H,), height of each neuron relative to the column's centre, in scene units.
        height: Height of the column.
        strip: Top and bottom of the strip relative to the column's centre, or None.
    """

    shown: tuple[int, ...]
    folded: range
    offsets: FloatArray
    height: float
    strip: tuple[float, float] | None

    @property
    def is_folded(self) -> BoolArray:
        """Whether each neuron is in the strip: bool (H,)."""
        folded = np.zeros(len(self.offsets), np.bool_)
        folded[self.folded.start : self.folded.stop] = True
        return folded


@lru_cache(maxsize=256)
def fold(width: int) -> Fold:
    """Lay out the neurons of a layer."""
    if width <= FOLD_ABOVE:
        height = width * NEURON_PITCH
        offsets = (np.arange(width) + 0.5) * NEURON_PITCH - height / 2
        return Fold(tuple(range(width)), range(0), read_only(offsets), height, None)
    folded = range(SHOWN_BEFORE_STRIP, width - 1)
    height = (SHOWN_BEFORE_STRIP + 1) * NEURON_PITCH + STRIP_HEIGHT
    top = SHOWN_BEFORE_STRIP * NEURON_PITCH - height / 2 + STRIP_MARGIN
    bottom = top + STRIP_HEIGHT - 2 * STRIP_MARGIN
    offsets = np.empty(width)
    offsets[:SHOWN_BEFORE_STRIP] = (np.arange(SHOWN_BEFORE_STRIP) + 0.5) * NEURON_PITCH - height / 2
    offsets[folded.start : folded.stop] = top + (np.arange(len(folded)) + 0.5) / len(folded) * (bottom - top)
    offsets[-1] = (height - NEURON_PITCH) / 2
    return Fold((*range(SHOWN_BEFORE_STRIP), width - 1), folded, read_only(offsets), height, (top, bottom))
