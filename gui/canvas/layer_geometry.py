"""Where everything in a layer's panel is, relative to the centre of its column of neurons, in scene units."""

from enum import Enum, auto
from functools import lru_cache

import msgspec
import numpy as np
from PySide6.QtCore import QPointF, QRectF

from engine.arrays import FloatArray
from gui.canvas.fold import NEURON_PITCH, Fold, fold

NEURON_RADIUS = 20.0
STRIP_HALF_WIDTH = 9.0
PANEL_WIDTH = 160.0
PANEL_RADIUS = 12.0
HEADER_HEIGHT = 60.0
BODY_PADDING = 8.0
HANDLE_RADIUS = 6.0
HANDLE_REACH = 13.0
BIAS_RECT = QRectF(-30, NEURON_RADIUS + 1, 60, 15)  # below a neuron's centre
_LEFT = -PANEL_WIDTH / 2


class LayerPart(Enum):
    """What of a layer's panel can be clicked apart from its neurons."""

    NAME = auto()
    ACTIVATION_FUNCTION = auto()
    NARROWER = auto()
    WIDTH = auto()
    WIDER = auto()
    INPUT_HANDLE = auto()
    OUTPUT_HANDLE = auto()


HANDLES = (LayerPart.INPUT_HANDLE, LayerPart.OUTPUT_HANDLE)

# From the panel's upper left corner.
_HEADER_RECTS = {
    LayerPart.NAME: QRectF(10, 7, 104, 22),
    LayerPart.ACTIVATION_FUNCTION: QRectF(8, 31, 76, 22),
    LayerPart.NARROWER: QRectF(86, 31, 18, 22),
    LayerPart.WIDTH: QRectF(104, 31, 30, 22),
    LayerPart.WIDER: QRectF(134, 31, 18, 22),
}
SYMBOL_RECT = QRectF(114, 7, 36, 22)


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
            centre = QPointF(x, self.header.center().y())
            return QRectF(centre.x() - HANDLE_REACH, centre.y() - HANDLE_REACH, 2 * HANDLE_REACH, 2 * HANDLE_REACH)
        return _HEADER_RECTS[part].translated(self.panel.topLeft())

    @property
    def symbol_rect(self) -> QRectF:
        """Where the layer's symbol stands."""
        return SYMBOL_RECT.translated(self.panel.topLeft())

    def part_at(self, point: QPointF) -> LayerPart | None:
        """Give the part under a point."""
        return next((part for part in (*HANDLES, *_HEADER_RECTS) if self.part_rect(part).contains(point)), None)

    def neuron_rect(self, index: int) -> QRectF:
        """Give the square around a neuron; for a folded one, its place in the strip."""
        y = float(self.fold.offsets[index])
        half_width = float(self.half_widths[index])
        half_height = half_width if index in self.fold.shown else 1.0
        return QRectF(-half_width, y - half_height, 2 * half_width, 2 * half_height)

    def bias_rect(self, index: int) -> QRectF:
        """Give where a neuron's bias stands; for a folded one, its place in the strip."""
        if index not in self.fold.shown:
            return self.neuron_rect(index)
        return BIAS_RECT.translated(0.0, float(self.fold.offsets[index]))

    def bias_at(self, point: QPointF) -> int | None:
        """Give the neuron whose bias stands under a point, of those drawn as circles."""
        return next((index for index in self.fold.shown if self.bias_rect(index).contains(point)), None)

    def neuron_at(self, point: QPointF) -> int | None:
        """Give the neuron drawn as a circle, or folded into the strip, under a point."""
        strip = self.strip_rect
        if strip is not None and strip.contains(point):
            return int(np.argmin(np.abs(self.fold.offsets - point.y())))
        if abs(point.x()) > NEURON_RADIUS:
            return None
        shown = np.array(self.fold.shown)
        nearest = int(shown[np.argmin(np.abs(self.fold.offsets[shown] - point.y()))])
        distance = np.hypot(point.x(), point.y() - self.fold.offsets[nearest])
        return nearest if distance <= NEURON_RADIUS + 1 else None

    @property
    def strip_rect(self) -> QRectF | None:
        """Where the folded neurons are, or None."""
        if self.fold.strip is None:
            return None
        top, bottom = self.fold.strip
        return QRectF(-STRIP_HALF_WIDTH, top, 2 * STRIP_HALF_WIDTH, bottom - top)


@lru_cache(maxsize=256)
def layer_geometry(width: int) -> LayerGeometry:
    """Lay out the panel of a layer of `width` neurons."""
    folded = fold(width)
    body_height = max(folded.height, NEURON_PITCH) + 2 * BODY_PADDING
    top = -body_height / 2 - HEADER_HEIGHT
    half_widths = np.full(width, STRIP_HALF_WIDTH)
    half_widths[list(folded.shown)] = NEURON_RADIUS
    return LayerGeometry(
        fold=folded,
        panel=QRectF(_LEFT, top, PANEL_WIDTH, HEADER_HEIGHT + body_height),
        header=QRectF(_LEFT, top, PANEL_WIDTH, HEADER_HEIGHT),
        half_widths=half_widths,
    )
