"""Dragging a layer in from the palette."""

from PySide6.QtCore import QPointF

from gui.canvas.context import CanvasContext
from gui.canvas.drop_plan import DropPlan, apply_plan, plan_drop
from gui.canvas.gestures.base import Gesture, Pointer
from gui.canvas.ghost_item import GhostItem
from gui.canvas.layer_geometry import PANEL_WIDTH
from gui.canvas.mime import LayerPreset
from gui.canvas.overlays import WireItem
from gui.selection import ConnectionItem, LayerItem

DROP_REACH_PX = 14.0


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
        self._ghost = GhostItem(preset, context.scene.canvas_style)
        for item in (self._wires, self._ghost):
            context.scene.addItem(item)
        self.move(start)

    def move(self, pointer: Pointer) -> None:
        """Plan the drop here, and show the plan."""
        context, scene = self.context, self.context.scene
        connection = None
        if scene.layer_at(pointer.scene) is None:
            connection = scene.connection_at(pointer.scene, DROP_REACH_PX / context.zoom)
        position = (pointer.scene.x(), pointer.scene.y())
        self._plan = plan_drop(scene.network, scene.panel_rects.values(), self._preset, position, connection)
        # A layer to be inserted shows where the connection is; the others make room when it is dropped.
        shown_at = self._plan.position if connection is None else (position[0], self._plan.position[1])
        self._ghost.setPos(*shown_at)
        self._ghost.set_refused(self._plan.refusal is not None)
        self._wires.set_wires(self._ghost_wires(QPointF(*shown_at)), is_refused=self._plan.refusal is not None)
        scene.set_lit(None if connection is None else ConnectionItem(*connection))
        context.hint_changed.emit(self._plan.refusal, pointer.scene)

    def tear_down(self) -> None:
        """Remove ghost, wires, light and hint."""
        for item in (self._wires, self._ghost):
            self.context.scene.removeItem(item)
        self.context.scene.set_lit(None)
        self.context.hint_changed.emit(None, None)

    def complete(self, pointer: Pointer) -> None:
        """Add the layer."""
        add_layer_as_planned(self.context, self._preset, self._plan, pointer.scene)

    def _ghost_wires(self, centre: QPointF) -> list[tuple[QPointF, QPointF]]:
        scene, half = self.context.scene, QPointF(PANEL_WIDTH / 2, 0)
        into = [(scene.layer_view(source).position + half, centre - half) for source in self._plan.sources]
        out = [(centre + half, scene.layer_view(target).position - half) for target in self._plan.targets]
        return into + out


def add_layer_as_planned(
    context: CanvasContext, preset: LayerPreset, plan: DropPlan, point: QPointF | None = None
) -> bool:
    """Add a layer with its connections as one undo step, and select it. Gives whether that was possible."""
    drawn = context.initialization
    added = context.edit("Add layer", lambda network: apply_plan(network, preset, plan, drawn), point=point)
    if added:
        context.selection.select(LayerItem(context.document.project.network.layers[-1].id))
    return added
