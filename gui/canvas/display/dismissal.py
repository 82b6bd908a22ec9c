"""Closing a panel that floats over the canvas, wherever the keyboard has gone meanwhile."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class PanelDismissal(QObject):
    """Hides a panel on Esc or a press beside it, while it is open; what is pressed is pressed all the same.

    A list opened from the panel has keys and presses for itself, and so have the panel and its button.

    Args:
        panel: What is hidden.
        button: What opens and closes it.
    """

    def __init__(self, panel: QWidget, button: QWidget) -> None:
        super().__init__(button)
        self._panel, self._button = panel, button
        panel.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch everything while the panel is open: a list that closes leaves the keyboard to no control at all."""
        if watched is self._panel and event.type() == QEvent.Type.Show:
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        elif watched is self._panel and event.type() == QEvent.Type.Hide:
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        elif event.type() in PRESSES and self._is_beside(watched):
            self._panel.hide()
        elif _is_escape(event) and self._is_beside(watched):
            self._panel.hide()
            return True
        return False

    def _is_beside(self, watched: QObject) -> bool:
        if not isinstance(watched, QWidget) or QApplication.activePopupWidget() is not None:
            return False
        return watched not in {self._panel, self._button} and not self._panel.isAncestorOf(watched)


def _is_escape(event: QEvent) -> bool:
    is_press = event.type() == QEvent.Type.KeyPress
    return is_press and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
