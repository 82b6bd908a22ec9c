"""A drop-down list from which nothing is chosen unseen."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget


class DropDown(QComboBox):
    """A `QComboBox` that takes no letter and no turn of the wheel while it is closed.

    A letter opens the list and searches in it, so that one meant for the canvas chooses nothing. Opened with the mouse,
    the list hands the keyboard back to the window when it closes; reached with Tab, it keeps it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_used_with_mouse = False
        self._watches_list = False

    def showPopup(self) -> None:
        """Open the list; Qt makes it when it is first asked for, which takes far longer than all else in here."""
        if not self._watches_list:
            self._watches_list = True
            self.view().installEventFilter(self)
        super().showPopup()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the list."""
        self._is_used_with_mouse = True
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list, at the letter typed if it is one."""
        self._is_used_with_mouse = False
        if event.text().strip() and event.text().isprintable():
            self.showPopup()
            self.view().keyboardSearch(event.text())
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the keyboard back when the list closes, also by a click beside it, of which `hidePopup` is not told."""
        if event.type() == QEvent.Type.Hide and self._is_used_with_mouse:
            self.clearFocus()
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel around, which scrolls; a choice is never changed by passing over it."""
        event.ignore()
