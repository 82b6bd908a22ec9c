"""Setting weights and biases by hand where they stand on the canvas."""

import math
from functools import partial

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsView

from engine.arrays import FloatArray
from engine.network.model import Network
from engine.network.wiring import edges_between, remove_edges
from gui.canvas.context import CanvasContext
from gui.canvas.navigation import Navigation
from gui.canvas.numbers import exact_number
from gui.canvas.value_editing.field_editing import FieldEditing
from gui.canvas.value_editing.item_values import (
    Settable,
    ValueGroup,
    ValueItem,
    as_settable,
    as_value_item,
    value_description,
    value_heading,
    value_of,
    value_symbol,
    values_among,
)
from gui.canvas.walking import next_value
from gui.canvas.wiring.removed_edges import restore_chosen
from gui.selection import ConnectionItem, EdgeItem, Groups, Item, grouped
from gui.widgets.nudging import Nudging, step_factor
from gui.widgets.wheel_steps import WheelSteps

NOTHING = grouped(())


class ValueEditing(FieldEditing[Settable]):
    """Opens a field over the number of an edge or a neuron, and makes edits of what is typed while it is typed.

    All that is done in one visit to a value is one undo step; a visit that ends where it began leaves none. Where
    several edges and neurons are selected, keys set all of them to the number typed, and so all edges of a connection.

    Args:
        context: What is edited.
        navigation: Brings into view what is edited.
        view: The canvas.
    """

    def __init__(self, context: CanvasContext, navigation: Navigation, view: QGraphicsView) -> None:
        super().__init__(context, navigation, view, "value")
        self._together, self._chosen = ValueGroup(NOTHING), tuple[Item, ...]()
        self._before = self._together.values(context.scene.network)
        self._visit = object()
        self._restored: EdgeItem | None = None
        self._wheel, self._nudging = WheelSteps(), Nudging()
        self._turned: ValueItem | None = None
        self.editor.field.double_clicked.connect(self._on_double_clicked)
        context.document.editing_obstacle_changed.connect(self._on_obstacle_changed)

    def edit(self, item: Item | None, clicked: QPointF | None = None) -> bool:
        """Open the field over an item's number, selected. Gives whether it has one that can be edited now.

        Args:
            item: What to edit. It becomes the selection; only with keys, others selected with it are edited together.
            clicked: The scene point clicked, where the field goes if the number itself stands out of view.
        """
        network, selection = self._context.scene.network, self._context.selection
        settable = as_settable(network, item)
        if settable is None:
            return False
        is_alone = clicked is not None or settable not in selection.items
        together = ValueGroup(values_among(network, grouped((settable,)) if is_alone else selection.groups))
        if is_alone or together.single is not None:
            selection.select(settable)
        obstacle = self._context.document.editing_obstacle
        if obstacle:
            self._context.edit_refused.emit(obstacle, None)  # beside the number it would lie over what moves there
            return False
        self._visit_values(settable, together, clicked)
        return True

    def restore_by_typing(self, edge: EdgeItem, event: QKeyEvent) -> None:
        """Restore the removed edge chosen and type its weight, beginning with a key: one undo step, none after Esc."""
        visit = object()
        if restore_chosen(self._context, visit) and self.edit(edge):
            self._visit, self._restored = visit, edge
            self._type(event)

    def follow(self) -> None:
        """Keep the field at its number, which may have moved or changed; close it where the item is gone."""
        if self._item is None:
            return
        network = self._context.scene.network
        if not self._together.are_in(network):
            self.close()
            return
        self.editor.field.set_value(self._together.common_value(network))
        self._stay(self._item)

    @property
    def selected(self) -> Settable | None:
        """The item selected last, if keys typed set it."""
        return as_settable(self._context.scene.network, self._context.selection.current)

    @property
    def edited(self) -> Groups:
        """Whose numbers the open field sets; nothing's while it is closed."""
        return NOTHING if self._item is None else self._together.groups

    def wheel(self, item: Item, event: QWheelEvent) -> bool:
        """Nudge the selected item's number as the wheel turns over it. Gives whether that is what the wheel means."""
        value_item = as_value_item(self._context.scene.network, self._context.selection.current)
        if value_item is None or value_item != item:
            return False
        if value_item != self._turned:
            self._turned, self._visit = value_item, object()
            self._wheel = WheelSteps()
            self._nudging.begin_anew()
        steps = self._wheel.steps(event)
        if steps:
            value = value_of(self._context.scene.network, value_item)
            nudged = self._nudging.nudged(value, steps, step_factor(event.modifiers()))
            self._set(ValueGroup(grouped((value_item,))), nudged)
        return True

    def end_wheel(self) -> None:
        """Note that the pointer has left the number: the next turn is another undo step."""
        self._turned = None

    def close(self) -> None:
        """Keep what was typed and close the field."""
        self._leave_number(self._item, is_edited=False)
        super().close()

    def _leave_number(self, item: Settable | None, *, is_edited: bool) -> None:
        """Let an edge's number be shown by the field alone, or by the edge again, if it is still there."""
        if isinstance(item, EdgeItem):
            self._context.scene.leave_number(item, is_edited=is_edited)

    def _stands_for_number(self, item: Settable) -> bool:
        return isinstance(item, EdgeItem)

    def _visit_values(self, item: Settable, together: ValueGroup, clicked: QPointF | None = None) -> None:
        network = self._context.scene.network
        self._together, self._chosen = together, self._context.selection.items
        self._before = self._together.values(network)
        self._visit, self._turned, self._restored = object(), None, None
        heading, description = value_heading(network, together), value_description(network, together)
        self._leave_number(item, is_edited=True)
        self._open(item, self._together.common_value(network), heading, description, clicked)
        self._tell(self._ways(network))

    def _ways(self, network: Network) -> str:
        """Say where the keys lead from here: in the order of a⁽ˡ⁾ = Wh + b, a neuron's weights before its bias."""
        ways = ((1, "Enter or Tab"), (-1, "Shift+Tab"))
        found = [(keys, item) for step, keys in ways if (item := self._beside(step)) is not None]
        return " · ".join(f"{keys}: {value_symbol(network, item)}" for keys, item in found)

    def _rect(self, item: Settable) -> QRectF:
        places = self._context.scene.places
        return places.rect_of(item) if isinstance(item, ConnectionItem) else places.value_rect(item)

    def _what_stays(self) -> str:
        stays = self._together.common_value(self._context.scene.network)
        return "" if math.isnan(stays) else f" It stays {exact_number(stays)}."

    def _beside(self, step: int) -> ValueItem | None:
        single = self._together.single
        return None if single is None else next_value(self._context.scene.network, single, step)

    def _set(self, group: ValueGroup, values: FloatArray | float) -> None:
        self._context.edit(group.label, partial(group.with_values, values=values), gesture=self._visit)

    def _on_value_edited(self, value: float) -> None:
        if self._item is None:
            return
        if math.isnan(value):
            self._bring_back()
        else:
            self._set(self._together, value)

    def _on_selection_changed(self, items: tuple[Item, ...]) -> None:
        """Close the field where others are selected than it sets, also where its own is among them."""
        if self._item is not None and items != self._chosen:
            self.close()

    def _on_double_clicked(self) -> None:
        """Take the connection for the edge whose field came between the two clicks."""
        if isinstance(self._item, EdgeItem):
            self._context.selection.select(ConnectionItem(self._item.source, self._item.target))

    def _on_cancelled(self) -> None:
        """Give each of several its own value back; a single one the field has restored."""
        edge = self._restored
        if edge is not None:
            self._remove_again(edge)
        else:
            self._bring_back()
        self.close()

    def _bring_back(self) -> None:
        if not np.array_equal(self._together.values(self._context.scene.network), self._before):
            self._set(self._together, self._before)

    def _remove_again(self, edge: EdgeItem) -> None:
        key = edge.source, edge.target

        def remove(network: Network) -> Network:
            return remove_edges(network, *key, edges_between(network, *key, [edge.column], [edge.row]))

        self._context.edit("Remove edge", remove, gesture=self._visit)
        self._context.selection.choose_removed_edge(edge)

    def _on_obstacle_changed(self, obstacle: str) -> None:
        if obstacle:
            self.close()
