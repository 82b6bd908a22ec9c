"""What is under the pointer: marks it, tells the other views, and after a moment shows its exact value."""

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QGraphicsView

from engine.network.activations import activation_function
from gui.canvas.captions import describe
from gui.canvas.context import CanvasContext
from gui.canvas.in_view import rect_in_view, rects_in_view, seen_rect
from gui.canvas.layers.folding import fold_help
from gui.canvas.layers.geometry import HANDLES, LayerPart
from gui.canvas.overlays.floating_note import FloatingNote
from gui.canvas.places import Hit
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, exists

TOOLTIP_DELAY_MS = 300
PART_HELP = {
    LayerPart.NAME: "Double-click to rename (F2), drag to move",
    LayerPart.NARROWER: "Remove the last neuron (−)",
    LayerPart.WIDTH: "Click to type the number of neurons",
    LayerPart.WIDER: "Add a neuron (+)",
    LayerPart.INPUT_HANDLE: "Drag from this side to a layer that this one should read",
    LayerPart.OUTPUT_HANDLE: "Drag from this side to a layer that should read this one",
}
_BUTTONS = (LayerPart.NARROWER, LayerPart.WIDER, LayerPart.ACTIVATION_FUNCTION, LayerPart.FOLD)


class HoverTracker(QObject):
    """Follows the pointer while no gesture goes on.

    Args:
        context: What is shown.
        view: The canvas.
    """

    def __init__(self, context: CanvasContext, view: QGraphicsView) -> None:
        super().__init__(view)
        self._context = context
        self._view = view
        self._hit: Hit | None = None
        self._point = QPoint()
        self.note = FloatingNote(view.viewport(), context.scene.canvas_style)
        self.note.setObjectName("canvas-tooltip")
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(TOOLTIP_DELAY_MS)
        self._delay.timeout.connect(self._show_note)
        context.selection.hover_changed.connect(self._on_hover_changed)
        context.selection.selection_changed.connect(self._refresh_marks)
        context.selection.in_play_changed.connect(self._refresh_marks)

    def follow(self, hit: Hit | None, point: QPoint) -> None:
        """Take note of what is under the pointer, at a point of the viewport."""
        self._point = point
        if hit == self._hit or (hit is not None and self._hit is not None and _are_in_one_matrix(hit, self._hit)):
            self._hit = hit
            if self.note.isVisible():
                self._show_note()
            return
        self._hit = hit
        self.note.hide()
        self._delay.stop()
        if hit is not None:
            self._delay.start()
        self._view.viewport().setCursor(_cursor(hit))
        self._context.selection.hover(None if hit is None else hit.item)
        self._refresh_marks()

    def leave(self) -> None:
        """Take note that nothing is under the pointer."""
        self.follow(None, self._point)

    def refresh(self) -> None:
        """Show the numbers as they are now."""
        if self._hit is not None and not exists(self._hit.item, self._context.scene.network):
            self.leave()
        elif self.note.isVisible():
            self._show_note()

    def _on_hover_changed(self, item: Item | None) -> None:
        if item != (None if self._hit is None else self._hit.item):
            # Another view's pointer: mark the item here too, without a tooltip.
            self.note.hide()
            self._delay.stop()
            self._hit = None if item is None else Hit(item, is_remote=True)
            self._refresh_marks()

    def _refresh_marks(self) -> None:
        selection = self._context.selection
        self._context.scene.highlights.set_focus(self._hit, selection.items, selection.in_play)

    def _show_note(self) -> None:
        text = "" if self._hit is None else self._text(self._hit)
        if text:
            self.note.show_beside(text, self._point, [*self._layers_in_view(), *self._label()])

    def _layers_in_view(self) -> list[QRect]:
        """Give where neurons and headers are seen: a note is not to hide the one that it is about, nor others."""
        seen, places = seen_rect(self._view), self._context.scene.places
        rects = [*places.neuron_rects_in(seen), *places.header_rects_in(seen)]
        return rects_in_view(self._view, rects)

    def _label(self) -> list[QRect]:
        """Give where the number of the edge under the pointer is written: a note would repeat it and cover it."""
        edge = None if self._hit is None else self._hit.item
        if not isinstance(edge, EdgeItem):
            return []
        return [rect_in_view(self._view, self._context.scene.places.value_rect(edge))]

    def _text(self, hit: Hit) -> str:
        scene = self._context.scene
        if not exists(hit.item, scene.network):
            return ""
        if hit.part is LayerPart.ACTIVATION_FUNCTION and isinstance(hit.item, LayerItem):
            function = activation_function(scene.network.layer(hit.item.layer).activation_function)
            return f"{function.formula}\n{function.help}"
        if hit.part is LayerPart.FOLD and isinstance(hit.item, LayerItem):
            return fold_help(self._context, hit.item.layer)
        if hit.part is not None:
            return PART_HELP[hit.part]
        if isinstance(hit.item, LayerItem):
            return ""  # over a panel a note would be in the way of dragging it
        if hit.entry is not None and isinstance(hit.item, ConnectionItem):
            edge = EdgeItem(hit.item.source, hit.item.target, *hit.entry)
            if exists(edge, scene.network):
                return describe(edge, scene.network, scene.told)
        return describe(hit.item, scene.network, scene.told)


def _are_in_one_matrix(first: Hit, second: Hit) -> bool:
    """Tell whether both are on the image of one matrix, where the note goes along from pixel to pixel."""
    return first.item == second.item and first.entry is not None and second.entry is not None


def _cursor(hit: Hit | None) -> Qt.CursorShape:
    if hit is not None and hit.on_value:
        return Qt.CursorShape.SizeHorCursor  # it can be dragged; a click edits it as well
    if hit is None or hit.part is LayerPart.NAME:
        return Qt.CursorShape.ArrowCursor
    if hit.part in HANDLES:
        return Qt.CursorShape.CrossCursor
    if hit.part is LayerPart.WIDTH:
        return Qt.CursorShape.IBeamCursor
    if hit.part in _BUTTONS or not isinstance(hit.item, LayerItem):
        return Qt.CursorShape.PointingHandCursor
    return Qt.CursorShape.ArrowCursor
