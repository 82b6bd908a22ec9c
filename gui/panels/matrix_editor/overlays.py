"""What is told and asked about a matrix, laid over its panel: numbers neither move nor are covered if it can be."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from gui.panels.matrix_editor.paper import Paper
from gui.theme import Spacing
from gui.widgets import FloatingMessage

MARGIN = Spacing.TIGHT // 2


class MatrixMessage(FloatingMessage):
    """A message below the matrix where there is room for it, else over what stands above the matrix.

    Args:
        panel: What it lies over.
        paper: What has the numbers.
    """

    def __init__(self, panel: QWidget, paper: Paper) -> None:
        super().__init__(panel)
        self._paper = paper

    @property
    def _room(self) -> QRect:
        return self._panel.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)

    def _place(self) -> None:
        bottom = self._paper.mapTo(self._panel, QPoint(0, self._paper.bottom_of_numbers)).y()
        self._is_at_top = self._room.bottom() - bottom < self.heightForWidth(self._room.width())
        super()._place()


class ControlsCover(QFrame):
    """A frame over the top of a panel, as wide as that and as high as its content needs; hidden at first.

    Args:
        panel: What it lies over.
    """

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self.setProperty("kind", "cover")
        self._panel = panel
        panel.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the panel's width."""
        if event.type() == QEvent.Type.Resize and watched is self._panel and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Lie above everything else."""
        super().showEvent(event)
        self._place()
        self.raise_()

    def _place(self) -> None:
        self.setGeometry(QRect(MARGIN, MARGIN, self._panel.width() - 2 * MARGIN, self.sizeHint().height()))
