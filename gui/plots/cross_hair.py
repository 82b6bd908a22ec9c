"""The mark of a place looked at in a plot: a ring where two thin lines meet, across the whole plot."""

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from gui.theme import Theme

RING_SIZE = 13
RING_WIDTH = 2.5
LINE_DEPTH, RING_DEPTH = 9, 14  # the lines below the samples, the ring above them


class CrossHair:
    """Marks one place of a plot, or one x for every y."""

    def __init__(self, plot: pg.PlotItem) -> None:
        self._vertical = pg.InfiniteLine(angle=90)
        self._horizontal = pg.InfiniteLine(angle=0)
        self._ring = pg.ScatterPlotItem(size=RING_SIZE)
        depths = (LINE_DEPTH, LINE_DEPTH, RING_DEPTH)
        for depth, item in zip(depths, (self._vertical, self._horizontal, self._ring), strict=True):
            item.setZValue(depth)
            item.setVisible(False)
            plot.addItem(item, ignoreBounds=True)

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        color = QColor(theme.palette.accent)
        for line in (self._vertical, self._horizontal):
            line.setPen(pg.mkPen(color, style=Qt.PenStyle.DashLine))
        self._ring.setSize(round(RING_SIZE * theme.scale))
        self._ring.setPen(pg.mkPen(color, width=RING_WIDTH * theme.scale))
        self._ring.setBrush(None)

    def show_at(self, x: float, y: float | None) -> None:
        """Mark a place; without a y, a line alone."""
        self._vertical.setValue(x)
        self._vertical.setVisible(True)
        self._horizontal.setVisible(y is not None)
        self._ring.setVisible(y is not None)
        if y is not None:
            self._horizontal.setValue(y)
            self._ring.setData(pos=[(x, y)])

    def hide(self) -> None:
        """Mark nothing."""
        for item in (self._vertical, self._horizontal, self._ring):
            item.setVisible(False)
