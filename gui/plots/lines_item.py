"""Many line segments in a plot as one item.

Drawn segment by segment: stroking a long path with an antialiased pen wider than a pixel takes Qt hundreds of times
longer (half a second for a noisy curve of 1,200 points), and pyqtgraph's curves draw such pens as paths.
"""

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from engine.arrays import FloatArray
from gui.line_drawing import draw_lines
from gui.pixel_ratio import pixel_ratio
from gui.plots.contours import Segments

LARGEST = 1e30  # beyond it all is equally far off, and Qt could not tell how large the item is
MARGIN = 0.02  # of the bounds, for the pen's width, so that a repaint leaves no traces


class LinesItem(QGraphicsItem):
    """Line segments in data coordinates, in one colour, as wide as asked on every zoom."""

    def __init__(self) -> None:
        super().__init__()
        self._ends: FloatArray = np.empty((0, 4))
        self._bounds = QRectF()
        self._pen = QPen()

    def set_pen(self, color: QColor, width: float) -> None:
        """Draw in this colour, `width` device-independent pixels wide."""
        # Round caps would cost three times as much, and show nothing at such widths.
        self._pen = QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        self._pen.setCosmetic(True)
        self.update()

    def set_segments(self, segments: Segments) -> None:
        """Show these segments instead of those before."""
        self.prepareGeometryChange()
        self._ends = segments.ends.clip(-LARGEST, LARGEST)
        self._bounds = _bounds(self._ends)
        self.update()

    @property
    def segment_count(self) -> int:
        """How many segments are drawn."""
        return len(self._ends)

    def boundingRect(self) -> QRectF:
        """Give the part of the plane that the segments lie in."""
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw the segments."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._pen)
        pen.setWidthF(pen.widthF() * pixel_ratio(painter))
        painter.setPen(pen)
        draw_lines(painter, self._ends)


def _bounds(ends: FloatArray) -> QRectF:
    if not len(ends):
        return QRectF()
    low = ends.reshape(-1, 2).min(axis=0)
    high = ends.reshape(-1, 2).max(axis=0)
    margin = MARGIN * (high - low)
    # A straight horizontal or vertical line has no extent in one direction, and Qt never paints an empty item.
    margin[margin == 0] = MARGIN * max(margin.max(), 1e-9)
    size = high - low + 2 * margin
    return QRectF(low[0] - margin[0], low[1] - margin[1], size[0], size[1])
