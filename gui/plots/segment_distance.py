"""How far a place is from lines drawn in segments."""

import numpy as np

from engine.arrays import FloatArray


def nearest_distance(place: FloatArray, ends: FloatArray) -> float:
    """Give the distance of a place (2,) from the nearest of some segments (m, 4); infinite where there are none."""
    if not len(ends):
        return float("inf")
    start, way = ends[:, :2], ends[:, 2:] - ends[:, :2]
    squared = (way**2).sum(axis=1)
    share = ((place - start) * way).sum(axis=1) / np.where(squared > 0.0, squared, 1.0)
    foot = start + np.clip(share, 0.0, 1.0)[:, np.newaxis] * way
    return float(np.hypot(*(place - foot).T).min())
