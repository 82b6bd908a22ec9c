"""Moving layers by dragging a panel."""

from PySide6.QtCore import QLineF, QPointF, Qt

from engine.network.edits import move_layers
from engine.network.model import LayerId
from gui.canvas.alignment import align
from gui.canvas.context import CanvasContext
from gui.canvas.gestures.base import Gesture, Pointer
from gui.canvas.overlays import GuidesItem
from gui.selection import LayerItem

ALIGNMENT_REACH_PX = 8.0
GUIDE_OVERHANG = 24.0


class MoveLayersGesture(Gesture):
    """Moves the layer pressed, with all others selected if it is; Alt switches snapping off.

    Args:
        context: What gestures work with.
        start: Where it began.
        layer_id: The layer pressed.
    """

    def __init__(self, context: CanvasContext, start: Pointer, layer_id: LayerId) -> None:
        super().__init__(context, start)
        if LayerItem(layer_id) not in context.selection.items:
            context.selection.select(LayerItem(layer_id))
        moved = [item.layer for item in context.selection.items if isinstance(item, LayerItem)]
        self._layer_id = layer_id
        self._origins = {moved_id: QPointF(*context.scene.network.layer(moved_id).position) for moved_id in moved}
        self._positions: dict[LayerId, QPointF] = dict(self._origins)
        self._guides = GuidesItem(context.scene.canvas_style)
        context.scene.addItem(self._guides)

    @property
    def cursor(self) -> Qt.CursorShape | None:
        """A closed hand."""
        return Qt.CursorShape.ClosedHandCursor

    def move(self, pointer: Pointer) -> None:
        """Show the layers where they would go."""
        origin = self._origins[self._layer_id]
        wished = origin + pointer.scene - self.start.scene
        column: float | None = None
        row: float | None = None
        if not pointer.modifiers & Qt.KeyboardModifier.AltModifier:
            others = [layer.position for layer in self.context.scene.network.layers if layer.id not in self._origins]
            place, column, row = align((wished.x(), wished.y()), others, ALIGNMENT_REACH_PX / self.context.zoom)
            wished = QPointF(*place)
        self._positions = {layer_id: start + wished - origin for layer_id, start in self._origins.items()}
        self.context.scene.preview_positions(self._positions)
        self._show_guides(column, row)

    def finish(self, pointer: Pointer) -> None:
        """Move the layers for good while they are shown there, so that they don't glide from where they were."""
        self.complete(pointer)
        self.tear_down()
        self.finished.emit()

    def tear_down(self) -> None:
        """Put the layers back and remove the guides; the edit that may follow moves them for good."""
        self.context.scene.removeItem(self._guides)
        self.context.scene.preview_positions({})

    def complete(self, pointer: Pointer) -> None:  # noqa: ARG002 - the last move has placed them
        """Move the layers for good."""
        positions = {layer_id: (place.x(), place.y()) for layer_id, place in self._positions.items()}
        if self._positions != self._origins:
            label = "Move layer" if len(positions) == 1 else f"Move {len(positions)} layers"
            self.context.edit(label, lambda network: move_layers(network, positions), while_training=True)

    def _show_guides(self, column: float | None, row: float | None) -> None:
        panels = self.context.scene.panel_rects
        own = panels[self._layer_id]
        lines = []
        aligned = [layer for layer in self.context.scene.network.layers if layer.id not in self._origins]
        if column is not None:
            rects = [panels[layer.id] for layer in aligned if layer.position[0] == column] + [own]
            top, bottom = min(rect.top() for rect in rects), max(rect.bottom() for rect in rects)
            lines.append(QLineF(column, top - GUIDE_OVERHANG, column, bottom + GUIDE_OVERHANG))
        if row is not None:
            rects = [panels[layer.id] for layer in aligned if layer.position[1] == row] + [own]
            left, right = min(rect.left() for rect in rects), max(rect.right() for rect in rects)
            lines.append(QLineF(left - GUIDE_OVERHANG, row, right + GUIDE_OVERHANG, row))
        self._guides.set_lines(lines)
