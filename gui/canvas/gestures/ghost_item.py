"""The ghost of a layer that is being dragged in from the palette, or of one that gets another neuron."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas.layers.geometry import LayerGeometry, LayerPart, layer_geometry
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
        self._grown: tuple[str, LayerGeometry] | None = None

    @property
    def name(self) -> str:
        """What the layer would be called."""
        return self._preset.name if self._grown is None else self._grown[0]

    @property
    def new_neuron(self) -> QRectF | None:
        """Where in the scene the neuron comes to be that joins a layer, or None where none does."""
        if self._grown is None:
            return None
        geometry = self._grown[1]
        return geometry.neuron_rect(len(geometry.half_widths) - 1).translated(self.pos())

    def set_grown(self, grown: tuple[str, LayerGeometry] | None) -> None:
        """Show a layer by its name with its last neuron as a new one, or else the layer that is dragged."""
        if grown != self._grown:
            self.prepareGeometryChange()
            self._grown = grown
            self._refresh_opacity()

    def set_refused(self, is_refused: bool) -> None:
        """Show in the error colour that a drop here would be refused."""
        if is_refused != self._is_refused:
            self._is_refused = is_refused
            self._refresh_opacity()

    def boundingRect(self) -> QRectF:
        """Give the panel with its outline."""
        return self._shown_geometry.panel.adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw panel, name and neurons."""
        style, geometry = self._style, self._shown_geometry
        color = style.error if self._is_refused else style.accent
        outline = QPen(color, 1.5, Qt.PenStyle.DashLine)
        paint_panel(painter, geometry.panel, style, outline)
        painter.setPen(style.text)
        painter.setFont(style.name_font)
        name = geometry.part_rect(LayerPart.NAME).adjusted(2, 0, 30, 0)
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, self.name)
        present = QPen(color if self._grown is None else style.outline_hovered, 1.4)
        painter.setBrush(style.neuron_fill)
        last = len(geometry.half_widths) - 1
        for index in geometry.fold.shown:
            is_new = self._grown is not None and index == last
            painter.setPen(outline if is_new else present)
            painter.drawEllipse(geometry.centre(index), geometry.fold.radius, geometry.fold.radius)
        painter.setPen(present)
        if geometry.strip_rect is not None:
            painter.drawRoundedRect(geometry.strip_rect, 3, 3)

    @property
    def _shown_geometry(self) -> LayerGeometry:
        return self._geometry if self._grown is None else self._grown[1]

    def _refresh_opacity(self) -> None:
        """Let nothing shine through that stands in the same place."""
        is_over_layer = self._is_refused or self._grown is not None
        self.setOpacity(1.0 if is_over_layer else GHOST_OPACITY)
        self.update()
