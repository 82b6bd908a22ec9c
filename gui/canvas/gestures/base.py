"""What every gesture is."""

import msgspec
from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, Signal

from gui.canvas.context import CanvasContext


class Pointer(msgspec.Struct, frozen=True, eq=False):
    """Where the pointer is.

    Attributes:
        scene: In scene coordinates.
        view: In pixels of the viewport.
        modifiers: Keys held.
    """

    scene: QPointF
    view: QPoint
    modifiers: Qt.KeyboardModifier


class Gesture(QObject):
    """Something done with the mouse between pressing and releasing. The document changes when it finishes, not before.

    Signals:
        started: the gesture has begun to do something; a press that never moves does not.
        finished: it has done what it was for.
        cancelled: it was given up, and everything is as before.
    """

    started = Signal()
    finished = Signal()
    cancelled = Signal()

    def __init__(self, context: CanvasContext, start: Pointer) -> None:
        super().__init__()
        self.context = context
        self.start = start

    @property
    def cursor(self) -> Qt.CursorShape | None:
        """The pointer's shape while it goes on, or None for the usual one."""
        return None

    @property
    def scrolls(self) -> bool:
        """Whether the canvas scrolls by itself while the pointer is at its edge."""
        return False

    @property
    def ghost(self) -> QRectF:
        """Where in the scene something is drawn that is not there yet; empty where nothing is."""
        return QRectF()

    @property
    def outcome(self) -> QRectF:
        """Where in the scene all is that would come to stand elsewhere than now; empty where nothing would."""
        return QRectF()

    def move(self, pointer: Pointer) -> None:
        """Follow the pointer."""
        raise NotImplementedError

    def finish(self, pointer: Pointer) -> None:
        """Do it, and take down what was drawn for it."""
        self.tear_down()
        self.complete(pointer)
        self.finished.emit()

    def cancel(self) -> None:
        """Give up, and take down what was drawn for it."""
        self.tear_down()
        self.cancelled.emit()

    def tear_down(self) -> None:
        """Remove what the gesture drew."""

    def complete(self, pointer: Pointer) -> None:
        """Do what the gesture is for."""
