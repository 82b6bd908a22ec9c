"""The pointer over a plot, from the view's own events.

pyqtgraph's scene drops moves that follow each other too fast, says nothing when the pointer leaves, and reports double
clicks only after looking for an item that wants them.
"""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QGraphicsView


class PointerTracker(QObject):
    """Reports what the pointer does over a graphics view, in the scene's coordinates.

    Signals:
        moved: the place.
        left: the pointer is elsewhere now.
        clicked: the place of a press and release of the left button without a drag between.
        double_clicked: the left button was double-clicked.
    """

    moved = Signal(QPointF)
    left = Signal()
    clicked = Signal(QPointF)
    double_clicked = Signal()

    def __init__(self, view: QGraphicsView) -> None:
        super().__init__(view)
        self._view = view
        self._pressed_at: QPointF | None = None
        self._place: QPointF | None = None
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)

    @property
    def place(self) -> QPointF | None:
        """Where the pointer is; None while it is elsewhere."""
        return self._place

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the events and let them through."""
        if isinstance(event, QMouseEvent):
            self._look_at(event)
        elif event.type() == QEvent.Type.Leave:
            self._place = None
            self.left.emit()
        return super().eventFilter(watched, event)

    def _look_at(self, event: QMouseEvent) -> None:
        kind = event.type()
        if kind == QEvent.Type.MouseMove:
            self._place = self._scene_position(event)
            self.moved.emit(self._place)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if kind == QEvent.Type.MouseButtonPress:
            self._pressed_at = event.position()
        elif kind == QEvent.Type.MouseButtonDblClick:
            self._pressed_at = None  # its release is no click
            self.double_clicked.emit()
        elif kind == QEvent.Type.MouseButtonRelease and self._pressed_at is not None:
            way = (event.position() - self._pressed_at).manhattanLength()
            self._pressed_at = None
            if way < QApplication.startDragDistance():
                self.clicked.emit(self._scene_position(event))

    def _scene_position(self, event: QMouseEvent) -> QPointF:
        return self._view.mapToScene(event.position().toPoint())
