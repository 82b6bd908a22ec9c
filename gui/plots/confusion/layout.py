"""Where the cells, names and shares of a confusion matrix stand in the width there is."""

import math

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from gui.theme import Theme, number_font, ui_font

LABEL_SHARE, LABEL_WIDTH = 0.28, 90.0
LARGEST_CELL, SMALLEST_CELL, CELL_ASPECT = 56.0, 9.0, 0.72
GAP, TEXT_ROOM = 2.0, 4.0
SMALLEST_TYPE = 8  # pixels, at the interface's own size
FEW = 5  # classes, whose columns have room for the precision below; of more it is turned
RECALL, PRECISION, WIDEST_SHARE = "recall", "precision", "99.9%"

Place = tuple[int, int]  # row and column of a cell, or, where one of them is −1, of the name of a column or row


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
        left: Of all, which stands in the middle of the width.
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
    left: float = 0.0

    @property
    def width(self) -> float:
        """Of all."""
        return self.title_height + self.label_width + self.count * self.cell_width + self.recall_width

    @property
    def height(self) -> float:
        """Of all, with a row for the precision."""
        return (self.precision_title if self.is_precision_turned else self.precision(0)).bottom() + GAP

    @property
    def cells(self) -> QRectF:
        """Where the cells are."""
        left, top = self.left + self.title_height + self.label_width, self.title_height + self.head_height
        return QRectF(left, top, self.count * self.cell_width, self.count * self.cell_height)

    def cell(self, row: int, column: int) -> QRectF:
        """Give where a cell is; row or column −1 and one beyond the last are those of names and shares."""
        corner = self.cells.topLeft() + QPointF(column * self.cell_width, row * self.cell_height)
        return QRectF(corner.x(), corner.y(), self.cell_width - GAP, self.cell_height - GAP)

    def place_at(self, point: QPointF) -> Place | None:
        """Give what a point is in, a cell or the name of a row or column; None where there is neither."""
        inside = point - self.cells.topLeft()
        row, column = math.floor(inside.y() / self.cell_height), math.floor(inside.x() / self.cell_width)
        place = max(row, -1), max(column, -1)
        is_there = max(place) > -1 and row < self.count and column < self.count
        return place if is_there and self.rect_of(place).contains(point) else None

    def rect_of(self, place: Place) -> QRectF:
        """Give where a cell or a name is."""
        row, column = place
        if row < 0:
            return self.column_name(column)
        return self.row_name(row) if column < 0 else self.cell(row, column)

    def row_name(self, row: int) -> QRectF:
        """Give where a row's name is; of the row beyond the last what the shares there are."""
        cell = self.cell(row, 0)
        return QRectF(self.left + self.title_height, cell.top(), self.label_width - TEXT_ROOM, cell.height())

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


def layout_of(names: tuple[str, ...], width: float, theme: Theme, room_height: float | None = None) -> ConfusionLayout:
    """Lay a matrix of classes out in a width, and in as much of a height as it can use where there is one."""
    metrics = QFontMetricsF(ui_font(theme))
    line = QFontMetricsF(number_font(theme)).height() + GAP
    title_height = QFontMetricsF(title_font(theme)).height() + GAP
    widest = max(map(metrics.horizontalAdvance, names), default=0.0)
    recall_width = max(map(metrics.horizontalAdvance, (RECALL, WIDEST_SHARE))) + TEXT_ROOM

    def label_width_for(text_width: float) -> float:
        return min(text_width + 2 * TEXT_ROOM, LABEL_WIDTH * theme.scale, LABEL_SHARE * width)

    def cell_width_beside(label_width: float) -> float:
        room = width - title_height - label_width - recall_width
        return min(largest_cell, max(SMALLEST_CELL, room / max(len(names), 1)))

    tallest = LARGEST_CELL * theme.scale * CELL_ASPECT
    if room_height is not None:
        rows = len(names) + 1  # with that of the precision
        tallest = max((room_height - title_height - metrics.height() - 3 * GAP) / rows, line)
    largest_cell = max(tallest / CELL_ASPECT, widest + GAP + TEXT_ROOM)  # wider rather than with turned names
    label_width = label_width_for(max(widest, metrics.horizontalAdvance(PRECISION)))
    cell_width = cell_width_beside(label_width)
    is_precision_turned = metrics.horizontalAdvance(WIDEST_SHARE) > cell_width
    if is_precision_turned and len(names) > FEW:  # no row's name is as long as that of the precision then
        label_width = label_width_for(widest)
        cell_width = cell_width_beside(label_width)
    cell_height = max(min(cell_width * CELL_ASPECT, tallest), line)
    upright_height = cell_height if not is_precision_turned else 0.0
    turned_height = metrics.horizontalAdvance(WIDEST_SHARE) + TEXT_ROOM if metrics.height() <= cell_width + GAP else 0.0
    is_turned = widest > cell_width - GAP
    layout = ConfusionLayout(
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
    if room_height is None:
        return layout
    beyond = max(layout.height - room_height, 0.0)  # turned names and shares take more than was reckoned with
    lower = max(cell_height - beyond / max(len(names), 1), line)
    return replace(layout, cell_height=lower, left=max((width - layout.width) / 2, 0.0))


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
