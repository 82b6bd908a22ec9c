"""Contours as few long lines instead of many short ones, which take far longer to draw."""

import numpy as np

from engine.arrays import FloatArray
from gui.plots.contours import Segments

# Of a cell: ends of neighbouring segments are the same point but for rounding errors.
_SAME = 1e-4


def chained(segments: Segments, cell: FloatArray) -> list[FloatArray]:
    """Join the segments of a contour that follow each other.

    Args:
        segments: The segments, each from where the one before it ends.
        cell: Width and height of the grid's cells.

    Returns:
        Lines as points (k, 2), k ≥ 2, in the direction of the segments; of a closed one the first and last are equal.
    """
    keys = np.rint(segments.ends / np.tile(cell, 2) / _SAME).astype(np.int64)
    has_length = (keys[:, :2] != keys[:, 2:]).any(axis=1)  # through a grid point there are some without
    ends, keys = segments.ends[has_length], keys[has_length].tolist()
    starts, stops = [(key[0], key[1]) for key in keys], [(key[2], key[3]) for key in keys]
    following = {start: index for index, start in enumerate(starts)}
    heads = set(starts) - set(stops)
    order = sorted(range(len(ends)), key=lambda index: starts[index] not in heads)  # closed lines have no head
    lines, left = [], set(range(len(ends)))
    for first in order:
        chain: list[int] = []
        index: int | None = first
        while index is not None and index in left:
            left.remove(index)
            chain.append(index)
            index = following.get(stops[index])
        if chain:
            lines.append(np.concatenate([ends[chain[:1], :2], ends[chain, 2:]]))
    return lines


def simplified(points: FloatArray, pixel: FloatArray, tolerance: float) -> FloatArray:
    """Leave out points (k, 2) of a line that lie within a tolerance of it, in pixels (Douglas and Peucker, 1973)."""
    scaled = points / pixel
    kept = np.zeros(len(points), np.bool_)
    kept[[0, -1]] = True
    pending = [(0, len(points) - 1)]
    while pending:
        first, last = pending.pop()
        if last - first < 2:
            continue
        way, between = scaled[last] - scaled[first], scaled[first + 1 : last] - scaled[first]
        length = np.hypot(*way)
        if length > 0.0:
            away = np.abs(between[:, 0] * way[1] - between[:, 1] * way[0]) / length
        else:
            away = np.hypot(*between.T)  # a closed line
        farthest = int(away.argmax())
        if away[farthest] > tolerance:
            middle = first + 1 + farthest
            kept[middle] = True
            pending += [(first, middle), (middle, last)]
    return points[kept]


def hairs(points: FloatArray, pixel: FloatArray, spacing: float, length: float) -> FloatArray:
    """Give short strokes (m, 4) on the right of a line (k, 2), evenly spaced; spacing and length in pixels."""
    scaled = points / pixel
    ways = np.diff(scaled, axis=0)
    lengths = np.hypot(*ways.T)
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    if not along[-1] > 0.0:
        return np.empty((0, 4))
    count = max(1, round(along[-1] / spacing))
    places = (np.arange(count) + 0.5) * along[-1] / count
    part = np.clip(np.searchsorted(along, places, side="right") - 1, 0, len(ways) - 1)
    feet = np.column_stack([np.interp(places, along, scaled[:, axis]) for axis in (0, 1)])
    direction = ways[part] / np.maximum(lengths[part], 1e-12)[:, np.newaxis]
    tips = feet + length * np.column_stack([direction[:, 1], -direction[:, 0]])
    return np.hstack([feet * pixel, tips * pixel])
