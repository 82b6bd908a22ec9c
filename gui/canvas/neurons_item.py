"""A layer's neurons: circles filled with the colour of their activation, the number inside, the bias below."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from engine.arrays import FloatArray
from gui.canvas.heat_band import pooled
from gui.canvas.layer_geometry import NEURON_RADIUS, PANEL_WIDTH, LayerGeometry
from gui.canvas.numbers import short_number
from gui.canvas.style import CanvasStyle

HOVERED_RADIUS = NEURON_RADIUS + 2.5
TEXT_MIN_ZOOM = 0.5
SMALL_TEXT_MIN_ZOOM = 0.65
NAME_RECT = QRectF(-PANEL_WIDTH / 2 + 8, -10, PANEL_WIDTH / 2 - NEURON_RADIUS - 14, 20)
Z_NEURONS = 2.0


class NeuronsItem(QGraphicsItem):
    """Paints the neurons of one layer around (0, 0)."""

    def __init__(self, geometry: LayerGeometry, style: CanvasStyle) -> None:
        super().__init__()
        self.setZValue(Z_NEURONS)
        self._geometry = geometry
        self._style = style
        self._bias: FloatArray = np.empty(0)
        self._activation: FloatArray | None = None
        self._names: Sequence[str] = ()
        self._hovered: int | None = None
        self._selected: frozenset[int] = frozenset()
        self._shows_biases = False

    @property
    def shows_biases(self) -> bool:
        """Whether biases were written when it was painted last; from afar they are not."""
        return self._shows_biases

    def set_neurons(self, geometry: LayerGeometry, bias: FloatArray, names: Sequence[str]) -> None:
        """Show other neurons.

        Args:
            geometry: Where they are.
            bias: float64 (H,), or (0,) where they have none.
            names: What stands beside each, or nothing.
        """
        self.prepareGeometryChange()
        self._geometry, self._bias, self._names = geometry, bias, names
        self.update()

    def set_activation(self, activation: FloatArray | None) -> None:
        """Show the values for one sample, float64 (H,), or none."""
        self._activation = activation
        self.update()

    def set_style(self, style: CanvasStyle) -> None:
        """Paint in another theme."""
        self._style = style
        self.update()

    def set_focus(self, hovered: int | None, selected: frozenset[int]) -> None:
        """Enlarge the neuron under the pointer, ring those selected."""
        if (hovered, selected) != (self._hovered, self._selected):
            self._hovered, self._selected = hovered, selected
            self.update()

    def boundingRect(self) -> QRectF:
        """Give the layer's whole panel."""
        return self._geometry.panel

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw strip, circles, numbers, biases and names; from afar without text."""
        zoom = painter.worldTransform().m11()
        self._paint_strip(painter, zoom)
        for index in self._geometry.fold.shown:
            self._paint_circle(painter, index)
        if zoom >= TEXT_MIN_ZOOM:
            self._paint_values(painter)
        self._shows_biases = bool(self._bias.size) and zoom >= SMALL_TEXT_MIN_ZOOM
        if zoom >= SMALL_TEXT_MIN_ZOOM:
            self._paint_biases(painter)
            self._paint_names(painter)

    def _values(self) -> FloatArray | None:
        """Give the activations, unless they are still those of a layer of another width."""
        values = self._activation
        return values if values is not None and len(values) == len(self._geometry.fold.offsets) else None

    def _centre(self, index: int) -> QPointF:
        return QPointF(0.0, float(self._geometry.fold.offsets[index]))

    def _paint_circle(self, painter: QPainter, index: int) -> None:
        style, values = self._style, self._values()
        radius = HOVERED_RADIUS if index == self._hovered else NEURON_RADIUS
        painter.setBrush(style.neuron_fill if values is None else style.value_fill(float(values[index])))
        is_selected = index in self._selected
        painter.setPen(QPen(style.accent if is_selected else style.neuron_outline, 3.0 if is_selected else 1.4))
        painter.drawEllipse(self._centre(index), radius, radius)

    def _paint_values(self, painter: QPainter) -> None:
        values = self._values()
        if values is None:
            return
        painter.setPen(self._style.text)
        painter.setFont(self._style.value_font)
        for index in self._geometry.fold.shown:
            rect = QRectF(-NEURON_RADIUS, -NEURON_RADIUS, 2 * NEURON_RADIUS, 2 * NEURON_RADIUS)
            text = short_number(float(values[index]))
            painter.drawText(rect.translated(self._centre(index)), Qt.AlignmentFlag.AlignCenter, text)

    def _paint_biases(self, painter: QPainter) -> None:
        if not self._bias.size:
            return
        style = self._style
        painter.setFont(style.small_font)
        metrics = QFontMetricsF(style.small_font)
        for index in self._geometry.fold.shown:
            text = f"b {short_number(float(self._bias[index]))}"
            rect = self._geometry.bias_rect(index)
            half = metrics.horizontalAdvance(text) / 2 + 4
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.panel)
            painter.drawRoundedRect(QRectF(-half, rect.top(), 2 * half, rect.height()), 5, 5)
            painter.setPen(style.muted)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_names(self, painter: QPainter) -> None:
        if not self._names:
            return
        style = self._style
        painter.setFont(style.symbol_font)
        painter.setPen(style.muted)
        metrics = QFontMetricsF(style.symbol_font)
        for index in self._geometry.fold.shown:
            text = metrics.elidedText(self._names[index], Qt.TextElideMode.ElideRight, NAME_RECT.width())
            rect = NAME_RECT.translated(self._centre(index))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)

    def _paint_strip(self, painter: QPainter, zoom: float) -> None:
        strip, folded = self._geometry.strip_rect, self._geometry.fold.folded
        if strip is None:
            return
        style, values = self._style, self._values()
        if values is None:
            painter.setBrush(style.neuron_fill)
        else:
            painter.drawImage(strip, self._strip_image(values[folded.start : folded.stop]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(style.neuron_outline, 1.2))
        painter.drawRoundedRect(strip, 3, 3)
        if zoom >= TEXT_MIN_ZOOM:
            text = f"… {len(folded):,} more"
            half = QFontMetricsF(style.small_font).horizontalAdvance(text) / 2 + 7
            pill = QRectF(-half, strip.center().y() - 10, 2 * half, 20)
            painter.setPen(QPen(style.outline, 1.0))
            painter.setBrush(style.panel)
            painter.drawRoundedRect(pill, 10, 10)
            painter.setPen(style.muted)
            painter.setFont(style.small_font)
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _strip_image(self, values: FloatArray) -> QImage:
        column = pooled(values[:, np.newaxis])
        pixels = np.ascontiguousarray(self._style.theme.field_rgba(column, 1.0))
        return QImage(pixels.tobytes(), 1, len(column), 4, QImage.Format.Format_RGBA8888).copy()
