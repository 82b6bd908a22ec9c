"""A press of the left button: a click if it is released where it was, else the drag that begins there."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.canvas.context import CanvasContext
from gui.canvas.gestures.base import Gesture, Pointer

StartDrag = Callable[[Pointer], Gesture]
Click = Callable[[Pointer], None]


class PressGesture(Gesture):
    """Waits until it is clear what the press is.

    Args:
        context: What gestures work with.
        start: Where it began.
        start_drag: Makes the gesture that a drag from here is.
        click: Does what a click here does.
    """

    def __init__(self, context: CanvasContext, start: Pointer, start_drag: StartDrag, click: Click) -> None:
        super().__init__(context, start)
        self._start_drag = start_drag
        self._click = click
        self._drag: Gesture | None = None

    @property
    def cursor(self) -> Qt.CursorShape | None:
        """That of the drag."""
        return None if self._drag is None else self._drag.cursor

    @property
    def scrolls(self) -> bool:
        """As the drag does."""
        return self._drag is not None and self._drag.scrolls

    def move(self, pointer: Pointer) -> None:
        """Begin the drag once the pointer has moved far enough, then follow."""
        if self._drag is None:
            if (pointer.view - self.start.view).manhattanLength() < QApplication.startDragDistance():
                return
            self._drag = self._start_drag(self.start)
            self.started.emit()
        self._drag.move(pointer)

    def finish(self, pointer: Pointer) -> None:
        """Finish the drag, or click."""
        if self._drag is None:
            self._click(pointer)
        else:
            self._drag.finish(pointer)
        self.finished.emit()

    def cancel(self) -> None:
        """Cancel the drag."""
        if self._drag is not None:
            self._drag.cancel()
        self.cancelled.emit()
