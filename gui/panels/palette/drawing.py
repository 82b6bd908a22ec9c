"""The little drawing on a palette card: a column of neurons, its wires, and the graph of its activation function."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from engine.network.activations import activation_function
from gui.canvas.building.presets import PaletteEntry
from gui.theme import Theme

MOST_NEURONS = 4
NEURON_RADIUS = 3.5
NEURON_PITCH = 9.0
WIRE_LENGTH = 13.0
CURVE_SIDE = 22.0
CURVE_GAP = 9.0
CURVE_RANGE = 3.5  # the curve is drawn over pre-activations from −3.5 to 3.5
CURVE_POINTS = 61


def draw_layer(painter: QPainter, area: QRectF, entry: PaletteEntry, theme: Theme) -> None:
    """Draw the layer that an entry stands for in the middle of `area`."""
    wires_in, wires_out = entry.is_computing, entry.feeds_on
    curve = entry.is_computing
    width = 2 * NEURON_RADIUS + WIRE_LENGTH * (wires_in + wires_out) + (CURVE_GAP + CURVE_SIDE) * curve
    column = QPointF(area.center().x() - width / 2 + NEURON_RADIUS + WIRE_LENGTH * wires_in, area.center().y())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    centers = _neuron_centers(column, entry.preset.width)
    _draw_wires(painter, centers, column, wires_in, wires_out, theme)
    _draw_neurons(painter, centers, entry.preset.width > MOST_NEURONS, theme)
    if curve:
        left = column.x() + NEURON_RADIUS + WIRE_LENGTH * wires_out + CURVE_GAP
        box = QRectF(left, area.center().y() - CURVE_SIDE / 2, CURVE_SIDE, CURVE_SIDE)
        _draw_curve(painter, box, entry.preset.activation, theme)


def _neuron_centers(column: QPointF, width: int) -> list[QPointF]:
    shown = min(width, MOST_NEURONS)
    return [QPointF(column.x(), column.y() + (index - (shown - 1) / 2) * NEURON_PITCH) for index in range(shown)]


def _draw_wires(
    painter: QPainter, centers: list[QPointF], column: QPointF, wires_in: bool, wires_out: bool, theme: Theme
) -> None:
    painter.setPen(QPen(QColor(theme.palette.border_strong), 1.0))
    for center in centers:
        for sign, is_drawn in ((-1, wires_in), (1, wires_out)):
            if is_drawn:
                painter.drawLine(center, QPointF(center.x() + sign * (NEURON_RADIUS + WIRE_LENGTH), column.y()))


def _draw_neurons(painter: QPainter, centers: list[QPointF], is_shortened: bool, theme: Theme) -> None:
    colors = theme.palette
    painter.setPen(QPen(QColor(colors.neuron_outline), 1.2))
    painter.setBrush(QColor(colors.neuron_fill))
    for index, center in enumerate(centers):
        if is_shortened and index == len(centers) - 2:
            _draw_dots(painter, center, colors.neuron_outline)
        else:
            painter.drawEllipse(center, NEURON_RADIUS, NEURON_RADIUS)


def _draw_dots(painter: QPainter, center: QPointF, color: str) -> None:
    """Draw “⋮” for the neurons left out."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    for offset in (-2.5, 0.0, 2.5):
        painter.drawEllipse(QPointF(center.x(), center.y() + offset), 0.8, 0.8)
    painter.restore()


def _draw_curve(painter: QPainter, box: QRectF, activation: str, theme: Theme) -> None:
    axis, values = _curve(activation)
    painter.setPen(QPen(QColor(theme.palette.border), 1.0))
    painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))
    painter.drawLine(QPointF(box.center().x(), box.top()), QPointF(box.center().x(), box.bottom()))
    points = [
        QPointF(box.center().x() + x * box.width() / 2, box.center().y() - y * box.height() / 2)
        for x, y in zip(axis, values, strict=True)
    ]
    round_pen = QPen(QColor(theme.palette.accent), 1.6)
    round_pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    round_pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(round_pen)
    painter.drawPolyline(QPolygonF(points))


def _curve(activation: str) -> tuple[list[float], list[float]]:
    """Give x and y in [−1, 1]; functions that grow are scaled by their range, bounded ones to fill the height."""
    a = np.linspace(-CURVE_RANGE, CURVE_RANGE, CURVE_POINTS)
    h = activation_function(activation).function(a)
    return (a / CURVE_RANGE).tolist(), np.clip(h / max(1.2, float(np.abs(h).max())), -1.0, 1.0).tolist()
