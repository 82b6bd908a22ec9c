"""The nearest place where panels cover no others."""

from collections.abc import Iterable, Sequence

import numpy as np
from PySide6.QtCore import QRectF

from engine.arrays import FloatArray
from engine.network.layout.placement import GRID, Position

CLEARANCE = 20.0


def covers_any(panels: Iterable[QRectF], taken: Sequence[QRectF]) -> bool:
    """Tell whether any of some panels covers any of those that are there."""
    return any(panel.intersects(other) for panel in panels for other in taken)


def free_shift(panels: Sequence[QRectF], taken: Iterable[QRectF], anchor: Position) -> Position:
    """Give how far panels must move, all together, along one axis, to stand clear of all others.

    Args:
        panels: The panels to move.
        taken: The panels that stay.
        anchor: A point that moves with them; a way other than (0, 0) leads it to the grid.
    """
    own = _bounds(panels)
    others = _bounds([panel.adjusted(-CLEARANCE, -CLEARANCE, CLEARANCE, CLEARANCE) for panel in taken])
    if not len(own) or not len(others) or _is_clear(own, others, (0.0, 0.0)):
        return 0.0, 0.0
    across, down = _ways_clear(own, others, 0, anchor[0]), _ways_clear(own, others, 1, anchor[1])
    ways = [(way, 0.0) for way in across] + [(0.0, way) for way in down]
    ways.sort(key=lambda way: abs(way[0]) + abs(way[1]))
    return next((way for way in ways if _is_clear(own, others, way)), (max(across), 0.0))


def _bounds(panels: Sequence[QRectF]) -> FloatArray:
    """Give left, top, right and bottom of panels: float64 (P, 4)."""
    return np.array([[panel.left(), panel.top(), panel.right(), panel.bottom()] for panel in panels]).reshape(-1, 4)


def _ways_clear(own: FloatArray, others: FloatArray, axis: int, anchor: float) -> list[float]:
    """Give the ways along an axis (0 across, 1 down) that bring some panel just beyond some other."""
    forth = (others[:, axis + 2] - own[:, axis, np.newaxis]).ravel()
    back = (others[:, axis] - own[:, axis + 2, np.newaxis]).ravel()
    places = np.concatenate([np.ceil((anchor + forth) / GRID), np.floor((anchor + back) / GRID)]) * GRID
    return [float(way) for way in np.unique(places - anchor)]


def _is_clear(own: FloatArray, others: FloatArray, way: Position) -> bool:
    moved = (own + np.array([*way, *way]))[:, np.newaxis]
    lower, upper = np.maximum(moved[..., :2], others[:, :2]), np.minimum(moved[..., 2:], others[:, 2:])
    return not bool((lower < upper).all(axis=-1).any())
