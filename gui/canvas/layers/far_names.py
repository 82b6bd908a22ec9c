"""Names beneath cards too small to hold them: turned, and thinned to every 2nd, 5th, 10th … where they stand close."""

from collections.abc import Callable, Sequence
from itertools import count

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from gui.canvas.layers.card import RIGHT_ANGLE, holds_name
from gui.canvas.style import CanvasStyle

GAP_PX = 3.0
USUAL_LENGTH_PX = 80.0  # of a label
ROUND_STEPS = (1, 2, 5)


class FarLayer(msgspec.Struct, frozen=True, eq=False):
    """A layer seen from afar.

    Attributes:
        number: Its place in the network, from 0.
        name: What it is called.
        width: Number of neurons.
        panel: Its card, in scene units.
    """

    number: int
    name: str
    width: int
    panel: QRectF


class _Place(msgspec.Struct, frozen=True, eq=False):
    """Where a layer's label begins, in pixels."""

    layer: FarLayer
    middle: float
    top: float


def paint_far_names(
    painter: QPainter, layers: Sequence[FarLayer], style: CanvasStyle, is_free: Callable[[QRectF], bool]
) -> None:
    """Write the names that cards do not hold, from bottom to top beneath the cards.

    Args:
        painter: What to draw with.
        layers: The layers in view.
        style: Fonts and colours.
        is_free: Tells whether no card is in a rectangle of the scene.
    """
    zoom, metrics = painter.worldTransform().m11(), QFontMetricsF(style.small_overlay_font)
    places = [
        _Place(layer, layer.panel.center().x() * zoom, layer.panel.bottom() * zoom + GAP_PX)
        for layer in layers
        if not holds_name(layer.panel, zoom, style, layer.name)
    ]
    painter.save()
    painter.setFont(style.small_overlay_font)
    painter.setPen(style.muted)
    for place in _thinned(places, metrics.height()):
        text, rect = _label(place, zoom, metrics, is_free)
        painter.save()
        painter.translate(rect.center())
        painter.scale(1 / zoom, 1 / zoom)  # type is measured in pixels here
        painter.rotate(RIGHT_ANGLE)
        turned = QRectF(0, 0, rect.height() * zoom, rect.width() * zoom)
        turned.moveCenter(QPointF())
        painter.drawText(turned, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        painter.restore()
    painter.restore()


def _label(place: _Place, zoom: float, metrics: QFontMetricsF, is_free: Callable[[QRectF], bool]) -> tuple[str, QRectF]:
    """Give a label and where it is in the scene; without the width, or empty, where another card is in the way."""
    name, line = place.layer.name, metrics.height()
    rect = QRectF()
    for text in (f"{name} · {place.layer.width:,}", name):
        length = metrics.horizontalAdvance(text) + 1
        rect = QRectF((place.middle - line / 2) / zoom, place.top / zoom, line / zoom, length / zoom)
        if is_free(rect):
            return text, rect
    return "", rect


def _thinned(places: Sequence[_Place], line: float) -> Sequence[_Place]:
    """Give the places of every so manieth layer whose labels do not run into one another."""
    ordered = sorted(places, key=lambda place: place.middle)
    if not _collide(ordered, line):
        return ordered
    steps = (step * 10**power for power in count() for step in ROUND_STEPS)
    thinned = ([place for place in ordered if place.layer.number % step == 0] for step in steps)
    return next(chosen for chosen in thinned if len(chosen) < 2 or not _collide(chosen, 2 * line))


def _collide(ordered: Sequence[_Place], least: float) -> bool:
    """Tell whether two labels, in order from left to right, are nearer than that and not one above the other."""
    for number, place in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other.middle - place.middle >= least:
                break
            if abs(other.top - place.top) < USUAL_LENGTH_PX:
                return True
    return False
