"""Little pictures of the data sources: toy sets as they are, real sets as signs for what they are about.

Real sets take scikit-learn to read, which the window never loads, so their pictures are drawn by hand.
"""

import math
from collections.abc import Callable
from functools import cache

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from engine.data.data_set import Task
from engine.data.generators.toy_classification import TOY_CLASSIFICATION_SOURCES
from engine.data.generators.toy_regression import TOY_REGRESSION_SOURCES
from engine.data.source import Samples
from engine.data.sources import DATA_SOURCES, default_specification
from gui.icons import IconName, IconTone, icon
from gui.theme import Theme

POINT_COUNT = 110
POINT_RADIUS = 0.024  # of the picture's side
FEW_POINTS = 10
FEW_POINTS_RADIUS = 0.075
MARGIN = 0.08
ICON_SHARE = 0.55

_TOY_SOURCES = {source.name for source in (*TOY_CLASSIFICATION_SOURCES, *TOY_REGRESSION_SOURCES)}

_PETAL_LENGTH, _PETAL_WIDTH = 0.42, 0.27
# Centre and radius of each cell, its class: malignant ones are larger and crowd together.
_CELLS = (
    (0.30, 0.31, 0.17, 0), (0.62, 0.24, 0.13, 0), (0.50, 0.54, 0.15, 0),
    (0.83, 0.50, 0.10, 1), (0.21, 0.66, 0.10, 1), (0.42, 0.84, 0.10, 1), (0.72, 0.77, 0.11, 1),
)  # fmt: skip
_HANDWRITTEN_THREE = (
    "00244200",
    "03412430",
    "00000440",
    "00024300",
    "00013430",
    "00000044",
    "02000144",
    "01344420",
)


def paint_thumbnail(painter: QPainter, area: QRectF, source: str, theme: Theme) -> None:
    """Paint the picture of a source into the largest square in the middle of `area`."""
    side = min(area.width(), area.height())
    square = QRectF(area.center() - QPointF(side / 2, side / 2), QSizeF(side, side))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if source in _TOY_SOURCES:
        _paint_points(painter, square, source, theme)
    else:
        _SIGNS.get(source, _paint_table)(painter, square, theme)
    painter.restore()


def _paint_points(painter: QPainter, square: QRectF, source: str, theme: Theme) -> None:
    samples, places = _points(source)
    if samples.task is Task.REGRESSION:
        values = samples.targets[:, 0]
        colors = [QColor(*rgba) for rgba in theme.signed_rgba(values, float(np.abs(values).max())).tolist()]
    else:
        colors = [theme.class_color(int(label)) for label in samples.targets[:, 0]]
    radius = square.width() * (FEW_POINTS_RADIUS if len(places) < FEW_POINTS else POINT_RADIUS)
    painter.setPen(Qt.PenStyle.NoPen)
    for (x, y), color in zip(places.tolist(), colors, strict=True):
        painter.setBrush(color)
        painter.drawEllipse(_at(square, x, 1 - y), radius, radius)


@cache
def _points(source: str) -> tuple[Samples, np.ndarray]:
    """Give some samples of a toy set and their places (N, 2) in the unit square; one input is drawn with its target."""
    specification = replace(default_specification(source), sample_count=POINT_COUNT)
    samples = DATA_SOURCES[source].generate(specification)
    places = samples.inputs if samples.inputs.shape[1] > 1 else np.hstack([samples.inputs, samples.targets])
    low, high = places.min(axis=0), places.max(axis=0)
    return samples, MARGIN + (1 - 2 * MARGIN) * (places - low) / (high - low)


def _paint_iris(painter: QPainter, square: QRectF, theme: Theme) -> None:
    """Paint a flower with a petal for each species."""
    side = square.width()
    painter.translate(square.center() + QPointF(0, 0.06 * side))
    painter.setPen(QPen(QColor(theme.palette.raised), 1.0))
    for species in range(3):
        painter.save()
        painter.rotate(120.0 * species)
        painter.setBrush(theme.class_color(species))
        petal = QSizeF(_PETAL_WIDTH * side, _PETAL_LENGTH * side)
        painter.drawEllipse(QRectF(QPointF(-petal.width() / 2, -petal.height() - 0.03 * side), petal))
        painter.restore()
    painter.setBrush(QColor(theme.palette.warning))
    painter.drawEllipse(QPointF(0, 0), 0.075 * side, 0.075 * side)


def _paint_cells(painter: QPainter, square: QRectF, theme: Theme) -> None:
    """Paint cells of both classes with their nuclei."""
    for x, y, radius, label in _CELLS:
        color = theme.class_color(label)
        painter.setPen(QPen(color, 1.2))
        faint = QColor(color)
        faint.setAlphaF(0.18)
        painter.setBrush(faint)
        size = radius * square.width()
        painter.drawEllipse(_at(square, x, y), size, size)
        painter.setBrush(color)
        nucleus = size * (0.5 if label == 0 else 0.32)
        painter.drawEllipse(_at(square, x, y), nucleus / 2, nucleus / 2)


def _paint_digit(painter: QPainter, square: QRectF, theme: Theme) -> None:
    """Paint a digit in 8×8 pixels."""
    shades = np.array([list(map(int, row)) for row in _HANDWRITTEN_THREE])
    rows, columns = shades.shape
    pixel = math.floor(square.width() * (1 - MARGIN) / rows)
    corner = square.center() - QPointF(pixel * columns / 2, pixel * rows / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    colors = theme.sequential.rgba(shades, float(shades.max())).tolist()
    for row in range(rows):
        for column in range(columns):
            place = QRectF(corner + QPointF(pixel * column, pixel * row), QSizeF(pixel, pixel))
            painter.fillRect(place, QColor(*colors[row][column]))


def _paint_pencil(painter: QPainter, square: QRectF, _theme: Theme) -> None:
    _paint_icon(painter, square, IconName.EDIT)


def _paint_table(painter: QPainter, square: QRectF, _theme: Theme) -> None:
    _paint_icon(painter, square, IconName.TABLE)


def _paint_icon(painter: QPainter, square: QRectF, name: IconName) -> None:
    side = ICON_SHARE * square.width()
    place = QRectF(square.center() - QPointF(side / 2, side / 2), QSizeF(side, side))
    icon(name, IconTone.MUTED).paint(painter, place.toRect())


def _at(square: QRectF, x: float, y: float) -> QPointF:
    return QPointF(square.left() + x * square.width(), square.top() + y * square.height())


_SIGNS: dict[str, Callable[[QPainter, QRectF, Theme], None]] = {
    "iris": _paint_iris,
    "breast-cancer": _paint_cells,
    "digits": _paint_digit,
    "own": _paint_pencil,
}
