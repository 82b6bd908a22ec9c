"""The mark of a place looked at in a plot: a ring where two thin lines meet, across the whole plot.

A place beyond the axes' ranges is marked by an arrow at the edge that is nearest to it.
"""

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from gui.theme import Theme

RING_SIZE, ARROW_SIZE = 13, 13
RING_WIDTH = 2.5
LINE_DEPTH, RING_DEPTH = 9, 14  # the lines below the samples, the ring above them
# What pyqtgraph calls its triangles, by where they point: right or left, up or down.
ARROWS = {(1, 0): "t2", (-1, 0): "t3", (0, 1): "t1", (0, -1): "t"}


class CrossHair:
    """Marks one place of a plot, or one x for every y."""

    def __init__(self, plot: pg.PlotItem) -> None:
        self._view = plot.getViewBox()
        self._place: tuple[float, float | None] | None = None
        self._vertical = pg.InfiniteLine(angle=90)
        self._horizontal = pg.InfiniteLine(angle=0)
        self._ring = pg.ScatterPlotItem(size=RING_SIZE)
        self._arrow = pg.ScatterPlotItem(size=ARROW_SIZE)
        items = self._vertical, self._horizontal, self._ring, self._arrow
        for depth, item in zip((LINE_DEPTH, LINE_DEPTH, RING_DEPTH, RING_DEPTH), items, strict=True):
            item.setZValue(depth)
            item.setVisible(False)
            plot.addItem(item, ignoreBounds=True)
        self._view.sigRangeChanged.connect(self._on_range_changed)

    @property
    def direction(self) -> tuple[int, int] | None:
        """Where the place lies beyond the edge: right (1) or left (−1), up (1) or down (−1); None where it is seen."""
        if self._place is None:
            return None
        return next((way for way in ARROWS if self._is_beyond(way)), None)

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        color = QColor(theme.palette.accent)
        for line in (self._vertical, self._horizontal):
            line.setPen(pg.mkPen(color, style=Qt.PenStyle.DashLine))
        self._ring.setSize(round(RING_SIZE * theme.scale))
        self._ring.setPen(pg.mkPen(color, width=RING_WIDTH * theme.scale))
        self._ring.setBrush(None)
        self._arrow.setSize(round(ARROW_SIZE * theme.scale))
        self._arrow.setPen(pg.mkPen(theme.palette.plot_background))
        self._arrow.setBrush(color)

    def show_at(self, x: float, y: float | None) -> None:
        """Mark a place; without a y, a line alone."""
        self._place = x, y
        self._vertical.setValue(x)
        self._vertical.setVisible(True)
        self._horizontal.setVisible(y is not None)
        self._ring.setVisible(y is not None)
        if y is not None:
            self._horizontal.setValue(y)
            self._ring.setData(pos=[(x, y)])
        self._point()

    def hide(self) -> None:
        """Mark nothing."""
        self._place = None
        for item in (self._vertical, self._horizontal, self._ring, self._arrow):
            item.setVisible(False)

    def _is_beyond(self, way: tuple[int, int]) -> bool:
        for sign, value, (low, high) in zip(way, self._place or (None, None), self._view.viewRange(), strict=True):
            if sign and value is not None:
                return bool(value > high if sign > 0 else value < low)
        return False

    def _on_range_changed(self, *_ranges: object) -> None:
        self._point()

    def _point(self) -> None:
        """Let an arrow at the edge point to the place while that is out of sight."""
        way, place = self.direction, self._place
        self._arrow.setVisible(way is not None)
        if way is None or place is None:
            return
        inset = 0.7 * self._arrow.opts["size"]
        spots = [
            min(max((low + high) / 2 if value is None else value, low + inset * pixel), high - inset * pixel)
            for value, (low, high), pixel in zip(place, self._view.viewRange(), self._view.viewPixelSize(), strict=True)
        ]
        self._arrow.setData(pos=[spots], symbol=ARROWS[way])
