"""A layer's neurons: circles filled with the colour of their activation, the number inside, the bias below."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from engine.arrays import FloatArray
from gui.canvas.fold import NEURON_RADIUS
from gui.canvas.layer_geometry import PANEL_WIDTH, LayerGeometry
from gui.canvas.numbers import short_number
from gui.canvas.style import CanvasStyle
from gui.canvas.wide_layer import paint_cell_marks, paint_grid, paint_pill, paint_strip

HOVERED_GROWTH = 2.5
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
        self._pill_is_hovered = False

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

    def set_pill_hovered(self, is_hovered: bool) -> None:
        """Light the pill that folds or unfolds."""
        if is_hovered != self._pill_is_hovered:
            self._pill_is_hovered = is_hovered
            self.update()

    def boundingRect(self) -> QRectF:
        """Give the layer's whole panel."""
        return self._geometry.panel

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw strip, circles, numbers, biases and names; from afar without text."""
        zoom = painter.worldTransform().m11()
        paint_strip(painter, self._geometry, self._style, self._values())
        paint_grid(painter, self._geometry, self._style, self._values())
        if self._geometry.fold.is_grid:
            paint_cell_marks(painter, self._geometry, self._style, self._hovered, self._selected)
        paint_pill(painter, self._geometry, self._style, is_hovered=self._pill_is_hovered)
        for index in self._geometry.fold.shown:
            self._paint_circle(painter, index)
        if zoom * self._text_scale >= TEXT_MIN_ZOOM:
            self._paint_values(painter)
        has_biases = bool(self._bias.size) and self._geometry.has_room_for_biases
        self._shows_biases = has_biases and zoom >= SMALL_TEXT_MIN_ZOOM
        if zoom >= SMALL_TEXT_MIN_ZOOM:
            self._paint_biases(painter)
            self._paint_names(painter)

    def _values(self) -> FloatArray | None:
        """Give the activations, unless they are still those of a layer of another width."""
        values = self._activation
        return values if values is not None and len(values) == len(self._geometry.fold.offsets) else None

    def _centre(self, index: int) -> QPointF:
        return self._geometry.centre(index)

    @property
    def _text_scale(self) -> float:
        """How large type in a circle is, as large as the circle allows."""
        return min(1.0, self._geometry.fold.radius / NEURON_RADIUS)

    def _paint_circle(self, painter: QPainter, index: int) -> None:
        style, values = self._style, self._values()
        radius = self._geometry.fold.radius + (HOVERED_GROWTH if index == self._hovered else 0)
        painter.setBrush(style.neuron_fill if values is None else style.value_fill(float(values[index])))
        is_selected = index in self._selected
        painter.setPen(QPen(style.accent if is_selected else style.neuron_outline, 3.0 if is_selected else 1.4))
        painter.drawEllipse(self._centre(index), radius, radius)

    def _paint_values(self, painter: QPainter) -> None:
        values = self._values()
        if values is None:
            return
        painter.setPen(self._style.text)
        font = QFont(self._style.value_font)
        font.setPixelSize(max(1, round(font.pixelSize() * self._text_scale)))
        painter.setFont(font)
        radius = self._geometry.fold.radius
        for index in self._geometry.fold.shown:
            rect = QRectF(-radius, -radius, 2 * radius, 2 * radius)
            text = short_number(float(values[index]))
            painter.drawText(rect.translated(self._centre(index)), Qt.AlignmentFlag.AlignCenter, text)

    def _paint_biases(self, painter: QPainter) -> None:
        if not self._shows_biases:
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
