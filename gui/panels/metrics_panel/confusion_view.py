"""Which classes are taken for which."""

import math

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.network.metrics import Evaluation
from gui.panels.metrics_panel.confusion_layout import (
    GAP,
    PRECISION,
    RECALL,
    ConfusionLayout,
    count_font,
    layout_of,
    title_font,
)
from gui.theme import active_theme, contrast_ratio, ui_font

CHOSEN_WIDTH = 2.0
TRUE, PREDICTED = "true class", "predicted class"
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


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
        has_other_size = class_names != self._names
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
        return QSize(240, math.ceil(self._layout.height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height where the cells have another width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Ask for another height where letters have another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Tell of the cell under the pointer, or of the name that may be cut."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.help_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def help_at(self, place: QPointF) -> str:
        """Give what there is to say of a place, "" for nothing."""
        layout, cell = self._layout, self.cell_at(place)
        if cell is not None:
            return self._sentence(*cell)
        for index, name in enumerate(self._names):
            if layout.row_name(index).contains(place):
                return f"{TRUE}: {name}"
            if layout.column_name(index).contains(place):
                return f"{PREDICTED}: {name}"
        return ""

    def cell_at(self, place: QPointF) -> tuple[int, int] | None:
        """Give the row and the column of the cell at a place, None where there is none."""
        return self._layout.cell_at(place)

    def cell(self, row: int, column: int) -> QRectF:
        """Give where a cell is."""
        return self._layout.cell(row, column)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the cells, and around them names, shares and titles."""
        if self._evaluation is None:
            return
        painter, layout = QPainter(self), self._layout
        self._paint_cells(painter, layout, self._evaluation)
        self._paint_shares(painter, layout, self._evaluation)
        self._paint_names(painter, layout)
        self._paint_titles(painter, layout)
        if self._chosen is not None:
            painter.setPen(QPen(QColor(active_theme().palette.accent), CHOSEN_WIDTH))
            painter.drawRect(layout.cell(*self._chosen))
        painter.end()

    @property
    def _layout(self) -> ConfusionLayout:
        return layout_of(self._names, self.width(), active_theme())

    def _paint_cells(self, painter: QPainter, layout: ConfusionLayout, found: Evaluation) -> None:
        theme = active_theme()
        font = count_font(theme, f"{found.confusion.max():,}", layout.cell(0, 0))
        if font is not None:
            painter.setFont(font)
        shares = found.confusion / np.maximum(found.confusion.sum(axis=1, keepdims=True), 1)
        colors = theme.sequential.rgba(shares, 1.0)
        inks = (theme.palette.text, theme.palette.on_accent, theme.palette.window)
        for row, column in np.ndindex(found.confusion.shape):
            cell, count = layout.cell(row, column), found.confusion[row, column]
            ground = QColor(*colors[row, column])
            painter.fillRect(cell, ground)
            if font is not None:
                ink = max(inks, key=lambda ink: contrast_ratio(ink, ground.name()))
                painter.setPen(QColor(ink if count else theme.palette.text_disabled))
                painter.drawText(cell, CENTRE, f"{count:,}")

    def _paint_shares(self, painter: QPainter, layout: ConfusionLayout, found: Evaluation) -> None:
        """Write the recall at the right and, where the columns have room for it, the precision below."""
        self._begin_margins(painter)
        painter.drawText(layout.recall_title, CENTRE, RECALL)
        for row, share in enumerate(found.recall):
            painter.drawText(layout.recall(row), CENTRE, f"{share:.0%}")
        if not layout.precision_height:
            return
        if not layout.is_precision_turned:
            painter.drawText(layout.row_name(layout.count), RIGHT, PRECISION)
        for column, share in enumerate(found.precision):
            place, text = layout.precision(column), f"{share:.0%}"
            if layout.is_precision_turned:
                _draw_turned(painter, place, text, Qt.AlignmentFlag.AlignRight)
            else:
                painter.drawText(place, CENTRE, text)

    def _paint_names(self, painter: QPainter, layout: ConfusionLayout) -> None:
        self._begin_margins(painter)
        metrics = QFontMetricsF(painter.font())
        for index, name in enumerate(self._names):
            label, head = layout.row_name(index), layout.column_name(index)
            painter.drawText(label, RIGHT, metrics.elidedText(name, Qt.TextElideMode.ElideRight, label.width()))
            if layout.is_turned:
                _draw_turned(painter, head, metrics.elidedText(name, Qt.TextElideMode.ElideRight, head.height()))
            else:
                painter.drawText(head, CENTRE, name)

    def _paint_titles(self, painter: QPainter, layout: ConfusionLayout) -> None:
        painter.setFont(title_font(active_theme()))
        cells, height = layout.cells, layout.title_height
        metrics = QFontMetricsF(painter.font())
        above = QRectF(cells.left(), 0.0, cells.width(), height)
        wide = above.adjusted(-cells.left(), 0.0, layout.recall_width, 0.0)
        painter.drawText(above if metrics.horizontalAdvance(PREDICTED) <= above.width() else wide, CENTRE, PREDICTED)
        if layout.is_precision_turned:
            painter.drawText(layout.precision_title, CENTRE, PRECISION)
        turned = QRectF(0.0, cells.top(), height - GAP, cells.height())
        _draw_turned(painter, turned, TRUE, Qt.AlignmentFlag.AlignHCenter)

    def _begin_margins(self, painter: QPainter) -> None:
        theme = active_theme()
        painter.setFont(ui_font(theme))
        painter.setPen(QColor(theme.palette.text_muted))

    def _sentence(self, row: int, column: int) -> str:
        if self._evaluation is None:
            return ""
        count = int(self._evaluation.confusion[row, column])
        true, said = self._names[row], self._names[column]
        verdict = "recognised" if row == column else f"taken for “{said}”"
        return f"{count:,} of “{true}” {verdict}"


def _draw_turned(
    painter: QPainter, place: QRectF, text: str, across: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
) -> None:
    """Write upwards: from the foot of a place (left), in its middle (centre) or up to its top (right)."""
    painter.save()
    painter.translate(place.left(), place.bottom())
    painter.rotate(-90.0)
    turned = QRectF(0.0, 0.0, place.height(), place.width())
    painter.drawText(turned, across | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, text)
    painter.restore()
