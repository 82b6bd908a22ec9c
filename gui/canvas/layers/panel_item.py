"""The panel behind a layer's neurons: soft, rounded, lit while it is selected or under the pointer."""

from enum import Enum, auto

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas.layers.card import paint_card
from gui.canvas.layers.geometry import PANEL_RADIUS, LayerGeometry
from gui.canvas.style import CanvasStyle
from gui.pixel_ratio import pixel_ratio
from gui.widgets.shadow import SHADOW_DROP, SHADOW_REACH, paint_shadow

SHADOW_MIN_ZOOM = 0.2
Z_PANEL = 0.0


class PanelLight(Enum):
    """How a panel's outline is lit."""

    NONE = auto()
    HOVERED = auto()
    SELECTED = auto()
    ACCEPTING = auto()
    REFUSING = auto()


class PanelItem(QGraphicsItem):
    """Paints the panel of one layer, around (0, 0)."""

    def __init__(self, geometry: LayerGeometry, style: CanvasStyle) -> None:
        super().__init__()
        self.setZValue(Z_PANEL)
        self._geometry = geometry
        self._style = style
        self._light = PanelLight.NONE
        self._card: tuple[str, int] | None = None

    def set_geometry(self, geometry: LayerGeometry) -> None:
        """Take another size."""
        self.prepareGeometryChange()
        self._geometry = geometry

    def set_style(self, style: CanvasStyle) -> None:
        """Paint in another theme."""
        self._style = style
        self.update()

    def set_light(self, light: PanelLight) -> None:
        """Light the outline."""
        if light is not self._light:
            self._light = light
            self.update()

    def set_card(self, card: tuple[str, int] | None) -> None:
        """Be a card with a name and a number of neurons, as from afar, or only what lies behind the neurons."""
        if card != self._card:
            self._card = card
            self.update()

    def boundingRect(self) -> QRectF:
        """Give the panel with its shadow."""
        reach = SHADOW_REACH + 2
        return self._geometry.panel.adjusted(-reach, -reach, reach, reach + SHADOW_DROP)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw shadow, panel and outline; from afar what the layer is called, too."""
        if painter.worldTransform().m11() >= SHADOW_MIN_ZOOM:
            paint_shadow(painter, self._geometry.panel, PANEL_RADIUS, self._style.shadow)
        paint_panel(painter, self._geometry.panel, self._style, self._outline(painter))
        if self._card is not None:
            paint_card(painter, self._geometry.panel, self._style, *self._card)

    def _outline(self, painter: QPainter) -> QPen:
        style = self._style
        colors: dict[PanelLight, tuple[QColor, float]] = {
            PanelLight.NONE: (style.outline, 1.0),
            PanelLight.HOVERED: (style.outline_hovered, 1.0),
            PanelLight.SELECTED: (style.accent, 2.0),
            PanelLight.ACCEPTING: (style.accent, 2.5),
            PanelLight.REFUSING: (style.error, 2.0),
        }
        pen = QPen(*colors[self._light])
        if self._card is not None:  # from afar a line of the drawing's own width would vanish
            pen.setWidthF(pen.widthF() * pixel_ratio(painter))
            pen.setCosmetic(True)
        return pen


def paint_panel(painter: QPainter, panel: QRectF, style: CanvasStyle, outline: QPen) -> None:
    """Draw a panel."""
    painter.setPen(outline)
    painter.setBrush(style.panel)
    painter.drawRoundedRect(panel, PANEL_RADIUS, PANEL_RADIUS)
