"""Changing a weight or bias by dragging sideways on it."""

from functools import partial

from PySide6.QtCore import Qt

from gui.canvas.context import CanvasContext
from gui.canvas.gestures.base import Gesture, Pointer
from gui.canvas.value_editing.item_values import ValueGroup, ValueItem
from gui.selection import grouped
from gui.widgets.scrub import Scrub


class ScrubGesture(Gesture):
    """Changes a number while it is dragged, as one undo step; what depends on it follows live.

    Args:
        context: What gestures work with.
        start: Where it began.
        item: The edge or neuron whose number is dragged.
    """

    def __init__(self, context: CanvasContext, start: Pointer, item: ValueItem) -> None:
        super().__init__(context, start)
        self._dragged = ValueGroup(grouped((item,)))
        self._step = object()
        self._scrub = Scrub(self._dragged.common_value(context.scene.network), start.view.x())
        context.selection.select(item)

    @property
    def cursor(self) -> Qt.CursorShape | None:
        """An arrow to both sides."""
        return Qt.CursorShape.SizeHorCursor

    def move(self, pointer: Pointer) -> None:
        """Set the value that the pointer has come to."""
        self._set(self._scrub.move(pointer.view.x(), pointer.modifiers))

    def cancel(self) -> None:
        """Bring the value from before back."""
        self._set(self._scrub.start_value)
        super().cancel()

    def _set(self, value: float) -> None:
        if value != self._dragged.common_value(self.context.scene.network):
            edit = partial(self._dragged.with_values, values=value)
            self.context.edit(self._dragged.label, edit, gesture=self._step)
