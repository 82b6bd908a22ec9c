"""Where everything in a layer's panel is, relative to the centre of its column of neurons, in scene units."""

from enum import Enum, auto
from functools import lru_cache

import msgspec
import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF

from engine.arrays import FloatArray, read_only
from gui.canvas.layers.fold import NEURON_PITCH, NEURON_RADIUS, PILL_HEIGHT, Fold, Form, ImageShape, fold

STRIP_HALF_WIDTH = 9.0
PANEL_WIDTH = 160.0
PANEL_RADIUS = 12.0
HEADER_HEIGHT = 60.0
BODY_PADDING = 8.0
HANDLE_RADIUS = 6.0
SIDE_REACH = 7.0  # of a handle, which is a whole side of the panel, to the left and right of it
BIAS_SIZE = QSizeF(60, 15)
BIAS_GAP = 1.0
PILL_WIDTH = 108.0
LEAST_REACH = 12.0
GRID_PADDING = 12.0


class LayerPart(Enum):
    """What of a layer's panel can be clicked apart from its neurons."""

    NAME = auto()
    ACTIVATION_FUNCTION = auto()
    NARROWER = auto()
    WIDTH = auto()
    WIDER = auto()
    INPUT_HANDLE = auto()
    OUTPUT_HANDLE = auto()
    FOLD = auto()


HANDLES = (LayerPart.INPUT_HANDLE, LayerPart.OUTPUT_HANDLE)
STEPPER = (LayerPart.NARROWER, LayerPart.WIDTH, LayerPart.WIDER)
HEADER_CONTROLS = (LayerPart.ACTIVATION_FUNCTION, *STEPPER)

# From the panel's upper left corner, and from its upper right one.
_LEFT_RECTS = {
    LayerPart.NAME: QRectF(10, 7, 104, 22),
    LayerPart.ACTIVATION_FUNCTION: QRectF(8, 31, 76, 22),
}
_RIGHT_RECTS = {
    LayerPart.NARROWER: QRectF(-74, 31, 18, 22),
    LayerPart.WIDTH: QRectF(-56, 31, 30, 22),
    LayerPart.WIDER: QRectF(-26, 31, 18, 22),
}
_CONTROLS = (*_LEFT_RECTS, *_RIGHT_RECTS)
_SYMBOL_RECT = QRectF(-46, 7, 36, 22)


