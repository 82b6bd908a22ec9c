"""Hyperplanes as they are seen in a feature space: lines with their normal, or the polygons that planes cut out."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor, QPolygonF
from PySide6.QtWidgets import QGraphicsPolygonItem

from engine.arrays import FloatArray
from engine.process.views.hyperplanes import Hyperplanes
from gui.plots.contours import Segments
from gui.plots.feature_space.spaces import Space, Trace
from gui.plots.lines_item import LinesItem
from gui.plots.segment_distance import nearest_distance
from gui.selection import NeuronItem
from gui.theme import Theme

LINE_WIDTH, LIT_WIDTH, FAINT_WIDTH = 1.8, 3.6, 1.2
FAINT_ALPHA, OPAQUE = 120, 255  # of the classes' own lines, beside the borders between them
ARROW_PX, BARB_SHARE = 14.0, 0.35
FACE_ALPHA, LIT_FACE_ALPHA = 26, 70
MOST_LINES = 16  # of each layer that reads the space; more would hide it


class PlaneLines:
    """Draws hyperplanes into a plot, and knows which is under the pointer.

    Args:
        box: Where they are drawn.
    """

    def __init__(self, box: pg.ViewBox) -> None:
        self._box = box
        self._items: list[tuple[LinesItem, QGraphicsPolygonItem]] = []
        self._planes: tuple[Hyperplanes, ...] = ()
        self._lit: frozenset[NeuronItem] = frozenset()
        self._drawn: list[tuple[Hyperplanes, int, FloatArray]] = []

    def set_planes(self, planes: tuple[Hyperplanes, ...]) -> None:
        """Show these with the next drawing."""
        self._planes = planes

    def set_lit(self, neurons: frozenset[NeuronItem]) -> bool:
        """Let those of some neurons stand out with the next drawing; gives whether these are others than before."""
        is_other = neurons != self._lit
        self._lit = neurons
        return is_other

    @property
    def unseen(self) -> int:
        """How many neurons' hyperplanes were to be drawn and lie outside of what is shown."""
        wanted = sum(len(self._rows(planes)) for planes in self._planes if _are_neurons(planes))
        return wanted - sum(_are_neurons(planes) for planes, _row, _ends in self._drawn)

    def draw(self, space: Space, theme: Theme) -> None:
        """Draw what is seen of them."""
        (x_low, x_high), (y_low, y_high) = self._box.viewRange()
        pixel = np.array(self._box.viewPixelSize())
        self._drawn = []
        for planes in self._planes:
            for row in self._rows(planes):
                trace = space.trace(planes, row, ((x_low, x_high), (y_low, y_high)))
                if len(trace.corners):
                    ends = _outline(trace.corners)
                    is_compared = bool(planes.against[row] >= 0)
                    arrow = np.empty((0, 4)) if is_compared else _arrow(trace, pixel)
                    self._drawn.append((planes, row, ends))
                    self._show(trace, np.concatenate([ends, arrow]), self._color(planes, row, theme), theme)
        for lines, face in self._items[len(self._drawn) :]:
            lines.set_segments(Segments.none())
            face.setVisible(False)

    def at(self, x: float, y: float, reach: float) -> tuple[Hyperplanes, int] | None:
        """Give the one, by its row, whose line is nearest to a place, if it is within `reach` pixels."""
        pixel = np.array(self._box.viewPixelSize())
        best, found = reach, None
        for planes, row, ends in self._drawn:
            distance = nearest_distance(np.array([x, y]) / pixel, ends / np.tile(pixel, 2))
            if distance <= best:
                best, found = distance, (planes, row)
        return found

    def _rows(self, planes: Hyperplanes) -> list[int]:
        """Give which are drawn: all borders of classes, or so many neurons and the one that stands out."""
        count = len(planes.normals)
        if count <= MOST_LINES or not _are_neurons(planes):
            return list(range(count))
        return [row for row in range(count) if row < MOST_LINES or self._is_lit(planes, row)]

    def _is_lit(self, planes: Hyperplanes, row: int) -> bool:
        return bool(planes.against[row] < 0) and NeuronItem(planes.layer, int(planes.neurons[row])) in self._lit

    def _color(self, planes: Hyperplanes, row: int, theme: Theme) -> QColor:
        """Give a class's own line its colour; other neurons' lines mean no class."""
        if not _are_neurons(planes):
            return QColor(theme.palette.boundary_line)
        is_lit = self._is_lit(planes, row)
        if not self._are_classes(planes):
            return theme.neuron_color(is_lit=is_lit)
        color = theme.class_color(int(planes.neurons[row]))
        color.setAlpha(OPAQUE if is_lit else FAINT_ALPHA)
        return color

    def _width(self, planes: Hyperplanes, row: int) -> float:
        """Give how wide a line is; a class's own is thinner than the borders between classes, unless it is lit."""
        if self._is_lit(planes, row):
            return LIT_WIDTH
        return FAINT_WIDTH if _are_neurons(planes) and self._are_classes(planes) else LINE_WIDTH

    def _are_classes(self, planes: Hyperplanes) -> bool:
        """Tell whether a layer's neurons stand for classes: then there are borders between them, too."""
        return any(each.layer == planes.layer and not _are_neurons(each) for each in self._planes)

    def _show(self, trace: Trace, ends: FloatArray, color: QColor, theme: Theme) -> None:
        planes, row, _ends = self._drawn[-1]
        index = len(self._drawn) - 1
        if index == len(self._items):
            self._items.append(self._make_items())
        lines, face = self._items[index]
        lines.set_pen(color, self._width(planes, row) * theme.scale)
        lines.set_segments(Segments(ends))
        face.setVisible(len(trace.corners) > 2)
        if len(trace.corners) > 2:
            face.setPolygon(QPolygonF([pg.Point(*corner) for corner in trace.corners.tolist()]))
            fill = QColor(color)
            fill.setAlpha(LIT_FACE_ALPHA if self._is_lit(planes, row) else FACE_ALPHA)
            face.setBrush(fill)

    def _make_items(self) -> tuple[LinesItem, QGraphicsPolygonItem]:
        lines, face = LinesItem(), QGraphicsPolygonItem()
        lines.setZValue(5)
        face.setZValue(3)
        face.setPen(pg.mkPen(None))
        for item in (face, lines):
            self._box.addItem(item, ignoreBounds=True)
        return lines, face


