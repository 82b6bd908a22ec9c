"""The field that one types into: it hands on the keys that walk through what was found."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

PAGE_ROWS = 8
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Backtab: -1,
    Qt.Key.Key_Tab: 1,
    Qt.Key.Key_PageUp: -PAGE_ROWS,
    Qt.Key.Key_PageDown: PAGE_ROWS,
}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class SearchField(QLineEdit):
    """A field that keeps the focus while the rows below it are walked through.

    Signals:
        stepped: by how many rows to go on.
        accepted: Enter was pressed.
        given_up: Escape was pressed.
        left: the focus went elsewhere within the window.
    """

    stepped = Signal(int)
    accepted = Signal()
    given_up = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "search")

    def event(self, event: QEvent) -> bool:
        """Take the keys for walking before the window's shortcuts and the chain of focus do."""
        if isinstance(event, QKeyEvent) and event.key() in {*_STEPS, *_ENTER, Qt.Key.Key_Escape}:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(Qt.Key(event.key()))
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell when the focus goes to another control; another window, or a menu of this field, is no farewell."""
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}:
            self.left.emit()

    def _take(self, key: Qt.Key) -> None:
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _ENTER:
            self.accepted.emit()
        else:
            self.given_up.emit()
