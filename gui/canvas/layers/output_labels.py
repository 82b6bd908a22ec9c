"""Class and value beside each output where the drawing is too small for both: so the prediction is read from afar."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from engine.arrays import FloatArray
from gui.canvas.detail import OVERVIEW_BELOW_ZOOM
from gui.canvas.layers.geometry import LayerGeometry
from gui.canvas.numbers import short_number
from gui.canvas.style import CanvasStyle

GAP_PX, PADDING_PX = 8.0, 4.0
MOST_NAME_PX = 56.0
WIDE_NUMBER = "−88.88"
LEAST_PITCH_SHARE = 0.8  # of a line's height, as digits leave some of it blank
REACH = 112.0 / OVERVIEW_BELOW_ZOOM  # scene units beyond the panel that the labels may take


def predicted_class(activation: FloatArray | None) -> int | None:
    """Give which of several outputs (K,) is the largest, None where that is unknown."""
    if activation is None or len(activation) < 2 or not np.isfinite(activation).all():
        return None
    return int(np.argmax(activation))


def labels_rect(geometry: LayerGeometry, style: CanvasStyle, names: Sequence[str], zoom: float) -> QRectF:
    """Give the room that labels of outputs take beside the panel at a zoom, whatever the numbers."""
    metrics = QFontMetricsF(style.small_overlay_font)
    width = GAP_PX + _name_width(metrics, names) + 2 * PADDING_PX + metrics.horizontalAdvance(WIDE_NUMBER)
    first, last = (geometry.centre(index).y() for index in (geometry.fold.shown[0], geometry.fold.shown[-1]))
    return QRectF(geometry.panel.right(), first, width / zoom, max(last - first, 1.0))


def paint_output_labels(
    painter: QPainter,
    geometry: LayerGeometry,
    style: CanvasStyle,
    names: Sequence[str],
    numbers: FloatArray | None,
    predicted: int | None,
    symbol: str = "",
) -> None:
    """Write names and numbers to the right of the panel in type that does not shrink, what is predicted on a ground.

    Where outputs stand too close for lines of their own only the predicted one has its label. Numbers that are no
    outputs have their symbol before them, and no part in the prediction.
    """
    zoom, metrics = painter.worldTransform().m11(), QFontMetricsF(style.small_overlay_font)
    is_crowded = geometry.fold.pitch * zoom < LEAST_PITCH_SHARE * metrics.height()
    name_width = _name_width(metrics, names)
    painter.save()
    painter.setFont(style.small_overlay_font)
    for index in geometry.fold.shown:
        if is_crowded and index != predicted:
            continue
        number = "" if numbers is None else f"{symbol} {short_number(float(numbers[index]))}".lstrip()
        number_width = metrics.horizontalAdvance(number) + PADDING_PX if number else 0.0
        painter.save()
        painter.translate(QPointF(geometry.panel.right(), geometry.centre(index).y()))
        painter.scale(1 / zoom, 1 / zoom)  # type is measured in pixels here
        place = QRectF(GAP_PX, -metrics.height() / 2, name_width, metrics.height())
        if index == predicted:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.accent_soft)
            ground = place.adjusted(-PADDING_PX, 0, PADDING_PX + (0.0 if symbol else number_width), 0)
            painter.drawRoundedRect(ground, PADDING_PX, PADDING_PX)
        painter.setPen(style.text if index == predicted else style.muted)
        name = metrics.elidedText(names[index], Qt.TextElideMode.ElideRight, name_width + 1)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        values = QRectF(place.right() + (2 if symbol else 1) * PADDING_PX, place.top(), number_width, place.height())
        if symbol:
            painter.setPen(style.muted)
        painter.drawText(values, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, number)
        painter.restore()
    painter.restore()


def _name_width(metrics: QFontMetricsF, names: Sequence[str]) -> float:
    return min(max(map(metrics.horizontalAdvance, names)), MOST_NAME_PX)
