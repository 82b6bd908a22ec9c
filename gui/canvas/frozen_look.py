"""How parameters look that training leaves alone: dashed where they are lines, with a snowflake where they are not."""

from functools import lru_cache
from math import cos, pi, sin

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.pixel_ratio import pixel_ratio

DASH, GAP = 7.0, 4.0  # in scene units: the same dashes are seen from near and from afar, and in every file
LEAST_DASH, LEAST_GAP = 2.0, 1.0  # in widths of the line, else they would be dots
LEAST_ZOOM, MOST_ZOOM = 0.5, 1.6  # below, they would run into one another; lines grow no further, either
BADGE_RADIUS = 11.0
_ARMS = 6
_TWIG_AT, _TWIG_LENGTH, _TWIG_ANGLE = 0.55, 0.42, pi / 3.6


def dashed(pen: QPen, painter: QPainter) -> QPen:
    """Give a pen like this one that draws dashes with a painter; they are as long in thick lines as in thin ones."""
    zoom = painter.worldTransform().m11()
    unit = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
    unit *= pixel_ratio(painter) if pen.isCosmetic() else 1 / zoom  # in what the pen's width is measured in
    dashes = QPen(pen)
    dashes.setCapStyle(Qt.PenCapStyle.FlatCap)
    dashes.setDashPattern([max(DASH * unit / pen.widthF(), LEAST_DASH), max(GAP * unit / pen.widthF(), LEAST_GAP)])
    return dashes


def paint_snowflake(painter: QPainter, centre: QPointF, radius: float, color: QColor) -> None:
    """Draw a snowflake."""
    painter.save()
    painter.translate(centre)
    painter.scale(radius, radius)
    painter.setPen(QPen(color, 0.18, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLines(_snowflake())
    painter.restore()


def paint_badge(
    painter: QPainter, centre: QPointF, ground: QColor, color: QColor, radius: float = BADGE_RADIUS
) -> None:
    """Draw a snowflake on a small disc, to be seen whatever is beneath it."""
    painter.setPen(QPen(color, 1.2))
    painter.setBrush(ground)
    painter.drawEllipse(centre, radius, radius)
    paint_snowflake(painter, centre, radius * 0.7, color)


@lru_cache(maxsize=1)
def _snowflake() -> list[QLineF]:
    """Give the lines of a snowflake of radius 1 around (0, 0)."""
    lines = []
    for arm in range(_ARMS):
        angle = pi / 2 + arm * 2 * pi / _ARMS
        lines.append(QLineF(QPointF(0, 0), _polar(1.0, angle)))
        twig = _polar(_TWIG_AT, angle)
        lines += [QLineF(twig, twig + _polar(_TWIG_LENGTH, angle + turn)) for turn in (-_TWIG_ANGLE, _TWIG_ANGLE)]
    return lines


def _polar(radius: float, angle: float) -> QPointF:
    return QPointF(radius * cos(angle), -radius * sin(angle))
