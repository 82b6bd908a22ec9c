"""Which classes are taken for which."""

import math

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.network.metrics import Evaluation
from gui.theme import active_theme, contrast_ratio, number_font, ui_font

LABEL_SHARE, LABEL_WIDTH = 0.28, 90.0
LARGEST_CELL, SMALLEST_CELL, CELL_ASPECT = 56.0, 9.0, 0.72
GAP, TEXT_ROOM = 2.0, 4.0
PERCENT_WIDTH = 46.0
CHOSEN_WIDTH = 2.0
FEW = 5  # classes, whose columns have room for the precision below


class ConfusionView(QWidget):
    """A cell for each true class (row) and class predicted (column), with recall at the right and precision below.

    A cell is the darker, the greater its share of its row; where there is room it says how many samples it counts.

    Signals:
        cell_clicked: the true class and the class predicted of the samples that the cell clicked counts.
    """

    cell_clicked = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confusion-matrix")
        self.setAccessibleName("Confusion matrix")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._names: tuple[str, ...] = ()
        self._chosen: tuple[int, int] | None = None
        self._evaluation: Evaluation | None = None

    def show_evaluation(self, evaluation: Evaluation, class_names: tuple[str, ...]) -> None:
        """Show the counts of an evaluation of data with these classes."""
        has_other_size = len(class_names) != len(self._names)
        self._evaluation, self._names = evaluation, class_names
        self.setAccessibleDescription("\n".join(self._sentence(row, row) for row in range(len(class_names))))
        if has_other_size:
            self.updateGeometry()
        self.update()

    def choose(self, cell: tuple[int, int] | None) -> None:
        """Mark a cell, or none."""
        if cell != self._chosen:
            self._chosen = cell
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where a click does something."""
        is_telling = self._counted_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_telling else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell of the cell that is clicked, if it counts any samples."""
        cell = self._counted_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self.cell_clicked.emit(*cell)

    def _counted_at(self, place: QPointF) -> tuple[int, int] | None:
        cell = self.cell_at(place)
        return cell if cell is not None and self._evaluation and self._evaluation.confusion[cell] else None

    def sizeHint(self) -> QSize:
        """Ask for the height that the classes need at the present width."""
        side = self._cell_width()
        return QSize(240, math.ceil((len(self._names) + 2) * max(side * CELL_ASPECT, self._line()) + GAP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height where the cells have another width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Tell of the cell under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if cell is None else self._sentence(*cell), self)
            return True
        return super().event(event)

    def cell_at(self, place: QPointF) -> tuple[int, int] | None:
        """Give the row and the column of the cell at a place, None where there is none."""
        count = len(self._names)
        return next(
            (
                (row, column)
                for row in range(count)
                for column in range(count)
                if self.cell(row, column).contains(place)
            ),
            None,
        )

    def cell(self, row: int, column: int) -> QRectF:
        """Give where a cell is."""
        width, height = self._cell_width(), self._cell_height()
        return QRectF(self._label_width() + column * width, (row + 1) * height, width - GAP, height - GAP)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the cells, and around them the names and shares."""
        if self._evaluation is None:
            return
        painter = QPainter(self)
        self._paint_cells(painter, self._evaluation)
        self._paint_margins(painter, self._evaluation)
        if self._chosen is not None:
            painter.setPen(QPen(QColor(active_theme().palette.accent), CHOSEN_WIDTH))
            painter.drawRect(self.cell(*self._chosen))
        painter.end()

    def _paint_cells(self, painter: QPainter, found: Evaluation) -> None:
        theme = active_theme()
        painter.setFont(number_font(theme))
        metrics = QFontMetricsF(painter.font())
        shares = found.confusion / np.maximum(found.confusion.sum(axis=1, keepdims=True), 1)
        colors = theme.sequential.rgba(shares, 1.0)
        sample = self.cell(0, 0)
        widest = metrics.horizontalAdvance(f"{found.confusion.max():,}")
        has_numbers = widest + TEXT_ROOM <= sample.width() and metrics.height() <= sample.height() + GAP
        for row, column in np.ndindex(found.confusion.shape):
            cell = self.cell(row, column)
            ground = QColor(*colors[row, column])
            painter.fillRect(cell, ground)
            if has_numbers:
                inks = (theme.palette.text, theme.palette.on_accent, theme.palette.window)
                painter.setPen(QColor(max(inks, key=lambda ink: contrast_ratio(ink, ground.name()))))
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, f"{found.confusion[row, column]:,}")

    def _paint_margins(self, painter: QPainter, found: Evaluation) -> None:
        theme = active_theme()
        painter.setFont(ui_font(theme))
        painter.setPen(QColor(theme.palette.text_muted))
        metrics = QFontMetricsF(painter.font())
        middle = Qt.AlignmentFlag.AlignVCenter
        for index, name in enumerate(self._names):
            cell = self.cell(index, 0)
            label = QRectF(0.0, cell.top(), self._label_width() - TEXT_ROOM, cell.height())
            if metrics.height() <= cell.height() + 2 * GAP:
                text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, label.width())
                painter.drawText(label, Qt.AlignmentFlag.AlignRight | middle, text)
                self._write(painter, self._right_of(index), f"{found.recall[index]:.0%}")
            above = self.cell(0, index).translated(0.0, -self._cell_height())
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, above.width())
            if len(text) > 1 or len(name) == 1:
                painter.drawText(above, Qt.AlignmentFlag.AlignCenter, text)
            below = self.cell(len(self._names) - 1, index).translated(0.0, self._cell_height())
            if metrics.horizontalAdvance("100%") <= below.width():
                self._write(painter, below, f"{found.precision[index]:.0%}")
        corner = self._right_of(0).translated(0.0, -self._cell_height())
        painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, "recall")
        foot = self.cell(len(self._names) - 1, 0).translated(0.0, self._cell_height())
        if metrics.horizontalAdvance("100%") <= foot.width():
            label = QRectF(0.0, foot.top(), self._label_width() - TEXT_ROOM, foot.height())
            painter.drawText(label, Qt.AlignmentFlag.AlignRight | middle, "precision")

    def _write(self, painter: QPainter, place: QRectF, text: str) -> None:
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _right_of(self, row: int) -> QRectF:
        cell = self.cell(row, len(self._names) - 1)
        return QRectF(cell.right() + GAP, cell.top(), PERCENT_WIDTH * active_theme().scale, cell.height())

    def _sentence(self, row: int, column: int) -> str:
        if self._evaluation is None:
            return ""
        count = int(self._evaluation.confusion[row, column])
        true, said = self._names[row], self._names[column]
        verdict = "recognised" if row == column else f"taken for “{said}”"
        return f"{count:,} of “{true}” {verdict}"

    def _label_width(self) -> float:
        metrics = QFontMetricsF(ui_font(active_theme()))
        names = self._names if len(self._names) > FEW else (*self._names, "precision")
        widest = max(map(metrics.horizontalAdvance, names), default=0.0) + 2 * TEXT_ROOM
        return min(widest, LABEL_WIDTH * active_theme().scale, LABEL_SHARE * self.width())

    def _cell_width(self) -> float:
        room = self.width() - self._label_width() - PERCENT_WIDTH * active_theme().scale
        largest = LARGEST_CELL * active_theme().scale
        return min(largest, max(SMALLEST_CELL, room / max(len(self._names), 1)))

    def _cell_height(self) -> float:
        return max(self._cell_width() * CELL_ASPECT, self._line())

    def _line(self) -> float:
        return QFontMetricsF(number_font(active_theme())).height() + GAP
