"""Typing an x of one's own where its inputs stand on the canvas."""

import math
from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGraphicsView

from engine.arrays import FloatArray
from engine.network.formulas import Names, plain_of
from engine.network.graph import input_layers
from engine.project.settings import ViewSettings, with_typed_input
from gui.canvas.context import CanvasContext
from gui.canvas.navigation import Navigation
from gui.canvas.style import CanvasStyle
from gui.canvas.value_editing.editor import ValueEditor
from gui.selection import Item, NeuronItem

NO_INPUTS = "An input can be typed once there are data with as many inputs as the network has."


class InputEditing(QObject):
    """Opens a field over an input neuron; what is typed flows through the graph at once, as no undo step.

    Args:
        context: What is looked at.
        navigation: Brings into view what is typed.
        view: The canvas.
    """

    def __init__(self, context: CanvasContext, navigation: Navigation, view: QGraphicsView) -> None:
        super().__init__(view)
        self._context = context
        self._navigation = navigation
        self._view = view
        self._measured: Callable[[], FloatArray | None] = lambda: None
        self._item: NeuronItem | None = None
        self._before: ViewSettings = context.document.view
        self.editor = ValueEditor(view.viewport(), context.scene.canvas_style)
        self.editor.set_name("input")
        field = self.editor.field
        field.value_edited.connect(self._on_value_edited)
        field.moved_on.connect(self._on_moved_on)
        field.left.connect(self._on_left)
        field.editing_cancelled.connect(self._on_cancelled)
        context.selection.selection_changed.connect(self._on_selection_changed)

    def set_source(self, measured: Callable[[], FloatArray | None]) -> None:
        """Take what gives the x (D,) that flows through the graph, as the data measure it; None while there is none."""
        self._measured = measured

    @property
    def selected(self) -> NeuronItem | None:
        """The item selected last, if it is an input that can be typed now."""
        item = self._as_input(self._context.selection.current)
        return item if self._values() is not None else None

    def edit(self, item: Item | None) -> bool:
        """Open the field over an input, or say why none can be typed. Gives whether the item is an input."""
        neuron = self._as_input(item)
        if neuron is None:
            return False
        self._context.selection.select(neuron)
        values = self._values()
        if values is None:
            self._context.edit_refused.emit(NO_INPUTS, self._context.scene.places.rect_of(neuron).center())
            return True
        self._item, self._before = neuron, self._context.document.view
        self._navigation.reveal(self._context.scene.places.rect_of(neuron))
        field, name = self.editor.field, self._name(neuron)
        field.begin(float(values[neuron.index]))
        field.setAccessibleName(f"Input {name}")
        self.editor.symbol.setText(f"{name} =")
        self.editor.show_at(self._place(neuron))
        field.setFocus()
        return True

    def type_into(self, item: NeuronItem, event: QKeyEvent) -> None:
        """Open the field with the key pressed as its first character."""
        if self.edit(item):
            QApplication.sendEvent(self.editor.field, event)

    def close(self) -> None:
        """Keep what was typed and close the field."""
        if self._item is None:
            return
        self._item = None
        if self._view.window().focusWidget() in (self.editor.field, None):
            self._view.setFocus()
        self.editor.hide()

    def follow(self) -> None:
        """Keep the field at its input, which may have moved; close it where the input or its data are gone."""
        if self._item is None:
            return
        values = self._values()
        if self._as_input(self._item) is None or values is None:
            self.close()
            return
        self.editor.show_at(self._place(self._item))

    def set_style(self, style: CanvasStyle) -> None:
        """Paint in another theme."""
        self.editor.set_style(style)
        self.follow()

    def _as_input(self, item: Item | None) -> NeuronItem | None:
        """Give the item if it is a neuron of the network's only input layer."""
        layers = input_layers(self._context.scene.network)
        is_input = isinstance(item, NeuronItem) and [layer.id for layer in layers] == [item.layer]
        return item if is_input and isinstance(item, NeuronItem) and item.index < layers[0].width else None

    def _values(self) -> FloatArray | None:
        values, layers = self._measured(), input_layers(self._context.scene.network)
        return values if values is not None and len(layers) == 1 and layers[0].width == len(values) else None

    def _name(self, item: NeuronItem) -> str:
        names = self._context.scene.input_names
        if item.index < len(names):
            return names[item.index]
        return plain_of(Names(self._context.scene.network).activation(item.layer, item.index))

    def _place(self, item: NeuronItem) -> QPoint:
        return self._view.mapFromScene(self._context.scene.places.rect_of(item).center())

    def _on_value_edited(self, value: float) -> None:
        values = self._values()
        if self._item is not None and values is not None and math.isfinite(value):
            typed = values.copy()
            typed[self._item.index] = value
            self._context.document.set_view(with_typed_input(self._context.document.view, typed))

    def _on_moved_on(self, step: int) -> None:
        values, item = self._values(), self._item
        self.close()
        if item is not None and values is not None and 0 <= item.index + step < len(values):
            self.edit(NeuronItem(item.layer, item.index + step))

    def _on_left(self, sentence: str) -> None:
        item = self._item
        self.close()
        if item is not None and sentence:
            self._context.edit_refused.emit(sentence, self._context.scene.places.rect_of(item).center())

    def _on_cancelled(self) -> None:
        """Let flow what flowed before, be it an own x or the sample; the field has lost the keyboard, and is closed."""
        view = self._context.document.view
        self._context.document.set_view(replace(view, typed_input=self._before.typed_input))

    def _on_selection_changed(self, items: tuple[Item, ...]) -> None:
        if self._item is not None and self._item not in items:
            self.close()
