"""Moving the view by dragging the ground."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt

from gui.canvas.context import CanvasContext
from gui.canvas.gestures.base import Gesture, Pointer


class PanGesture(Gesture):
    """The ground sticks to the pointer.

    Args:
        context: What gestures work with.
        start: Where it began.
        scroll: Moves the ground by some pixels.
    """

    def __init__(self, context: CanvasContext, start: Pointer, scroll: Callable[[QPoint], None]) -> None:
        super().__init__(context, start)
        self._scroll = scroll
        self._last = start.view

    @property
    def cursor(self) -> Qt.CursorShape | None:
        """A closed hand."""
        return Qt.CursorShape.ClosedHandCursor

    def move(self, pointer: Pointer) -> None:
        """Follow the pointer."""
        self._scroll(pointer.view - self._last)
        self._last = pointer.view
