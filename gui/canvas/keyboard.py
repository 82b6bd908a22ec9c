"""What keys do while the canvas has the focus, apart from the actions' shortcuts.

Arrows and Tab walk over the graph (`walker.py`), Shift+arrows move the layers selected, what begins a number types the
value of the edge, neuron or input selected, and on an empty canvas a digit begins a shape such as 2-4-1.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from engine.network.layout.placement import GRID
from gui.canvas.walker import Walker
from gui.canvas.walking import Direction

if TYPE_CHECKING:
    from gui.canvas.canvas import NetworkCanvas

_ARROWS = {
    Qt.Key.Key_Left: (Direction.LEFT, -GRID, 0.0),
    Qt.Key.Key_Right: (Direction.RIGHT, GRID, 0.0),
    Qt.Key.Key_Up: (Direction.UP, 0.0, -GRID),
    Qt.Key.Key_Down: (Direction.DOWN, 0.0, GRID),
}
# What begins a number whatever else the key does; so do letters, where no action has their key.
_NUMBER_BEGINNINGS = frozenset("0123456789.,+-−(√π½¼¾⅓⅔")
_POINTS = frozenset(".,")
_EXPRESSION_BEGINNINGS = _NUMBER_BEGINNINGS | frozenset("pesclta")
NO_NUMBER = "Select an edge or a neuron to type its value (↓); A adds layers or a whole network."
_TYPING_MODIFIERS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class CanvasKeyboard:
    """Turns keys into what the canvas does.

    Args:
        canvas: The canvas.
        walker: Walks over it.
    """

    def __init__(self, canvas: NetworkCanvas, walker: Walker) -> None:
        self._canvas = canvas
        self._walker = walker
        self._table = self._make_table()

    def claims(self, event: QKeyEvent) -> bool:
        """Tell whether a key is the canvas's though the window has a use for it: → is otherwise a step of training."""
        if event.key() in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return self._canvas.context.selection.current is not None
        is_removed = self._canvas.context.selection.removed_edge is not None
        has_number = is_removed or self._canvas.values.selected is not None or self._canvas.inputs.selected is not None
        return (has_number and _may_be_typed(event, _NUMBER_BEGINNINGS)) or self._goes_on(event)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key does here. Gives whether it does anything; all others, Space above all, are for the window."""
        removed = self._canvas.context.selection.removed_edge
        if removed is not None and _may_be_typed(event, _NUMBER_BEGINNINGS):
            self._canvas.values.restore_by_typing(removed, event)
            return True
        selected = self._canvas.values.selected
        if selected is not None and _may_be_typed(event, _EXPRESSION_BEGINNINGS):
            self._canvas.values.type_into(selected, event)
            return True
        chosen = self._canvas.inputs.selected
        if chosen is not None and _may_be_typed(event, _NUMBER_BEGINNINGS):
            self._canvas.inputs.type_into(chosen, event)
            return True
        action = self._table.get(QKeySequence(event.keyCombination()).toString())
        if action is not None and action():
            return True
        is_digit = event.text().isdecimal() and not event.modifiers() & ~_TYPING_MODIFIERS
        if is_digit and not self._canvas.network_scene.network.layers:
            self._canvas.quick_add_requested.emit(None, event.text())
            return True
        is_refused = is_digit or self._goes_on(event)
        if is_refused:
            self._canvas.say(NO_NUMBER)
        return is_refused

    def _goes_on(self, event: QKeyEvent) -> bool:
        """Tell whether a key is the point of a number whose first digit has just been refused: it fits nothing then."""
        return self._canvas.said == NO_NUMBER and _may_be_typed(event, _POINTS)

    def _make_table(self) -> dict[str, Callable[[], bool]]:
        canvas = self._canvas
        table: dict[str, Callable[[], bool]] = {"Esc": self._give_up}
        for key, (direction, dx, dy) in _ARROWS.items():
            name = QKeySequence(key).toString()
            table[name] = partial(self._walker.arrow, direction)
            table[f"Shift+{name}"] = partial(canvas.nudge_selection, dx, dy)
        return table

    def _give_up(self) -> bool:
        if not (self._canvas.cancel_gesture() or self._canvas.context.selection.samples.release()):
            self._walker.rest()
        return True


def _may_be_typed(event: QKeyEvent, characters: frozenset[str]) -> bool:
    return event.text() in characters and not event.modifiers() & ~_TYPING_MODIFIERS
