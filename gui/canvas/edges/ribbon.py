"""A whole connection from afar: one ribbon, coloured by the sign that prevails among its weights."""

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from engine.arrays import FloatArray
from gui.canvas.edges.hit_index import HitIndex
from gui.canvas.edges.routes import Route, path_of
from gui.canvas.style import CanvasStyle
from gui.pixel_ratio import pixel_ratio
from gui.theme import Theme, mixed

END_SHARE = 0.28
MAX_HALF_HEIGHT = 130.0
ARCH_PX, MARKED_PX = 3.0, 2.0
FADING, HOVERED_FADING = 0.55, 0.3
FULL_BALANCE = 0.5
COLOR_DECIMALS = 2
SAMPLES = 9
HANDLE_SIDE = 4.0


def sign_balance(weight: FloatArray) -> float:
    """Give which sign prevails: Σw / Σ|w|, −1 where all weights are negative, 1 where all are positive."""
    finite = weight if np.isfinite(weight).all() else np.nan_to_num(weight, posinf=0.0, neginf=0.0)
    total = float(np.abs(finite).sum())
    return float(finite.sum()) / total if total > 0 else 0.0


class Ribbon:
    """The shape of a connection as a ribbon; where it passes over other layers, a thick line.

    Args:
        route: The connection's way.

    Attributes:
        spine: The line through its middle.
    """

    def __init__(self, route: Route) -> None:
        self._is_line = route.arch is not None
        start, end = route.outlets
        self.spine = path_of(route.spine.tolist())
        heights = _half_height(route.source.panel), _half_height(route.target.panel)
        self._shape = self.spine if self._is_line else _band(start, end, *heights)
        points = [self.spine.pointAtPercent(share) for share in np.linspace(0, 1, SAMPLES).tolist()]
        self._hits = HitIndex(np.array([[(point.x(), point.y()) for point in points]]))

    @property
    def rect(self) -> QRectF:
        """A small square in the middle of the ribbon."""
        middle, half = self.spine.pointAtPercent(0.5), HANDLE_SIDE / 2
        return QRectF(middle.x() - half, middle.y() - half, HANDLE_SIDE, HANDLE_SIDE)

    def distance(self, point: QPointF) -> float:
        """Give how far from the ribbon a point is; 0 on it."""
        if not self._is_line and self._shape.contains(point):
            return 0.0
        return float(self._hits.distances(point.x(), point.y())[0])

    def paint(
        self, painter: QPainter, style: CanvasStyle, balance: float, *, is_marked: bool, is_hovered: bool
    ) -> None:
        """Draw the ribbon.

        Args:
            painter: What to draw with.
            style: Colours.
            balance: Which sign prevails, as `sign_balance` tells.
            is_marked: Whether it is selected.
            is_hovered: Whether it is under the pointer.
        """
        color = _color(style.theme, round(balance, COLOR_DECIMALS), HOVERED_FADING if is_hovered else FADING)
        ratio = pixel_ratio(painter)
        pen = QPen(style.accent if is_marked else color, (MARKED_PX if is_marked else 1.0) * ratio)
        if self._is_line:
            pen.setWidthF((ARCH_PX + (MARKED_PX if is_marked else 0.0)) * ratio)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush if self._is_line else color)
        painter.drawPath(self._shape)


@lru_cache(maxsize=512)
def _color(theme: Theme, balance: float, fading: float) -> QColor:
    signed = theme.signed_color(balance, FULL_BALANCE).name()
    return QColor(mixed(signed, theme.palette.canvas, fading))


def _half_height(panel: QRectF) -> float:
    return min(panel.height() * END_SHARE, MAX_HALF_HEIGHT)


def _band(start: QPointF, end: QPointF, start_half: float, end_half: float) -> QPainterPath:
    above, below = QPointF(0, -1), QPointF(0, 1)
    path = QPainterPath(start + above * start_half)
    _bend_to(path, start + above * start_half, end + above * end_half)
    path.lineTo(end + below * end_half)
    _bend_to(path, end + below * end_half, start + below * start_half)
    path.closeSubpath()
    return path


def _bend_to(path: QPainterPath, start: QPointF, end: QPointF) -> None:
    bend = QPointF((end.x() - start.x()) / 2, 0)
    path.cubicTo(start + bend, end - bend, end)
