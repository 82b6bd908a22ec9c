"""A layer from afar: a card with its name and its width, in type that stays readable at every zoom."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from gui.canvas.style import CanvasStyle

PADDING_PX, LINE_PADDING_PX = 4.0, 1.5  # where lines begin and end, and above and below them
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
    room, is_turned = _room(panel, zoom, style, name)
    if room.height() < LEAST_WIDTH_PX - 2 * PADDING_PX:
        return
    painter.save()
    painter.translate(panel.center())
    painter.scale(1 / zoom, 1 / zoom)  # type is measured in pixels here
    if is_turned:
        painter.rotate(RIGHT_ANGLE)
    _write(painter, room, style, name, f"{width:,}")
    painter.restore()


def holds_name(panel: QRectF, zoom: float, style: CanvasStyle, name: str) -> bool:
    """Tell whether a card has room for its layer's name, or as much of it as tells it from others."""
    name_type = QFontMetricsF(style.overlay_font)
    if min(panel.width(), panel.height()) * zoom < name_type.height() + 2 * LINE_PADDING_PX:
        return False  # of many layers, and told without measuring names
    return _is_for_names(_room(panel, zoom, style, name)[0], name_type)


def short_name(name: str, metrics: QFontMetricsF, room: float) -> str:
    """Give as much of a layer's name as fits, its number whole: “Hidden 37”, “Hid… 37”, and “37” in the least room."""
    words, _, number = name.rpartition(" ")
    if not (words and number.isdecimal()) or metrics.horizontalAdvance(name) <= room:
        return metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
    left = room - metrics.horizontalAdvance(f" {number}")
    if left < metrics.horizontalAdvance(f"{words[:2]}…"):
        return metrics.elidedText(number, Qt.TextElideMode.ElideRight, room)
    return f"{metrics.elidedText(words, Qt.TextElideMode.ElideRight, left)} {number}"


def _room(panel: QRectF, zoom: float, style: CanvasStyle, name: str) -> tuple[QRectF, bool]:
    """Give the room for lines in pixels, around (0, 0), and whether they run from bottom to top."""
    room = QRectF(0, 0, panel.width() * zoom - 2 * PADDING_PX, panel.height() * zoom - 2 * PADDING_PX)
    name_width = QFontMetricsF(style.overlay_font).horizontalAdvance(name)
    is_turned = room.height() > room.width() and name_width > room.width()
    if is_turned:
        room = room.transposed()
    room.setHeight(room.height() + 2 * (PADDING_PX - LINE_PADDING_PX))
    room.moveCenter(QPointF(0, 0))
    return room, is_turned


def _is_for_names(room: QRectF, name_type: QFontMetricsF) -> bool:
    return room.width() >= LEAST_NAME_PX and room.height() >= name_type.height()


def _write(painter: QPainter, room: QRectF, style: CanvasStyle, name: str, width: str) -> None:
    """Write name above width, or both in one line where there is room for one; else the width alone, else nothing."""
    lines = _lines(room, style, name, width)
    top = -sum(QFontMetricsF(font).height() for font, _text in lines) / 2
    for font, text in lines:
        height = QFontMetricsF(font).height()
        painter.setFont(font)
        painter.setPen(style.text if font is style.overlay_font else style.muted)
        painter.drawText(QRectF(room.left(), top, room.width(), height), Qt.AlignmentFlag.AlignCenter, text)
        top += height


def _lines(room: QRectF, style: CanvasStyle, name: str, width: str) -> list[tuple[QFont, str]]:
    name_type, width_type = QFontMetricsF(style.overlay_font), QFontMetricsF(style.small_overlay_font)
    has_name = _is_for_names(room, name_type)
    shows_width = width_type.horizontalAdvance(width) <= room.width()  # half a number says something else
    if not has_name:
        fits = shows_width and room.height() >= width_type.height() + LINE_GAP_PX
        return [(style.small_overlay_font, width)] if fits else []
    if room.height() >= name_type.height() + LINE_GAP_PX + width_type.height():
        shown = short_name(name, name_type, room.width())
        return [(style.overlay_font, shown), *([(style.small_overlay_font, width)] if shows_width else [])]
    beside = f" · {width}"
    left = room.width() - name_type.horizontalAdvance(beside)
    if left < name_type.horizontalAdvance(name):  # all of it says more than half of it with the width
        return [(style.overlay_font, short_name(name, name_type, room.width()))]
    return [(style.overlay_font, name + beside)]
