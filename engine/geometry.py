"""Lines in a plane, for analysis and for drawing."""

import numpy as np

from engine.arrays import FloatArray
from engine.errors import SettingError


def clipped_lines(
    normals: FloatArray, offsets: FloatArray, x_range: tuple[float, float], y_range: tuple[float, float]
) -> FloatArray:
    """Clip lines n·u + c = 0 to a box (Liang and Barsky, 1984).

    Args:
        normals: n (m, 2), each of length 1, or 0 for no line.
        offsets: c (m,).
        x_range: Lowest and highest x of the box.
        y_range: Lowest and highest y.

    Returns:
        (m, 2, 2): the two ends (x, y) of what lies in the box, NaN where nothing does. From the first to the second
        end, n points to the left.

    Raises:
        SettingError: The box is empty.
    """
    low, high = np.array([x_range[0], y_range[0]]), np.array([x_range[1], y_range[1]])
    if not (low < high).all():
        raise SettingError(f"A box must reach from a lower to a higher number; {x_range} × {y_range} does not.")
    direction = np.stack([normals[:, 1], -normals[:, 0]], axis=1)
    middle = (low + high) / 2
    foot = middle - (normals @ middle + offsets)[:, np.newaxis] * normals  # the line's point nearest to the middle
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        first, second = (low - foot) / direction, (high - foot) / direction
    is_level = direction == 0.0
    is_between = (foot >= low) & (foot <= high)
    entry = np.where(is_level, np.where(is_between, -np.inf, np.inf), np.minimum(first, second)).max(axis=1)
    leaving = np.where(is_level, np.where(is_between, np.inf, -np.inf), np.maximum(first, second)).min(axis=1)
    is_seen = normals.any(axis=1) & (entry <= leaving)
    ends = np.stack([np.where(is_seen, entry, np.nan), np.where(is_seen, leaving, np.nan)], axis=1)
    return np.asarray(foot[:, np.newaxis, :] + ends[:, :, np.newaxis] * direction[:, np.newaxis, :])