def _are_neurons(planes: Hyperplanes) -> bool:
    """Tell whether they are those of neurons, rather than borders of two classes each."""
    return len(planes.against) > 0 and bool(planes.against[0] < 0)


def _outline(corners: FloatArray) -> FloatArray:
    """Give the segments (k, 4) of a line's ends or of a polygon's corners."""
    if len(corners) == 2:
        return corners.reshape(1, 4)
    return np.hstack([corners, np.roll(corners, -1, axis=0)])


def _arrow(trace: Trace, pixel: FloatArray) -> FloatArray:
    """Give an arrow (3, 4) from the middle to where the neuron's pre-activation grows."""
    foot = trace.corners.mean(axis=0)
    if len(trace.corners) == 2:  # perpendicular on the screen, whose units are not those of the axes
        along = (trace.corners[1] - trace.corners[0]) / pixel
        across = np.array([-along[1], along[0]])
        across *= np.sign(across @ (trace.normal * pixel)) or 1.0
    else:
        across = trace.normal / pixel
    across /= np.hypot(*across) or 1.0
    along = np.array([-across[1], across[0]])
    tip = foot + ARROW_PX * across * pixel
    barbs = [tip - ARROW_PX * BARB_SHARE * (across + side * along) * pixel for side in (1, -1)]
    return np.array([[*foot, *tip], [*tip, *barbs[0]], [*tip, *barbs[1]]])
