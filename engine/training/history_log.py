"""The rows that a training has measured, in bounded memory."""

import numpy as np

from engine.arrays import FloatArray, IntArray, read_only
from engine.project.history import HISTORY_COLUMNS, MOST_ROWS, rows_to_keep


class HistoryLog:
    """Rows in the order in which they were measured, numbered from 0; thinned where they become too many.

    Whoever asks for new rows before twice `MOST_ROWS` have come gets every one.
    """

    def __init__(self) -> None:
        self._rows: FloatArray = np.empty((1024, len(HISTORY_COLUMNS)))
        self._numbers: IntArray = np.empty(1024, np.int64)
        self._kept = 0
        self._asked = 0
        self.count = 0

    def extend(self, rows: FloatArray) -> None:
        """Add rows (n, columns)."""
        while len(rows):
            if self._kept == len(self._rows):
                self._make_room()
            end = min(self._kept + len(rows), len(self._rows))
            taken = end - self._kept
            self._rows[self._kept : end] = rows[:taken]
            self._numbers[self._kept : end] = np.arange(self.count, self.count + taken)
            self._kept, self.count, rows = end, self.count + taken, rows[taken:]

    def since(self, number: int) -> FloatArray:
        """Give the rows with that number or a later one, those apart that were thinned out: (rows, columns)."""
        self._asked = self.count
        first = int(np.searchsorted(self._numbers[: self._kept], number))
        return read_only(self._rows[first : self._kept])

    def _make_room(self) -> None:
        """Let the memory grow, or at its limit thin the rows that were asked for before; in need, the others too."""
        if self._kept < 2 * MOST_ROWS:
            self._rows, self._numbers = (np.concatenate([values, values]) for values in (self._rows, self._numbers))
            return
        old = int(np.searchsorted(self._numbers[: self._kept], self._asked))
        old = old if old > MOST_ROWS else self._kept
        kept = np.append(rows_to_keep(self._rows[:old]), np.arange(old, self._kept))
        self._rows[: len(kept)] = self._rows[kept]
        self._numbers[: len(kept)] = self._numbers[kept]
        self._kept = len(kept)
