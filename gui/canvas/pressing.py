"""What the left button does, by what is under it."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from engine.network.model import LayerId
from gui.canvas.context import CanvasContext
from gui.canvas.folding import toggle_folds
from gui.canvas.gestures.base import Gesture, Pointer
from gui.canvas.gestures.connect import ConnectGesture
from gui.canvas.gestures.marquee import MarqueeGesture
from gui.canvas.gestures.move_layers import MoveLayersGesture
from gui.canvas.gestures.press import PressGesture
from gui.canvas.header_editing import HeaderEditing
from gui.canvas.layer_geometry import HANDLES, LayerPart
from gui.canvas.scene import Hit
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem


def press_at(context: CanvasContext, editing: HeaderEditing, pointer: Pointer, hit: Hit | None) -> Gesture:
    """Begin the gesture that a press on `hit` is."""

    def start_drag(start: Pointer) -> Gesture:
        if hit is None or not isinstance(hit.item, LayerItem | NeuronItem):
            return MarqueeGesture(context, start)
        if hit.part is not None and hit.part in HANDLES:
            return ConnectGesture(context, start, hit.item.layer, hit.part)
        if isinstance(hit.item, NeuronItem) and not hit.on_value:
            return ConnectGesture(context, start, hit.item.layer, hit.item.index)
        return MoveLayersGesture(context, start, hit.item.layer)

    return PressGesture(context, pointer, start_drag, lambda end: _click(context, editing, end, hit))


def double_click(context: CanvasContext, editing: HeaderEditing, hit: Hit | None) -> bool:
    """Do what a double click on `hit` does. Gives whether it does anything that two clicks don't."""
    if hit is not None and isinstance(hit.item, EdgeItem):
        context.selection.select(ConnectionItem(hit.item.source, hit.item.target))
        return True
    if hit is not None and hit.part is LayerPart.NAME and isinstance(hit.item, LayerItem):
        editing.rename(hit.item.layer)
        return True
    return False


def _click(context: CanvasContext, editing: HeaderEditing, pointer: Pointer, hit: Hit | None) -> None:
    is_adding = bool(pointer.modifiers & Qt.KeyboardModifier.ShiftModifier)
    if hit is None:
        if not is_adding:
            context.selection.select()
        return
    if is_adding:
        context.selection.toggle(hit.item)
        return
    context.selection.select(hit.item)
    controls: dict[LayerPart, Callable[[LayerId], None]] = {
        LayerPart.ACTIVATION_FUNCTION: editing.choose_function,
        LayerPart.WIDTH: editing.type_width,
        LayerPart.NARROWER: lambda layer_id: editing.step_width(layer_id, -1),
        LayerPart.WIDER: lambda layer_id: editing.step_width(layer_id, 1),
        LayerPart.FOLD: lambda layer_id: toggle_folds(context, [layer_id]),
    }
    if hit.part in controls and isinstance(hit.item, LayerItem):
        controls[hit.part](hit.item.layer)
