"""The strongest of very many edges, found among millions in the time that they take to be read a few times."""

from functools import cached_property

import numpy as np

from engine.arrays import BoolArray, FloatArray
from gui.canvas.layers.place import Indices

# Beyond this many a connection shows its strongest edges only, and its matrix as an image.
MAX_EDGES = 600
STRONGEST_EDGES = 240
LEAST_BLOCKS = 4 * STRONGEST_EDGES  # so that most have none of the strongest


class StrongestEdges:
    """Finds the strongest of some edges, once for the same values: while a layer is dragged they stay.

    Args:
        eligible: bool (H_target, H_source), the edges to choose from.
    """

    def __init__(self, eligible: BoolArray) -> None:
        self._eligible = eligible
        self._count = int(np.count_nonzero(eligible))
        self._known: tuple[FloatArray, Indices] | None = None

    def by(self, values: FloatArray) -> Indices:
        """Give, ascending, the places of the strongest in the matrix read row by row, or of all where they are few.

        Args:
            values: float64 (H_target, H_source), by whose magnitude they are found; unknown ones (NaN) come first.
        """
        if self._known is None or self._known[0] is not values:
            self._known = values, self._found(values)
        return self._known[1]

    def _found(self, values: FloatArray) -> Indices:
        if self._count <= MAX_EDGES:
            return self._places
        are_all_eligible = self._count == values.size
        strength = np.abs(values.ravel() if are_all_eligible else values[self._eligible])
        near = _as_strong(strength)
        strongest = np.sort(near[np.argpartition(strength[near], -STRONGEST_EDGES)[-STRONGEST_EDGES:]])
        return strongest if are_all_eligible else self._places[strongest]

    @cached_property
    def _places(self) -> Indices:
        """Where the edges to choose from are in the matrix read row by row."""
        return np.flatnonzero(self._eligible)


def _as_strong(strength: FloatArray) -> Indices:
    """Give where all that may be among the strongest are: each is as strong as the strongest of so many blocks."""
    length = max(strength.size // LEAST_BLOCKS, 1)
    highest = np.maximum.reduceat(strength, np.arange(0, strength.size, length))
    if len(highest) < STRONGEST_EDGES:
        return np.arange(strength.size)
    least = np.partition(highest, -STRONGEST_EDGES)[-STRONGEST_EDGES]
    return np.flatnonzero(~(strength < least))  # with what is unknown
