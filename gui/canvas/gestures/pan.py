"""Moving the view by dragging the ground."""

from PySide6.QtCore import Qt

from gui.canvas.context import CanvasContext
from gui.canvas.gestures.base import Gesture, Pointer
from gui.canvas.navigation import Navigation


class PanGesture(Gesture):
    """The ground sticks to the pointer.

    Args:
        context: What gestures work with.
        start: Where it began.
        navigation: Moves the view.
    """

    def __init__(self, context: CanvasContext, start: Pointer, navigation: Navigation) -> None:
        super().__init__(context, start)
        self._navigation = navigation
        self._origin = navigation.state
        self._last = start.view

    @property
    def cursor(self) -> Qt.CursorShape | None:
        """A closed hand."""
        return Qt.CursorShape.ClosedHandCursor

    def move(self, pointer: Pointer) -> None:
        """Follow the pointer."""
        self._navigation.scroll(pointer.view - self._last)
        self._last = pointer.view

    def cancel(self) -> None:
        """Put the ground back."""
        self._navigation.go_back(self._origin)
        super().cancel()
