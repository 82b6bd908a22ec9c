"""Where each neuron of a layer is 0, pulled back to the plane of the inputs."""

import html
from collections.abc import Collection

import numpy as np
import pyqtgraph as pg
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from engine.arrays import FloatArray
from engine.network.model import Layer
from engine.process.pictures import BoundaryRequest, NeuronFields, NeuronFieldsRequest, NeuronGroup
from gui.plots.contours import Segments, contour
from gui.plots.lines_item import LinesItem
from gui.plots.polylines import chained, hairs, simplified
from gui.plots.readout import Part
from gui.plots.segment_distance import nearest_distance
from gui.selection import NeuronItem
from gui.theme import Theme

LINE_WIDTH, LIT_WIDTH = 1.6, 3.4
HAIR_PX, HAIR_SPACING_PX = 6.0, 28.0
TOLERANCE_PX = 0.5
REACH_PX = 5.0
DEPTH = -2  # over the field and the boundary, under the samples
MOST_LINES = 16  # of a wide layer, and those selected; more would hide all else
RESOLUTION = 64
QUANTITY = "pre_activation"


def lines_request(layer: Layer, selected: Collection[int], plane: BoundaryRequest) -> NeuronFieldsRequest:
    """Ask for what the lines of a layer's neurons are drawn by, those selected among them."""
    neurons = sorted({*range(min(layer.width, MOST_LINES)), *(each for each in selected if each < layer.width)})
    group = NeuronGroup(layer.id, tuple(neurons))
    return NeuronFieldsRequest(replace(plane, resolution=RESOLUTION), (group,), QUANTITY)


class NeuronLines(QObject):
    """Draws the lines a = 0 of some neurons into a plot, each with short strokes on the side where a > 0.

    Args:
        plot: Where they are drawn.
        parent: Its owner.

    Signals:
        changed: others are drawn, of which there is something else to say.
        clicked: the `NeuronItem` whose line was clicked.
        hovered: the one whose line is under the pointer, None again when it is elsewhere.
    """

    changed = Signal()
    clicked = Signal(object)
    hovered = Signal(object)

    def __init__(self, plot: pg.PlotItem, parent: QObject) -> None:
        super().__init__(parent)
        self._summary = ""
        self._layer_name = ""
        self._hovered: NeuronItem | None = None
        self._box = plot.getViewBox()
        self._items: list[LinesItem] = []
        self._theme: Theme | None = None
        self._drawn: list[tuple[NeuronItem, FloatArray]] = []
        self._lit: frozenset[NeuronItem] = frozenset()

    @property
    def parts(self) -> list[Part]:
        """What is said of them below the plot."""
        return [Part(html.escape(self._summary), rank=2)] if self._summary else []

    def part(self, neuron: NeuronItem) -> Part:
        """Tell whose line is under the pointer."""
        return Part(html.escape(f"neuron {neuron.index + 1} of {self._layer_name}: a = 0"))

    def hover(self, neuron: NeuronItem | None) -> bool:
        """Note whose line is under the pointer; gives whether that is another one than before."""
        is_other = neuron != self._hovered
        if is_other:
            self._hovered = neuron
            self.hovered.emit(neuron)
        return is_other

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self._style()

    def show(self, fields: NeuronFields, layer: Layer) -> None:
        """Draw the lines of a layer's neurons, and say of how many."""
        shown = len(fields.request.groups[0].neurons)
        count = f"{shown} of {layer.width} neurons" if shown < layer.width else "neurons"
        self.set_fields(fields, layer.name, f"lines a = 0 of the {count} of {layer.name}")

    def set_fields(self, fields: NeuronFields | None, layer_name: str = "", summary: str = "") -> None:
        """Draw the lines of other pre-activations, of a layer, and say something of them; None for none."""
        self._drawn = []
        strokes: list[FloatArray] = []
        if fields is not None:
            for group, values in zip(fields.request.groups, fields.fields, strict=True):
                for neuron, field in zip(group.neurons, values, strict=True):
                    lines = self._lines(fields, field)
                    pieces = [np.hstack([line[:-1], line[1:]]) for line in lines]
                    line = np.concatenate(pieces) if pieces else np.empty((0, 4))
                    self._drawn.append((NeuronItem(group.layer, neuron), line))
                    strokes.append(np.concatenate([line, *(self._hairs(each) for each in lines)]))
        for index, stroke in enumerate(strokes):
            self._item(index).set_segments(Segments(stroke))
        for item in self._items[len(strokes) :]:
            item.set_segments(Segments.none())
        self._style()
        if (layer_name, summary) != (self._layer_name, self._summary):
            self._layer_name, self._summary = layer_name, summary
            self.changed.emit()

    def light(self, neurons: frozenset[NeuronItem]) -> None:
        """Let the lines of these stand out."""
        if neurons != self._lit:
            self._lit = neurons
            self._style()

    def at(self, x: float, y: float) -> NeuronItem | None:
        """Give the neuron whose line is under a place, or None."""
        pixel = np.array(self._box.viewPixelSize())
        place, best, found = np.array([x, y]) / pixel, REACH_PX, None
        for neuron, ends in self._drawn:
            distance = nearest_distance(place, ends / np.tile(pixel, 2))
            if distance <= best:
                best, found = distance, neuron
        return found

    def _lines(self, fields: NeuronFields, field: FloatArray) -> list[FloatArray]:
        """Give a neuron's lines as points; to the right of each, a is above 0."""
        plane = fields.request.plane
        x = np.linspace(*plane.x_range, field.shape[1])
        if len(field) == 1:
            return self._upright_lines(x, field[0])
        y = np.linspace(*plane.y_range, field.shape[0])
        pixel = np.array(self._box.viewPixelSize())
        lines = chained(contour(field, x, y, 0.0), np.array([x[1] - x[0], y[1] - y[0]]))
        return [simplified(line, pixel, TOLERANCE_PX) for line in lines]

    def _upright_lines(self, x: FloatArray, values: FloatArray) -> list[FloatArray]:
        """Give lines across the plot where a neuron of a network with one input is 0."""
        low, high = self._box.viewRange()[1]
        is_above = values > 0.0
        lines = []
        for index in np.flatnonzero(is_above[1:] != is_above[:-1]):
            start, end = float(values[index]), float(values[index + 1])
            if np.isfinite([start, end]).all():
                place = x[index] + start / (start - end) * (x[index + 1] - x[index])
                ends = (low, high) if end > start else (high, low)
                lines.append(np.array([[place, ends[0]], [place, ends[1]]]))
        return lines

    def _hairs(self, line: FloatArray) -> FloatArray:
        scale = 1.0 if self._theme is None else self._theme.scale
        pixel = np.array(self._box.viewPixelSize())
        return hairs(line, pixel, HAIR_SPACING_PX * scale, HAIR_PX * scale)

    def _style(self) -> None:
        if self._theme is None:
            return
        for (neuron, _ends), item in zip(self._drawn, self._items, strict=False):
            is_lit = neuron in self._lit
            width = LIT_WIDTH if is_lit else LINE_WIDTH
            item.set_pen(self._theme.neuron_color(is_lit=is_lit), width * self._theme.scale)
            item.setZValue(DEPTH + (0.5 if is_lit else 0.0))

    def _item(self, index: int) -> LinesItem:
        if index == len(self._items):
            item = LinesItem()
            item.setZValue(DEPTH)
            self._box.addItem(item, ignoreBounds=True)
            self._items.append(item)
        return self._items[index]
