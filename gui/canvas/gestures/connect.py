"""Connecting by dragging a wire: from a neuron or a layer's handle to a neuron or a layer."""

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath

from engine.network.model import LayerId
from engine.network.wires import WireEnd, connect_ends
from gui.canvas.context import CanvasContext
from gui.canvas.gestures.base import Gesture, Pointer
from gui.canvas.gestures.gesture_items import RingsItem, WireItem, pressed_below
from gui.canvas.layers.geometry import LayerPart
from gui.canvas.layers.panel_item import PanelLight
from gui.canvas.wiring.wire_plan import LooseWire, WirePlan, items_of, plan_wire
from gui.selection import LayerItem

TARGET_REACH = 13.0
LEAST_WAY = 52.0  # that a wire has left home after
ARCH_MARGIN_PX = 6  # from the view's upper edge, so that all of it is seen
GROUND_HINT = "Let go to choose a layer to add here"


class ConnectGesture(Gesture):
    """A wire from what was pressed to what is under the pointer.

    A neuron at an end means that neuron alone; a side, or a panel beside its neurons, means the whole layer. From a
    neuron or a right side the wire leads forwards, from a left side backwards.

    Args:
        context: What gestures work with.
        start: Where it began.
        layer_id: The layer pressed.
        pressed: Its side or its neuron.
    """

    def __init__(self, context: CanvasContext, start: Pointer, layer_id: LayerId, pressed: LayerPart | int) -> None:
        super().__init__(context, start)
        self._is_forward = pressed is not LayerPart.INPUT_HANDLE
        self._origin = WireEnd(layer_id, None if isinstance(pressed, LayerPart) else (pressed,))
        self._anchor = self._anchor_of(self._origin, is_source=self._is_forward)
        self._end: WireEnd | None = None
        self._plan: WirePlan | None = None
        self._arch: QPainterPath | None = None
        self._wire = WireItem(context.scene.canvas_style)
        self._rings = RingsItem(context.scene.canvas_style)
        for item in (self._wire, self._rings):
            context.scene.addItem(item)

    @property
    def cursor(self) -> Qt.CursorShape | None:
        """A cross."""
        return Qt.CursorShape.CrossCursor

    @property
    def scrolls(self) -> bool:
        """Always."""
        return True

    def move(self, pointer: Pointer) -> None:
        """Lead the wire to the pointer, or to what it would hit there; say what it would do, or why nothing."""
        end = self._end_at(pointer)
        if end != self._end:
            self._end = end
            self._plan = None if end is None else self._plan_to(end)
            self._arch = None if self._plan is None else self._arch_of(self._plan)
        self._show(pointer)

    def tear_down(self) -> None:
        """Remove wire, rings, light and hint."""
        for item in (self._wire, self._rings):
            self.context.scene.removeItem(item)
        self.context.scene.highlights.set_lit(None)
        self.context.hide_hint()

    def complete(self, pointer: Pointer) -> None:
        """Make the edges, or say why not."""
        plan = self._plan
        if plan is None:
            if self._is_on_ground(pointer):
                self.context.wire_let_go.emit(pointer.scene, LooseWire(self._origin, self._is_forward))
            return
        if plan.is_refused:
            self.context.edit_refused.emit(plan.sentence, pointer.scene)
            return
        drawn = self.context.initialization
        connected = self.context.edit(
            plan.label, lambda network: connect_ends(network, plan.source, plan.target, drawn), point=pointer.scene
        )
        if connected:
            network = self.context.document.project.network
            self.context.selection.select(*items_of(network, plan.source, plan.target))

    def _end_at(self, pointer: Pointer) -> WireEnd | None:
        scene = self.context.scene
        layer_id = scene.places.layer_at(pointer.scene, TARGET_REACH)
        if layer_id is None:
            return None
        neuron = scene.layer_view(layer_id).neuron_at(pointer.scene)
        end = WireEnd(layer_id, None if neuron is None else (neuron,))
        return None if layer_id == self._origin.layer and self._is_still_home(end, pointer) else end

    def _is_still_home(self, end: WireEnd, pointer: Pointer) -> bool:
        """Tell whether the pointer has not left yet: the way out leads over the layer that was pressed."""
        if self._origin.neurons is not None:
            return end.neurons is None or end == self._origin
        return not self._is_away(pointer)

    def _is_on_ground(self, pointer: Pointer) -> bool:
        return self._is_away(pointer) and self.context.scene.places.layer_at(pointer.scene, TARGET_REACH) is None

    def _is_away(self, pointer: Pointer) -> bool:
        return (pointer.scene - self.start.scene).manhattanLength() >= LEAST_WAY

    def _plan_to(self, end: WireEnd) -> WirePlan:
        source, target = (self._origin, end) if self._is_forward else (end, self._origin)
        return plan_wire(self.context.scene.network, source, target)

    def _arch_of(self, plan: WirePlan) -> QPainterPath | None:
        """Give the way of an edge in the middle where what is made leads over other layers."""
        way = None if plan.is_refused else self.context.scene.way_between(plan.source.layer, plan.target.layer)
        if way is None or way.arch is None:
            return None
        ends = (plan.target, way.target), (plan.source, way.source)
        row, column = (place.neuron_count // 2 if end.neurons is None else end.neurons[0] for end, place in ends)
        return way.paths(np.array([row]), np.array([column]))[0]

    def _show(self, pointer: Pointer) -> None:
        scene, plan, end = self.context.scene, self._plan, self._end
        is_refused = plan is not None and plan.is_refused
        place = pointer.scene
        if end is not None and not is_refused:
            place = self._anchor_of(end, is_source=not self._is_forward)
        wire = (self._anchor, place) if self._is_forward else (place, self._anchor)
        if self._arch is None:
            self._wire.set_wire(*wire, is_refused=is_refused)
        else:
            top = scene.in_sight.top() + ARCH_MARGIN_PX / self.context.zoom
            self._wire.set_path(pressed_below(self._arch, top))
        hit = [] if end is None or end.neurons is None else [scene.layer_view(end.layer).neuron_rect(end.neurons[0])]
        self._rings.set_rings(hit, is_refused=is_refused)
        is_panel_hit = end is not None and end.neurons is None
        light = PanelLight.REFUSING if is_refused else PanelLight.ACCEPTING
        scene.highlights.set_lit(LayerItem(end.layer) if end is not None and is_panel_hit else None, light)
        hint = GROUND_HINT if self._is_on_ground(pointer) else None
        sentence = hint if plan is None else plan.sentence
        self.context.show_hint(sentence, pointer.scene, scene.places.panel_rects_in(scene.in_sight))

    def _anchor_of(self, end: WireEnd, *, is_source: bool) -> QPointF:
        view = self.context.scene.layer_view(end.layer)
        if end.neurons is None:
            return view.part_rect(LayerPart.OUTPUT_HANDLE if is_source else LayerPart.INPUT_HANDLE).center()
        rect = view.neuron_rect(end.neurons[0])
        return QPointF(rect.right() if is_source else rect.left(), rect.center().y())
