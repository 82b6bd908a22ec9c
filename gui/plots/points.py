"""Points with a mark each."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtGui import QBrush, QColor

Place = tuple[float, float]


class Points(pg.ScatterPlotItem):  # type: ignore[misc]  # pyqtgraph has no type hints
    """Marks that are made anew only where they are others: it takes pyqtgraph half a millisecond, even for none."""

    def __init__(self, **look: object) -> None:
        super().__init__(**look)
        self._marked: object = None
        self._brushes: dict[int, QBrush] = {}  # pyqtgraph draws a symbol anew for every brush that it hasn't met

    def mark(self, places: Sequence[Place], colors: Sequence[QColor] = ()) -> None:
        """Mark these places, each in its colour, or else in that of the brush."""
        marked = tuple(places), tuple(color.rgba() for color in colors)
        if marked != self._marked:
            self._marked = marked
            brushes = [self._brushes.setdefault(color.rgba(), QBrush(color)) for color in colors]
            self.setData(pos=list(places), **({"brush": brushes} if brushes else {}))
