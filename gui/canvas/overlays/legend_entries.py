"""What the legend explains: small samples of how edges and neurons are drawn, each with its words."""

from collections.abc import Callable, Iterator, Sequence

import msgspec
import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen

from engine.network.kinds import layer_kind
from engine.network.model import Network
from engine.network.remembering import remembered
from gui.canvas.detail import Detail
from gui.canvas.edges.labels import LabelCount
from gui.canvas.edges.quantities import LACKING_REASONS, SAMPLE, START
from gui.canvas.frozen_look import dashed
from gui.canvas.layers.fills import FULL_WHERE_BOUNDED
from gui.canvas.numbers import short_number
from gui.canvas.scene import NetworkScene
from gui.canvas.style import CanvasStyle
from gui.canvas.wiring.removed_edges import removed_edge_pen
from gui.theme import mixed

RING_RADIUS = 6.0
LINE_WIDTH = 2.0
PIXEL = 6.0
BAR_HEIGHT, BAR_PITCH = 8.0, 4.0
FILL_STOPS = (0.0, 0.5, 1.0)
BARS = ((-0.8, 4.0), (-0.3, 9.0), (0.0, 12.0), (0.4, 8.0), (0.9, 6.0))  # share of full colour, height
RIBBON_FADING = 0.5


class LegendEntry(msgspec.Struct, frozen=True, eq=False):
    """One thing that the legend explains.

    Attributes:
        text: What it says.
        paint: Draws the sample into a rectangle.
    """

    text: str
    paint: Callable[[QPainter, QRectF, CanvasStyle], None]


def entries_of(scene: NetworkScene) -> Sequence[LegendEntry]:
    """Give those that explain something to be seen."""
    held_back = (_HELD_BACK,) if scene.neurons.holds_back_pictures else ()
    return (*picture_entries(scene), *held_back, *_unlabelled_entries(scene.label_count))


def picture_entries(scene: NetworkScene) -> Sequence[LegendEntry]:
    """Give those that also explain a picture, in which nobody zooms."""
    if scene.detail is Detail.OVERVIEW:
        return (*_lacking_entries(scene), _RIBBON)
    face = _PICTURES.get(scene.display.neuron_face, ()) if scene.neurons.shows_pictures else ()
    fills = tuple(_fill_entries(scene))
    return (*(fills if fills and scene.neurons.shows_fills else ()), *face, *_mark_entries(scene))


def _mark_entries(scene: NetworkScene) -> Iterator[LegendEntry]:
    yield from _lacking_entries(scene)
    yield from (entry for applies, entry in _MARKS if applies(scene))


def _lacking_entries(scene: NetworkScene) -> Iterator[LegendEntry]:
    """Say why edges show their weights in the place of what was chosen."""
    return (entry for lacking, entry in _LACKING if scene.edges.lacking == lacking)


def _fill_entries(scene: NetworkScene) -> Iterator[LegendEntry]:
    """Give what the colours of neurons mean."""
    fills = scene.neurons.fills
    if fills.full:
        yield _fill_entry("neurons", fills.full)
    if fills.has_bounded and fills.full != FULL_WHERE_BOUNDED:
        subject = "bounded functions" if fills.full else "neurons"
        yield _fill_entry(subject, FULL_WHERE_BOUNDED)


def _fill_entry(subject: str, full: float) -> LegendEntry:
    return LegendEntry(f"{subject}: {short_number(-full)} … {short_number(full)}", _paint_fills)


def _unlabelled_entries(count: LabelCount) -> Iterator[LegendEntry]:
    """Say that not all edges carry the number that they are to."""
    if count.shortfall:
        yield LegendEntry(f"on {count.shortfall} edges; zoom in for more", _paint_number)


def _marks_activated(scene: NetworkScene) -> bool:
    has_sample = any(
        layer_kind(each.kind).takes_sources for each in scene.network.layers if each.id in scene.neurons.values
    )
    return scene.display.marks_activated and has_sample


def _has_frozen(scene: NetworkScene) -> bool:
    return _holds_frozen_weights(scene.network)


@remembered
def _holds_frozen_weights(network: Network) -> bool:
    return any(connection.frozen.any() for connection in network.connections)


def _shows_removed(scene: NetworkScene) -> bool:
    return scene.display.removed_edges and _lacks_edges(scene.network)


@remembered
def _lacks_edges(network: Network) -> bool:
    return not all(connection.mask.all() for connection in network.connections)


def _shows_matrices(scene: NetworkScene) -> bool:
    return scene.edges.draws_matrices


def _shows_pixels(scene: NetworkScene) -> bool:
    return scene.neurons.shows_pixels and scene.neurons.measured is None


def _shows_measured_pixels(scene: NetworkScene) -> bool:
    return scene.neurons.shows_pixels and scene.neurons.measured is not None


def _paint_ring(painter: QPainter, rect: QRectF, style: CanvasStyle) -> None:
    painter.setBrush(style.value_fill(0.5))
    painter.setPen(QPen(style.activated, LINE_WIDTH))
    painter.drawEllipse(rect.center(), RING_RADIUS, RING_RADIUS)


def _paint_dashes(painter: QPainter, rect: QRectF, style: CanvasStyle) -> None:
    painter.setPen(dashed(QPen(style.muted, LINE_WIDTH), painter))
    painter.drawLine(QPointF(rect.left(), rect.center().y()), QPointF(rect.right(), rect.center().y()))


def _paint_dots(painter: QPainter, rect: QRectF, style: CanvasStyle) -> None:
    painter.setPen(removed_edge_pen(style, painter))
    painter.drawLine(QPointF(rect.left(), rect.center().y()), QPointF(rect.right(), rect.center().y()))


