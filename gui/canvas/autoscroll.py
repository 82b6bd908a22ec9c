"""Scrolling by itself while something is dragged to the edge of what is seen."""

from math import ceil

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QGraphicsView

from gui.canvas.navigation import Navigation

INTERVAL_MS = 16
MARGIN_PX = 28
FASTEST_PX = 14


class AutoScroll(QObject):
    """Scrolls as long as the pointer rests near the edge, the faster the nearer, beyond it fastest.

    A drag that begins near an edge is mostly one away from it: there the view scrolls only once the pointer comes
    nearer to the edge than it was, or back to it.

    Args:
        view: What is scrolled.
        navigation: Moves it.

    Signals:
        scrolled: the ground has moved under the pointer.
    """

    scrolled = Signal()

    def __init__(self, view: QGraphicsView, navigation: Navigation) -> None:
        super().__init__(view)
        self._view = view
        self._navigation = navigation
        self._speed = QPoint()
        self._across, self._down = _Margins(), _Margins()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._scroll)

    def follow(self, point: QPoint) -> None:
        """Take note of where the pointer is, in pixels of the viewport."""
        size = self._view.viewport().size()
        self._speed = QPoint(self._across.speed(point.x(), size.width()), self._down.speed(point.y(), size.height()))
        if self._speed.isNull():
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Scroll no more: nothing is dragged."""
        self._timer.stop()
        self._across, self._down = _Margins(), _Margins()

    def _scroll(self) -> None:
        self._navigation.scroll(self._speed)
        self.scrolled.emit()


class _Margins:
    """The two opposite margins of the view, during one drag."""

    def __init__(self) -> None:
        self._unnoticed: int | None = None  # how deep the drag began in one of them, until it has been outside

    def speed(self, place: int, length: int) -> int:
        """Give how far the ground moves at a time: to the right and down where the pointer is near the beginning.

        It grows with the square of the depth: near the margin's inner side a hand aims at what comes into view.
        """
        before, behind = MARGIN_PX - place, place - (length - MARGIN_PX)
        depth = max(before, behind, 0)
        self._unnoticed = depth if self._unnoticed is None else min(self._unnoticed, depth)
        if depth <= self._unnoticed:
            return 0
        pixels = ceil(min(depth / MARGIN_PX, 1.0) ** 2 * FASTEST_PX)
        return pixels if before > behind else -pixels
