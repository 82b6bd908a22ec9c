"""The ground of the canvas, with the dots of its grid."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPolygonF

from gui.canvas.style import CanvasStyle
from gui.pixel_ratio import pixel_ratio

DOT_SPACING = 40.0
DOT_WIDTH_PX = 2.0
MIN_ZOOM = 0.3


def paint_ground(painter: QPainter, rect: QRectF | QRect, style: CanvasStyle) -> None:
    """Fill a part of the scene and draw the grid's dots there; from afar there are fewer, then none."""
    painter.fillRect(rect, style.background)
    zoom = painter.worldTransform().m11()
    if zoom < MIN_ZOOM:
        return
    spacing = DOT_SPACING * (1 if zoom > 2 * MIN_ZOOM else 2)
    pen = painter.pen()
    pen.setColor(style.grid_dot)
    pen.setWidthF(DOT_WIDTH_PX * pixel_ratio(painter))
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    sides = (rect.left(), rect.top(), rect.right(), rect.bottom())
    painter.drawPoints(_dots(spacing, *(round(side / spacing) for side in sides)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


@lru_cache(maxsize=4)
def _dots(spacing: float, left: int, top: int, right: int, bottom: int) -> QPolygonF:
    """Give the grid's dots in an area told in steps of the grid, and one step around it."""
    columns, rows = range(left - 1, right + 2), range(top - 1, bottom + 2)
    return QPolygonF([QPointF(spacing * column, spacing * row) for row in rows for column in columns])
