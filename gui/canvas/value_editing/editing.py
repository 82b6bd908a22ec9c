"""Setting weights and biases by hand where they stand on the canvas."""

import math
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, QPoint, QPointF, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGraphicsView

from engine.arrays import FloatArray
from gui.canvas.context import CanvasContext
from gui.canvas.navigation import Navigation
from gui.canvas.numbers import exact_number
from gui.canvas.style import CanvasStyle
from gui.canvas.value_editing.editor import ValueEditor
from gui.canvas.value_editing.item_values import (
    ValueGroup,
    ValueItem,
    as_value_item,
    value_description,
    value_heading,
    value_of,
)
from gui.canvas.walking import next_value
from gui.selection import ConnectionItem, EdgeItem, Item
from gui.widgets.number_field import nudged
from gui.widgets.wheel_steps import WheelSteps


class ValueEditing(QObject):
    """Opens a field over the number of an edge or a neuron, and makes edits of what is typed while it is typed.

    All that is done in one visit to a value is one undo step; a visit that ends where it began leaves none. Where
    several edges and neurons are selected, keys set all of them to the number typed.

    Args:
        context: What is edited.
        navigation: Brings into view what is edited.
        view: The canvas.

    Signals:
        opened: the field is open over this item.
    """

    opened = Signal(object)

    def __init__(self, context: CanvasContext, navigation: Navigation, view: QGraphicsView) -> None:
        super().__init__(view)
        self._context = context
        self._navigation = navigation
        self._view = view
        self._item: ValueItem | None = None
        self._together = ValueGroup(())
        self._before = self._together.values(context.scene.network)
        self._clicked: QPointF | None = None
        self._visit = object()
        self._wheel = WheelSteps()
        self._turned: ValueItem | None = None
        self.editor = ValueEditor(view.viewport(), context.scene.canvas_style)
        field = self.editor.field
        field.value_edited.connect(self._on_value_edited)
        field.moved_on.connect(self._on_moved_on)
        field.left.connect(self._on_left)
        field.editing_cancelled.connect(self._on_cancelled)
        field.double_clicked.connect(self._on_double_clicked)
        context.document.training_changed.connect(self._on_training_changed)
        context.selection.selection_changed.connect(self._on_selection_changed)

    @property
    def item(self) -> ValueItem | None:
        """The edge or neuron whose number is being edited."""
        return self._item

    def edit(self, item: Item | None, clicked: QPointF | None = None) -> bool:
        """Open the field over an item's number, selected. Gives whether it has one that can be edited now.

        Args:
            item: What to edit. It becomes the selection; only with keys, others selected with it are edited together.
            clicked: The scene point clicked, where the field goes if the number itself stands out of view.
        """
        value_item = as_value_item(self._context.scene.network, item)
        if value_item is None:
            return False
        items = self._context.selection.items
        together = (value_item,) if clicked is not None or value_item not in items else self._values_of(items)
        if len(together) == 1:
            self._context.selection.select(value_item)
        obstacle = self._context.document.editing_obstacle
        if obstacle:
            self._context.edit_refused.emit(obstacle, self._context.scene.places.value_rect(value_item).center())
            return False
        self._open(value_item, together, clicked)
        return True

    def type_into(self, item: Item | None, event: QKeyEvent) -> bool:
        """Open the field with the key pressed as its first character. Gives whether the item has a number."""
        if not self.edit(item):
            return False
        QApplication.sendEvent(self.editor.field, event)
        return True

    def close(self) -> None:
        """Keep what was typed and close the field."""
        if self._item is None:
            return
        self._item = None
        field = self.editor.field
        if self._view.window().focusWidget() in (field, None):
            self._view.setFocus()
        self.editor.hide()

    def follow(self) -> None:
        """Keep the field at its number, which may have moved or changed; close it where the item is gone."""
        if self._item is None:
            return
        network = self._context.scene.network
        if not self._together.are_in(network):
            self.close()
            return
        self.editor.field.set_value(self._together.common_value(network))
        self.editor.show_at(self._place(self._item))

    @property
    def selected(self) -> ValueItem | None:
        """The item selected last, if it has a number: the one that keys type and the wheel over it turns."""
        return as_value_item(self._context.scene.network, self._context.selection.current)

    def wheel(self, item: Item, event: QWheelEvent) -> bool:
        """Nudge the selected item's number as the wheel turns over it. Gives whether that is what the wheel means."""
        value_item = self.selected
        if value_item is None or value_item != item:
            return False
        if value_item != self._turned:
            self._turned, self._visit, self._wheel = value_item, object(), WheelSteps()
        steps = self._wheel.steps(event)
        if steps:
            value = nudged(value_of(self._context.scene.network, value_item), steps, event.modifiers())
            self._set(ValueGroup((value_item,)), value)
        return True

    def end_wheel(self) -> None:
        """Note that the pointer has left the number: the next turn is another undo step."""
        self._turned = None

    def set_style(self, style: CanvasStyle) -> None:
        """Paint in another theme."""
        self.editor.set_style(style)
        self.follow()

    def _values_of(self, items: tuple[Item, ...]) -> tuple[ValueItem, ...]:
        network = self._context.scene.network
        return tuple(found for item in items if (found := as_value_item(network, item)) is not None)

    def _open(self, item: ValueItem, together: tuple[ValueItem, ...], clicked: QPointF | None = None) -> None:
        scene = self._context.scene
        self._item, self._together, self._clicked = item, ValueGroup(together), clicked
        self._before = self._together.values(scene.network)
        self._visit, self._turned = object(), None
        if clicked is None:
            self._navigation.reveal(scene.places.value_rect(item))
        field = self.editor.field
        field.begin(self._together.common_value(scene.network))
        field.setAccessibleName(value_description(scene.network, together))
        self.editor.symbol.setText(value_heading(scene.network, together))
        self.editor.show_at(self._place(item))
        field.setFocus()
        self.opened.emit(item)

    def _place(self, item: ValueItem) -> QPoint:
        place = self._view.mapFromScene(self._context.scene.places.value_rect(item).center())
        if self._clicked is not None and not self._view.viewport().rect().contains(place):
            return self._view.mapFromScene(self._clicked)
        return place

    def _set(self, group: ValueGroup, values: FloatArray | float) -> None:
        self._context.edit(group.label, partial(group.with_values, values=values), gesture=self._visit)

    def _on_value_edited(self, value: float) -> None:
        if self._item is not None and not math.isnan(value):
            self._set(self._together, value)

    def _on_left(self, sentence: str) -> None:
        """Close, and where the text was no number say so: what was typed is gone, the last value stays."""
        item = self._item
        self.close()
        if item is not None and sentence:
            network, place = self._context.scene.network, self._context.scene.places.value_rect(item).center()
            stays = self._together.common_value(network)
            remains = "" if math.isnan(stays) else f" It stays {exact_number(stays)}."
            self._context.edit_refused.emit(sentence + remains, place)

    def _on_double_clicked(self) -> None:
        """Take the connection for the edge whose field came between the two clicks."""
        if isinstance(self._item, EdgeItem):
            self._context.selection.select(ConnectionItem(self._item.source, self._item.target))

    def _on_cancelled(self) -> None:
        """Give each of several its own value back; a single one the field has restored."""
        if not np.array_equal(self._together.values(self._context.scene.network), self._before):
            self._set(self._together, self._before)
        self.close()

    def _on_moved_on(self, step: int) -> None:
        is_alone = self._item is not None and len(self._together.items) == 1
        item = next_value(self._context.scene.network, self._together.items[0], step) if is_alone else None
        if item is None:
            self.close()
            return
        self._item = None  # what it is left for is no other view's choice
        self._context.selection.select(item)
        self._open(item, (item,))

    def _on_training_changed(self, is_training: bool) -> None:
        if is_training:
            self.close()

    def _on_selection_changed(self, items: tuple[Item, ...]) -> None:
        if self._item is not None and self._item not in items:
            self.close()
