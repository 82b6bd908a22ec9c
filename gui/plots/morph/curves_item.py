"""Many curves drawn at once, each through the points given."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from engine.arrays import BoolArray, FloatArray
from gui.pixel_ratio import pixel_ratio


class CurvesItem(QGraphicsItem):
    """Curves in data coordinates, in one colour, as wide as asked on every zoom."""

    def __init__(self) -> None:
        super().__init__()
        self._path = QPainterPath()
        self._pen = QPen()

    def set_pen(self, color: QColor, width: float) -> None:
        """Draw in this colour, `width` device-independent pixels wide."""
        self._pen = QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.BevelJoin)
        self._pen.setCosmetic(True)
        self.update()

    def set_curves(self, curves: FloatArray) -> None:
        """Draw curves (L, P, 2), with gaps where a point is not finite."""
        self.prepareGeometryChange()
        self._path = _path(curves)
        self.update()

    def boundingRect(self) -> QRectF:
        """Give the part of the plane that the curves lie in, with some for the pen's width."""
        bounds = self._path.controlPointRect()
        margin = 0.02 * max(bounds.width(), bounds.height(), 1e-9)
        return bounds.adjusted(-margin, -margin, margin, margin)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw the curves."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._pen)
        pen.setWidthF(pen.widthF() * pixel_ratio(painter))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path)


def _path(curves: FloatArray) -> QPainterPath:
    count, points = curves.shape[:2]
    if not count or points < 2:
        return QPainterPath()
    is_finite: BoolArray = np.asarray(np.isfinite(curves).all(axis=2))
    joined = np.zeros((count, points), np.int32)
    joined[:, :-1] = is_finite[:, :-1] & is_finite[:, 1:]
    places = np.where(is_finite[..., np.newaxis], curves, 0.0).reshape(-1, 2)
    path: QPainterPath = pg.functions.arrayToQPath(
        places[:, 0], places[:, 1], connect=joined.ravel(), finiteCheck=False
    )
    return path
