"""The rows of a run's history, kept so that adding to a million of them costs no more than adding to ten."""

import numpy as np

from engine.arrays import FloatArray
from engine.project.history import HISTORY_COLUMNS

FIRST_CAPACITY = 1024


class HistoryBuffer:
    """History rows by column, in memory that doubles when it is full."""

    def __init__(self) -> None:
        self._values: FloatArray = np.empty((len(HISTORY_COLUMNS), FIRST_CAPACITY))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def clear(self) -> None:
        """Forget all rows."""
        self._count = 0

    def append(self, rows: FloatArray) -> None:
        """Add rows (n, columns) at the end."""
        needed = self._count + len(rows)
        if needed > self._values.shape[1]:
            larger = np.empty((len(HISTORY_COLUMNS), 2 * needed))
            larger[:, : self._count] = self._values[:, : self._count]
            self._values = larger
        self._values[:, self._count : needed] = rows.T
        self._count = needed

    @property
    def rows(self) -> FloatArray:
        """All rows (n, columns), without copying them."""
        return self._values[:, : self._count].T

    def column(self, name: str) -> FloatArray:
        """Give the values of one of `HISTORY_COLUMNS`, without copying them."""
        return self._values[HISTORY_COLUMNS.index(name), : self._count]


def visible_part(x: FloatArray, low: float, high: float) -> slice:
    """Give the rows whose ascending `x` lies in a range, and one more at each end so that curves run out of sight."""
    first = int(np.searchsorted(x, low)) - 1
    last = int(np.searchsorted(x, high, side="right")) + 1
    return slice(max(first, 0), min(last, len(x)))


def peak_decimated(x: FloatArray, y: FloatArray, buckets: int) -> tuple[FloatArray, FloatArray]:
    """Give a curve with few points for each of `buckets` equally wide stretches of its ascending `x`.

    These are its lowest and its highest value, in the order of its fall or rise, and beside a stretch without any
    points the one that leads over it. What is left out lies between them, so the drawing looks the same however
    unevenly the points are spread. NaN is left out where there is something else.
    """
    if len(x) < 3 * max(buckets, 1):
        return x, y
    edges = np.linspace(x[0], x[-1], max(buckets, 1), endpoint=False)
    starts = np.searchsorted(x, edges)
    stretches = np.flatnonzero(np.diff(starts, append=len(x)))
    starts = starts[stretches]
    ends = np.append(starts[1:], len(x)) - 1
    lowest, highest = np.fmin.reduceat(y, starts), np.fmax.reduceat(y, starts)
    falls = y[starts] > y[ends]
    points = np.column_stack([y[starts], np.where(falls, highest, lowest), np.where(falls, lowest, highest), y[ends]])
    places = np.column_stack([x[starts], x[starts], x[starts], x[ends]])
    leads_over = np.diff(stretches) > 1
    is_kept = np.ones(points.shape, np.bool_)
    is_kept[:, 0], is_kept[:, 3] = np.append(True, leads_over), np.append(leads_over, True)
    return places[is_kept], points[is_kept]
