"""Dots that run along edges while training: values flow that way, and something is going on."""

import time
from math import ceil

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QStyle

from engine.arrays import BoolArray, FloatArray
from gui.canvas.edges.batch import EdgeBatch
from gui.canvas.edges.scale import EdgeScale
from gui.canvas.style import LEVELS, weight_levels

# Of more edges the dots say nothing, and take time.
MAX_FLOWING_EDGES = 160
SPEED = 80.0  # scene units a second
SPACING = 64.0  # about, in scene units: each edge has a whole number of dots
EXTRA_WIDTH = 3.0


def may_flow(edge_count: int) -> bool:
    """Tell whether dots may run along so many edges, on a desktop that has not asked for calm."""
    is_animated = QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animate) != 0
    return is_animated and edge_count <= MAX_FLOWING_EDGES


class EdgeFlow:
    """The dots of some edges; where they are depends on nothing but the time."""

    def __init__(self) -> None:
        self._batch: EdgeBatch | None = None
        self._lines: FloatArray = np.empty((0, 2, 2))
        self._counts = np.empty(0, np.int64)
        self._dots: dict[tuple[int, float], tuple[QPixmap, float]] = {}

    def paint(
        self,
        painter: QPainter,
        batch: EdgeBatch,
        values: FloatArray,
        still: BoolArray,
        pens: list[QPen],
        scale: EdgeScale,
        *,
        ratio: float,
        now: float | None = None,
    ) -> None:
        """Draw the dots of edges that training changes, each in the colour of its edge.

        Args:
            painter: Where to.
            batch: The edges.
            values: What the edges show, (H_target, H_source).
            still: Marks likewise of the edges that have no dots.
            pens: A pen for each level.
            scale: Of `values`.
            ratio: Physical pixels in a point.
            now: Seconds of a steady clock; the present by default.
        """
        if not len(batch):
            return
        self._take(batch)
        moving = np.flatnonzero(~still[batch.rows, batch.columns])
        levels = weight_levels(values[batch.rows, batch.columns], scale.full_width)[moving]
        world, now = painter.worldTransform(), time.monotonic() if now is None else now
        to_view, offset = np.array([world.m11(), world.m22()]), np.array([world.dx(), world.dy()])
        places = self.points(moving, now) * to_view + offset
        dots = {level: self._dot(pens[LEVELS + level], ratio) for level in set(levels.tolist())}
        painter.save()
        painter.resetTransform()  # dots are as large at every zoom, and stamped ten times as fast as drawn
        for (x, y), level in zip(places.tolist(), np.repeat(levels, self._counts[moving]).tolist(), strict=True):
            dot, half = dots[level]
            painter.drawPixmap(QPointF(x - half, y - half), dot)
        painter.restore()

    def points(self, edges: np.ndarray, now: float) -> FloatArray:
        """Give where the dots of some of the edges painted last are at a time: float64 (dots, 2)."""
        counts = self._counts[edges]
        owners = np.repeat(edges, counts)
        numbers = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
        fractions = (numbers + now * SPEED / SPACING % 1.0) / self._counts[owners]
        segments = self._lines.shape[1] - 1
        place = fractions * segments
        before = np.minimum(place.astype(np.int64), segments - 1)
        share = (place - before)[:, np.newaxis]
        return np.asarray((1 - share) * self._lines[owners, before] + share * self._lines[owners, before + 1])

    def _dot(self, pen: QPen, ratio: float) -> tuple[QPixmap, float]:
        """Give the picture of a dot on a line drawn with this pen, and half its side in points."""
        diameter = pen.widthF() + EXTRA_WIDTH * ratio
        key = pen.color().rgb(), diameter
        if key not in self._dots:
            dot = QPixmap(ceil(diameter) + 1, ceil(diameter) + 1)
            dot.fill(Qt.GlobalColor.transparent)
            painter = QPainter(dot)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(pen.color())
            painter.drawEllipse(QRectF(dot.rect()).center(), diameter / 2, diameter / 2)
            painter.end()
            dot.setDevicePixelRatio(ratio)
            self._dots[key] = dot, dot.deviceIndependentSize().width() / 2
        return self._dots[key]

    def _take(self, batch: EdgeBatch) -> None:
        if batch is self._batch:
            return
        self._batch = batch
        self._lines = batch.route.polylines(batch.rows, batch.columns)
        lengths = np.linalg.norm(np.diff(self._lines, axis=1), axis=2).sum(axis=1)
        self._counts = np.maximum(np.rint(lengths / SPACING), 1).astype(np.int64)
