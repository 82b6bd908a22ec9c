"""A matrix as numbers on heat colours, in brackets: as much of it as there is room for, the rest by scrolling."""

import math

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QToolTip, QWidget

from gui.panels.notation import cell_text, number_text
from gui.plots.backpropagation.steps import Term
from gui.theme import Theme, active_theme, number_font, ui_font

MOST_ROWS, MOST_COLUMNS, LEAST_COLUMNS = 10, 8, 2
CELL_WIDTH, CELL_HEIGHT = 58, 22
HEAD_HEIGHT, GUTTER, BRACKET, TICK, BAR = 15, 26, 5, 4, 10
SIGN_ROOM = 70  # for the sign before it, what says that it goes on, and the page's margins
SMALLEST_FULL_COLOR = 1e-12
FROZEN = "Frozen: its gradient is computed, its update is left out"
_CENTRE = Qt.AlignmentFlag.AlignCenter


class MatrixCard(QAbstractScrollArea):
    """Paints one matrix, with the numbers of samples and neurons beside it, and “…” where it goes on.

    Args:
        term: The matrix.
        most_columns: How many columns are seen at once.

    Signals:
        hovered: row and column under the pointer, or None.
        clicked: row and column.
    """

    hovered = Signal(object)
    clicked = Signal(int, int)

    def __init__(self, term: Term, most_columns: int = MOST_COLUMNS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.term = term
        self._most_columns = most_columns
        self._marked: tuple[int, int] | None = None
        self._pointed: tuple[int, int] | None = None
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Matrix {term.title}, {term.size}")
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._largest = _largest(term.values)
        text_width = QFontMetricsF(number_font(active_theme())).horizontalAdvance(term.text) / active_theme().scale
        self._cell_width = max(CELL_WIDTH, math.ceil(text_width) + 2 * TICK)
        self.setFixedSize(self.sizeHint())
        rows, columns = self._told
        self.horizontalScrollBar().setRange(0, max(0, columns - self._seen_columns))
        self.verticalScrollBar().setRange(0, max(0, rows - self._seen_rows))
        if rows > self._seen_rows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        if columns > self._seen_columns:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def mark(self, entry: tuple[int, int] | None) -> None:
        """Frame an entry."""
        self._marked = entry
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Ask for room for what is seen at once."""
        scale = active_theme().scale
        rows, columns = self._told
        width = self._gutter + 2 * BRACKET + self._seen_columns * self._cell_width + BAR * (rows > self._seen_rows)
        height = HEAD_HEIGHT + self._seen_rows * CELL_HEIGHT + BAR * (columns > self._seen_columns)
        right, below = self.term.shape[1] > self._seen_columns, self.term.shape[0] > self._seen_rows
        return QSize(round((width + 14 * right) * scale) + 2, round((height + 14 * below) * scale) + 2)

    def entry_at(self, point: QPoint) -> tuple[int, int] | None:
        """Give row and column at a point of the viewport."""
        scale = active_theme().scale
        x, y = point.x() / scale - self._gutter - BRACKET, point.y() / scale - HEAD_HEIGHT
        row, column = int(y // CELL_HEIGHT), int(x // self._cell_width)
        if not (0 <= row < self._seen_rows and 0 <= column < self._seen_columns):
            return None
        row, column = row + self.verticalScrollBar().value(), column + self.horizontalScrollBar().value()
        rows, columns = self._told
        return (row, column) if row < rows and column < columns else None

    def place_of(self, row: int, column: int) -> QPoint:
        """Give the middle of an entry in the viewport."""
        return self.cell_of(row, column).center()

    def cell_of(self, row: int, column: int) -> QRect:
        """Give where an entry is in the viewport."""
        return self._cell(row - self.verticalScrollBar().value(), column - self.horizontalScrollBar().value())

    def scroll_like(self, other: "MatrixCard") -> None:
        """Show the same part as another card."""
        self.verticalScrollBar().setValue(other.verticalScrollBar().value())
        self.horizontalScrollBar().setValue(other.horizontalScrollBar().value())

    # Qt

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint brackets, heads and numbers."""
        theme = active_theme()
        painter = QPainter(self.viewport())
        first_row, first_column = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        self._paint_cells(painter, theme, first_row, first_column)
        self._paint_heads(painter, theme, first_row, first_column)
        self._paint_brackets(painter, theme)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the steps of scrolling."""
        super().resizeEvent(event)
        self.verticalScrollBar().setPageStep(self._seen_rows)
        self.horizontalScrollBar().setPageStep(self._seen_columns)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Paint anew."""
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what is under the pointer."""
        self._point_at(self.entry_at(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell of a click."""
        entry = self.entry_at(event.position().toPoint())
        if entry is not None and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(*entry)
        else:
            super().mousePressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell exact numbers as tooltips, and take note when the pointer leaves."""
        if event.type() == QEvent.Type.Leave:
            self._point_at(None)
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            entry = self.entry_at(event.pos())
            QToolTip.showText(event.globalPos(), "" if entry is None else self._tip(*entry), self.viewport())
            return True
        return super().viewportEvent(event)

    def _point_at(self, entry: tuple[int, int] | None) -> None:
        if entry == self._pointed:
            return
        self._pointed = entry
        is_link = self.term.weighs and entry is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor)
        self.hovered.emit(entry)
        self.viewport().update()

    def _tip(self, row: int, column: int) -> str:
        place = f"row {row + 1}, column {column + 1}"
        sample = self.term.sample_at(row, column)
        if sample is not None:
            neuron, layer = (row, self.term.row_layer) if self.term.transposed else (column, self.term.column_layer)
            place = f"sample {sample:,}" + (f", neuron {neuron + 1}" if layer else "")
        elif self.term.row_layer is None and self.term.column_layer is not None:
            place = f"neuron {column + 1}"
        value = number_text(float(self.term.values[row, column]), 8)
        click = "\nClick for the paths it is made of" if self.term.weighs else ""
        frozen = f"\n{FROZEN}" if self.term.is_frozen_at(row, column) else ""
        return f"{self.term.title}, {place}: {value}{frozen}{click}"

    # Painting

    @property
    def _told(self) -> tuple[int, int]:
        rows, columns = self.term.values.shape
        return rows, columns

    @property
    def _seen_rows(self) -> int:
        return min(len(self.term.values), MOST_ROWS)

    @property
    def _seen_columns(self) -> int:
        return min(self._told[1], self._most_columns)

    @property
    def _gutter(self) -> int:
        return GUTTER if self.term.row_samples or self.term.row_layer is not None else 0

    def _text(self, value: float) -> str:
        return self.term.text or cell_text(value + 0.0)  # no −0

    def _cell(self, row: int, column: int) -> QRect:
        """Give where an entry is painted, counted from the first in sight."""
        scale = active_theme().scale
        x, y = self._gutter + BRACKET + column * self._cell_width, HEAD_HEIGHT + row * CELL_HEIGHT
        left, top = round(x * scale), round(y * scale)
        return QRect(left, top, round((x + self._cell_width) * scale) - left, round((y + CELL_HEIGHT) * scale) - top)

    def _paint_cells(self, painter: QPainter, theme: Theme, first_row: int, first_column: int) -> None:
        part = self.term.values[
            first_row : first_row + self._seen_rows, first_column : first_column + self._seen_columns
        ]
        colors = theme.field_rgba(np.nan_to_num(part, posinf=self._largest, neginf=-self._largest), self._largest)
        painter.setFont(number_font(theme))
        text, accent = QColor(theme.palette.text), QPen(QColor(theme.palette.accent), 2 * theme.scale)
        frozen = QPen(QColor(theme.palette.text_muted), theme.scale, Qt.PenStyle.DashLine)
        for row in range(part.shape[0]):
            for column in range(part.shape[1]):
                cell = self._cell(row, column)
                painter.fillRect(cell.adjusted(1, 1, -1, -1), QColor(*colors[row, column].tolist()))
                painter.setPen(text)
                painter.drawText(cell, _CENTRE, self._text(float(part[row, column])))
                if self.term.is_frozen_at(row + first_row, column + first_column):
                    painter.setPen(frozen)
                    painter.drawRect(cell.adjusted(2, 2, -3, -3))
                if (row + first_row, column + first_column) in {self._marked, self._pointed}:
                    painter.setPen(accent)
                    painter.drawRect(cell.adjusted(2, 2, -2, -2))

    def _paint_heads(self, painter: QPainter, theme: Theme, first_row: int, first_column: int) -> None:
        painter.setFont(ui_font(theme, theme.type_scale.caption - 1))
        painter.setPen(QColor(theme.palette.text_muted))
        samples = self.term.column_samples
        if self.term.column_layer is not None or samples:
            for column in range(self._seen_columns):
                head = self._cell(0, column)
                head.setRect(head.left(), 0, head.width(), head.top())
                place = first_column + column
                painter.drawText(head, _CENTRE, f"{samples[place] if samples else place + 1:,}")
        if self._gutter:
            for row in range(self._seen_rows):
                cell = self._cell(row, 0)
                gutter = QRect(0, cell.top(), cell.left() - round(BRACKET * theme.scale) - 2, cell.height())
                place = first_row + row
                number = self.term.row_samples[place] if self.term.row_samples else place + 1
                painter.drawText(gutter, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{number}")
        last = self._cell(self._seen_rows - 1, self._seen_columns - 1)
        step = round(14 * theme.scale)
        if self.term.shape[1] > first_column + self._seen_columns:
            painter.drawText(QRect(last.right() + 4, last.top(), step, last.height()), _CENTRE, "…")
        if self.term.shape[0] > first_row + self._seen_rows:
            painter.drawText(QRect(last.left(), last.bottom() + 1, last.width(), step), _CENTRE, "⋮")

    def _paint_brackets(self, painter: QPainter, theme: Theme) -> None:
        first, last = self._cell(0, 0), self._cell(self._seen_rows - 1, self._seen_columns - 1)
        painter.setPen(QPen(QColor(theme.palette.text_muted), 1.5 * theme.scale))
        for x, inward in ((first.left() - 3, TICK), (last.right() + 3, -TICK)):
            painter.drawLine(x, first.top(), x, last.bottom())
            painter.drawLine(x, first.top(), x + inward, first.top())
            painter.drawLine(x, last.bottom(), x + inward, last.bottom())


def columns_within(width: int) -> int:
    """Give how many columns a card may show at once where there is so much room."""
    room = width / active_theme().scale - GUTTER - 2 * BRACKET - BAR - SIGN_ROOM
    return min(max(int(room // CELL_WIDTH), LEAST_COLUMNS), MOST_COLUMNS)


def _largest(values: np.ndarray) -> float:
    """Give the size that takes full colour: the largest finite one."""
    sizes = np.abs(values[np.isfinite(values)])
    return max(float(sizes.max(initial=0.0)), SMALLEST_FULL_COLOR)
