"""How frozen things look that are no lines: biases, neurons with all that leads into them, whole layers.

A snowflake marks each, a dashed outline goes round neurons and layers, and a layer lies under a thin veil.
"""

from collections import defaultdict

import msgspec
import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from engine.arrays import BoolArray
from engine.network.model import Connection, Layer, LayerId, Network
from gui.canvas.context import CanvasContext
from gui.canvas.detail import OVERVIEW_BELOW_ZOOM
from gui.canvas.frozen_look import dashed, paint_badge, paint_snowflake
from gui.canvas.layers.geometry import PANEL_RADIUS
from gui.canvas.layers.view import LayerView
from gui.canvas.scene import EXTENT, NetworkScene

Z_FROST = 3.5
BIAS_FLAKE_RADIUS = 5.0
NEURON_BADGE_RADIUS = 9.0
CORNER = QPointF(1.0, 1.0)
VEIL_ALPHA = 26
OUTLINE_WIDTH, RING_GAP = 1.6, 3.0
ON_RIM = 0.72  # of a circle's radius, to the left and up


class LayerFrost(msgspec.Struct, frozen=True, eq=False):
    """What of a layer is frozen.

    Attributes:
        is_whole: Whether all its biases and all weights into it are.
        neurons: bool (H,), whether a neuron's bias and all weights into it are.
        biases: bool (H,) or (0,), whether a bias is.
    """

    is_whole: bool
    neurons: BoolArray
    biases: BoolArray


def frost_of(layer: Layer, incoming: tuple[Connection, ...]) -> LayerFrost:
    """Find out what of a layer is frozen."""
    neurons = layer.bias_frozen.copy() if layer.bias.size else np.zeros(layer.width, np.bool_)
    for connection in incoming:
        neurons &= (connection.frozen | ~connection.mask).all(axis=1)
    return LayerFrost(is_whole=bool(neurons.all()), neurons=neurons, biases=layer.bias_frozen)


class FrostItem(QGraphicsItem):
    """Paints the snowflakes of all layers, above everything of theirs.

    Args:
        scene: What is shown; it need not hold this item while nothing is frozen.
    """

    def __init__(self, scene: NetworkScene) -> None:
        super().__init__()
        self.setZValue(Z_FROST)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)  # says what is exposed
        self._scene = scene
        self._known: dict[LayerId, tuple[tuple[object, ...], LayerFrost]] = {}

    def boundingRect(self) -> QRectF:
        """Give the whole ground."""
        return QRectF(-EXTENT / 2, -EXTENT / 2, EXTENT, EXTENT)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw a snowflake at each whole layer, else at its whole neurons and single biases."""
        if painter.worldTransform().m11() < OVERVIEW_BELOW_ZOOM:
            return
        style = self._scene.canvas_style
        incoming: dict[LayerId, list[Connection]] = defaultdict(list)
        for connection in self._scene.network.connections:
            incoming[connection.target].append(connection)
        for layer in self._scene.network.layers:
            view = self._scene.layer_view(layer.id)
            if not view.panel_rect.intersects(option.exposedRect):
                continue
            frost = self._frost_of(layer, tuple(incoming[layer.id]))
            if frost.is_whole:
                _paint_veil(painter, view.panel_rect, style.muted)
                paint_badge(painter, view.panel_rect.topLeft() + CORNER, style.panel, style.text)
            elif frost.biases.any():
                self._paint_neurons(painter, view, frost)

    def _paint_neurons(self, painter: QPainter, view: LayerView, frost: LayerFrost) -> None:
        """Mark whole neurons up on their rim, single biases beside their number, else down on the rim."""
        style, geometry = self._scene.canvas_style, view.geometry
        radius = min(NEURON_BADGE_RADIUS, geometry.fold.radius * 0.6)
        ring = geometry.fold.radius + RING_GAP
        rim = geometry.fold.radius * ON_RIM
        for index in geometry.fold.shown:
            centre = view.neuron_rect(index).center()
            if frost.neurons[index]:
                painter.setPen(dashed(QPen(style.muted, OUTLINE_WIDTH), painter))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(centre, ring, ring)
                paint_badge(painter, centre + QPointF(-rim, -rim), style.panel, style.text, radius)
            elif frost.biases[index] and geometry.has_room_for_biases:
                bias = view.bias_rect(index)
                place = QPointF(bias.left() + BIAS_FLAKE_RADIUS, bias.center().y())
                paint_snowflake(painter, place, BIAS_FLAKE_RADIUS, style.muted)
            elif frost.biases[index]:
                paint_badge(painter, centre + QPointF(-rim, rim), style.panel, style.muted, radius)

    def _frost_of(self, layer: Layer, incoming: tuple[Connection, ...]) -> LayerFrost:
        marks = (layer.bias_frozen, *(part for c in incoming for part in (c.frozen, c.mask)))
        known = self._known.get(layer.id)
        if (
            known is None
            or len(known[0]) != len(marks)
            or any(a is not b for a, b in zip(known[0], marks, strict=True))
        ):
            known = self._known[layer.id] = marks, frost_of(layer, incoming)
        return known[1]


def _paint_veil(painter: QPainter, panel: QRectF, color: QColor) -> None:
    veil = QColor(color)
    veil.setAlpha(VEIL_ALPHA)
    for pen, brush in (  # one after the other: drawn at once, lines are as translucent as the veil in a PDF
        (QPen(Qt.PenStyle.NoPen), QBrush(veil)),
        (dashed(QPen(color, OUTLINE_WIDTH), painter), QBrush()),
    ):
        painter.setPen(pen)
        painter.setBrush(brush)
        painter.drawRoundedRect(panel, PANEL_RADIUS, PANEL_RADIUS)


class Frost(QObject):
    """Shows snowflakes while anything is frozen.

    Args:
        context: What the canvas works with.
        parent: The canvas.
    """

    def __init__(self, context: CanvasContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._item = FrostItem(context.scene)
        context.document.project_changed.connect(lambda _before, after: self._on_network_changed(after.network))
        self._on_network_changed(context.document.project.network)

    def _on_network_changed(self, network: Network) -> None:
        is_frozen = any(layer.bias_frozen.any() for layer in network.layers)
        if is_frozen and self._item.scene() is None:
            self._context.scene.addItem(self._item)
        elif not is_frozen and self._item.scene() is not None:
            self._context.scene.removeItem(self._item)
