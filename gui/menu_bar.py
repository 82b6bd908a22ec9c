"""The window's menu bar."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QMenuBar


class MenuBar(QMenuBar):
    """A menu bar that Alt, let go, does not take the keyboard to where the wheel has turned under it.

    Qt (6.11) counts keys and mouse buttons as what Alt was held for, but not the wheel.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a turn of the wheel as Qt takes a move of the mouse: Alt is then no call for the menus."""
        if event.type() == QEvent.Type.Wheel:
            super().eventFilter(watched, QEvent(QEvent.Type.MouseMove))
            return False
        return super().eventFilter(watched, event)
