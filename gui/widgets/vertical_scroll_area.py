"""A scroll area for panels: what is in it scrolls up and down, and is never cut off at the side."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from gui.theme import active_theme

_LOWEST = 72
_NARROWEST = 180
_WIDEST_CLAIM = 280  # beyond it, a name of two hundred letters is cut rather than the canvas


class VerticalScrollArea(QScrollArea):
    """Asks for the width that its content needs, so that no dock around it can be made narrower.

    Args:
        content: What scrolls.
    """

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = content
        self.setWidget(content)

    def minimumSizeHint(self) -> QSize:
        """Need the content's width beside the scroll bar, and hardly any height."""
        scale = active_theme().scale
        width = self._content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        bounded = min(max(width, round(_NARROWEST * scale)), round(_WIDEST_CLAIM * scale))
        return QSize(bounded, round(_LOWEST * scale))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the keyboard from the control that has it: a click on the ground beside it is done with it."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()
        super().mousePressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass on that the content needs another width."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._content:
            self.updateGeometry()
        return super().eventFilter(watched, event)
