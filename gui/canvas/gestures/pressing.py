"""What the left button does, by what is under it."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Qt

from engine.network.model import LayerId
from gui.canvas.context import CanvasContext
from gui.canvas.gestures.base import Gesture, Pointer
from gui.canvas.gestures.connect import ConnectGesture
from gui.canvas.gestures.marquee import MarqueeGesture
from gui.canvas.gestures.move_layers import MoveLayersGesture
from gui.canvas.gestures.press import PressGesture
from gui.canvas.gestures.scrub import ScrubGesture
from gui.canvas.layers.folding import step_forms
from gui.canvas.layers.geometry import HANDLES, LayerPart
from gui.canvas.layers.header_editing import HeaderEditing
from gui.canvas.places import Hit
from gui.canvas.value_editing.editing import ValueEditing
from gui.canvas.value_editing.input_editing import InputEditing
from gui.canvas.wiring.removed_edges import RemovedEdges
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem


class Editors(msgspec.Struct, frozen=True, eq=False):
    """What clicks open.

    Attributes:
        header: Fields and menus over a layer's header.
        values: The field over a weight or bias.
        inputs: The field over an input.
        removed_edges: The edges that a click chooses and a double click restores.
        say: Says a sentence over the canvas.
    """

    header: HeaderEditing
    values: ValueEditing
    inputs: InputEditing
    removed_edges: RemovedEdges
    say: Callable[[str], object]


def press_at(context: CanvasContext, editors: Editors, pointer: Pointer, hit: Hit | None) -> Gesture:
    """Begin the gesture that a press on `hit` is."""

    def start_drag(start: Pointer) -> Gesture:
        if hit is not None and hit.on_value and isinstance(hit.item, EdgeItem | NeuronItem):
            return ScrubGesture(context, start, hit.item)
        if hit is not None and hit.side is not None:
            return ConnectGesture(context, start, *hit.side)
        reaches_in = bool(start.modifiers & Qt.KeyboardModifier.AltModifier)
        if hit is not None and hit.panel is not None and not reaches_in:
            return MoveLayersGesture(context, start, hit.panel)  # a panel is dragged where edges cross it, too
        if hit is None or not isinstance(hit.item, LayerItem | NeuronItem) or (reaches_in and hit.part is None):
            return MarqueeGesture(context, start)
        if hit.part is not None and hit.part in HANDLES:
            return ConnectGesture(context, start, hit.item.layer, hit.part)
        if isinstance(hit.item, NeuronItem):
            return ConnectGesture(context, start, hit.item.layer, hit.item.index)
        return MoveLayersGesture(context, start, hit.item.layer)

    return PressGesture(context, pointer, start_drag, lambda end: _click(context, editors, end, hit))


def double_click(context: CanvasContext, editors: Editors, hit: Hit | None) -> bool:
    """Do what a double click on `hit` does. Gives whether it does anything that two clicks don't."""
    if hit is not None and isinstance(hit.item, EdgeItem):
        context.selection.select(ConnectionItem(hit.item.source, hit.item.target))
        return True
    if hit is not None and hit.part is LayerPart.NAME and isinstance(hit.item, LayerItem):
        editors.header.rename(hit.item.layer)
        return True
    if hit is None or not isinstance(hit.item, NeuronItem):
        return False
    return editors.values.edit(hit.item) or editors.inputs.edit(hit.item)


def _click(context: CanvasContext, editors: Editors, pointer: Pointer, hit: Hit | None) -> None:
    is_adding = bool(pointer.modifiers & Qt.KeyboardModifier.ShiftModifier)
    if hit is None:
        about = editors.removed_edges.click(pointer.scene)
        if about:
            editors.say(about)
        elif not is_adding:
            context.selection.select()
        return
    if is_adding:
        context.selection.toggle(hit.item)
        return
    context.selection.select(hit.item)
    if hit.on_value or isinstance(hit.item, EdgeItem):
        editors.values.edit(hit.item, pointer.scene)
    controls: dict[LayerPart, Callable[[LayerId], None]] = {
        LayerPart.ACTIVATION_FUNCTION: editors.header.choose_function,
        LayerPart.WIDTH: editors.header.type_width,
        LayerPart.NARROWER: lambda layer_id: editors.header.press_stepper(layer_id, LayerPart.NARROWER),
        LayerPart.WIDER: lambda layer_id: editors.header.press_stepper(layer_id, LayerPart.WIDER),
        LayerPart.FOLD: lambda layer_id: step_forms(context, [layer_id]),
    }
    if hit.part in controls and isinstance(hit.item, LayerItem):
        controls[hit.part](hit.item.layer)