class LayerGeometry(msgspec.Struct, frozen=True, eq=False):
    """A layer's panel, relative to the centre of its column of neurons.

    Attributes:
        fold: How its neurons are laid out.
        panel: The whole panel.
        header: Its upper part.
        half_widths: float64 (H,), from a neuron's centre to where its edges begin.
    """

    fold: Fold
    panel: QRectF
    header: QRectF
    half_widths: FloatArray

    def part_rect(self, part: LayerPart) -> QRectF:
        """Give where a part of the panel can be clicked."""
        if part in HANDLES:
            x = self.panel.right() if part is LayerPart.OUTPUT_HANDLE else self.panel.left()
            return QRectF(x - SIDE_REACH, self.panel.top(), 2 * SIDE_REACH, self.panel.height())
        if part is LayerPart.FOLD:
            return self.pill_rect
        if part in _LEFT_RECTS:
            return _LEFT_RECTS[part].translated(self.panel.topLeft())
        return _RIGHT_RECTS[part].translated(self.panel.topRight())

    @property
    def pill_rect(self) -> QRectF:
        """Where the pill is that folds or unfolds; empty where there is none."""
        if self.fold.pill is None:
            return QRectF()
        return QRectF(-PILL_WIDTH / 2, self.fold.pill - PILL_HEIGHT / 2, PILL_WIDTH, PILL_HEIGHT)

    @property
    def symbol_rect(self) -> QRectF:
        """Where the layer's symbol stands."""
        return _SYMBOL_RECT.translated(self.panel.topRight())

    def part_at(self, point: QPointF) -> LayerPart | None:
        """Give the part under a point."""
        parts = (*HANDLES, *_CONTROLS, LayerPart.FOLD)
        return next((part for part in parts if self.part_rect(part).contains(point)), None)

    def centre(self, index: int) -> QPointF:
        """Give the middle of a neuron."""
        return QPointF(float(self.fold.across[index]), float(self.fold.offsets[index]))

    def neuron_rect(self, index: int) -> QRectF:
        """Give the square around a neuron; for a folded one, its place in the strip."""
        centre = self.centre(index)
        half_width = float(self.half_widths[index])
        half_height = half_width if self.fold.is_grid or index in self.fold.shown else 1.0
        return QRectF(centre.x() - half_width, centre.y() - half_height, 2 * half_width, 2 * half_height)

    @property
    def neurons_rect(self) -> QRectF:
        """The rectangle around all neurons."""
        columns = self.neuron_rect(0).united(self.neuron_rect(len(self.half_widths) - 1))
        return self.grid_rect or columns

    def bias_rect(self, index: int) -> QRectF:
        """Give where a neuron's bias stands; for a folded one, its place in the strip."""
        if index not in self.fold.shown:
            return self.neuron_rect(index)
        below = self.centre(index) + QPointF(-BIAS_SIZE.width() / 2, self.fold.radius + BIAS_GAP)
        return QRectF(below, BIAS_SIZE)

    @property
    def covers(self) -> tuple[QRectF, ...]:
        """What edges pass below: the header, the column of neurons with their biases, and the pill."""
        column = self.neurons_rect
        if self.has_room_for_biases:
            column = column.united(self.bias_rect(len(self.half_widths) - 1))
        return (self.header, column) if self.fold.pill is None else (self.header, column, self.pill_rect)

    @property
    def has_room_for_biases(self) -> bool:
        """Whether biases can stand between the circles."""
        return self.fold.pitch >= 2 * self.fold.radius + BIAS_GAP + BIAS_SIZE.height()

    def bias_at(self, point: QPointF) -> int | None:
        """Give the neuron whose bias stands under a point, of those drawn as circles."""
        if not self.has_room_for_biases:
            return None
        return next((index for index in self.fold.shown if self.bias_rect(index).contains(point)), None)

    def neuron_at(self, point: QPointF) -> int | None:
        """Give the neuron drawn as a circle or a cell, or folded into the strip, under a point."""
        if self.fold.is_grid:
            return self._cell_at(point)
        strip = self.strip_rect
        if strip is not None and strip.contains(point):
            return int(np.argmin(np.abs(self.fold.offsets - point.y())))
        reach = max(self.fold.radius, min(LEAST_REACH, self.fold.pitch / 2)) + 1
        shown = np.array(self.fold.shown)
        nearest = int(shown[np.argmin(np.abs(self.fold.offsets[shown] - point.y()))])
        distance = np.hypot(point.x(), point.y() - self.fold.offsets[nearest])
        return nearest if distance <= reach else None

    def _cell_at(self, point: QPointF) -> int | None:
        grid = self.grid_rect
        if grid is None or not grid.contains(point):
            return None
        column = min(int((point.x() - grid.left()) / self.fold.cell), self.fold.columns - 1)
        row = int((point.y() - grid.top()) / self.fold.cell)
        index = row * self.fold.columns + column
        return index if index < len(self.half_widths) else None

    @property
    def grid_rect(self) -> QRectF | None:
        """Where the cells are, or None where there are none."""
        if not self.fold.is_grid:
            return None
        side = self.fold.cell
        top = float(self.fold.offsets[0]) - side / 2
        return QRectF(-self.fold.width / 2, top, self.fold.width, self.fold.rows * side)

    @property
    def strip_rect(self) -> QRectF | None:
        """Where the folded neurons are, or None."""
        if self.fold.strip is None:
            return None
        top, bottom = self.fold.strip
        return QRectF(-STRIP_HALF_WIDTH, top, 2 * STRIP_HALF_WIDTH, bottom - top)


@lru_cache(maxsize=256)
def layer_geometry(
    width: int, form: Form | None = None, image_shape: ImageShape | None = None, radius: float = NEURON_RADIUS
) -> LayerGeometry:
    """Lay out the panel of a layer of `width` neurons; arguments as in `fold`."""
    folded = fold(width, form, image_shape, radius)
    body_height = max(folded.height, NEURON_PITCH) + 2 * BODY_PADDING
    top = -body_height / 2 - HEADER_HEIGHT
    half_widths = np.full(width, STRIP_HALF_WIDTH if folded.shown else folded.radius)
    half_widths[list(folded.shown)] = folded.radius
    panel_width = max(PANEL_WIDTH, folded.width + 2 * GRID_PADDING)
    return LayerGeometry(
        fold=folded,
        panel=QRectF(-panel_width / 2, top, panel_width, HEADER_HEIGHT + body_height),
        header=QRectF(-panel_width / 2, top, panel_width, HEADER_HEIGHT),
        half_widths=read_only(half_widths),
    )
