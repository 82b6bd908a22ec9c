"""A layer's header: its name and symbol, its activation function, and the stepper of its width."""

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas.detail import CONTROLS_MIN_ZOOM
from gui.canvas.layers.card import short_name
from gui.canvas.layers.geometry import HANDLE_RADIUS, PANEL_RADIUS, STEPPER, LayerGeometry, LayerPart
from gui.canvas.style import CanvasStyle

CONTROL_RADIUS = 5.0
SIDE_WIDTH = 3.0
SOLE_NAME_MARGIN = 5.0
LEAST_NAME_PX, MOST_NAME_SIZE, MOST_SOLE_NAME_SIZE = 9, 20, 36
Z_HEADER = 3.0


class HeaderText(msgspec.Struct, frozen=True):
    """What a header says.

    Attributes:
        name: The layer's name.
        symbol: Its mathematical symbol, such as h⁽¹⁾.
        function: The label of its activation function, or what stands there where a layer has none.
        width: Number of neurons.
        has_function: Whether the activation function can be chosen.
        takes_sources: Whether connections may lead into the layer.
    """

    name: str
    symbol: str
    function: str
    width: int
    has_function: bool
    takes_sources: bool


class HeaderItem(QGraphicsItem):
    """Paints the header of one layer and, while the layer is under the pointer, its handles."""

    def __init__(self, geometry: LayerGeometry, text: HeaderText, style: CanvasStyle) -> None:
        super().__init__()
        self.setZValue(Z_HEADER)
        self._geometry = geometry
        self._text = text
        self._style = style
        self._has_controls = True
        self._hovered_part: LayerPart | None = None
        self._shown_handles: tuple[LayerPart, ...] = ()

    @property
    def text(self) -> HeaderText:
        """What the header says."""
        return self._text

    def set_text(self, geometry: LayerGeometry, text: HeaderText) -> None:
        """Say something else."""
        if geometry is not self._geometry or text != self._text:
            self.prepareGeometryChange()
            self._geometry, self._text = geometry, text
            self.update()

    def set_style(self, style: CanvasStyle) -> None:
        """Paint in another theme."""
        self._style = style
        self.update()

    def set_controls_shown(self, *, shown: bool) -> None:
        """Show what can be pressed, or for a figure say the same in words."""
        if shown != self._has_controls:
            self._has_controls = shown
            self.update()

    def set_hovered(self, part: LayerPart | None, handles: tuple[LayerPart, ...]) -> None:
        """Light the control under the pointer and show handles."""
        if (part, handles) != (self._hovered_part, self._shown_handles):
            self._hovered_part, self._shown_handles = part, handles
            self.update()

    def boundingRect(self) -> QRectF:
        """Give the header with its handles, which are the sides of the whole panel."""
        return self._geometry.panel.adjusted(-14, -2, 14, 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw the header; from afar only its name."""
        style, zoom = self._style, painter.worldTransform().m11()
        inner = self._geometry.header.adjusted(2, 2, -2, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.panel)
        painter.drawRoundedRect(inner, PANEL_RADIUS - 2, PANEL_RADIUS - 2)
        if zoom < CONTROLS_MIN_ZOOM:
            self._paint_sole_name(painter)
        else:
            self._paint_name(painter)
            self._paint_second_row(painter)
        for handle in self._shown_handles:
            self._paint_handle(painter, handle)

    def _paint_sole_name(self, painter: QPainter) -> None:
        """Write the name over the whole header, in whose rows it could not be read from here."""
        rect = self._geometry.header.adjusted(SOLE_NAME_MARGIN, 0, -SOLE_NAME_MARGIN, 0)
        font = _legible(self._style.name_font, painter.worldTransform().m11(), MOST_SOLE_NAME_SIZE)
        painter.setFont(font)
        painter.setPen(self._style.text)
        name = short_name(self._text.name, QFontMetricsF(font), rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_second_row(self, painter: QPainter) -> None:
        if self._has_controls:
            self._paint_function(painter)
            self._paint_stepper(painter)
        else:
            self._paint_words(painter)

    def _paint_name(self, painter: QPainter) -> None:
        style = self._style
        rect = self._geometry.part_rect(LayerPart.NAME)
        font = _legible(style.name_font, painter.worldTransform().m11(), MOST_NAME_SIZE)
        painter.setFont(font)
        painter.setPen(style.text)
        name = short_name(self._text.name, QFontMetricsF(font), rect.width() - 2)
        painter.drawText(rect.adjusted(2, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.setFont(style.symbol_font)
        painter.setPen(style.muted)
        painter.drawText(
            self._geometry.symbol_rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._text.symbol
        )

    def _paint_words(self, painter: QPainter) -> None:
        style, side = self._style, self._geometry.part_rect(LayerPart.ACTIVATION_FUNCTION)
        row = QRectF(self._geometry.part_rect(LayerPart.NAME).left() + 2, side.top(), 0, side.height())
        row.setRight(self._geometry.symbol_rect.right())
        kind = "neuron" if self._text.takes_sources else "input"
        painter.setFont(style.control_font)
        painter.setPen(style.muted)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(row, middle | Qt.AlignmentFlag.AlignLeft, self._text.function)
        words = f"{self._text.width:,} {kind}{'' if self._text.width == 1 else 's'}"
        painter.drawText(row, middle | Qt.AlignmentFlag.AlignRight, words)

    def _paint_function(self, painter: QPainter) -> None:
        style, rect = self._style, self._geometry.part_rect(LayerPart.ACTIVATION_FUNCTION)
        painter.setFont(style.control_font)
        if self._text.has_function:
            self._paint_control(painter, LayerPart.ACTIVATION_FUNCTION, rect)
            _paint_chevron(painter, QPointF(rect.right() - 10, rect.center().y()), QPen(style.muted, 1.4))
        painter.setPen(style.text if self._text.has_function else style.muted)
        room = rect.adjusted(6 if self._text.has_function else 4, 0, -16 if self._text.has_function else 0, 0)
        text = QFontMetricsF(style.control_font).elidedText(
            self._text.function, Qt.TextElideMode.ElideRight, room.width() + 1
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_stepper(self, painter: QPainter) -> None:
        style = self._style
        rects = {part: self._geometry.part_rect(part) for part in STEPPER}
        whole = rects[LayerPart.NARROWER].united(rects[LayerPart.WIDER])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.control)
        painter.drawRoundedRect(whole, CONTROL_RADIUS, CONTROL_RADIUS)
        if self._hovered_part in STEPPER:
            painter.setBrush(style.control_hovered)
            painter.drawRoundedRect(rects[self._hovered_part], CONTROL_RADIUS, CONTROL_RADIUS)
        painter.setPen(QPen(style.muted, 1.4))
        for part in (LayerPart.NARROWER, LayerPart.WIDER):
            centre = rects[part].center()
            painter.drawLine(centre - QPointF(3.5, 0), centre + QPointF(3.5, 0))
            if part is LayerPart.WIDER:
                painter.drawLine(centre - QPointF(0, 3.5), centre + QPointF(0, 3.5))
        painter.setPen(style.text)
        painter.setFont(style.control_font if self._text.width < 1000 else style.small_font)
        painter.drawText(rects[LayerPart.WIDTH], Qt.AlignmentFlag.AlignCenter, str(self._text.width))

    def _paint_control(self, painter: QPainter, part: LayerPart, rect: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        is_hovered = part is self._hovered_part
        painter.setBrush(self._style.control_hovered if is_hovered else self._style.control)
        painter.drawRoundedRect(rect, CONTROL_RADIUS, CONTROL_RADIUS)

    def _paint_handle(self, painter: QPainter, handle: LayerPart) -> None:
        style = self._style
        is_hovered = handle is self._hovered_part
        radius = (HANDLE_RADIUS + (2 if is_hovered else 0)) * style.theme.scale
        side = self._geometry.part_rect(handle).adjusted(0, PANEL_RADIUS, 0, -PANEL_RADIUS)
        middle = side.center()
        if is_hovered:
            painter.setPen(QPen(style.accent, SIDE_WIDTH * style.theme.scale))
            painter.drawLine(QPointF(middle.x(), side.top()), QPointF(middle.x(), side.bottom()))
        painter.setPen(QPen(style.accent, 2.0 * style.theme.scale))
        painter.setBrush(style.accent if is_hovered else style.panel)
        painter.drawEllipse(middle, radius, radius)


def _legible(font: QFont, zoom: float, most: int) -> QFont:
    """Give the font larger where zooming out would make it too small to read, as far as the header has room."""
    legible = QFont(font)
    legible.setPixelSize(max(font.pixelSize(), min(round(LEAST_NAME_PX / zoom), most)))
    return legible


def _paint_chevron(painter: QPainter, centre: QPointF, pen: QPen) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([centre + QPointF(-3, -1.5), centre + QPointF(0, 1.5), centre + QPointF(3, -1.5)]))
