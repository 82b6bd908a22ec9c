"""Which edge is under the pointer: the nearest one, found among all at once."""

import numpy as np

from engine.arrays import FloatArray


class HitIndex:
    """Finds the polyline nearest to a point.

    Args:
        polylines: float64 (E, S, 2) in scene units.
    """

    def __init__(self, polylines: FloatArray) -> None:
        self._starts = polylines[:, :-1]
        self._directions = polylines[:, 1:] - polylines[:, :-1]
        lengths = np.einsum("esd,esd->es", self._directions, self._directions)
        self._squared_lengths = np.maximum(lengths, 1e-12)
        flat = polylines.reshape(-1, 2)
        self._lower = flat.min(axis=0) if len(flat) else np.full(2, np.inf)
        self._upper = flat.max(axis=0) if len(flat) else np.full(2, -np.inf)

    def distances(self, x: float, y: float) -> FloatArray:
        """Give the distance of a point from every polyline: float64 (E,)."""
        offset = np.array([x, y]) - self._starts
        along = np.einsum("esd,esd->es", offset, self._directions) / self._squared_lengths
        gap = offset - np.clip(along, 0.0, 1.0)[..., np.newaxis] * self._directions
        return np.asarray(np.sqrt(np.einsum("esd,esd->es", gap, gap).min(axis=1)))

    def nearest(self, x: float, y: float, reach: float) -> tuple[int, float] | None:
        """Give the index of the nearest polyline and its distance, or None where none is within `reach`."""
        point = np.array([x, y])
        if (point < self._lower - reach).any() or (point > self._upper + reach).any():
            return None
        distances = self.distances(x, y)
        nearest = int(np.argmin(distances))
        return (nearest, float(distances[nearest])) if distances[nearest] <= reach else None
