"""A message over a panel: it comes and goes without moving what is in the panel."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QCursor, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.theme import Spacing
from gui.widgets.inline_message import InlineMessage


class FloatingMessage(InlineMessage):
    """A strip at the top or the bottom of a panel, whichever is further from where the person is at work.

    Args:
        panel: What it lies over.
    """

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self._is_at_top = True
        panel.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the panel's width."""
        if watched is self.parent() and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Grow with the sentence."""
        is_handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and not self.isHidden():
            self._place()
        return is_handled

    def showEvent(self, event: QShowEvent) -> None:
        """Lie above everything else, away from where the person is at work."""
        super().showEvent(event)
        self._is_at_top = self._worked_at().y() > self._panel.height() / 2
        self._place()
        self.raise_()

    @property
    def _panel(self) -> QWidget:
        # Not kept: the panel holds this strip, and the garbage collector crashes on a cycle that leads to a document.
        return cast(QWidget, self.parentWidget())

    def _worked_at(self) -> QPoint:
        """Give the place of what has the keyboard in the panel, or else of the pointer."""
        focused = QApplication.focusWidget()
        if focused is not None and self._panel.isAncestorOf(focused):
            return focused.mapTo(self._panel, focused.rect().center())
        return self._panel.mapFromGlobal(QCursor.pos())

    @property
    def _room(self) -> QRect:
        return self._panel.rect().adjusted(Spacing.MEDIUM, Spacing.SMALL, -Spacing.MEDIUM, -Spacing.SMALL)

    def _place(self) -> None:
        room = self._room
        height = min(self.heightForWidth(room.width()), room.height())
        top = room.top() if self._is_at_top else room.bottom() + 1 - height
        self.setGeometry(QRect(room.left(), top, room.width(), height))
