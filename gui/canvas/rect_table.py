"""Rectangles to be found by where they are: of thousands at once in the time that Python takes for a few."""

from collections.abc import Hashable
from typing import Generic, TypeVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from engine.arrays import FloatArray

Key = TypeVar("Key", bound=Hashable)

LEAST_ROWS = 16
_NOWHERE = (np.inf, np.inf, -np.inf, -np.inf)


class RectTable(Generic[Key]):
    """Keeps a rectangle for each of some keys, in the order in which these came."""

    def __init__(self) -> None:
        self._rows: dict[Key, int] = {}
        self._keys: list[Key | None] = []  # by row, None where one has gone
        self._edges = np.tile(_NOWHERE, (LEAST_ROWS, 1))  # left, upper, right and lower

    def put(self, key: Key, rect: QRectF) -> None:
        """Note where a key is now."""
        row = self._rows.get(key)
        if row is None:
            if len(self._keys) == len(self._edges):
                self._make_room()
            row = self._rows[key] = len(self._keys)
            self._keys.append(key)
        self._edges[row] = rect.left(), rect.top(), rect.right(), rect.bottom()

    def remove(self, key: Key) -> None:
        """Forget a key."""
        row = self._rows.pop(key)
        self._keys[row] = None
        self._edges[row] = _NOWHERE

    def touching(self, rect: QRectF) -> list[Key]:
        """Give the keys whose rectangles meet one, in their order; a point is met by what is around it."""
        left, top, right, bottom = self._edges.T
        meets = (left <= rect.right()) & (right >= rect.left()) & (top <= rect.bottom()) & (bottom >= rect.top())
        return [key for row in np.flatnonzero(meets).tolist() if (key := self._keys[row]) is not None]

    def larger_than(self, side: float) -> list[Key]:
        """Give the keys whose rectangles are wider or higher than that, in their order."""
        sizes = (self._edges[:, 2:] - self._edges[:, :2]).max(axis=1)
        return [key for row in np.flatnonzero(sizes > side).tolist() if (key := self._keys[row]) is not None]

    @property
    def edges(self) -> FloatArray:
        """Left, upper, right and lower edge of each, in their order: float64 (N, 4)."""
        return self._edges[list(self._rows.values())]

    @property
    def around(self) -> QRectF:
        """The rectangle around all of them; empty where there are none."""
        if not self._rows:
            return QRectF()
        left, top = self._edges[:, :2].min(axis=0).tolist()
        right, bottom = self._edges[:, 2:].max(axis=0).tolist()
        return QRectF(QPointF(left, top), QPointF(right, bottom))

    def _make_room(self) -> None:
        """Leave out the rows of those that have gone, and double the room for others."""
        kept = list(self._rows.values())
        edges = np.tile(_NOWHERE, (max(LEAST_ROWS, 2 * len(kept)), 1))
        edges[: len(kept)] = self._edges[kept]
        self._edges, self._keys = edges, list(self._rows)
        self._rows = {key: row for row, key in enumerate(self._rows)}
