"""A connection with too many edges to draw shows its matrix W as a small image between the two layers."""

import itertools

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPen

from engine.arrays import FloatArray, IntArray
from gui.canvas.cells import paint_cells
from gui.canvas.edges.routes import Route
from gui.canvas.edges.scale import EdgeScale
from gui.canvas.frozen_look import dashed, paint_badge
from gui.canvas.style import CanvasStyle

MAX_PIXELS = 96
BAND_WIDTH = 72.0
MAX_BAND_HEIGHT = 220.0
MIN_BAND_HEIGHT = 40.0
GAP_SHARE = 0.7
CACHED = 300_000
SHORT_ROW = 16  # entries; shorter ones cost more each than to be copied to one after the other
CAPTION_HEIGHT = 16.0
CAPTION_MIN_ZOOM = 0.5


def pooled(weight: FloatArray, most: int = MAX_PIXELS) -> FloatArray:
    """Shrink a matrix to at most `most` rows and columns, of each block keeping the entry of largest magnitude."""
    return _pooled_along(_pooled_along(weight, most, 0), most, 1)


class HeatBand:
    """The image of a connection's matrix: a row of pixels for each target neuron, as W is written.

    Args:
        route: The connection's way, whose middle the band stands in.
        shape: Rows and columns of the matrix.
    """

    def __init__(self, route: Route, shape: tuple[int, ...]) -> None:
        self._route = route
        self._shape = shape
        self._weight: FloatArray | None = None
        self._image: QImage | None = None
        self._image_style: CanvasStyle | None = None
        self._scale = EdgeScale()
        self._is_frozen = False

    def lead(self, route: Route) -> None:
        """Stand in the middle of another way."""
        self._route = route

    @property
    def rect(self) -> QRectF:
        """Where the band is, in scene units."""
        route, (leave, arrive) = self._route, self._route.outlets
        gap = BAND_WIDTH if route.arch is not None else abs(arrive.x() - leave.x()) * GAP_SHARE
        width = min(BAND_WIDTH, max(gap, 24.0))
        height = min(MAX_BAND_HEIGHT, max(MIN_BAND_HEIGHT, width * self._aspect()))
        middle = QPointF((leave.x() + arrive.x()) / 2, (route.source.y + route.target.y) / 2)
        if route.arch is not None and route.arch.turns_back:  # beside the layers: between them there is no room
            middle = QPointF(route.arch.rise_at + width / 2, (route.source.y + route.arch.lane) / 2)
        elif route.arch is not None:
            middle.setY(route.arch.lane)
        return QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)

    @property
    def outer_rect(self) -> QRectF:
        """The band with its frame and caption."""
        return self.rect.adjusted(-6, -6, 6, 6 + CAPTION_HEIGHT)

    def entry_at(self, point: QPointF) -> tuple[int, int] | None:
        """Give row and column of the entry shown at a point: of those its pixel stands for the largest."""
        rect = self.rect
        if self._weight is None or not rect.contains(point):
            return None
        shares = (point.y() - rect.top()) / rect.height(), (point.x() - rect.left()) / rect.width()
        (top, bottom), (left, right) = (
            _block(size, share) for size, share in zip(self._weight.shape, shares, strict=True)
        )
        block = np.abs(self._weight[top:bottom, left:right])
        row, column = np.unravel_index(int(block.argmax()), block.shape)
        return top + int(row), left + int(column)

    def set_weights(self, weight: FloatArray, scale: EdgeScale) -> None:
        """Show other weights, or what else the edges show, on a scale."""
        if weight is not self._weight or scale != self._scale:  # as they are while a layer is dragged
            self._weight, self._scale = weight, scale
            self._image = None

    def set_frozen(self, is_frozen: bool) -> None:
        """Show whether every edge is frozen: dashed in its outline, with a snowflake at a corner."""
        self._is_frozen = is_frozen

    def paint(self, painter: QPainter, style: CanvasStyle, *, marked: bool) -> None:
        """Draw the image in its frame, `marked` in the accent colour."""
        if self._weight is None:
            return
        if self._image is None or self._image_style is not style:
            small = pooled(self._weight)
            self._image = _image(style, small, self._scale.full_color)
            self._image_style = style
        rows, columns = self._weight.shape
        text, outer = f"{rows}×{columns}", self.outer_rect
        fits = QFontMetricsF(style.small_font).horizontalAdvance(text) <= outer.width()  # else it would be cut off
        has_caption = fits and painter.worldTransform().m11() >= CAPTION_MIN_ZOOM
        outline = QPen(style.accent if marked else style.outline, 2.0 if marked else 1.0)
        painter.setPen(dashed(outline, painter) if self._is_frozen else outline)
        painter.setBrush(style.panel)
        painter.drawRoundedRect(outer if has_caption else outer.adjusted(0, 0, 0, -CAPTION_HEIGHT), 6, 6)
        paint_cells(painter, self.rect, self._image)
        if has_caption:
            painter.setPen(style.muted)
            painter.setFont(style.small_font)
            caption = QRectF(outer.left(), self.rect.bottom() + 1, outer.width(), CAPTION_HEIGHT + 3)
            painter.drawText(caption, Qt.AlignmentFlag.AlignCenter, text)
        if self._is_frozen:
            paint_badge(painter, outer.topRight() + QPointF(-3, 3), style.panel, style.muted)

    def _aspect(self) -> float:
        rows, columns = self._shape
        return float(min(max(rows / columns, 0.5), 3.0))


def _pooled_along(values: FloatArray, most: int, axis: int) -> FloatArray:
    if values.shape[axis] <= most:
        return values
    if axis == 0 and values.shape[1] < SHORT_ROW:
        return _pooled_along(np.ascontiguousarray(values.T), most, 1).T
    cuts = _cuts(values.shape[axis], most)
    if axis == 0 and values.size > CACHED:  # a block at a time stays in the cache
        blocks = [values[start:stop] for start, stop in itertools.pairwise(cuts.tolist())]
        highest, lowest = (np.stack([extreme(block, axis=0) for block in blocks]) for extreme in (np.max, np.min))
    else:
        highest, lowest = (extreme.reduceat(values, cuts[:-1], axis=axis) for extreme in (np.maximum, np.minimum))
    return np.asarray(np.where(highest >= -lowest, highest, lowest))


def _cuts(size: int, most: int) -> IntArray:
    """Give where blocks begin that `most` pixels stand for, and where the last one ends."""
    return np.arange(most + 1) * size // most


def _block(size: int, share: float) -> tuple[int, int]:
    """Give where the block begins and ends that is drawn at a share (0 … 1) of an image's side."""
    count = min(size, MAX_PIXELS)
    cuts, pixel = _cuts(size, count), min(int(share * count), count - 1)
    return int(cuts[pixel]), int(cuts[pixel + 1])


def _image(style: CanvasStyle, values: FloatArray, scale: float) -> QImage:
    pixels = np.ascontiguousarray(style.edge_rgba(values, scale))
    height, width = values.shape
    # The copy owns its pixels; the array may go.
    return QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
