"""The ghost of a layer that is being dragged in from the palette."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas.layers.fold import NEURON_RADIUS
from gui.canvas.layers.geometry import LayerPart, layer_geometry
from gui.canvas.layers.panel_item import paint_panel
from gui.canvas.mime import LayerPreset
from gui.canvas.style import CanvasStyle

GHOST_OPACITY = 0.75
Z_GHOST = 9.0


class GhostItem(QGraphicsItem):
    """Paints where and how a layer would be added.

    Args:
        preset: The layer.
        style: Colours and fonts.
    """

    def __init__(self, preset: LayerPreset, style: CanvasStyle) -> None:
        super().__init__()
        self.setZValue(Z_GHOST)
        self.setOpacity(GHOST_OPACITY)
        self._preset = preset
        self._style = style
        self._geometry = layer_geometry(preset.width)
        self._is_refused = False
        self._is_neuron = False

    @property
    def name(self) -> str:
        """What the layer would be called."""
        return self._preset.name

    def set_neuron(self, is_neuron: bool) -> None:
        """Show a single neuron, which joins a layer, or the whole panel of a layer."""
        if is_neuron != self._is_neuron:
            self.prepareGeometryChange()
            self._is_neuron = is_neuron

    def set_refused(self, is_refused: bool) -> None:
        """Show in the error colour that a drop here would be refused."""
        if is_refused != self._is_refused:
            self._is_refused = is_refused
            self.update()

    def boundingRect(self) -> QRectF:
        """Give the panel, or the single neuron, with its outline."""
        radius = NEURON_RADIUS
        drawn = QRectF(-radius, -radius, 2 * radius, 2 * radius) if self._is_neuron else self._geometry.panel
        return drawn.adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw panel, name and neurons, or the single neuron."""
        style = self._style
        color = style.error if self._is_refused else style.accent
        outline = QPen(color, 1.5, Qt.PenStyle.DashLine)
        if self._is_neuron:
            painter.setPen(outline)
            painter.setBrush(style.neuron_fill)
            painter.drawEllipse(QPointF(), NEURON_RADIUS, NEURON_RADIUS)
            return
        paint_panel(painter, self._geometry.panel, style, outline)
        painter.setPen(style.text)
        painter.setFont(style.name_font)
        name = self._geometry.part_rect(LayerPart.NAME).adjusted(2, 0, 30, 0)
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, self._preset.name)
        painter.setPen(QPen(color, 1.4))
        painter.setBrush(style.neuron_fill)
        for index in self._geometry.fold.shown:
            radius = self._geometry.fold.radius
            painter.drawEllipse(self._geometry.centre(index), radius, radius)
        if self._geometry.strip_rect is not None:
            painter.drawRoundedRect(self._geometry.strip_rect, 3, 3)
