"""Histograms one above the other, each on a line of its own."""

import msgspec
import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.pixel_ratio import pixel_ratio

ROW_FILL = 0.88  # share of a row that its highest bin reaches
STEM_WIDTH = 6.0  # pixels: wider than the mark of a sample upon it
FILL_ALPHA, DIMMED_FILL_ALPHA, DIMMED_LINE_ALPHA = 90, 24, 90


class RowLook(msgspec.Struct, frozen=True):
    """How a row is drawn: in which colour, and whether it steps back behind others."""

    color: QColor
    is_dimmed: bool = False
    is_strong: bool = False


class RidgeItem(QGraphicsItem):
    """Draws histograms as filled steps. Row 0 is the topmost; row r of n stands on the line y = n − 1 − r.

    Every row is scaled to its own highest bin. Where all values are in one thin bin it is drawn as a stem: a step of a
    pixel or two would look like a flaw.
    """

    def __init__(self) -> None:
        super().__init__()
        self._polygons: list[QPolygonF] = []
        self._stems: list[QLineF | None] = []
        self._bin_width = 1.0
        self._looks: tuple[RowLook, ...] = ()
        self._bounds = QRectF()

    def set_histograms(
        self, edges: NDArray[np.float64], counts: NDArray[np.number], full: NDArray[np.number] | None = None
    ) -> None:
        """Show counts (rows, bins) between edges (bins + 1,), in rows that `full` fills, by default they themselves."""
        x = np.repeat(edges, 2)
        highest = (counts if full is None else full).max(axis=1, keepdims=True)
        self._polygons, self._stems = [], []
        for row, heights in enumerate(counts / np.maximum(highest, 1) * ROW_FILL):
            base = len(counts) - 1 - row
            y = base + np.concatenate([[0.0], np.repeat(heights, 2), [0.0]])
            self._polygons.append(pg.functions.arrayToQPolygonF(x, y))
            self._stems.append(_stem(edges, heights, base))
        self._bin_width = float(edges[1] - edges[0])
        self.prepareGeometryChange()
        self._bounds = QRectF(edges[0], 0.0, edges[-1] - edges[0], float(len(counts)))
        self.update()

    def set_looks(self, looks: tuple[RowLook, ...]) -> None:
        """Draw each row so."""
        self._looks = looks
        self.update()

    def clear(self) -> None:
        """Draw nothing."""
        self.prepareGeometryChange()
        self._polygons, self._stems, self._bounds = [], [], QRectF()
        self.update()

    def boundingRect(self) -> QRectF:
        """Give the area of all rows."""
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw the rows from the top down, so that none hides the one below it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = pixel_ratio(painter)
        is_thin = self._bin_width * painter.worldTransform().m11() < STEM_WIDTH * ratio
        for polygon, stem, look in zip(self._polygons, self._stems, self._looks, strict=False):
            pen = _line(look, ratio)
            painter.setPen(pen)
            painter.setBrush(_with_alpha(look.color, DIMMED_FILL_ALPHA if look.is_dimmed else FILL_ALPHA))
            painter.drawPolygon(polygon)
            if is_thin and stem is not None:
                pen.setWidthF(STEM_WIDTH * ratio)
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                painter.setPen(pen)
                painter.drawLine(stem)


def _stem(edges: NDArray[np.float64], heights: NDArray[np.float64], base: float) -> QLineF | None:
    """Give the line for a histogram of which one bin holds all values, None for any other."""
    filled = np.flatnonzero(heights)
    if len(filled) != 1:
        return None
    middle = float(edges[filled[0] : filled[0] + 2].mean())
    return QLineF(middle, base, middle, base + float(heights[filled[0]]))


def _line(look: RowLook, ratio: float) -> QPen:
    pen = QPen(_with_alpha(look.color, DIMMED_LINE_ALPHA) if look.is_dimmed else look.color)
    pen.setWidthF((2.0 if look.is_strong else 1.0) * ratio)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def _with_alpha(color: QColor, alpha: int) -> QColor:
    return QColor(color.red(), color.green(), color.blue(), alpha)
