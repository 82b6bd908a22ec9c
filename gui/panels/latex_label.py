"""A few lines of typeset mathematics, as a label."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.panels.formula_panel.boxes import Box, shapes
from gui.panels.formula_panel.latex import latex_box
from gui.theme import active_theme

SIZE = 14.0
SMALLEST = 0.7  # of the size, in a panel that is narrow
LINE_GAP = 0.42


class LatexLabel(QWidget):
    """Shows lines of LaTeX, below each other, smaller where there is little room."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._lines: tuple[str, ...] = ()
        self._boxes: tuple[Box, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The LaTeX shown."""
        return self._lines

    def show_lines(self, lines: Sequence[str], plain: Sequence[str]) -> None:
        """Show lines of LaTeX; `plain` says the same to who cannot see them."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        self._boxes = tuple(map(latex_box, lines))
        self.setAccessibleName("Formula")
        self.setAccessibleDescription("\n".join(plain))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for all lines in full size."""
        size = SIZE * active_theme().scale
        gaps = LINE_GAP * max(len(self._boxes) - 1, 0)
        height = sum(box.height for box in self._boxes) + gaps
        return QSize(round(max((box.width for box in self._boxes), default=0.0) * size), round(height * size) + 2)

    def minimumSizeHint(self) -> QSize:
        """Need the height of the lines, and little of their width: they shrink."""
        return QSize(round(self.sizeHint().width() * SMALLEST), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Take on another theme's size of type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the lines."""
        theme = active_theme()
        widest = max((box.width for box in self._boxes), default=0.0)
        size = SIZE * theme.scale
        size *= min(1.0, self.width() / max(widest * size, 1.0))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0.0, 1.0)
        color = QColor(theme.palette.text if self.isEnabled() else theme.palette.text_muted)
        for box in self._boxes:
            painter.translate(0.0, box.ascent * size)
            for path in shapes(box.inks, size).values():
                painter.fillPath(path, color)
            painter.translate(0.0, (box.descent + LINE_GAP) * size)
        painter.end()
