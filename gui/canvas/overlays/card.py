"""A card that lies over the canvas."""

from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QFrame


class OverlayCard(QFrame):
    """Keeps the mouse from the canvas below: what is done on the card is meant for it."""

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
