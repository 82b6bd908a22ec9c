"""What is seen of a card while it is dragged."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from gui.theme import active_theme

OPACITY = 0.9


def drag_picture(size: QSize, ratio: float, paint: Callable[[QPainter, QRectF], None]) -> QPixmap:
    """Give a card's drawing on a rounded ground.

    Args:
        size: Its size in device-independent pixels.
        ratio: How many pixels of the screen each of these is wide.
        paint: Draws what is dragged into an area.
    """
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    theme, area = active_theme(), QRectF(0, 0, size.width(), size.height())
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(OPACITY)
    painter.setPen(QPen(QColor(theme.palette.accent), 1.0))
    painter.setBrush(QColor(theme.palette.raised))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), theme.metrics.radius, theme.metrics.radius)
    paint(painter, area)
    painter.end()
    return picture
