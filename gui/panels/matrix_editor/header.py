"""The labels of rows and columns: the neurons' symbols, and what the data calls inputs and outputs."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from gui.panels.matrix_editor.brackets import BRACKET_WIDTH, paint_bracket
from gui.panels.matrix_editor.model import NAME_ROLE, MatrixModel
from gui.theme import Spacing, active_theme, ui_font

NAME_LINES = 2
MOST_NAME_WIDTH = 56
_RADIUS = 3


class NeuronHeader(QHeaderView):
    """The labels along one side of a matrix; that of the rows has the opening bracket at its right.

    Signals:
        hovered: The row or column under the pointer, or −1.
        needs_changed: Its labels may need more room or less.
    """

    hovered = Signal(int)
    needs_changed = Signal()

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self._marked: int | None = None
        self._shows_labels = True
        self._shows_names = True
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setMouseTracking(True)

    def hide_labels(self) -> None:
        """Show the bracket alone."""
        self._shows_labels = False

    def set_names_shown(self, is_shown: bool) -> None:
        """Show the data's names below the symbols, or not."""
        if is_shown != self._shows_names:
            self._shows_names = is_shown
            self.needs_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger type needs more room."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self.needs_changed.emit()

    def mark(self, section: int | None) -> None:
        """Let a label stand out, or none."""
        if section != self._marked:
            self._marked = section
            self.viewport().update()

    def sizeHint(self) -> QSize:
        """Ask for room for the labels, and for the bracket."""
        metrics = self.fontMetrics()
        if self.orientation() == Qt.Orientation.Horizontal:
            names = NAME_LINES * self._name_metrics().height() if self._has_names() else 0
            return QSize(super().sizeHint().width(), metrics.height() + names + Spacing.TIGHT)
        return QSize(self._label_width() + BRACKET_WIDTH, super().sizeHint().height())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which label is under the pointer."""
        super().mouseMoveEvent(event)
        self.hovered.emit(self.logicalIndexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that none is."""
        super().leaveEvent(event)
        self.hovered.emit(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the labels, and the bracket beside those of rows."""
        super().paintEvent(event)
        if self.orientation() == Qt.Orientation.Vertical:
            painter = QPainter(self.viewport())
            area = self.viewport().rect()
            strip = QRect(area.right() - BRACKET_WIDTH + 1, area.top(), BRACKET_WIDTH, area.height())
            paint_bracket(painter, strip, self, is_closing=False)
            painter.end()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one label."""
        if not self._shows_labels:
            return
        palette = active_theme().palette
        if self.orientation() == Qt.Orientation.Vertical:
            rect = rect.adjusted(0, 0, -BRACKET_WIDTH, 0)
        if section == self._marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.accent_soft))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        painter.setPen(QColor(palette.text if section == self._marked else palette.text_muted))
        self._paint_texts(painter, rect, section)

    def _paint_texts(self, painter: QPainter, rect: QRect, section: int) -> None:
        symbol = str(self.model().headerData(section, self.orientation()) or "")
        if self.orientation() == Qt.Orientation.Vertical:
            painter.drawText(rect.adjusted(0, 0, -Spacing.TIGHT, 0), _RIGHT, symbol)
            self._paint_name_before(painter, rect.adjusted(Spacing.TIGHT, 0, -Spacing.TIGHT, 0), section)
            return
        painter.drawText(rect.adjusted(0, 1, 0, 0), _TOP, symbol)
        name = self._name(section)
        if name and self._shows_names:
            metrics = self._name_metrics()
            below = rect.adjusted(2, self.fontMetrics().height(), -2, 0)
            painter.setFont(self._name_font())
            painter.drawText(below, _TOP, "\n".join(_lines(name, metrics, below.width())))
            painter.setFont(self.font())

    def _paint_name_before(self, painter: QPainter, rect: QRect, section: int) -> None:
        name, metrics = self._name(section) if self._shows_names else "", self._name_metrics()
        painter.setFont(self._name_font())
        painter.drawText(rect, _LEFT, metrics.elidedText(name, Qt.TextElideMode.ElideRight, MOST_NAME_WIDTH))
        painter.setFont(self.font())

    def _name(self, section: int) -> str:
        return str(self.model().headerData(section, self.orientation(), NAME_ROLE) or "")

    def _has_names(self) -> bool:
        model = self.model()
        return self._shows_names and isinstance(model, MatrixModel) and model.has_names(self.orientation())

    def _label_width(self) -> int:
        model = self.model()
        if not self._shows_labels or model is None or not model.rowCount():
            return 0
        metrics = self.fontMetrics()
        # The last label has the longest number.
        ends = (str(model.headerData(section, self.orientation())) for section in (0, model.rowCount() - 1))
        symbol_width = max(metrics.horizontalAdvance(text) for text in ends)
        return symbol_width + 2 * Spacing.TIGHT + (self._names_width(model.rowCount()) if self._has_names() else 0)

    def _names_width(self, count: int) -> int:
        """Give the room for names of rows before their symbols, and for the space between."""
        widest = max(map(self._name_metrics().horizontalAdvance, map(self._name, range(count))))
        return min(widest, MOST_NAME_WIDTH) + Spacing.SMALL

    def _name_font(self) -> QFont:
        font = ui_font(active_theme())
        font.setPixelSize(active_theme().type_scale.caption)
        return font

    def _name_metrics(self) -> QFontMetrics:
        return QFontMetrics(self._name_font())


_TOP = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _lines(name: str, metrics: QFontMetrics, width: int) -> list[str]:
    """Break a name between words into at most two lines, each elided where it is too wide."""
    words = name.split()
    lines = [words[0]] if words else []
    for word in words[1:]:
        together = f"{lines[-1]} {word}"
        if len(lines) == NAME_LINES or metrics.horizontalAdvance(together) <= width:
            lines[-1] = together
        else:
            lines.append(word)
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines]
