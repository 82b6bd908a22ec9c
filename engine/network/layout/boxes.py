"""Where layers are and how much room they take: what aligning and arranging work with."""

from collections.abc import Collection, Iterable, Sequence

import msgspec
import numpy as np

from engine.arrays import FloatArray
from engine.network.layout.placement import GRID, Position

ACROSS, DOWN = 0, 1
_ROUNDING = 1e-3  # so that what was moved by as much as it must is clear in floating point, too


class Extent(msgspec.Struct, frozen=True):
    """How far a layer's panel reaches from the layer's position, in scene units, each at least 0."""

    left: float
    top: float
    right: float
    bottom: float

    def at(self, position: Position) -> "Box":
        """Give the room it takes at a position."""
        x, y = position
        return Box(x - self.left, y - self.top, x + self.right, y + self.bottom)


class Box(msgspec.Struct, frozen=True):
    """A rectangle on the canvas, y downwards, in scene units."""

    left: float
    top: float
    right: float
    bottom: float

    def moved(self, dx: float, dy: float) -> "Box":
        """Give the rectangle elsewhere."""
        return Box(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)


def around(boxes: Collection[Box]) -> Box:
    """Give the least rectangle around at least one."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def free_shift(
    own: Sequence[Box], taken: Iterable[Box], clearance: float, anchor: Position, axes: Sequence[int] = (ACROSS, DOWN)
) -> Position:
    """Give how far rectangles must move at least, all together and along one axis, to keep clear of others.

    Args:
        own: What moves.
        taken: What stays.
        clearance: How near they may come, in scene units, at least 0.
        anchor: A point that moves with them; a way other than (0, 0) leads it to the grid.
        axes: `ACROSS`, `DOWN` or both.
    """
    moving, staying = _edges(own), _edges(taken)
    staying += np.array([-clearance, -clearance, clearance, clearance])
    if not len(moving) or not len(staying) or _is_clear(moving, staying, (0.0, 0.0)):
        return 0.0, 0.0
    ways = [_along(axis, way) for axis in axes for way in _ways_beyond(moving, staying, axis, anchor[axis])]
    ways.sort(key=lambda way: abs(way[0]) + abs(way[1]))
    return next(way for way in ways if _is_clear(moving, staying, way))  # the farthest leads beyond all that stays


def _edges(boxes: Iterable[Box]) -> FloatArray:
    """Give left, top, right and bottom edge of rectangles: float64 (N, 4)."""
    return np.array([(box.left, box.top, box.right, box.bottom) for box in boxes]).reshape(-1, 4)


def _along(axis: int, way: float) -> Position:
    return (way, 0.0) if axis == ACROSS else (0.0, way)


def _ways_beyond(own: FloatArray, others: FloatArray, axis: int, anchor: float) -> list[float]:
    """Give the ways along an axis that bring some rectangle just beyond some other."""
    forth = (others[:, axis + 2] - own[:, axis, np.newaxis]).ravel()
    back = (others[:, axis] - own[:, axis + 2, np.newaxis]).ravel()
    places = np.concatenate([np.ceil((anchor + forth) / GRID), np.floor((anchor + back) / GRID)]) * GRID
    return [float(way) for way in np.unique(places - anchor)]


def _is_clear(own: FloatArray, others: FloatArray, way: Position) -> bool:
    moved = (own + np.array([*way, *way]))[:, np.newaxis]
    lower, upper = np.maximum(moved[..., :2], others[:, :2]), np.minimum(moved[..., 2:], others[:, 2:])
    return not bool((lower + _ROUNDING < upper).all(axis=-1).any())
