"""A small picture of a network: columns of dots and the lines between them, in the colours of their weights."""

import msgspec
import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from engine.network.graph import topological_order
from engine.network.model import LayerId, Network
from gui.theme import Theme

_FULL_COLOUR_WEIGHT = 2.0


class ThumbnailScale(msgspec.Struct, frozen=True):
    """How much of a network a picture shows, and how large.

    Attributes:
        most_dots: A wide layer shows its first neurons, so many.
        dot_radius: Of a neuron, in pixels.
        margin: Around the outermost neurons' centres, in pixels.
        most_gap: Between neighbours of a layer, at the most, in pixels.
    """

    most_dots: int = 8
    dot_radius: float = 3.5
    margin: float = 12.0
    most_gap: float = 16.0


LARGE = ThumbnailScale()
SMALL = ThumbnailScale(most_dots=4, dot_radius=2.6, margin=8.0, most_gap=10.0)


def network_thumbnail(
    network: Network, theme: Theme, size: QSize, pixel_ratio: float, scale: ThumbnailScale = LARGE
) -> QPixmap:
    """Paint a network into a picture of `size` (device-independent pixels) on a transparent ground."""
    pixmap = QPixmap(size * pixel_ratio)
    pixmap.setDevicePixelRatio(pixel_ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    margin = scale.margin
    area = QRectF(0, 0, size.width(), size.height()).adjusted(margin, margin, -margin, -margin)
    places = _places(network, area, scale)
    _paint_edges(painter, network, theme, places, area.top())
    painter.setPen(QPen(QColor(theme.palette.neuron_outline), 1.2))
    painter.setBrush(QColor(theme.palette.neuron_fill))
    for points in places.values():
        for point in points:
            painter.drawEllipse(point, scale.dot_radius, scale.dot_radius)
    painter.end()
    return pixmap


def _places(network: Network, area: QRectF, scale: ThumbnailScale) -> dict[LayerId, list[QPointF]]:
    """Give the dots' centres by layer."""
    layers = topological_order(network)
    places: dict[LayerId, list[QPointF]] = {}
    for number, layer in enumerate(layers):
        x = area.left() + area.width() * (number / (len(layers) - 1) if len(layers) > 1 else 0.5)
        count = min(layer.width, scale.most_dots)
        gap = min(scale.most_gap, area.height() / max(1, count - 1))
        top = area.center().y() - gap * (count - 1) / 2
        places[layer.id] = [QPointF(x, top + gap * index) for index in range(count)]
    return places


def _paint_edges(
    painter: QPainter, network: Network, theme: Theme, places: dict[LayerId, list[QPointF]], highest: float
) -> None:
    columns = {layer_id: number for number, layer_id in enumerate(places)}
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for connection in network.connections:
        sources, targets = places[connection.source], places[connection.target]
        is_skipping = columns[connection.target] - columns[connection.source] > 1
        for row, target in enumerate(targets):
            for column, source in enumerate(sources):
                if connection.mask[row, column]:
                    weight = float(np.asarray(connection.weight)[row, column])
                    color = theme.signed_color(weight, _FULL_COLOUR_WEIGHT)
                    painter.setPen(QPen(color, 1.0 + min(abs(weight), 3.0) * 0.5))
                    middle = (source + target) / 2
                    path = QPainterPath(source)
                    path.quadTo(QPointF(middle.x(), highest) if is_skipping else middle, target)
                    painter.drawPath(path)
