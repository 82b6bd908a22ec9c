"""A neuron's shape: a circle in the colour of its number, or a picture; its outline tells how it is marked."""

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPen, QTransform

from engine.arrays import BoolArray
from gui.canvas.layers.fold import NEURON_RADIUS
from gui.canvas.layers.geometry import LayerGeometry
from gui.canvas.style import CanvasStyle
from gui.drawn_as_shapes import is_drawn_as_shapes

HOVERED_GROWTH = 2.5
PICTURE_CORNER = 5.0
LEAST_PICTURE_PX = 13.0  # smaller ones tell nothing: a neuron then has the colour of its value
IMAGE_PIXELS_PER_UNIT = 3
PLAIN_LINE, ACTIVATED_LINE, SELECTED_LINE, HALO_LINE = 1.4, 2.4, 3.0, 3.2
LEAST_LINE_SCALE = 0.5


class NeuronShapes(msgspec.Struct, frozen=True, eq=False):
    """Paints the neurons of one layer that are not folded.

    Attributes:
        geometry: Where they are.
        style: Colours and pens.
        full_fill: The magnitude of a number in full colour.
        hovered: The neurons that the pointer is over, which are larger.
        selected: Those selected, which are ringed.
        activated: bool (H,), those with a mark for it, or None.
    """

    geometry: LayerGeometry
    style: CanvasStyle
    full_fill: float
    hovered: frozenset[int]
    selected: frozenset[int]
    activated: BoolArray | None

    def paint_circle(self, painter: QPainter, index: int, number: float | None) -> None:
        """Draw a neuron as a circle in the colour of a number, if there is one."""
        middle, radius = self.geometry.centre(index), self._radius(index)
        self._paint_halo(painter, index, middle)
        painter.setBrush(self.style.neuron_fill if number is None else self.style.value_fill(number, self.full_fill))
        painter.setPen(self._outline(index))
        painter.drawEllipse(middle, radius, radius)
        self._paint_inner_ring(painter, index, middle)

    def paint_picture(self, painter: QPainter, index: int, picture: QImage | None) -> None:
        """Draw a neuron as a picture with round corners, as a plain ground as long as there is none."""
        radius = self._radius(index)
        square = QRectF(-radius, -radius, 2 * radius, 2 * radius)
        corner = PICTURE_CORNER * circle_scale(self.geometry)
        painter.save()
        painter.translate(self.geometry.centre(index))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_halo(painter, index, QPointF(), corner)
        painter.setBrush(self.style.neuron_fill if picture is None else _picture_brush(picture, square))
        if picture is not None and is_drawn_as_shapes(painter):  # Qt misplaces a brush's picture in SVG, garbles PDF's
            painter.drawImage(square, _as_image(painter.brush(), square, corner))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._outline(index))
        painter.drawRoundedRect(square, corner, corner)
        self._paint_inner_ring(painter, index, QPointF(), corner)
        painter.restore()

    @property
    def _line_scale(self) -> float:
        return line_scale(self.geometry, self.style)

    def _radius(self, index: int) -> float:
        return self.geometry.fold.radius + (HOVERED_GROWTH if index in self.hovered else 0)

    def _is_activated(self, index: int) -> bool:
        return self.activated is not None and bool(self.activated[index])

    def _outline(self, index: int) -> QPen:
        if index in self.selected:
            return QPen(self.style.accent, SELECTED_LINE * self._line_scale)
        if self._is_activated(index):
            return QPen(self.style.activated, ACTIVATED_LINE * self._line_scale)
        return QPen(self.style.neuron_outline, PLAIN_LINE * self._line_scale)

    def _paint_inner_ring(self, painter: QPainter, index: int, middle: QPointF, corner: float | None = None) -> None:
        """Mark a neuron as activated within the outline that marks it as selected."""
        if index not in self.selected or not self._is_activated(index):
            return
        radius = self._radius(index) - (SELECTED_LINE + ACTIVATED_LINE) / 2 * self._line_scale
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.style.activated, ACTIVATED_LINE * self._line_scale))
        corner = radius if corner is None else corner
        square = QRectF(-radius, -radius, 2 * radius, 2 * radius).translated(middle)
        painter.drawRoundedRect(square, corner, corner)

    def _paint_halo(self, painter: QPainter, index: int, middle: QPointF, corner: float | None = None) -> None:
        """Set the outline of a selected neuron off from its panel, as its activated mark takes much of it within."""
        if index not in self.selected:
            return
        line = HALO_LINE * self._line_scale
        radius = self._radius(index) + (SELECTED_LINE * self._line_scale + line) / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.style.halo, line))
        corner = radius if corner is None else corner + line
        square = QRectF(-radius, -radius, 2 * radius, 2 * radius).translated(middle)
        painter.drawRoundedRect(square, corner, corner)


def circle_scale(geometry: LayerGeometry) -> float:
    """Give how large a layer's circles are, and with them what is in them: 1 as usual, or smaller."""
    return min(1.0, geometry.fold.radius / NEURON_RADIUS)


def line_scale(geometry: LayerGeometry, style: CanvasStyle) -> float:
    """Give how wide outlines are, finer around small circles."""
    return max(circle_scale(geometry), LEAST_LINE_SCALE) * style.theme.scale


def is_for_picture(radius: float, zoom: float) -> bool:
    """Tell whether a neuron of some radius is large enough for a picture at a zoom."""
    return 2 * radius * zoom >= LEAST_PICTURE_PX


def _picture_brush(picture: QImage, square: QRectF) -> QBrush:
    """Give a brush that fills a square with a picture, from the middle of its first pixel to that of its last."""
    columns, rows = picture.width(), picture.height()
    across, down = square.width() / max(columns - 1, 1), square.height() / max(rows - 1, 1)
    brush = QBrush(picture)
    inset = QTransform.fromTranslate(-0.5 if columns > 1 else 0.0, -0.5 if rows > 1 else 0.0)
    brush.setTransform(
        inset * QTransform.fromScale(across, down) * QTransform.fromTranslate(square.left(), square.top())
    )
    return brush


def _as_image(brush: QBrush, square: QRectF, corner: float) -> QImage:
    """Give a square with round corners as an image, filled with a brush."""
    pixels = round(square.width() * IMAGE_PIXELS_PER_UNIT)
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.scale(pixels / square.width(), pixels / square.width())
    painter.translate(-square.topLeft())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawRoundedRect(square, corner, corner)
    painter.end()
    return image
