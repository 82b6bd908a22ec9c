"""Typing an x of one's own where its inputs stand on the canvas."""

import math
from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QGraphicsView

from engine.arrays import FloatArray
from engine.network.formulas import Names, plain_of
from engine.network.graph import input_layers
from engine.project.settings import ViewSettings, with_typed_input
from gui.canvas.context import CanvasContext
from gui.canvas.navigation import Navigation
from gui.canvas.value_editing.field_editing import FieldEditing
from gui.selection import Item, NeuronItem

NO_INPUTS = "An input can be typed once there are data with as many inputs as the network has."
NO_INPUT_LAYER = "An x is typed into an input layer; add one first."
MANY_INPUT_LAYERS = "An x can be typed where the network has one input layer; this one has several."


class InputEditing(FieldEditing[NeuronItem]):
    """Opens a field over an input neuron; what is typed flows through the graph at once, as no undo step.

    Args:
        context: What is looked at.
        navigation: Brings into view what is typed.
        view: The canvas.
    """

    def __init__(self, context: CanvasContext, navigation: Navigation, view: QGraphicsView) -> None:
        super().__init__(context, navigation, view, "input")
        self._measured: Callable[[], FloatArray | None] = lambda: None
        self._before: ViewSettings = context.document.view

    def set_source(self, measured: Callable[[], FloatArray | None]) -> None:
        """Take what gives the x (D,) that flows through the graph, as the data measure it; None while there is none."""
        self._measured = measured

    @property
    def selected(self) -> NeuronItem | None:
        """The item selected last, if it is an input that can be typed now."""
        item = self._as_input(self._context.selection.current)
        return item if self._values() is not None else None

    @property
    def obstacle(self) -> str:
        """Why no x can be typed now, or ""."""
        layers = input_layers(self._context.scene.network)
        if len(layers) != 1:
            return MANY_INPUT_LAYERS if layers else NO_INPUT_LAYER
        return "" if self._values() is not None else NO_INPUTS

    def begin(self) -> None:
        """Open the field over the input selected, or else over the first one."""
        layers = input_layers(self._context.scene.network)
        if layers:
            self.edit(self.selected or NeuronItem(layers[0].id, 0))

    def edit(self, item: Item | None) -> bool:
        """Open the field over an input, or say why none can be typed. Gives whether the item is an input."""
        neuron = self._as_input(item)
        if neuron is None:
            return False
        self._context.selection.select(neuron)
        values = self._values()
        if values is None:
            self._context.edit_refused.emit(NO_INPUTS, self._rect(neuron).center())
            return True
        self._before = self._context.document.view
        name = self._name(neuron)
        what = name if self._context.scene.neurons.measured is None else f"{name}, measured"
        self._open(neuron, float(values[neuron.index]), f"{what} =", f"Input {what}")
        return True

    def follow(self) -> None:
        """Keep the field at its input, which may have moved; close it where the input or its data are gone."""
        if self._item is None:
            return
        if self._as_input(self._item) is None or self._values() is None:
            self.close()
        else:
            self._stay(self._item)

    def _rect(self, item: NeuronItem) -> QRectF:
        return self._context.scene.places.rect_of(item)

    def _as_input(self, item: Item | None) -> NeuronItem | None:
        """Give the item if it is a neuron of the network's only input layer."""
        if not isinstance(item, NeuronItem):
            return None
        layers = input_layers(self._context.scene.network)
        is_input = [layer.id for layer in layers] == [item.layer] and 0 <= item.index < layers[0].width
        return item if is_input else None

    def _values(self) -> FloatArray | None:
        values, layers = self._measured(), input_layers(self._context.scene.network)
        return values if values is not None and len(layers) == 1 and layers[0].width == len(values) else None

    def _name(self, item: NeuronItem) -> str:
        names = self._context.scene.input_names
        if item.index < len(names):
            return names[item.index]
        return plain_of(Names(self._context.scene.network).activation(item.layer, item.index))

    def _beside(self, step: int) -> NeuronItem | None:
        return None if self._item is None else self._as_input(NeuronItem(self._item.layer, self._item.index + step))

    def _on_value_edited(self, value: float) -> None:
        values = self._values()
        if self._item is not None and values is not None and math.isfinite(value):
            typed = values.copy()
            typed[self._item.index] = value
            self._context.document.set_view(with_typed_input(self._context.document.view, typed))

    def _on_cancelled(self) -> None:
        """Let flow what flowed before, be it an own x or the sample; the field has lost the keyboard, and is closed."""
        view = self._context.document.view
        self._context.document.set_view(replace(view, typed_input=self._before.typed_input))
