"""A surface of coloured cells, wherever its corners are carried.

Cells of one colour are one path, so 1,500 cells are some forty fills. Where the surface is folded together to a line,
as a ReLU does it, its cells are drawn as bars of some pixels, else what becomes of them could not be seen.
"""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from engine.arrays import FloatArray, IntArray
from gui.theme.scales import RgbaArray

THIN_PX, BAR_PX = 0.25, 7.0
MOST_COLORS = 40  # of more, those are made one that differ least: each is a fill of its own
_CORNERS = 4
_CLOSED = np.array([1] * _CORNERS + [0], np.int32)  # the corners joined, and the last of them, the first again, left


class MeshItem(QGraphicsItem):
    """Draws cells, each in one colour."""

    def __init__(self) -> None:
        super().__init__()
        self._colors: list[QColor] = []
        self._order: IntArray = np.empty(0, np.int64)  # of the cells, by colour
        self._ends: IntArray = np.empty(0, np.int64)  # where each colour's cells end in that order
        self._paths: list[tuple[QColor, QPainterPath]] = []
        self._bounds = QRectF()

    def set_colors(self, colors: RgbaArray) -> None:
        """Colour the n cells to come (n, 4)."""
        first, group = _alike(colors)
        self._order = np.argsort(group, kind="stable")
        self._ends = np.cumsum(np.bincount(group, minlength=len(first)))
        self._colors = [QColor(*color) for color in colors[first].tolist()]

    def set_cells(self, corners: FloatArray, pixel_size: tuple[float, float]) -> None:
        """Carry the corners of the cells to (n, 4, 2), where a pixel has such a width and height."""
        self.prepareGeometryChange()
        cells = drawn_cells(corners, pixel_size)[self._order]
        is_finite = np.isfinite(cells).all(axis=(1, 2))
        cells = cells[is_finite]
        pieces: list[FloatArray] = []
        if len(self._ends):
            pieces = np.split(cells, np.cumsum(is_finite)[self._ends - 1][:-1])
        self._paths = [(color, _path(piece)) for color, piece in zip(self._colors, pieces, strict=True) if len(piece)]
        self._bounds = _bounds(cells.reshape(-1, 2))
        self.update()

    def boundingRect(self) -> QRectF:
        """Give the part of the plane that the cells lie in."""
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        """Draw the cells; without smoothing, which would leave seams between them."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for color, path in self._paths:
            painter.fillPath(path, color)


def _alike(colors: RgbaArray) -> tuple[IntArray, IntArray]:
    """Group colours (n, 4) into few: give a member of each group, and the group of each."""
    for bits in range(8):
        keys = (colors >> bits).astype(np.uint32) @ np.array([1 << 24, 1 << 16, 1 << 8, 1], np.uint32)
        _, first, group = np.unique(keys, return_index=True, return_inverse=True)
        if len(first) <= MOST_COLORS:
            break
    return first, group.reshape(-1)


def drawn_cells(corners: FloatArray, pixel_size: tuple[float, float]) -> FloatArray:
    """Give the corners of each cell as drawn (n, 4, 2), all the same way round; arguments as in `set_cells`."""
    with np.errstate(over="ignore", invalid="ignore"):
        scaled = corners / pixel_size
        area = _doubled_areas(scaled) / 2
        length, along = _longest(scaled)
        is_thin = np.abs(area) <= THIN_PX * length
        scaled[area < 0] = scaled[area < 0, ::-1]  # fills of cells that lie on each other must not cancel out
        scaled[is_thin] = _bars(scaled[is_thin], along[is_thin])
        return np.asarray(scaled * pixel_size)


def _doubled_areas(cells: FloatArray) -> FloatArray:
    first, second = cells[:, 2] - cells[:, 0], cells[:, 3] - cells[:, 1]
    return np.asarray(first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0])


def _longest(cells: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give the length of each cell's longer diagonal or side, and its direction (cells, 2)."""
    ways = np.stack([cells[:, 2] - cells[:, 0], cells[:, 3] - cells[:, 1], cells[:, 1] - cells[:, 0]], axis=1)
    lengths = np.hypot(ways[..., 0], ways[..., 1])
    longest = np.nan_to_num(lengths).argmax(axis=1)
    each = np.arange(len(cells))
    length = lengths[each, longest]
    direction = np.divide(
        ways[each, longest], length[:, np.newaxis], out=np.tile([1.0, 0.0], (len(cells), 1)),
        where=(length > 0)[:, np.newaxis],
    )  # fmt: skip
    return length, direction


def _bars(cells: FloatArray, along: FloatArray) -> FloatArray:
    """Give bars about thin cells, as long as these."""
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)
    middle = cells.mean(axis=1)
    places = np.einsum("ckd,cd->ck", cells - middle[:, np.newaxis], along)
    reach = BAR_PX / 2
    low, high = np.minimum(places.min(axis=1), -reach), np.maximum(places.max(axis=1), reach)
    ends = ((low, -reach), (high, -reach), (high, reach), (low, reach))
    return np.stack([middle + np.asarray(far)[:, np.newaxis] * along + aside * across for far, aside in ends], axis=1)


def _bounds(points: FloatArray) -> QRectF:
    if not len(points):
        return QRectF()
    low, high = points.min(axis=0), points.max(axis=0)
    return QRectF(low[0], low[1], high[0] - low[0], high[1] - low[1])


def _path(cells: FloatArray) -> QPainterPath:
    closed = np.concatenate([cells, cells[:, :1]], axis=1).reshape(-1, 2)
    joined: NDArray[np.int32] = np.tile(_CLOSED, len(cells))
    path: QPainterPath = pg.functions.arrayToQPath(closed[:, 0], closed[:, 1], connect=joined, finiteCheck=False)
    path.setFillRule(Qt.FillRule.WindingFill)
    return path
