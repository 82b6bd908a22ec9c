"""What an empty canvas says."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from gui.canvas.style import CanvasStyle
from gui.icons import IconName, IconTone, icon
from gui.theme import ui_font

CARD_SIZE = QSize(440, 236)
ICON_SIDE = 44
TITLE = "Drag a layer here to begin"
SENTENCE = "Layers beside each other connect by themselves. Or just type a whole network, such as 2-4-1."
HINTS = (("Double-click", "or"), ("A", "add"), ("2-4-1", "build"), ("Ctrl+E", "examples"))
_TOP = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


def paint_empty_state(painter: QPainter, viewport: QRect, style: CanvasStyle) -> None:
    """Draw it in the middle of the viewport, in its coordinates; in projector size as large as there is room for."""
    scale = min(style.theme.scale, viewport.width() / CARD_SIZE.width(), viewport.height() / CARD_SIZE.height())
    painter.translate(viewport.center())
    painter.scale(scale, scale)
    theme = style.theme.scaled(1 / style.theme.scale)
    card = QRect(QPoint(-CARD_SIZE.width() // 2, -CARD_SIZE.height() // 2), CARD_SIZE)
    painter.setPen(QPen(style.outline_hovered, 1.5, Qt.PenStyle.CustomDashLine))
    pen = painter.pen()
    pen.setDashPattern([5, 4])
    painter.setPen(pen)
    painter.setBrush(style.panel)
    painter.drawRoundedRect(QRectF(card), 16, 16)
    place = QRect(card.center().x() - ICON_SIDE // 2, card.top() + 28, ICON_SIDE, ICON_SIDE)
    icon(IconName.NETWORK, IconTone.ACCENT).paint(painter, place)
    painter.setPen(style.text)
    painter.setFont(ui_font(theme, theme.type_scale.heading, QFont.Weight.DemiBold))
    painter.drawText(QRect(card.left(), place.bottom() + 16, card.width(), 28), _TOP, TITLE)
    painter.setPen(style.muted)
    painter.setFont(ui_font(theme))
    flags = _TOP | Qt.TextFlag.TextWordWrap
    painter.drawText(QRect(card.left() + 60, place.bottom() + 48, card.width() - 120, 44), flags, SENTENCE)
    painter.setFont(ui_font(theme, theme.type_scale.caption))
    _paint_hints(painter, card, style)


def _paint_hints(painter: QPainter, card: QRect, style: CanvasStyle) -> None:
    metrics = painter.fontMetrics()
    widths = [(metrics.horizontalAdvance(key) + 12, metrics.horizontalAdvance(word) + 6) for key, word in HINTS]
    gap = 16
    x = card.center().x() - (sum(map(sum, widths)) + gap * (len(HINTS) - 1)) // 2
    y = card.bottom() - 42
    for (key, word), (key_width, word_width) in zip(HINTS, widths, strict=True):
        cap = QRect(x, y, key_width, 20)
        painter.setPen(QPen(style.outline_hovered, 1.0))
        painter.setBrush(style.control)
        painter.drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(style.text)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
        painter.setPen(style.muted)
        painter.drawText(QRect(x + key_width + 6, y, word_width, 20), Qt.AlignmentFlag.AlignVCenter, word)
        x += key_width + word_width + gap
