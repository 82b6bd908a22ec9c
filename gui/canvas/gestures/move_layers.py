"""Moving layers by dragging a panel; dropped onto others or their connection, a layer takes its place among those."""

from PySide6.QtCore import QPointF, Qt

from engine.network.edits import move_layers
from engine.network.layout.placement import Position
from engine.network.model import LayerId
from gui.canvas.arranging.alignment import Neighbour, guides, snap
from gui.canvas.building.drop_plan import DropPlace
from gui.canvas.building.free_places import covers_any, way_clear
from gui.canvas.building.landing import Landings
from gui.canvas.building.reordering import Reordering, plan_reordering
from gui.canvas.context import CanvasContext
from gui.canvas.gestures.base import Gesture, Pointer
from gui.canvas.gestures.drop_layer import hit_by
from gui.canvas.gestures.gesture_items import GuidesItem, WireItem
from gui.canvas.layers.panel_item import PanelLight
from gui.selection import LayerItem

ALIGNMENT_REACH_PX = 8.0
DROP_REACH_PX = 10.0


class MoveLayersGesture(Gesture):
    """Moves the layer pressed, with all others selected if it is.

    Shift keeps to one axis. Alt switches off snapping, and dropping onto connections.

    Args:
        context: What gestures work with.
        start: Where it began.
        layer_id: The layer pressed.
    """

    def __init__(self, context: CanvasContext, start: Pointer, layer_id: LayerId) -> None:
        super().__init__(context, start)
        if LayerItem(layer_id) not in context.selection.items:
            context.selection.select(LayerItem(layer_id))
        network, panels = context.scene.network, context.scene.places.panel_rects
        moved = [item.layer for item in context.selection.items if isinstance(item, LayerItem)]
        self._layer_id = layer_id
        self._origins = {moved_id: QPointF(*network.layer(moved_id).position) for moved_id in moved}
        self._positions: dict[LayerId, QPointF] = dict(self._origins)
        self._others = [
            Neighbour(layer.position, panels[layer.id]) for layer in network.layers if layer.id not in self._origins
        ]
        self._resting = {
            connection.key: context.scene.connection_graphics(connection.key).route
            for connection in network.connections
            if self._origins.keys().isdisjoint(connection.key)
        }
        self._landings = Landings(
            {layer: panels[layer] for layer in panels.keys() - self._origins.keys()}, self._resting
        )
        self._place_planned: object = None
        self._reordering: Reordering | None = None
        self._guides = GuidesItem(context.scene.canvas_style)
        self._wires = WireItem(context.scene.canvas_style)
        for item in (self._guides, self._wires):
            context.scene.addItem(item)
        context.scene.lift(self._origins)

    @property
    def cursor(self) -> Qt.CursorShape | None:
        """A closed hand."""
        return Qt.CursorShape.ClosedHandCursor

    @property
    def scrolls(self) -> bool:
        """Always."""
        return True

    def move(self, pointer: Pointer) -> None:
        """Show the layers where they would go, and what dropping them there would do."""
        is_free = bool(pointer.modifiers & Qt.KeyboardModifier.AltModifier)
        self._plan(None if is_free else self._landing_at(pointer))
        snaps = not is_free and self._reordering is None
        place = self._place(pointer, snaps=snaps)
        origin = self._origins[self._layer_id]
        self._positions = {layer_id: start + QPointF(*place) - origin for layer_id, start in self._origins.items()}
        scene = self.context.scene
        # Edges give way to what is dragged, but those that it is about to be dropped onto.
        scene.preview_positions(self._positions, {} if self._reordering is None else self._resting)
        panel = scene.layer_view(self._layer_id).geometry.panel
        self._guides.set_lines(guides(place, panel, self._others) if snaps else [])
        self._show_reordering(pointer)

    def finish(self, pointer: Pointer) -> None:
        """Move the layers for good while they are shown there, so that they don't glide from where they were."""
        if not self._drop(pointer):
            self.context.scene.preview_positions({})
        self.tear_down()
        self.finished.emit()

    def cancel(self) -> None:
        """Put the layers back."""
        self.context.scene.preview_positions({})
        super().cancel()

    def tear_down(self) -> None:
        """Remove guides, wires and marks."""
        for item in (self._guides, self._wires):
            self.context.scene.removeItem(item)
        self.context.scene.lift(())
        self._unmark()

    def _drop(self, pointer: Pointer) -> bool:
        """Move the layers, or put the one into its new place among the others. Gives whether that was done."""
        if self._reordering is not None:
            return self._reorder(self._reordering, pointer)
        if self._positions == self._origins:
            return False
        dx, dy = self._way_aside()
        positions = {layer_id: (place.x() + dx, place.y() + dy) for layer_id, place in self._positions.items()}
        label = "Move layer" if len(positions) == 1 else f"Move {len(positions)} layers"
        return self.context.edit(label, lambda network: move_layers(network, positions), while_training=True)

    def _place(self, pointer: Pointer, *, snaps: bool) -> Position:
        origin = self._origins[self._layer_id]
        way = pointer.scene - self.start.scene
        keeps_axis = bool(pointer.modifiers & Qt.KeyboardModifier.ShiftModifier)
        is_across = abs(way.x()) >= abs(way.y())
        wished = origin.x() + way.x(), origin.y() + way.y()
        if keeps_axis:
            wished = (wished[0], origin.y()) if is_across else (origin.x(), wished[1])
        if not snaps:
            return wished
        panel = self.context.scene.layer_view(self._layer_id).geometry.panel
        x, y = snap(wished, panel, self._others, ALIGNMENT_REACH_PX / self.context.zoom)
        if keeps_axis:
            return (x, origin.y()) if is_across else (origin.x(), y)
        return x, y

    def _way_aside(self) -> Position:
        """Give how far what is dragged must go to cover nothing that stays."""
        scene, others = self.context.scene, [other.panel for other in self._others]
        panels = [scene.layer_view(layer_id).panel_rect for layer_id in self._origins]
        place = self._positions[self._layer_id]
        return way_clear(panels, others, (place.x(), place.y())) if covers_any(panels, others) else (0.0, 0.0)

    def _landing_at(self, pointer: Pointer) -> DropPlace | None:
        if len(self._origins) > 1 or self.context.document.is_training:  # a run's layers can but move
            return None
        place = QPointF(*self._place(pointer, snaps=False))
        middle = self.context.scene.layer_view(self._layer_id).geometry.panel.center() + place
        return self._landings.at(pointer.scene, middle, DROP_REACH_PX / self.context.zoom)

    def _plan(self, place: DropPlace | None) -> None:
        """Plan anew where the layer is above something else than before."""
        planned = None if place is None else (place.connection, place.layer, place.side)
        if planned != self._place_planned:
            self._place_planned = planned
            self._reordering = None if place is None else plan_reordering(self.context, self._layer_id, place)

    def _show_reordering(self, pointer: Pointer) -> None:
        scene, plan = self.context.scene, self._reordering
        if plan is None:
            self._wires.set_ways([])
            self._unmark()
            return
        self._wires.set_ways(scene.ways_after(plan.connections, plan.joined))
        scene.highlights.set_faded(None if plan.is_refused else plan.layer_id)
        scene.highlights.set_lit(hit_by(plan.place), PanelLight.REFUSING if plan.is_refused else PanelLight.ACCEPTING)
        self.context.show_hint(plan.sentence, pointer.scene, scene.places.panel_rects_in(scene.in_sight))

    def _unmark(self) -> None:
        self.context.scene.highlights.set_faded(None)
        self.context.scene.highlights.set_lit(None)
        self.context.hide_hint()

    def _reorder(self, plan: Reordering, pointer: Pointer) -> bool:
        if plan.is_refused:
            self.context.edit_refused.emit(plan.sentence, pointer.scene)
            return False
        place = self._positions[self._layer_id]
        drawn = self.context.initialization
        is_done = self.context.edit(
            "Reorder layers", lambda network: plan.apply(network, (place.x(), place.y()), drawn), point=pointer.scene
        )
        if is_done and plan.loss:
            self.context.noted.emit(f"{plan.loss}; Ctrl+Z brings them back.")
        return is_done
