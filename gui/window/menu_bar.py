"""The window's menu bar."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenuBar


class MenuBar(QMenuBar):
    """A menu bar whose first menu F10 opens, as on every desktop; Qt (6.11) knows Alt alone.

    Alt, let go, does not take the keyboard to it where the wheel has turned meanwhile: Qt counts keys and mouse buttons
    as what Alt was held for, but not the wheel.
    """

    def __init__(self) -> None:
        super().__init__()
        QShortcut(QKeySequence(Qt.Key.Key_F10), self).activated.connect(self._open_first_menu)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a turn of the wheel as Qt takes a move of the mouse: Alt is then no call for the menus."""
        if event.type() == QEvent.Type.Wheel:
            super().eventFilter(watched, QEvent(QEvent.Type.MouseMove))
            return False
        return super().eventFilter(watched, event)

    def _open_first_menu(self) -> None:
        self.setActiveAction(self.actions()[0])
