"""Areas over which a field has exactly the value of a contour.

Where no ReLU of a network is active, f is the same for whole areas, often 0. At the border of such an area the linear
interpolation of marching squares sees the value reached on the grid point itself, and draws stairs from grid point to
grid point. The border is where the slope beside the area, continued, meets the level: so the outermost points of the
area get the value that slope would give them.
"""

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Mask = NDArray[np.bool_]

ROUNDING = 4.0  # in units of the last place of the greatest value: how far rounding takes a plateau from its level
DIRECTIONS = ((0, 1), (0, -1), (1, 0), (-1, 0))


@np.errstate(over="ignore", invalid="ignore")  # what is not finite beside a plateau has no slope
def with_sunken_plateaus(values: NDArray[np.floating], level: float) -> Values:
    """Give the field (rows, columns) with the outermost points of its plateaus below the level; elsewhere as it was.

    Args:
        values: (rows, columns), the field on a regular grid. Its own precision tells what counts as equal.
        level: the value whose plateaus are meant.
    """
    field = values.astype(np.float64)
    plateau = _plateau(field, level, float(np.finfo(values.dtype).eps))
    if not plateau.any():
        return field
    field[plateau] = level
    rise = field - level
    continued, halfway = np.full(field.shape, np.nan), np.full(field.shape, np.nan)
    for row_step, column_step in DIRECTIONS:
        nearest, next_one = (_shifted(rise, row_step * far, column_step * far) for far in (1, 2))
        is_beside = plateau & (nearest > 0)
        continued = np.where(is_beside, np.fmin(continued, np.minimum(2 * nearest - next_one, 0.0)), continued)
        halfway = np.where(is_beside, np.fmin(halfway, -nearest), halfway)
    sunken = np.where(np.isfinite(continued), continued, halfway)  # at the edge of the grid there is no second point
    return np.where(np.isfinite(sunken), level + sunken, field)


def _plateau(field: Values, level: float, precision: float) -> Mask:
    """Tell which points are corners of cells that lie at the level as a whole."""
    finite = np.abs(field[np.isfinite(field)])
    tolerance = ROUNDING * precision * max(float(finite.max(initial=0.0)), abs(level))
    is_level = np.abs(field - level) <= tolerance
    is_flat = is_level[:-1, :-1] & is_level[1:, :-1] & is_level[:-1, 1:] & is_level[1:, 1:]
    plateau = np.zeros(field.shape, dtype=np.bool_)
    for rows in (slice(None, -1), slice(1, None)):
        for columns in (slice(None, -1), slice(1, None)):
            plateau[rows, columns] |= is_flat
    return plateau


def _shifted(values: Values, rows: int, columns: int) -> Values:
    """Give the value so many rows and columns further on at each place; NaN beyond the edge."""
    reach = max(abs(rows), abs(columns))
    padded = np.pad(values, reach, constant_values=np.nan)
    height, width = values.shape
    return padded[reach + rows : reach + rows + height, reach + columns : reach + columns + width]
