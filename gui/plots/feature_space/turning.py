"""Turning and zooming what three axes show: by dragging, the wheel and the arrow keys."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsView

KEY_STEP_PX = 10.0
ZOOM_PER_NOTCH = 1.15
NOTCH = 120.0  # of a wheel, in Qt's units
_KEYS = {
    Qt.Key.Key_Left: (-KEY_STEP_PX, 0.0),
    Qt.Key.Key_Right: (KEY_STEP_PX, 0.0),
    Qt.Key.Key_Up: (0.0, -KEY_STEP_PX),
    Qt.Key.Key_Down: (0.0, KEY_STEP_PX),
}


class Turning(QObject):
    """Reports drags, wheel and arrow keys over a graphics view while there is something to turn.

    Args:
        view: The view.
        is_solid: Tells whether three axes are shown.

    Signals:
        turned: how far the pointer was dragged, to the right and down, in pixels.
        zoomed: the factor to come nearer by.
    """

    turned = Signal(float, float)
    zoomed = Signal(float)

    def __init__(self, view: QGraphicsView, is_solid: Callable[[], bool]) -> None:
        super().__init__(view)
        self._is_solid = is_solid
        self._dragged_from: QPointF | None = None
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the wheel and the arrow keys; what else the pointer does is for others, too."""
        if not self._is_solid():
            self._dragged_from = None
            return super().eventFilter(watched, event)
        if isinstance(event, QWheelEvent):
            self.zoomed.emit(ZOOM_PER_NOTCH ** (event.angleDelta().y() / NOTCH))
            return True
        if isinstance(event, QMouseEvent):
            self._follow(event)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _KEYS:
            self.turned.emit(*_KEYS[Qt.Key(event.key())])
            return True
        return super().eventFilter(watched, event)

    def _follow(self, event: QMouseEvent) -> None:
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = event.position()
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._dragged_from = None
        elif event.type() == QEvent.Type.MouseMove and self._dragged_from is not None:
            way = event.position() - self._dragged_from
            self._dragged_from = event.position()
            self.turned.emit(way.x(), way.y())
