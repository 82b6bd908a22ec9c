"""The brackets of a matrix as on paper."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from gui.theme import active_theme

BRACKET_WIDTH = 8
_TICK = 5
_LINE = 1.5


def paint_bracket(painter: QPainter, strip: QRect, header: QHeaderView, *, is_closing: bool) -> None:
    """Draw a bracket in a strip beside the rows; it stays open where rows are scrolled out of sight.

    Args:
        painter: Paints in the strip's coordinates.
        strip: Where: its top and bottom are those of the rows' viewport.
        header: Of the rows.
        is_closing: Whether it stands on the right.
    """
    if not header.count():
        return
    first, end = header.sectionViewportPosition(0), header.length() + header.sectionViewportPosition(0)
    top, bottom = max(first, 0) + strip.top(), min(end, strip.height()) + strip.top() - 1
    x, inward = (strip.right() - 1, -_TICK) if is_closing else (strip.left() + 1, _TICK)
    theme = active_theme()
    painter.setPen(QPen(QColor(theme.palette.text_muted), _LINE * theme.scale))
    painter.drawLine(x, top, x, bottom)
    if first >= 0:
        painter.drawLine(x, top, x + inward, top)
    if end <= strip.height():
        painter.drawLine(x, bottom, x + inward, bottom)


class ClosingBracket(QWidget):
    """The bracket to the right of a table."""

    def __init__(self, table: QTableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.setFixedWidth(BRACKET_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        table.viewport().installEventFilter(self)
        table.verticalScrollBar().valueChanged.connect(self.update)
        table.verticalHeader().sectionCountChanged.connect(self.update)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the table's size."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bracket as high as the rows in sight."""
        viewport = self._table.viewport()
        top = self.mapFromGlobal(viewport.mapToGlobal(QPoint(0, 0))).y()
        painter = QPainter(self)
        strip = QRect(0, top, self.width(), viewport.height())
        paint_bracket(painter, strip, self._table.verticalHeader(), is_closing=True)
        painter.end()
