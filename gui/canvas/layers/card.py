"""A layer from afar: a card with its name and its width, in type that stays readable at every zoom."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from gui.canvas.style import CanvasStyle

PADDING_PX = 4.0
LEAST_NAME_PX = 26.0
LEAST_WIDTH_PX = 14.0
LINE_GAP_PX = 1.0
RIGHT_ANGLE = -90.0


def paint_card(painter: QPainter, panel: QRectF, style: CanvasStyle, name: str, width: int) -> None:
    """Write a layer's name and width over its panel, upright or, where that has more room, from bottom to top.

    Args:
        painter: What to draw with.
        panel: The layer's panel, in scene units.
        style: Fonts and colours.
        name: The layer's name.
        width: Number of neurons.
    """
    zoom = painter.worldTransform().m11()
    room = QRectF(0, 0, panel.width() * zoom - 2 * PADDING_PX, panel.height() * zoom - 2 * PADDING_PX)
    if min(room.width(), room.height()) < LEAST_WIDTH_PX - 2 * PADDING_PX:
        return
    painter.save()
    painter.translate(panel.center())
    painter.scale(1 / zoom, 1 / zoom)  # type is measured in pixels here
    name_width = QFontMetricsF(style.control_font).horizontalAdvance(name)
    if room.height() > room.width() and name_width > room.width():
        painter.rotate(RIGHT_ANGLE)
        room = room.transposed()
    room.moveCenter(QPointF(0, 0))
    _write(painter, room, style, name, f"{width:,}")
    painter.restore()


def _write(painter: QPainter, room: QRectF, style: CanvasStyle, name: str, width: str) -> None:
    """Write what fits: name above width, else the width alone, else nothing."""
    name_line, width_line = (QFontMetricsF(font).height() for font in (style.control_font, style.small_font))
    lines: list[tuple[QFont, str, float]] = []
    if room.width() >= LEAST_NAME_PX and room.height() >= name_line:
        lines.append((style.control_font, name, name_line))
    if room.height() >= sum(line[2] for line in lines) + LINE_GAP_PX + width_line:
        lines.append((style.small_font, width, width_line))
    top = -sum(line[2] for line in lines) / 2
    for font, text, height in lines:
        painter.setFont(font)
        painter.setPen(style.text if font is style.control_font else style.muted)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        if font is style.control_font or shown == text:  # half a number says something else
            painter.drawText(QRectF(room.left(), top, room.width(), height), Qt.AlignmentFlag.AlignCenter, shown)
        top += height
