"""A card that lies over the canvas."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QFrame


class OverlayCard(QFrame):
    """Keeps mouse and letters from the canvas below: what is done on the card is meant for it."""

    def event(self, event: QEvent) -> bool:
        """Claim letters and digits from the shortcuts: what in the card has the focus has left them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.text().isalnum():
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep it from the canvas."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Keep it from the canvas."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep it from the canvas."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Keep it from the canvas."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Keep it from the canvas."""
        event.accept()
