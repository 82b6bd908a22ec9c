"""The names beside a layer's neurons, made to fit and still to be told apart."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from gui.canvas.layers.geometry import PANEL_WIDTH
from gui.canvas.style import CanvasStyle

GAP = 6.0
MARGIN = 5.0
LINE_HEIGHT = 12.0
GROUND_REACH = 4.0

_UNIT = re.compile(r"\s*[(\[][^)\]]*[)\]]$")

Lines = tuple[str, ...]
Elide = Callable[[str], str]


def fitting_names(names: Sequence[str], style: CanvasStyle, width: float) -> tuple[Lines, ...]:
    """Give each name in one line where it fits, else in two or shortened, so that no two look the same if possible."""
    large, small = QFontMetricsF(style.symbol_font), QFontMetricsF(style.small_font)

    def fitted(name: str, shorten: Callable[[str, Elide], Lines], mode: Qt.TextElideMode) -> Lines:
        if large.horizontalAdvance(name) <= width:
            return (name,)
        return shorten(name, lambda text: small.elidedText(text, mode, width))

    ways = (
        (_in_two_without_unit, Qt.TextElideMode.ElideRight),
        (_in_two, Qt.TextElideMode.ElideRight),
        (_in_two, Qt.TextElideMode.ElideMiddle),
        (_in_one, Qt.TextElideMode.ElideMiddle),
        (_in_one, Qt.TextElideMode.ElideLeft),
    )
    found = [tuple(fitted(name, *way) for name in names) for way in ways]
    return next((lines for lines in found if len(set(lines)) == len(set(names))), found[0])


def paint_name(
    painter: QPainter,
    style: CanvasStyle,
    lines: Lines,
    point: QPointF,
    width: float,
    *,
    is_right: bool = False,
    is_marked: bool = False,
) -> None:
    """Write a name that ends at a point, or to the right of it; in large type if so it is no wider, else small.

    What is marked stands on a ground and is not muted.
    """
    height = LINE_HEIGHT * style.type_growth
    size = QSizeF(PANEL_WIDTH, height * len(lines))
    left = point.x() if is_right else point.x() - size.width()
    rect = QRectF(QPointF(left, point.y() - size.height() / 2), size)
    metrics = QFontMetricsF(style.symbol_font)
    is_small = len(lines) > 1 or metrics.horizontalAdvance(lines[0]) > width
    font = style.small_font if is_small else style.symbol_font
    painter.setFont(font)
    if is_marked:
        _paint_ground(painter, style, rect, max(map(QFontMetricsF(font).horizontalAdvance, lines)), is_right=is_right)
    painter.setPen(style.text if is_marked else style.muted)
    for line in lines:
        place = QRectF(rect.left(), rect.top(), rect.width(), height)
        painter.drawText(place, _TO_THE_RIGHT if is_right else _TO_THE_LEFT, line)
        rect.setTop(rect.top() + height)


def _paint_ground(painter: QPainter, style: CanvasStyle, rect: QRectF, width: float, *, is_right: bool) -> None:
    left = rect.left() if is_right else rect.right() - width
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.accent_soft)
    ground = QRectF(left, rect.top(), width, rect.height()).adjusted(-GROUND_REACH, -1, GROUND_REACH, 1)
    painter.drawRoundedRect(ground, GROUND_REACH, GROUND_REACH)


def name_width(radius: float) -> float:
    """Give the room beside a circle of some radius."""
    return PANEL_WIDTH / 2 - MARGIN - GAP - radius


def _in_two(name: str, elide: Elide) -> Lines:
    """Break a name at the space that makes both lines most alike in length."""
    spaces = [place for place, character in enumerate(name) if character in " _-"]
    if not spaces:
        return _in_one(name, elide)
    place = min(spaces, key=lambda place: abs(2 * place - len(name)))
    return elide(name[: place + 1].rstrip(" ")), elide(name[place + 1 :])


def _in_two_without_unit(name: str, elide: Elide) -> Lines:
    """Leave out a unit in brackets at the end, such as (cm)."""
    return _in_two(_UNIT.sub("", name) or name, elide)


def _in_one(name: str, elide: Elide) -> Lines:
    return (elide(name),)


_TO_THE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextDontClip
_TO_THE_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip
