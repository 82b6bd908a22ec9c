"""Dragging a layer in from the palette."""

from functools import reduce

import msgspec
from PySide6.QtCore import QPointF, QRectF

from engine.network.model import LayerId
from engine.network.naming import unused_name
from gui.canvas.building.drop_plan import DropPlace, DropPlan, Side, apply_plan, plan_drop
from gui.canvas.building.landing import Landings
from gui.canvas.context import CanvasContext
from gui.canvas.edges.routes import Route
from gui.canvas.gestures.base import Gesture, Pointer
from gui.canvas.gestures.gesture_items import WireItem
from gui.canvas.gestures.ghost_item import GhostItem
from gui.canvas.layers.forms import forms_of
from gui.canvas.layers.geometry import LayerGeometry, layer_geometry
from gui.canvas.layers.panel_item import PanelLight
from gui.canvas.layers.place import Place
from gui.canvas.mime import LayerPreset
from gui.selection import ConnectionItem, LayerItem, NeuronItem

DROP_REACH_PX = 14.0
SIDE_REACH_PX = 12.0


class DropLayerGesture(Gesture):
    """Shows what a drop would do as ghost and wires, and does it.

    Args:
        context: What gestures work with.
        start: Where the drag entered the canvas.
        preset: The layer that is dragged.
    """

    def __init__(self, context: CanvasContext, start: Pointer, preset: LayerPreset) -> None:
        super().__init__(context, start)
        self._preset = preset
        self._plan = DropPlan((0.0, 0.0))
        self._wires = WireItem(context.scene.canvas_style)
        network, self._panels = context.scene.network, context.scene.places.panel_rects
        named = msgspec.structs.replace(preset, name=unused_name(network, preset.name))
        self._ghost_item = GhostItem(named, context.scene.canvas_style)
        routes = {one.key: context.scene.connection_graphics(one.key).route for one in network.connections}
        self._landings = Landings(self._panels, routes)  # as all stood before anything made room
        for item in (self._wires, self._ghost_item):
            context.scene.addItem(item)
        self.move(start)

    @property
    def ghost(self) -> QRectF:
        """Where the layer or neuron is shown."""
        return self._ghost_item.sceneBoundingRect()

    @property
    def outcome(self) -> QRectF:
        """Where it goes, and where those go that make room for it."""
        if self._plan.refusal is not None:
            return QRectF()
        made_room = (self.context.scene.layer_view(layer_id).panel_rect for layer_id in self._plan.moved)
        return reduce(QRectF.united, made_room, self.ghost)

    def move(self, pointer: Pointer) -> None:
        """Plan the drop here, and show the plan."""
        context, scene = self.context, self.context.scene
        reach, side_reach = DROP_REACH_PX / context.zoom, SIDE_REACH_PX / context.zoom
        empty = DropPlace((pointer.scene.x(), pointer.scene.y()))
        place = self._landings.hit(pointer.scene, side_reach, reach) or empty
        plan = plan_drop(scene.network, self._panels, self._preset, place)
        if plan.moved != self._plan.moved:
            scene.preview_positions({layer_id: QPointF(*there) for layer_id, there in plan.moved.items()})
        self._plan = plan
        shown_at = QPointF(*plan.position) if plan.grown is None else scene.layer_view(plan.grown).position
        self._ghost_item.setPos(shown_at)
        self._ghost_item.set_grown(None if plan.grown is None else self._grown(plan.grown))
        self._ghost_item.set_refused(plan.refusal is not None)
        self._wires.set_ways(self._ghost_ways(shown_at), is_refused=plan.refusal is not None)
        light = PanelLight.ACCEPTING if plan.refusal is None else PanelLight.REFUSING
        scene.highlights.set_lit(hit_by(place), light)
        clear_of = [self._ghost_item.sceneBoundingRect(), *scene.places.panel_rects_in(scene.in_sight)]
        context.show_hint(plan.refusal or plan.hint, pointer.scene, clear_of)

    def tear_down(self) -> None:
        """Remove ghost, wires, light and hint, and put back what made room."""
        if self._plan.moved:
            self.context.scene.preview_positions({})
        for item in (self._wires, self._ghost_item):
            self.context.scene.removeItem(item)
        self.context.scene.highlights.set_lit(None)
        self.context.hide_hint()

    def complete(self, pointer: Pointer) -> None:
        """Add the layer."""
        add_layer_as_planned(self.context, self._preset, self._plan, pointer.scene)

    def _grown(self, layer_id: LayerId) -> tuple[str, LayerGeometry]:
        """Give the name of a layer, and how it is laid out with one neuron more."""
        scene, layer = self.context.scene, self.context.scene.network.layer(layer_id)
        forms = forms_of(self.context.document.view, None, scene.canvas_style.neuron_radius)
        bias, frozen = layer.bias[:0], layer.bias_frozen[:0]  # of which the form knows nothing
        grown = msgspec.structs.replace(layer, shape=(layer.width + 1,), bias=bias, bias_frozen=frozen)
        return layer.name, forms.geometry(grown)

    def _ghost_ways(self, centre: QPointF) -> list[Route]:
        """Give the way of each connection that a drop here makes."""
        if self._plan.grown is not None:
            return []
        place = Place(layer_geometry(self._preset.width), centre.x(), centre.y())
        return self.context.scene.ways_of_new(self._plan, place)


def add_layer_as_planned(
    context: CanvasContext, preset: LayerPreset, plan: DropPlan, point: QPointF | None = None
) -> bool:
    """Add a layer with its connections as one undo step, and select it. Gives whether that was possible."""
    drawn = context.initialization
    label = "Add layer" if plan.grown is None else "Add neuron"
    added = context.edit(label, lambda network: apply_plan(network, preset, plan, drawn), point=point)
    if added and plan.grown is not None:
        context.selection.select(NeuronItem(plan.grown, context.document.project.network.layer(plan.grown).width - 1))
    elif added:
        context.selection.select(LayerItem(context.document.project.network.layers[-1].id))
    return added


def place_at(context: CanvasContext, point: QPointF) -> DropPlace:
    """Give what a drop at a point of the scene hits."""
    scene, position = context.scene, (point.x(), point.y())
    layer_id = scene.places.layer_at(point, SIDE_REACH_PX / context.zoom)
    if layer_id is not None:
        is_left = point.x() < scene.places.panel_rects[layer_id].center().x()
        return DropPlace(position, layer=layer_id, side=Side.BEFORE if is_left else Side.AFTER)
    return DropPlace(position, scene.places.connection_at(point, DROP_REACH_PX / context.zoom))


def hit_by(place: DropPlace) -> LayerItem | ConnectionItem | None:
    """Give the item that a drop hits, or None for empty space."""
    if place.layer is not None:
        return LayerItem(place.layer)
    return None if place.connection is None else ConnectionItem(*place.connection)