def _paint_unknown(painter: QPainter, rect: QRectF, style: CanvasStyle) -> None:
    painter.setPen(style.muted)
    painter.setFont(style.overlay_font)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "w·h ?")


def _paint_number(painter: QPainter, rect: QRectF, style: CanvasStyle) -> None:
    painter.setPen(style.weight_text(1.0))
    painter.setFont(style.label_font)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "1.2")


def _paint_fills(painter: QPainter, rect: QRectF, style: CanvasStyle) -> None:
    place = QRectF(rect.left(), rect.center().y() - BAR_HEIGHT / 2, rect.width(), BAR_HEIGHT)
    painter.setBrush(_fill_gradient(style, place.left(), place.right()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRect(place)


def _paint_response(painter: QPainter, rect: QRectF, style: CanvasStyle) -> None:
    middle = rect.center().x()
    painter.setBrush(_fill_gradient(style, middle - RING_RADIUS, middle + RING_RADIUS))
    painter.setPen(QPen(style.neuron_outline, 1.0))
    painter.drawEllipse(rect.center(), RING_RADIUS, RING_RADIUS)


def _paint_bars(painter: QPainter, rect: QRectF, style: CanvasStyle) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for place, (share, height) in enumerate(BARS):
        painter.setBrush(QColor(style.theme.palette.text_muted) if share == 0 else style.theme.signed_color(share, 1.0))
        left, bottom = rect.center().x() + (place - len(BARS) / 2) * BAR_PITCH, rect.center().y() + RING_RADIUS
        painter.drawRect(QRectF(left, bottom - height, BAR_PITCH - 1, height))


def _paint_zero_bar(painter: QPainter, rect: QRectF, style: CanvasStyle) -> None:
    height = max(height for share, height in BARS if share == 0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(style.theme.palette.text_muted))
    painter.drawRect(QRectF(rect.center().x() - BAR_PITCH / 2, rect.center().y() - height / 2, BAR_PITCH - 1, height))


def _paint_matrix(painter: QPainter, rect: QRectF, style: CanvasStyle) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for place, share in enumerate((-0.8, 0.3, -0.2, 0.5, 0.9, -0.6)):
        red, green, blue, _alpha = style.edge_rgba(np.array([share]), 1.0).ravel().tolist()
        painter.setBrush(QColor(red, green, blue))
        corner = rect.center() + QPointF((place % 3 - 1.5) * PIXEL, (place // 3 - 1) * PIXEL)
        painter.drawRect(QRectF(corner, QSizeF(PIXEL, PIXEL)))


def _paint_ribbon(painter: QPainter, rect: QRectF, style: CanvasStyle) -> None:
    red, green, blue, _alpha = style.edge_rgba(np.array([0.6]), 1.0).ravel().tolist()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(mixed(QColor(red, green, blue).name(), style.theme.palette.canvas, RIBBON_FADING)))
    painter.drawRect(QRectF(rect.left(), rect.center().y() - RING_RADIUS, rect.width(), 2 * RING_RADIUS))


def _fill_gradient(style: CanvasStyle, left: float, right: float) -> QLinearGradient:
    colors = QLinearGradient(left, 0, right, 0)
    for share in FILL_STOPS:
        colors.setColorAt(share, style.value_fill(2 * share - 1))
    return colors


def _paint_pixels(painter: QPainter, rect: QRectF, style: CanvasStyle) -> None:
    square = QRectF(rect.center() - QPointF(PIXEL, PIXEL), QSizeF(PIXEL, PIXEL))
    painter.setPen(QPen(style.neuron_outline, 1.0))
    for number, share in enumerate((0.0, 0.4, 0.7, 1.0)):
        red, green, blue, _alpha = style.ink.rgba(share, 1.0).tolist()
        painter.setBrush(QColor(red, green, blue))
        painter.drawRect(square.translated(PIXEL * (number % 2), PIXEL * (number // 2)))


def _paint_output_response(painter: QPainter, rect: QRectF, style: CanvasStyle) -> None:
    _paint_response(painter, rect, style)
    painter.setPen(QPen(style.text, LINE_WIDTH))
    across = QPointF(0.35 * RING_RADIUS, 0.9 * RING_RADIUS)
    painter.drawLine(rect.center() - across, rect.center() + across)


_PICTURES = {
    "response": (
        LegendEntry("full at the layer’s largest |h|", _paint_response),
        LegendEntry("output: as in the boundary plot", _paint_output_response),
    ),
    "histogram": (
        LegendEntry("bars: samples by h, full at ±1", _paint_bars),
        LegendEntry("dark bar: h = 0", _paint_zero_bar),
    ),
}
_HELD_BACK = LegendEntry("small neurons: zoom in for pictures", _paint_fills)
_RIBBON = LegendEntry("all edges: the sign that prevails", _paint_ribbon)
_LACKING = (
    (SAMPLE, LegendEntry(f"contributions: {LACKING_REASONS[SAMPLE]}", _paint_unknown)),
    (START, LegendEntry(f"changes: {LACKING_REASONS[START]}", _paint_unknown)),
)
_MARKS = (
    (_shows_matrices, LegendEntry("matrix; as lines the strongest", _paint_matrix)),
    (_shows_pixels, LegendEntry("inputs: pixels of the image", _paint_pixels)),
    (_shows_measured_pixels, LegendEntry("inputs: pixels; x standardised", _paint_pixels)),
    (_marks_activated, LegendEntry("activated: a > 0", _paint_ring)),
    (_has_frozen, LegendEntry("frozen", _paint_dashes)),
    (_shows_removed, LegendEntry("removed", _paint_dots)),
)
