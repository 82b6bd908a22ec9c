"""Weights written on edges, each where it can be told apart from the others."""

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from engine.arrays import FloatArray
from gui.canvas.edge_batch import EdgeBatch
from gui.canvas.hit_index import HitIndex
from gui.canvas.numbers import short_number
from gui.canvas.style import CanvasStyle

MAX_LABELS = 24
LABEL_WIDTH = 36.0
LABEL_HEIGHT = 16.0
LABEL_PADDING = 5.0
# Along the edge from its source; of places equally good the first is taken.
FRACTIONS = (0.36, 0.64, 0.5, 0.43, 0.57, 0.3, 0.7)
# A label gives up its place rather than cover more of another than this share of itself.
MAX_COVERED_SHARE = 0.12
FOREIGN_EDGE_COST = 12.0

Labels = Mapping[int, QRectF]


def place_labels(batch: EdgeBatch) -> Labels:
    """Give a place for the labels of a batch's edges, by the edge's number; those that find no free place have none."""
    if not len(batch):
        return {}
    hits = HitIndex(batch.route.polylines(batch.rows, batch.columns))
    points = [batch.route.points_at(batch.rows, batch.columns, np.full(len(batch), f)).tolist() for f in FRACTIONS]
    placed: dict[int, QRectF] = {}
    for edge in range(len(batch)):
        rects = [_label_rect(*points[number][edge]) for number in range(len(FRACTIONS))]
        covered = [_covered_area(rect, placed) for rect in rects]
        costs = [area + _crowding(rect, hits, edge) for rect, area in zip(rects, covered, strict=True)]
        best = costs.index(min(costs))
        if covered[best] <= MAX_COVERED_SHARE * LABEL_WIDTH * LABEL_HEIGHT:
            placed[edge] = rects[best]
    return placed


def paint_labels(painter: QPainter, style: CanvasStyle, batch: EdgeBatch, labels: Labels, weight: FloatArray) -> None:
    """Write each edge's weight at its place."""
    painter.setFont(style.label_font)
    metrics = QFontMetricsF(style.label_font)
    for edge, rect in labels.items():
        value = float(weight[batch.rows[edge], batch.columns[edge]])
        text = short_number(value)
        half = metrics.horizontalAdvance(text) / 2 + LABEL_PADDING
        centre = rect.center()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.background)
        painter.drawRoundedRect(QRectF(centre.x() - half, rect.top(), 2 * half, rect.height()), 7, 7)
        painter.setPen(style.weight_text(value))
        painter.drawText(rect.adjusted(-8, 0, 8, 0), Qt.AlignmentFlag.AlignCenter, text)


def _label_rect(x: float, y: float) -> QRectF:
    return QRectF(x - LABEL_WIDTH / 2, y - LABEL_HEIGHT / 2, LABEL_WIDTH, LABEL_HEIGHT)


def _covered_area(rect: QRectF, placed: Labels) -> float:
    overlaps = [rect.intersected(other) for other in placed.values()]
    return sum(overlap.width() * overlap.height() for overlap in overlaps)


def _crowding(rect: QRectF, hits: HitIndex, edge: int) -> float:
    """Give how much other edges run through a place, dearest where nearest."""
    distances = hits.distances(rect.center().x(), rect.center().y())
    others = np.delete(distances, edge)
    return float(np.maximum(LABEL_HEIGHT - others, 0.0).sum() * FOREIGN_EDGE_COST)
