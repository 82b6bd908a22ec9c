"""The biases below a layer's neurons: written where they can be read, else hinted at."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from engine.arrays import FloatArray
from engine.project.display import DisplaySettings
from gui.canvas.edges.quantities import EDGE_QUANTITIES, START
from gui.canvas.layers.geometry import LayerGeometry
from gui.canvas.layers.neuron_faces import NeuronContent
from gui.canvas.layers.neuron_shapes import ACTIVATED_LINE, line_scale
from gui.canvas.numbers import short_number
from gui.canvas.style import CanvasStyle

TYPE, LEAST_PX, MOST_GROWTH = 10.0, 9.0, 1.8
CLEARANCE = 3.0  # above and below together
SINKING = 2.5  # of larger type, so that it is in the middle between two circles
TICK_HEIGHT, TICK_WIDTHS = 4.0, (4.0, 30.0)  # the least and that of a bias of 1 or more


def written_biases(content: NeuronContent, display: DisplaySettings) -> tuple[str, FloatArray]:
    """Give what stands below the neurons, and its symbol: where edges show how far they have come, so do biases."""
    bias, start = content.bias, content.start_bias
    shows_change = EDGE_QUANTITIES[display.edge_quantity].needs == START
    if not shows_change or start is None or start.shape != bias.shape:
        return "b", bias
    with np.errstate(all="ignore"):  # a diverging run overflows; its numbers are shown as they are
        return "Δb", bias - start


def paint_biases(
    painter: QPainter, geometry: LayerGeometry, style: CanvasStyle, symbol: str, biases: FloatArray
) -> bool:
    """Write the biases, in larger type from afar where the circles leave room for that. Gives whether they are written.

    Args:
        painter: Where to.
        geometry: Where the neurons are; it has room for biases.
        style: Colours and fonts.
        symbol: What stands before each.
        biases: float64 (H,).
    """
    growth = max(LEAST_PX / (TYPE * painter.worldTransform().m11() * style.type_growth), 1.0)
    is_written = growth <= MOST_GROWTH and _has_room_for(growth, geometry, style)
    if is_written:
        _write(painter, geometry, style, symbol, biases, growth)
    else:
        _paint_ticks(painter, geometry, style, biases)
    return is_written


def _has_room_for(growth: float, geometry: LayerGeometry, style: CanvasStyle) -> bool:
    """Tell whether biases written so many times as large as usual fit between circles with their outlines."""
    fold = geometry.fold
    room = fold.pitch - 2 * fold.radius - ACTIVATED_LINE * line_scale(geometry, style) - CLEARANCE
    return QFontMetricsF(style.small_font).capHeight() * growth <= room


def _write(
    painter: QPainter, geometry: LayerGeometry, style: CanvasStyle, symbol: str, biases: FloatArray, growth: float
) -> None:
    painter.setFont(style.small_font)
    metrics = QFontMetricsF(style.small_font)
    for index in geometry.fold.shown:
        text = f"{symbol} {short_number(float(biases[index]))}"
        rect = geometry.bias_rect(index)
        half, height = metrics.horizontalAdvance(text) / 2 + 4, rect.height() / growth  # no larger: circles are near
        ground = QRectF(-half, -height / 2, 2 * half, height)
        painter.save()
        painter.translate(rect.center() + QPointF(0, (growth - 1) * SINKING))
        painter.scale(growth, growth)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.panel)
        painter.drawRoundedRect(ground, 5, 5)
        painter.setPen(style.muted)
        painter.drawText(rect.translated(-rect.center()), Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


def _paint_ticks(painter: QPainter, geometry: LayerGeometry, style: CanvasStyle, biases: FloatArray) -> None:
    """Hint at biases where they are too small to read: the longer, the larger."""
    painter.setPen(Qt.PenStyle.NoPen)
    for index in geometry.fold.shown:
        bias = float(biases[index])
        width = TICK_WIDTHS[0] + (TICK_WIDTHS[1] - TICK_WIDTHS[0]) * min(abs(bias), 1.0)
        middle = geometry.bias_rect(index).center()
        tick = QRectF(middle.x() - width / 2, middle.y() - TICK_HEIGHT / 2, width, TICK_HEIGHT)
        painter.setBrush(style.weight_text(bias))
        painter.drawRoundedRect(tick, TICK_HEIGHT / 2, TICK_HEIGHT / 2)
