"""Numbers written at their places on edges; a long one only where it runs over no other."""

from collections.abc import Iterable, Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from engine.arrays import BoolArray, FloatArray
from gui.canvas.edges.batch import EdgeBatch
from gui.canvas.edges.label_places import LABEL_HEIGHT, LEAST_DISTANCE, Labels
from gui.canvas.numbers import LEAST_PLAIN, short_number
from gui.canvas.style import CanvasStyle

LABEL_PADDING = 5.0
LEAST_LONG = 999.5  # numbers from here on, and tiny ones, may be wider than a label's place


def legible(
    style: CanvasStyle,
    batch: EdgeBatch,
    labels: Labels,
    values: FloatArray,
    others: Iterable[Labels],
    long_ones: Sequence[QRectF],
    shrinking: float,
) -> tuple[Labels, list[QRectF]]:
    """Leave out the labels that would run over others. Gives the rest, and where long ones among them are written.

    Args:
        style: The font.
        batch: The edges.
        labels: Their places.
        values: What is written, (H_target, H_source).
        others: Labels that are there already.
        long_ones: Where long ones among these are written.
        shrinking: How many times smaller in the scene labels are than at actual size.
    """
    edges = np.fromiter(labels, np.intp, len(labels))
    is_long = _may_be_long(values[batch.rows[edges], batch.columns[edges]])
    if not long_ones and not is_long.any():
        return labels, []
    kept = {edge: labels[edge] for edge in edges[~is_long].tolist() if not _touches(labels[edge], long_ones, shrinking)}
    there = [*kept.values(), *(rect for each in others for rect in each.values())]
    metrics, written = QFontMetricsF(style.label_font), list[QRectF]()
    for edge in edges[is_long].tolist():
        half = metrics.horizontalAdvance(short_number(values[batch.rows[edge], batch.columns[edge]])) / 2 / shrinking
        centre, height = labels[edge].center(), LABEL_HEIGHT / shrinking
        text = QRectF(centre.x() - half, centre.y() - height / 2, 2 * half, height)
        if not _touches(text, [*there, *written, *long_ones], shrinking):
            kept[edge] = labels[edge]
            written.append(text)
    return kept, written


def paint_labels(
    painter: QPainter, style: CanvasStyle, batch: EdgeBatch, labels: Labels, values: FloatArray, shrinking: float = 1.0
) -> None:
    """Write each edge's number at its place, in a frame if it is frozen, none where it is unknown (NaN)."""
    painter.setFont(style.label_font)
    metrics = QFontMetricsF(style.label_font)
    numbers, frozen = values[batch.rows, batch.columns].tolist(), batch.frozen
    for edge, rect in labels.items():
        if np.isnan(numbers[edge]):
            continue
        text = short_number(numbers[edge])
        half = metrics.horizontalAdvance(text) / 2 + LABEL_PADDING
        ground = QRectF(-half, -LABEL_HEIGHT / 2, 2 * half, LABEL_HEIGHT)
        painter.save()
        painter.translate(rect.center())
        painter.scale(1 / shrinking, 1 / shrinking)
        # A frame: without it what is left of a dash beside the number looks like a bracket.
        painter.setPen(QPen(style.outline_hovered, 1.0) if edge in frozen else Qt.PenStyle.NoPen)
        painter.setBrush(style.background)
        painter.drawRoundedRect(ground, 7, 7)
        painter.setPen(style.weight_text(numbers[edge]))
        painter.drawText(ground.adjusted(-8, 0, 8, 0), Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


def _may_be_long(values: FloatArray) -> BoolArray:
    magnitudes = np.abs(values)
    return np.asarray((magnitudes >= LEAST_LONG) | ((magnitudes > 0) & (magnitudes < LEAST_PLAIN)))


def _touches(rect: QRectF, others: Iterable[QRectF], shrinking: float) -> bool:
    """Tell whether a label is over others by more than labels may be."""
    may_share = (LABEL_HEIGHT - float(LEAST_DISTANCE[1])) / 2 / shrinking
    inner = rect.adjusted(0, may_share, 0, -may_share)
    return any(inner.intersects(other.adjusted(0, may_share, 0, -may_share)) for other in others)
