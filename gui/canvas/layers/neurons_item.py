"""A layer's neurons: circles with a number in its colour, or pictures; the bias below, inputs with their names."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QImage, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from engine.arrays import FloatArray
from engine.project.display import DisplaySettings
from gui.canvas.edges.quantities import EDGE_QUANTITIES, START
from gui.canvas.layers.fold import NEURON_RADIUS
from gui.canvas.layers.geometry import LayerGeometry
from gui.canvas.layers.neuron_faces import NEURON_FACES, NeuronContent
from gui.canvas.layers.neuron_names import GAP, LINE_HEIGHT, Lines, fitting_names, name_width, paint_name
from gui.canvas.layers.output_labels import REACH, labels_rect, paint_output_labels, predicted_class
from gui.canvas.layers.wide_layer import paint_cell_marks, paint_fold_words, paint_grid, paint_pill, paint_strip
from gui.canvas.numbers import short_number
from gui.canvas.style import CanvasStyle
from gui.drawn_as_shapes import is_drawn_as_shapes

HOVERED_GROWTH = 2.5
TEXT_MIN_ZOOM = 0.5
SMALL_TEXT_MIN_ZOOM = 0.65
BIAS_TYPE, LEAST_BIAS_PX, MOST_BIAS_GROWTH = 10.0, 9.0, 1.8
NAME_TYPE, LEAST_NAME_PX, MOST_NAME_GROWTH = 12.0, 9.0, 1.8
BIAS_CLEARANCE = 3.0  # above and below together
BIAS_SINKING = 2.5  # of larger type, so that it is in the middle between two circles
BIAS_TICK_HEIGHT, BIAS_TICK_WIDTHS = 4.0, (4.0, 30.0)  # the least and that of a bias of 1 or more
PICTURE_CORNER = 5.0
LEAST_PICTURE_PX = 13.0  # smaller ones tell nothing: a neuron then has the colour of its value
IMAGE_PIXELS_PER_UNIT = 3
PLAIN_LINE, ACTIVATED_LINE, SELECTED_LINE, HALO_LINE = 1.4, 2.4, 3.0, 3.2
LEAST_LINE_SCALE = 0.5
NUMBER_WIDTH_SHARE = 0.88  # of a circle, whose outline is no place for a number
Z_NEURONS = 2.0


class NeuronsItem(QGraphicsItem):
    """Paints the neurons of one layer around (0, 0)."""

    def __init__(self, geometry: LayerGeometry, style: CanvasStyle) -> None:
        super().__init__()
        self.setZValue(Z_NEURONS)
        self._geometry = geometry
        self._style = style
        self._display = DisplaySettings()
        self._content = NeuronContent(bias=np.empty(0))
        self._pictures: Mapping[int, QImage] = {}
        self._names: Sequence[str] = ()
        self._name_lines: Sequence[Lines] = ()
        self._widest_name = 0.0
        self._full_fill = 1.0
        self._hovered: frozenset[int] = frozenset()
        self._selected: frozenset[int] = frozenset()
        self._shows_biases = False
        self._pill_is_hovered = False
        self._has_controls = True

    @property
    def shows_biases(self) -> bool:
        """Whether biases were written when it was painted last; from afar they are not."""
        return self._shows_biases

    @property
    def fill_numbers(self) -> FloatArray | None:
        """What colours the neurons, (H,), or None where that is unknown or they are pixels of an image."""
        is_image = self._geometry.fold.is_grid and self._fitting(self._content.pixels) is not None
        return None if is_image else self._numbers

    def set_full_fill(self, full: float) -> None:
        """Take the magnitude at which neurons have full colour."""
        if full != self._full_fill:
            self._full_fill = full
            self.update()

    def set_neurons(self, geometry: LayerGeometry, bias: FloatArray, names: Sequence[str]) -> None:
        """Show other neurons.

        Args:
            geometry: Where they are.
            bias: float64 (H,), or (0,) where they have none.
            names: What stands beside each, or nothing.
        """
        self.prepareGeometryChange()
        self._geometry, self._content, self._names = geometry, replace(self._content, bias=bias), names
        self._fit_names()
        self.update()

    def set_sample(self, activation: FloatArray | None, pre_activation: FloatArray | None) -> None:
        """Show the values for one sample, each float64 (H,) or none."""
        self._content = replace(self._content, activation=activation, pre_activation=pre_activation)
        self.update()

    def set_start(self, bias: FloatArray | None) -> None:
        """Take the biases when the run began, float64 (H,), None where there was none."""
        self._content = replace(self._content, start_bias=bias)
        self.update()

    def set_pixels(self, pixels: FloatArray | None) -> None:
        """Take how much ink is in each pixel, float64 (H,) in 0 … 1, where the neurons are those of an image."""
        self._content = replace(self._content, pixels=pixels)
        self.update()

    def set_display(self, display: DisplaySettings) -> None:
        """Choose what the neurons show."""
        self._display = display
        self.update()

    def set_pictures(self, pictures: Mapping[int, QImage]) -> None:
        """Take the pictures of neurons, by index, for faces that have one."""
        self._pictures = pictures
        self.update()

    def set_style(self, style: CanvasStyle) -> None:
        """Paint in another theme."""
        self._style = style
        self._fit_names()
        self.update()

    def set_focus(self, hovered: frozenset[int], selected: frozenset[int]) -> None:
        """Enlarge the neurons that the pointer is over, here or in what tells of them, and ring those selected."""
        if (hovered, selected) != (self._hovered, self._selected):
            self._hovered, self._selected = hovered, selected
            self.update()

    def set_controls_shown(self, *, shown: bool) -> None:
        """Show what folds or unfolds the layer as something to press, or for a figure only say what is folded."""
        if shown != self._has_controls:
            self._has_controls = shown
            self.update()

    def set_pill_hovered(self, is_hovered: bool) -> None:
        """Light the pill that folds or unfolds."""
        if is_hovered != self._pill_is_hovered:
            self._pill_is_hovered = is_hovered
            self.update()

    def boundingRect(self) -> QRectF:
        """Give the layer's whole panel, and beside it the room for labels of outputs."""
        return self._geometry.panel.adjusted(0, 0, REACH if self._names_outputs else 0, 0)

    def labels_rect(self, zoom: float) -> QRectF:
        """Give the room that labels of outputs take beside the panel at a zoom; empty where there are none."""
        has_labels = self._names_outputs and self._geometry.fold.shown and not self._has_room_for_names(zoom)
        return labels_rect(self._geometry, self._style, self._names, zoom) if has_labels else QRectF()

    def _has_room_for_names(self, zoom: float) -> bool:
        return zoom * self._style.type_growth >= SMALL_TEXT_MIN_ZOOM

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw strip, circles or pictures, numbers, biases and names; from afar without text."""
        zoom = painter.worldTransform().m11() * self._style.type_growth
        face, geometry, style = NEURON_FACES[self._display.neuron_face], self._geometry, self._style
        numbers = self._numbers
        paint_strip(painter, geometry, style, numbers, self._full_fill)
        paint_grid(painter, geometry, style, numbers, self._full_fill, self._fitting(self._content.pixels))
        if geometry.fold.is_grid:
            paint_cell_marks(painter, geometry, style, self._hovered, self._selected)
        if self._has_controls:
            paint_pill(painter, geometry, style, is_hovered=self._pill_is_hovered)
        else:
            paint_fold_words(painter, geometry, style)
        has_biases = bool(self._content.bias.size) and geometry.has_room_for_biases and face.writes_bias
        growth = max(LEAST_BIAS_PX / (BIAS_TYPE * zoom), 1.0)
        self._shows_biases = has_biases and growth <= MOST_BIAS_GROWTH and self._has_room_for_bias_type(growth)
        if self._shows_biases:
            self._paint_biases(painter, growth)
        elif has_biases:
            self._paint_bias_ticks(painter)
        is_picture = face.picture is not None and is_for_picture(geometry.fold.radius, painter.worldTransform().m11())
        for index in geometry.fold.shown:
            if is_picture:
                self._paint_picture(painter, index)
            else:
                self._paint_circle(painter, index, None if numbers is None else float(numbers[index]))
        if numbers is not None and self._writes_numbers(zoom):
            self._paint_numbers(painter, numbers)
        if name_growth := self._name_growth(zoom):
            self._paint_names(painter, name_growth)
        elif self._names_outputs:
            told = None if numbers is not None and self._writes_numbers(zoom) else numbers
            symbol = "" if face.is_activation else face.symbol
            paint_output_labels(painter, geometry, style, self._names, told, self._predicted, symbol)

    @property
    def _names_outputs(self) -> bool:
        """Whether names are those of outputs: they stand where no edges leave, those of inputs likewise."""
        return bool(self._names) and bool(self._content.bias.size)

    @property
    def _predicted(self) -> int | None:
        return predicted_class(self._fitting(self._content.activation)) if self._names_outputs else None

    def _writes_numbers(self, zoom: float) -> bool:
        """Tell whether circles have their numbers at a zoom."""
        is_picture = NEURON_FACES[self._display.neuron_face].picture is not None
        return not is_picture and zoom * self._text_scale >= TEXT_MIN_ZOOM

    @property
    def _numbers(self) -> FloatArray | None:
        return self._fitting(NEURON_FACES[self._display.neuron_face].numbers(self._content))

    def _fitting(self, numbers: FloatArray | None) -> FloatArray | None:
        """Give numbers (H,), unless they are still those of a layer of another width."""
        return numbers if numbers is not None and len(numbers) == len(self._geometry.half_widths) else None

    @property
    def _line_scale(self) -> float:
        """How wide outlines are, finer around small circles."""
        return max(self._text_scale, LEAST_LINE_SCALE) * self._style.theme.scale

    @property
    def _text_scale(self) -> float:
        """How large type in a circle is, as large as the circle allows."""
        return min(1.0, self._geometry.fold.radius / NEURON_RADIUS)

    def _radius(self, index: int) -> float:
        return self._geometry.fold.radius + (HOVERED_GROWTH if index in self._hovered else 0)

    def _outline(self, index: int) -> QPen:
        if index in self._selected:
            return QPen(self._style.accent, SELECTED_LINE * self._line_scale)
        if self._is_activated(index):
            return QPen(self._style.activated, ACTIVATED_LINE * self._line_scale)
        return QPen(self._style.neuron_outline, PLAIN_LINE * self._line_scale)

    def _is_activated(self, index: int) -> bool:
        pre_activation = self._fitting(self._content.pre_activation)
        return self._display.marks_activated and pre_activation is not None and bool(pre_activation[index] > 0)

    def _paint_inner_ring(self, painter: QPainter, index: int, middle: QPointF, corner: float | None = None) -> None:
        """Mark a neuron as activated within the outline that marks it as selected."""
        if index not in self._selected or not self._is_activated(index):
            return
        radius = self._radius(index) - (SELECTED_LINE + ACTIVATED_LINE) / 2 * self._line_scale
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._style.activated, ACTIVATED_LINE * self._line_scale))
        corner = radius if corner is None else corner
        square = QRectF(-radius, -radius, 2 * radius, 2 * radius).translated(middle)
        painter.drawRoundedRect(square, corner, corner)

    def _paint_halo(self, painter: QPainter, index: int, middle: QPointF, corner: float | None = None) -> None:
        """Set the outline of a selected neuron off from its panel, as its activated mark takes much of it within."""
        if index not in self._selected:
            return
        line = HALO_LINE * self._line_scale
        radius = self._radius(index) + (SELECTED_LINE * self._line_scale + line) / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._style.halo, line))
        corner = radius if corner is None else corner + line
        square = QRectF(-radius, -radius, 2 * radius, 2 * radius).translated(middle)
        painter.drawRoundedRect(square, corner, corner)

    def _paint_circle(self, painter: QPainter, index: int, number: float | None) -> None:
        radius = self._radius(index)
        self._paint_halo(painter, index, self._geometry.centre(index))
        painter.setBrush(self._style.neuron_fill if number is None else self._style.value_fill(number, self._full_fill))
        painter.setPen(self._outline(index))
        painter.drawEllipse(self._geometry.centre(index), radius, radius)
        self._paint_inner_ring(painter, index, self._geometry.centre(index))

    def _paint_picture(self, painter: QPainter, index: int) -> None:
        radius, picture = self._radius(index), self._pictures.get(index)
        square = QRectF(-radius, -radius, 2 * radius, 2 * radius)
        corner = PICTURE_CORNER * self._text_scale
        painter.save()
        painter.translate(self._geometry.centre(index))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_halo(painter, index, QPointF(), corner)
        painter.setBrush(self._style.neuron_fill if picture is None else _picture_brush(picture, square))
        if picture is not None and is_drawn_as_shapes(
            painter
        ):  # Qt misplaces a brush's picture in SVG, garbles it in PDF
            painter.drawImage(square, _as_image(painter.brush(), square, corner))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._outline(index))
        painter.drawRoundedRect(square, corner, corner)
        self._paint_inner_ring(painter, index, QPointF(), corner)
        painter.restore()

    def _paint_numbers(self, painter: QPainter, numbers: FloatArray) -> None:
        style, radius = self._style, self._geometry.fold.radius
        font = QFont(style.value_font)
        font.setPixelSize(max(1, round(font.pixelSize() * self._text_scale)))
        painter.setPen(style.text)
        for index in self._geometry.fold.shown:
            rect = QRectF(-radius, -radius, 2 * radius, 2 * radius).translated(self._geometry.centre(index))
            text = short_number(float(numbers[index]))
            painter.setFont(_fitting_font(font, text, NUMBER_WIDTH_SHARE * rect.width()))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    @property
    def _written_biases(self) -> tuple[str, FloatArray]:
        """What stands below the neurons, and its symbol: where edges show how far they have come, so do biases."""
        bias, start = self._content.bias, self._content.start_bias
        shows_change = EDGE_QUANTITIES[self._display.edge_quantity].needs == START
        if not shows_change or start is None or start.shape != bias.shape:
            return "b", bias
        with np.errstate(all="ignore"):  # a diverging run overflows; its numbers are shown as they are
            return "Δb", bias - start

    def _has_room_for_bias_type(self, growth: float) -> bool:
        """Tell whether biases written so many times as large as usual fit between circles with their outlines."""
        fold = self._geometry.fold
        room = fold.pitch - 2 * fold.radius - ACTIVATED_LINE * self._line_scale - BIAS_CLEARANCE
        return QFontMetricsF(self._style.small_font).capHeight() * growth <= room

    def _paint_biases(self, painter: QPainter, growth: float) -> None:
        """Write the biases so many times as large as usual: the circles leave room for that."""
        style = self._style
        painter.setFont(style.small_font)
        metrics = QFontMetricsF(style.small_font)
        symbol, biases = self._written_biases
        for index in self._geometry.fold.shown:
            text = f"{symbol} {short_number(float(biases[index]))}"
            rect = self._geometry.bias_rect(index)
            half, height = (
                metrics.horizontalAdvance(text) / 2 + 4,
                rect.height() / growth,
            )  # no larger: circles are near
            ground = QRectF(-half, -height / 2, 2 * half, height)
            painter.save()
            painter.translate(rect.center() + QPointF(0, (growth - 1) * BIAS_SINKING))
            painter.scale(growth, growth)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.panel)
            painter.drawRoundedRect(ground, 5, 5)
            painter.setPen(style.muted)
            painter.drawText(rect.translated(-rect.center()), Qt.AlignmentFlag.AlignCenter, text)
            painter.restore()

    def _paint_bias_ticks(self, painter: QPainter) -> None:
        """Hint at biases where they are too small to read: the longer, the larger."""
        painter.setPen(Qt.PenStyle.NoPen)
        _, biases = self._written_biases
        for index in self._geometry.fold.shown:
            bias = float(biases[index])
            width = BIAS_TICK_WIDTHS[0] + (BIAS_TICK_WIDTHS[1] - BIAS_TICK_WIDTHS[0]) * min(abs(bias), 1.0)
            middle = self._geometry.bias_rect(index).center()
            tick = QRectF(middle.x() - width / 2, middle.y() - BIAS_TICK_HEIGHT / 2, width, BIAS_TICK_HEIGHT)
            painter.setBrush(self._style.weight_text(bias))
            painter.drawRoundedRect(tick, BIAS_TICK_HEIGHT / 2, BIAS_TICK_HEIGHT / 2)

    def _fit_names(self) -> None:
        self._name_lines = fitting_names(self._names, self._style, name_width(self._geometry.fold.radius))
        self._widest_name = max(map(QFontMetricsF(self._style.symbol_font).horizontalAdvance, self._names), default=0.0)

    def _name_growth(self, zoom: float) -> float:
        """Give how many times as large as usual names are, so that short ones are read from afar; 0 for no names."""
        fold = self._geometry.fold
        growth = max(LEAST_NAME_PX / (NAME_TYPE * zoom), 1.0)
        fits = self._widest_name * growth <= name_width(fold.radius) and LINE_HEIGHT * growth <= fold.pitch
        if fits and growth <= MOST_NAME_GROWTH and not self._names_outputs:
            return growth
        return 1.0 if zoom >= SMALL_TEXT_MIN_ZOOM else 0.0

    def _paint_names(self, painter: QPainter, growth: float) -> None:
        if not self._names:
            return
        is_right, predicted = self._names_outputs, self._predicted
        distance, width = QPointF(self._geometry.fold.radius + GAP, 0), name_width(self._geometry.fold.radius)
        for index in self._geometry.fold.shown:
            centre = self._geometry.centre(index)
            point = centre + distance if is_right else centre - distance
            is_marked, lines = index == predicted, self._name_lines[index]
            painter.save()
            painter.translate(point)
            painter.scale(growth, growth)
            paint_name(painter, self._style, lines, QPointF(), width, is_right=is_right, is_marked=is_marked)
            painter.restore()


def is_for_picture(radius: float, zoom: float) -> bool:
    """Tell whether a neuron of some radius is large enough for a picture at a zoom."""
    return 2 * radius * zoom >= LEAST_PICTURE_PX


def _fitting_font(font: QFont, text: str, width: float) -> QFont:
    """Give a font, or a smaller one where text is too wide for a circle."""
    wanted = QFontMetricsF(font).horizontalAdvance(text)
    if wanted <= width:
        return font
    smaller = QFont(font)
    smaller.setPixelSize(max(1, math.floor(font.pixelSize() * width / wanted)))
    return smaller


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
