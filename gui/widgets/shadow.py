"""The soft shadow around a panel, painted from a small image.

Blending the shadow's shapes anew for every panel and frame takes longer than drawing all edges.
"""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPaintEngine, QPainter

SHADOW_REACH = 12.0
SHADOW_DROP = 3.0
_STEPS = 12
_SCALE = 2.0


def paint_shadow(painter: QPainter, panel: QRectF, radius: float, color: QColor) -> None:
    """Draw the shadow of a panel with round corners.

    Args:
        painter: What to draw with.
        panel: The panel, in scene units.
        radius: Of its corners.
        color: The shadow's colour; its alpha is the shadow's strength beneath the panel.
    """
    outer = panel.translated(0, SHADOW_DROP).adjusted(-SHADOW_REACH, -SHADOW_REACH, SHADOW_REACH, SHADOW_REACH)
    if painter.paintEngine().type() in (QPaintEngine.Type.SVG, QPaintEngine.Type.Pdf):
        _paint_steps(painter, outer, radius, color)  # files hold shapes, or whole images, but no parts of one
        return
    image = _image(color.rgba(), radius)
    corner = SHADOW_REACH + radius
    side = corner * _SCALE  # the image is two corners and one pixel between them
    columns = [(outer.left(), corner, 0.0, side), (outer.left() + corner, outer.width() - 2 * corner, side, 1.0)]
    columns.append((outer.right() - corner, corner, side + 1, side))
    rows = [(outer.top(), corner, 0.0, side), (outer.top() + corner, outer.height() - 2 * corner, side, 1.0)]
    rows.append((outer.bottom() - corner, corner, side + 1, side))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # its soft rims would show as seams
    for number, (x, width, image_x, image_width) in enumerate(columns):
        for other_number, (y, height, image_y, image_height) in enumerate(rows):
            if (number, other_number) != (1, 1):
                source = QRectF(image_x, image_y, image_width, image_height)
                painter.drawImage(QRectF(x, y, width, height), image, source)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


@lru_cache(maxsize=8)
def _image(rgba: int, radius: float) -> QImage:
    corner = SHADOW_REACH + radius
    side = round(2 * corner * _SCALE) + 1
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_SCALE, _SCALE)
    _paint_steps(painter, QRectF(0, 0, side / _SCALE, side / _SCALE), radius, QColor.fromRgba(rgba))
    painter.end()
    return image


def _paint_steps(painter: QPainter, outer: QRectF, radius: float, color: QColor) -> None:
    """Draw the shadow as rectangles upon each other, each but a step as strong as all of it."""
    painter.setPen(Qt.PenStyle.NoPen)
    weak = QColor(color)
    weak.setAlphaF(color.alphaF() / _STEPS)
    painter.setBrush(weak)
    for step in range(_STEPS):
        inset = SHADOW_REACH * (step / _STEPS) ** 0.6  # steps crowd inwards, so that it fades out softly
        rounding = SHADOW_REACH + radius - inset
        painter.drawRoundedRect(outer.adjusted(inset, inset, -inset, -inset), rounding, rounding)
