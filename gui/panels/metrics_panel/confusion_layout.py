"""Where the cells, names and shares of a confusion matrix stand in the width there is."""

import math

import msgspec
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from gui.theme import Theme, number_font, ui_font

LABEL_SHARE, LABEL_WIDTH = 0.28, 90.0
LARGEST_CELL, SMALLEST_CELL, CELL_ASPECT = 56.0, 9.0, 0.72
GAP, TEXT_ROOM = 2.0, 4.0
SMALLEST_TYPE = 8  # pixels, at the interface's own size
FEW = 5  # classes, whose columns have room for the precision below; of more it is turned
RECALL, PRECISION, WIDEST_SHARE = "recall", "precision", "100%"


class ConfusionLayout(msgspec.Struct, frozen=True, eq=False):
    """Places in pixels from the corner of the view: a title along each side, names, cells, recall and precision.

    Attributes:
        count: Of classes.
        title_height: Of the axes' titles; the one of the rows is turned.
        label_width: Of the rows' names.
        head_height: Of the columns' names.
        is_turned: Whether the columns' names are turned, as one of them is wider than its column.
        cell_width: Of a cell and the gap behind it.
        cell_height: Likewise.
        recall_width: Of the column at the right.
        precision_height: Of the row below; 0 where the columns are too narrow for it, even turned.
        is_precision_turned: Whether the shares there are turned, as one of them is wider than its column.
    """

    count: int
    title_height: float
    label_width: float
    head_height: float
    is_turned: bool
    cell_width: float
    cell_height: float
    recall_width: float
    precision_height: float
    is_precision_turned: bool

    @property
    def height(self) -> float:
        """Of all, with a row for the precision."""
        return (self.precision_title if self.is_precision_turned else self.precision(0)).bottom() + GAP

    @property
    def cells(self) -> QRectF:
        """Where the cells are."""
        left, top = self.title_height + self.label_width, self.title_height + self.head_height
        return QRectF(left, top, self.count * self.cell_width, self.count * self.cell_height)

    def cell(self, row: int, column: int) -> QRectF:
        """Give where a cell is; row or column −1 and one beyond the last are those of names and shares."""
        corner = self.cells.topLeft() + QPointF(column * self.cell_width, row * self.cell_height)
        return QRectF(corner.x(), corner.y(), self.cell_width - GAP, self.cell_height - GAP)

    def cell_at(self, place: QPointF) -> tuple[int, int] | None:
        """Give the row and the column of the cell at a place, None where there is none."""
        inside = place - self.cells.topLeft()
        row, column = math.floor(inside.y() / self.cell_height), math.floor(inside.x() / self.cell_width)
        is_there = 0 <= row < self.count and 0 <= column < self.count and self.cell(row, column).contains(place)
        return (row, column) if is_there else None

    def row_name(self, row: int) -> QRectF:
        """Give where a row's name is; of the row beyond the last what the shares there are."""
        cell = self.cell(row, 0)
        return QRectF(self.title_height, cell.top(), self.label_width - TEXT_ROOM, cell.height())

    def column_name(self, column: int) -> QRectF:
        """Give where a column's name is."""
        return QRectF(self.cell(0, column).left(), self.title_height, self.cell_width - GAP, self.head_height - GAP)

    def recall(self, row: int) -> QRectF:
        """Give where the share at the end of a row is."""
        cell = self.cell(row, self.count)
        return QRectF(cell.left(), cell.top(), self.recall_width, cell.height())

    def precision(self, column: int) -> QRectF:
        """Give where the share at the foot of a column is."""
        cell = self.cell(self.count, column)
        return QRectF(cell.left(), cell.top(), cell.width(), self.precision_height)

    @property
    def precision_title(self) -> QRectF:
        """Where it stands what turned shares are; beside others their row's name tells."""
        foot = self.precision(0).bottom()
        return QRectF(self.cells.left(), foot, self.cells.width(), self.title_height)

    @property
    def recall_title(self) -> QRectF:
        """Where it stands what the shares at the right are."""
        first = self.recall(0)
        line = min(self.head_height, self.cell_height)
        return QRectF(first.left(), first.top() - line, first.width(), line - GAP)


def layout_of(names: tuple[str, ...], width: float, theme: Theme) -> ConfusionLayout:
    """Lay a matrix of classes out in a width."""
    metrics = QFontMetricsF(ui_font(theme))
    line = QFontMetricsF(number_font(theme)).height() + GAP
    title_height = QFontMetricsF(title_font(theme)).height() + GAP
    widest = max(map(metrics.horizontalAdvance, names), default=0.0)
    first_column = max(widest, metrics.horizontalAdvance(PRECISION) if len(names) <= FEW else 0.0) + 2 * TEXT_ROOM
    label_width = min(first_column, LABEL_WIDTH * theme.scale, LABEL_SHARE * width)
    recall_width = max(map(metrics.horizontalAdvance, (RECALL, WIDEST_SHARE))) + TEXT_ROOM
    room = width - title_height - label_width - recall_width
    largest_cell = max(LARGEST_CELL * theme.scale, widest + GAP + TEXT_ROOM)  # wider rather than with turned names
    cell_width = min(largest_cell, max(SMALLEST_CELL, room / max(len(names), 1)))
    cell_height = max(min(cell_width, LARGEST_CELL * theme.scale) * CELL_ASPECT, line)
    widest_share = metrics.horizontalAdvance(WIDEST_SHARE)
    is_precision_turned = widest_share > cell_width
    upright_height = cell_height if not is_precision_turned else 0.0
    turned_height = widest_share + TEXT_ROOM if metrics.height() <= cell_width + GAP else 0.0
    is_turned = widest > cell_width - GAP
    return ConfusionLayout(
        count=len(names),
        title_height=title_height,
        label_width=label_width,
        head_height=min(widest, LABEL_WIDTH * theme.scale) + TEXT_ROOM if is_turned else metrics.height() + GAP,
        is_turned=is_turned,
        cell_width=cell_width,
        cell_height=cell_height,
        recall_width=recall_width,
        precision_height=upright_height or turned_height,
        is_precision_turned=is_precision_turned and turned_height > 0,
    )


def title_font(theme: Theme) -> QFont:
    """Give the face of the axes' titles."""
    return ui_font(theme, theme.type_scale.caption)


def count_font(theme: Theme, text: str, cell: QRectF) -> QFont | None:
    """Give the largest face for counts in which this one fits a cell; None where none does."""
    font = number_font(theme)
    for size in range(font.pixelSize(), round(SMALLEST_TYPE * theme.scale) - 1, -1):
        font.setPixelSize(size)
        metrics = QFontMetricsF(font)
        if metrics.horizontalAdvance(text) <= cell.width() and metrics.height() <= cell.height() + 2 * GAP:
            return font
    return None
