"""Selecting all that a rectangle touches."""

from PySide6.QtCore import QRectF, Qt

from gui.canvas.context import CanvasContext
from gui.canvas.gestures.base import Gesture, Pointer
from gui.canvas.gestures.gesture_items import MarqueeItem
from gui.canvas.selecting.crossing import items_touched
from gui.selection import Item


class MarqueeGesture(Gesture):
    """Selects while the rectangle grows: layers, or within one layer's panel its neurons.

    Alt reaches in and selects the neurons and edges touched; Shift keeps what was selected before.
    """

    def __init__(self, context: CanvasContext, start: Pointer) -> None:
        super().__init__(context, start)
        self._before = context.selection.items
        self._rect = MarqueeItem(context.scene.canvas_style)
        context.scene.addItem(self._rect)

    @property
    def scrolls(self) -> bool:
        """Always."""
        return True

    def move(self, pointer: Pointer) -> None:
        """Grow the rectangle to the pointer."""
        rect = QRectF(self.start.scene, pointer.scene).normalized()
        self._rect.set_rect(rect)
        kept: tuple[Item, ...] = self._before if pointer.modifiers & Qt.KeyboardModifier.ShiftModifier else ()
        reaches_in = bool(pointer.modifiers & Qt.KeyboardModifier.AltModifier)
        touched = items_touched(self.context.scene, rect, reaches_in=reaches_in)
        self.context.selection.select(*dict.fromkeys((*kept, *touched)))

    def cancel(self) -> None:
        """Select what was selected before."""
        self.context.selection.select(*self._before)
        super().cancel()

    def tear_down(self) -> None:
        """Remove the rectangle."""
        self.context.scene.removeItem(self._rect)
