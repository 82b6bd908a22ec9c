"""A layer's neurons: circles with a number in its colour, or pictures; the bias below, inputs with their names."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from engine.arrays import BoolArray, FloatArray
from engine.project.display import DisplaySettings
from gui.canvas.layers.geometry import LayerGeometry
from gui.canvas.layers.neuron_biases import paint_biases, written_biases
from gui.canvas.layers.neuron_faces import NEURON_FACES, NeuronContent
from gui.canvas.layers.neuron_names import GAP, LINE_HEIGHT, Lines, fitting_names, name_width, paint_name
from gui.canvas.layers.neuron_shapes import NeuronShapes, circle_scale, is_for_picture
from gui.canvas.layers.output_labels import REACH, labels_rect, paint_output_labels, predicted_class
from gui.canvas.layers.wide_layer import paint_cell_marks, paint_fold_words, paint_grid, paint_pill, paint_strip
from gui.canvas.numbers import short_number
from gui.canvas.style import CanvasStyle

TEXT_MIN_ZOOM = 0.5
SMALL_TEXT_MIN_ZOOM = 0.65
NAME_TYPE, LEAST_NAME_PX, MOST_NAME_GROWTH = 12.0, 9.0, 1.8
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
        symbol, biases = written_biases(self._content, self._display)
        self._shows_biases = has_biases and paint_biases(painter, geometry, style, symbol, biases)
        is_picture = face.picture is not None and is_for_picture(geometry.fold.radius, painter.worldTransform().m11())
        shapes = NeuronShapes(
            geometry=geometry,
            style=style,
            full_fill=self._full_fill,
            hovered=self._hovered,
            selected=self._selected,
            activated=self._activated,
        )
        for index in geometry.fold.shown:
            if is_picture:
                shapes.paint_picture(painter, index, self._pictures.get(index))
            else:
                shapes.paint_circle(painter, index, None if numbers is None else float(numbers[index]))
        if numbers is not None and self._writes_numbers(zoom):
            self._paint_numbers(painter, numbers)
        if name_growth := self._name_growth(zoom):
            self._paint_names(painter, name_growth)
        elif self._names_outputs:
            told = None if numbers is not None and self._writes_numbers(zoom) else numbers
            symbol = "" if face.is_activation else face.symbol
            paint_output_labels(painter, geometry, style, self._names, told, self._predicted, symbol)

    @property
    def _activated(self) -> BoolArray | None:
        """Which neurons (H,) are marked as activated, None where none is."""
        pre_activation = self._fitting(self._content.pre_activation)
        return None if pre_activation is None or not self._display.marks_activated else pre_activation > 0

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
        return not is_picture and zoom * circle_scale(self._geometry) >= TEXT_MIN_ZOOM

    @property
    def _numbers(self) -> FloatArray | None:
        return self._fitting(NEURON_FACES[self._display.neuron_face].numbers(self._content))

    def _fitting(self, numbers: FloatArray | None) -> FloatArray | None:
        """Give numbers (H,), unless they are still those of a layer of another width."""
        return numbers if numbers is not None and len(numbers) == len(self._geometry.half_widths) else None

    def _paint_numbers(self, painter: QPainter, numbers: FloatArray) -> None:
        style, radius = self._style, self._geometry.fold.radius
        font = QFont(style.value_font)
        font.setPixelSize(max(1, round(font.pixelSize() * circle_scale(self._geometry))))
        painter.setPen(style.text)
        for index in self._geometry.fold.shown:
            rect = QRectF(-radius, -radius, 2 * radius, 2 * radius).translated(self._geometry.centre(index))
            text = short_number(float(numbers[index]))
            painter.setFont(_fitting_font(font, text, NUMBER_WIDTH_SHARE * rect.width()))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

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


def _fitting_font(font: QFont, text: str, width: float) -> QFont:
    """Give a font, or a smaller one where text is too wide for a circle."""
    wanted = QFontMetricsF(font).horizontalAdvance(text)
    if wanted <= width:
        return font
    smaller = QFont(font)
    smaller.setPixelSize(max(1, math.floor(font.pixelSize() * width / wanted)))
    return smaller
