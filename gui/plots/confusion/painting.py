"""Paints a confusion matrix."""

import msgspec
import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from engine.network.metrics import Evaluation
from gui.panels.notation import share_text
from gui.plots.confusion.layout import GAP, PRECISION, RECALL, ConfusionLayout, Place, count_font, title_font
from gui.theme import active_theme, contrast_ratio, ui_font

CHOSEN_WIDTH = 2.0
FAINT_OPACITY = 0.25
TRUE, PREDICTED = "true class", "predicted class"
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


class ConfusionLook(msgspec.Struct, frozen=True):
    """What of a matrix stands out.

    Attributes:
        focused: The class whose row and column do; None for none.
        chosen: The cell whose samples a person goes through.
        cursor: Where the keyboard is.
    """

    focused: int | None = None
    chosen: Place | None = None
    cursor: Place | None = None


class ConfusionPainter:
    """Paints the cells, and around them names, shares and titles.

    Args:
        painter: Paints.
        layout: Where all is.
        evaluation: What is counted.
        names: The classes'.
        look: What stands out.
    """

    def __init__(
        self,
        painter: QPainter,
        layout: ConfusionLayout,
        evaluation: Evaluation,
        names: tuple[str, ...],
        look: ConfusionLook,
    ) -> None:
        self._painter = painter
        self._layout = layout
        self._found = evaluation
        self._names = names
        self._look = look

    def paint(self) -> None:
        """Paint it."""
        self._paint_cells()
        self._paint_shares()
        self._paint_names()
        self._painter.setOpacity(1.0)
        self._paint_titles()
        self._paint_marks()

    def _paint_cells(self) -> None:
        painter, layout, found, theme = self._painter, self._layout, self._found, active_theme()
        font = count_font(theme, f"{found.confusion.max():,}", layout.cell(0, 0))
        if font is not None:
            painter.setFont(font)
        shares = found.confusion / np.maximum(found.confusion.sum(axis=1, keepdims=True), 1)
        colors = theme.sequential.rgba(shares, 1.0)
        inks = (theme.palette.text, theme.palette.on_accent, theme.palette.window)
        for row, column in np.ndindex(found.confusion.shape):
            cell, count = layout.cell(row, column), found.confusion[row, column]
            ground = QColor(*colors[row, column])
            self._stand_back(row, column)
            painter.fillRect(cell, ground)
            if font is not None:
                ink = max(inks, key=lambda ink: contrast_ratio(ink, ground.name()))
                painter.setPen(QColor(ink if count else theme.palette.text_disabled))
                painter.drawText(cell, CENTRE, f"{count:,}")

    def _stand_back(self, *classes: int) -> None:
        """Paint what is about these classes faintly if another one is in focus."""
        is_faint = self._look.focused is not None and self._look.focused not in classes
        self._painter.setOpacity(FAINT_OPACITY if is_faint else 1.0)

    def _paint_shares(self) -> None:
        """Write the recall at the right and, where the columns have room for it, the precision below."""
        painter, layout = self._painter, self._layout
        self._begin_margins()
        painter.drawText(layout.recall_title, CENTRE, RECALL)
        for row, share in enumerate(self._found.recall):
            self._stand_back(row)
            painter.drawText(layout.recall(row), CENTRE, share_text(share))
        if not layout.precision_height:
            return
        if not layout.is_precision_turned:
            painter.setOpacity(1.0)
            painter.drawText(layout.row_name(layout.count), RIGHT, PRECISION)
        for column, share in enumerate(self._found.precision):
            place, text = layout.precision(column), share_text(share)
            self._stand_back(column)
            if layout.is_precision_turned:
                self._draw_turned(place, text, Qt.AlignmentFlag.AlignRight)
            else:
                painter.drawText(place, CENTRE, text)

    def _paint_names(self) -> None:
        painter, layout = self._painter, self._layout
        self._begin_margins()
        metrics = QFontMetricsF(painter.font())
        for index, name in enumerate(self._names):
            self._stand_back(index)
            is_focused = index == self._look.focused
            painter.setPen(QColor(active_theme().palette.text if is_focused else active_theme().palette.text_muted))
            label, head = layout.row_name(index), layout.column_name(index)
            painter.drawText(label, RIGHT, metrics.elidedText(name, Qt.TextElideMode.ElideRight, label.width()))
            if layout.is_turned:
                self._draw_turned(head, metrics.elidedText(name, Qt.TextElideMode.ElideRight, head.height()))
            else:
                painter.drawText(head, CENTRE, name)

    def _paint_titles(self) -> None:
        painter, layout = self._painter, self._layout
        painter.setFont(title_font(active_theme()))
        painter.setPen(QColor(active_theme().palette.text_muted))
        cells, height = layout.cells, layout.title_height
        metrics = QFontMetricsF(painter.font())
        above = QRectF(cells.left(), 0.0, cells.width(), height)
        wide = above.adjusted(layout.left - cells.left(), 0.0, layout.recall_width, 0.0)
        painter.drawText(above if metrics.horizontalAdvance(PREDICTED) <= above.width() else wide, CENTRE, PREDICTED)
        if layout.is_precision_turned:
            painter.drawText(layout.precision_title, CENTRE, PRECISION)
        turned = QRectF(layout.left, cells.top(), height - GAP, cells.height())
        self._draw_turned(turned, TRUE, Qt.AlignmentFlag.AlignHCenter)

    def _paint_marks(self) -> None:
        palette, look = active_theme().palette, self._look
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for place, color in ((look.cursor, palette.text), (look.chosen, palette.accent)):
            if place is not None:
                self._painter.setPen(QPen(QColor(color), CHOSEN_WIDTH))
                self._painter.drawRect(self._layout.rect_of(place))

    def _begin_margins(self) -> None:
        theme = active_theme()
        self._painter.setOpacity(1.0)
        self._painter.setFont(ui_font(theme))
        self._painter.setPen(QColor(theme.palette.text_muted))

    def _draw_turned(self, place: QRectF, text: str, across: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
        """Write upwards: from the foot of a place (left), in its middle (centre) or up to its top (right)."""
        painter = self._painter
        painter.save()
        painter.translate(place.left(), place.bottom())
        painter.rotate(-90.0)
        turned = QRectF(0.0, 0.0, place.height(), place.width())
        painter.drawText(turned, across | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, text)
        painter.restore()
