"""Letting what a drop would make be seen where that is out of view."""

from PySide6.QtCore import QObject, QPoint, QRectF, QTimer
from PySide6.QtWidgets import QGraphicsView

from gui.canvas.navigation import Navigation, ViewState
from gui.canvas.scene import NetworkScene

REST_MS = 300
REST_PX = 8  # that a resting hand moves


class GhostSight(QObject):
    """Moves the view once the pointer rests, and back when the drag has ended: the drop keeps the view by itself.

    What is under the pointer is another place then. As long as the pointer rests it means the place from before.

    Args:
        view: The canvas.
        scene: What it shows.
        navigation: Moves it.
    """

    def __init__(self, view: QGraphicsView, scene: NetworkScene, navigation: Navigation) -> None:
        super().__init__(view)
        self._scene = scene
        self._navigation = navigation
        self._wanted = QRectF()
        self._rests_at = QPoint()
        self._held_at: QPoint | None = None
        self._left: ViewState | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._reveal)

    def holds(self, point: QPoint) -> bool:
        """Tell whether a pixel of the viewport still means what it meant before the view moved."""
        if self._held_at is not None and (point - self._held_at).manhattanLength() > REST_PX:
            self._held_at = None
        return self._held_at is not None

    def follow(self, point: QPoint, outcome: QRectF) -> None:
        """Take note of where the pointer is, and where in the scene is what a drop there makes."""
        self._wanted = outcome
        if outcome.isEmpty() or self._navigation.can_see(outcome, margin=0):
            self._timer.stop()
        elif not self._timer.isActive() or (point - self._rests_at).manhattanLength() > REST_PX:
            self._rests_at = point
            self._timer.start()

    def end(self) -> None:
        """Show again what was seen when the drag began."""
        self._timer.stop()
        self._held_at = None
        left, self._left = self._left, None
        if left is not None:
            self._navigation.go_back(left)

    def _reveal(self) -> None:
        content = self._scene.places.content_rect()
        sees_all = self._navigation.is_fitted or self._navigation.can_see(content)
        self._left = self._left or self._navigation.state
        self._held_at = self._rests_at
        self._navigation.reveal_whole(self._wanted.united(content) if sees_all else self._wanted)
