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
    """Give a curve with no more than two points for each of `buckets` stretches: its lowest and its highest.

    What is left out lies between the two, so the drawing looks the same. NaN is left out where there is something else.
    """
    per_bucket = len(x) // max(buckets, 1)
    if per_bucket < 3:
        return x, y
    whole = len(x) // per_bucket * per_bucket
    grouped = y[:whole].reshape(-1, per_bucket)
    peaks = np.column_stack([np.fmin.reduce(grouped, axis=1), np.fmax.reduce(grouped, axis=1)]).ravel()
    places = np.repeat(x[:whole:per_bucket], 2)
    return np.concatenate([places, x[whole:]]), np.concatenate([peaks, y[whole:]])
