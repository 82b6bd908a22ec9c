"""Lines of equal value in a grid of values, by marching squares over all cells at once.

A cell has its corners on four neighbouring grid points. Each corner lies above the level or not, which gives sixteen
cases; in each, the line enters and leaves through known edges, at places found by linear interpolation.
"""

import msgspec
import numpy as np
from numpy.typing import NDArray

from gui.plots.plateaus import with_sunken_plateaus

Values = NDArray[np.floating]

# Corners are numbered counter-clockwise from the lowest x and y, edge k leads from corner k to corner k + 1.
# A row a case (bit k: corner k is above), an entry an edge: two segments at most; −1 where there is no second one.
_EDGES_OF_CASE = np.array(
    [
        [-1, -1, -1, -1], [3, 0, -1, -1], [0, 1, -1, -1], [3, 1, -1, -1],
        [1, 2, -1, -1], [3, 0, 1, 2], [0, 2, -1, -1], [3, 2, -1, -1],
        [2, 3, -1, -1], [2, 0, -1, -1], [0, 1, 2, 3], [2, 1, -1, -1],
        [1, 3, -1, -1], [1, 0, -1, -1], [0, 3, -1, -1], [-1, -1, -1, -1],
    ]
)  # fmt: skip
_SADDLES = {5: 10, 10: 5}
_CORNER_ROWS = np.array([0, 0, 1, 1])
_CORNER_COLUMNS = np.array([0, 1, 1, 0])


class Segments(msgspec.Struct, frozen=True, eq=False):
    """Line segments: float64 (M, 4), a row `x0, y0, x1, y1` each."""

    ends: NDArray[np.float64]

    @classmethod
    def none(cls) -> "Segments":
        """Give no segments."""
        return cls(np.empty((0, 4)))

    @classmethod
    def joined(cls, parts: list["Segments"]) -> "Segments":
        """Give the segments of all parts."""
        return cls(np.concatenate([part.ends for part in parts])) if parts else cls.none()

    @classmethod
    def polyline(cls, x: Values, y: Values) -> "Segments":
        """Give the segments that join points in their order, with gaps where a value is not finite."""
        points = np.column_stack([x, y]).astype(np.float64)
        ends = np.hstack([points[:-1], points[1:]])
        return cls(ends[np.isfinite(ends).all(axis=1)])


@np.errstate(over="ignore", invalid="ignore")  # a cell that is not finite has no line
def contour(values: Values, x: Values, y: Values, level: float) -> Segments:
    """Give the line along which a field has one value.

    Args:
        values: (rows, columns): `values[row, column]` is the field at `y[row]`, `x[column]`. Cells with a NaN or
            infinite corner have no line.
        x: (columns,) ascending.
        y: (rows,) ascending.
        level: The value; a corner that has exactly this value counts as below it. Of an area that has this value all
            over, such as one where no ReLU is active, the border to what is above is drawn.
    """
    corners = _cells(with_sunken_plateaus(values, level))
    case = (corners > level) @ (1 << np.arange(4))
    crossed = np.flatnonzero((case > 0) & (case < 15) & np.isfinite(corners).all(axis=1))
    corners, case = corners[crossed], _with_saddles_resolved(corners[crossed], case[crossed], level)
    row, column = np.divmod(crossed, values.shape[1] - 1)
    corner_x, corner_y = x[column[:, None] + _CORNER_COLUMNS], y[row[:, None] + _CORNER_ROWS]
    rise = np.roll(corners, -1, axis=1) - corners
    # Along an edge that is not crossed the fraction means nothing and is not read.
    fraction = np.divide(level - corners, rise, out=np.zeros_like(corners), where=rise != 0)
    edge_x = corner_x + fraction * (np.roll(corner_x, -1, axis=1) - corner_x)
    edge_y = corner_y + fraction * (np.roll(corner_y, -1, axis=1) - corner_y)
    return _through_edges(_EDGES_OF_CASE[case], edge_x, edge_y)


def contours(values: Values, x: Values, y: Values, levels: Values) -> Segments:
    """Give the lines of several levels together; arguments as in `contour`."""
    return Segments.joined([contour(values, x, y, float(level)) for level in levels])


@np.errstate(over="ignore", invalid="ignore")  # ∞ − ∞ is NaN, and a cell with a NaN has no line
def region_borders(scores: Values, x: Values, y: Values) -> Segments:
    """Give the lines between the regions in which different scores are the highest.

    Args:
        scores: (rows, columns, K), K ≥ 2, such as the logits of K classes on a grid.
        x: (columns,) ascending.
        y: (rows,) ascending.
    """
    highest = scores.argmax(axis=2)
    best_two = np.partition(scores, -2, axis=2)[:, :, -2:]
    parts = []
    # Each border parts two classes; drawn for all classes but the last one present, each is found.
    for index in np.flatnonzero(np.bincount(highest.ravel()))[:-1]:
        rival = np.where(highest == index, best_two[:, :, 0], best_two[:, :, 1])
        parts.append(contour(scores[:, :, index] - rival, x, y, 0.0))
    return Segments.joined(parts)


def _cells(values: Values) -> NDArray[np.float64]:
    """Give the four corners of every cell: (cells, 4)."""
    grid = values.astype(np.float64, copy=False)
    return np.stack([grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]], axis=-1).reshape(-1, 4)


def _with_saddles_resolved(corners: Values, case: NDArray[np.int64], level: float) -> NDArray[np.int64]:
    """Where two opposite corners are above, let the cell's mean decide whether they belong together."""
    resolved = case.copy()
    is_joined = corners.mean(axis=1) > level
    for saddle, other in _SADDLES.items():
        # The table separates the corners above; the other case has the same edges the other way round.
        resolved[(case == saddle) & is_joined] = other
    return resolved


def _through_edges(edges: NDArray[np.int64], edge_x: Values, edge_y: Values) -> Segments:
    parts = []
    for first, second in ((0, 1), (2, 3)):
        rows = np.flatnonzero(edges[:, first] >= 0)
        start, end = edges[rows, first], edges[rows, second]
        parts.append(np.column_stack([edge_x[rows, start], edge_y[rows, start], edge_x[rows, end], edge_y[rows, end]]))
    return Segments(np.concatenate(parts))
