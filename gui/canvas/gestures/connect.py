"""Connecting two layers by dragging a wire from a handle of one to the other."""

from PySide6.QtCore import QPointF, Qt

from engine.errors import GraphError
from engine.network.edits import check_connection, connect
from engine.network.model import LayerId
from gui.canvas.context import CanvasContext
from gui.canvas.gestures.base import Gesture, Pointer
from gui.canvas.layer_geometry import HANDLE_REACH, LayerPart
from gui.canvas.overlays import WireItem
from gui.canvas.panel_item import PanelLight
from gui.selection import ConnectionItem, LayerItem


class ConnectGesture(Gesture):
    """A wire from the handle pressed to the pointer; from the left handle it leads backwards.

    Args:
        context: What gestures work with.
        start: Where it began.
        layer_id: The layer whose handle was pressed.
        handle: Which handle.
    """

    def __init__(self, context: CanvasContext, start: Pointer, layer_id: LayerId, handle: LayerPart) -> None:
        super().__init__(context, start)
        self._layer_id = layer_id
        self._is_forward = handle is LayerPart.OUTPUT_HANDLE
        self._anchor = context.scene.layer_view(layer_id).part_rect(handle).center()
        self._connection: tuple[LayerId, LayerId] | None = None
        self._refusal: str | None = None
        self._wire = WireItem(context.scene.canvas_style)
        context.scene.addItem(self._wire)

    @property
    def cursor(self) -> Qt.CursorShape | None:
        """A cross."""
        return Qt.CursorShape.CrossCursor

    def move(self, pointer: Pointer) -> None:
        """Lead the wire to the pointer, or to the layer under it; say why a layer can't be connected."""
        other = self.context.scene.layer_at(pointer.scene, HANDLE_REACH)
        if other == self._layer_id and self._is_near_start(pointer):
            other = None
        self._connection = self._refusal = None
        end = pointer.scene
        if other is not None:
            connection = (self._layer_id, other) if self._is_forward else (other, self._layer_id)
            self._refusal = self._why_not(connection)
            if self._refusal is None:
                self._connection = connection
                end = self._other_handle(other)
        wire = (self._anchor, end) if self._is_forward else (end, self._anchor)
        self._wire.set_wires([wire], is_refused=self._refusal is not None)
        light = PanelLight.ACCEPTING if self._refusal is None else PanelLight.REFUSING
        self.context.scene.set_lit(None if other is None else LayerItem(other), light)
        self.context.hint_changed.emit(self._refusal, pointer.scene)

    def tear_down(self) -> None:
        """Remove wire, light and hint."""
        self.context.scene.removeItem(self._wire)
        self.context.scene.set_lit(None)
        self.context.hint_changed.emit(None, None)

    def complete(self, pointer: Pointer) -> None:
        """Connect, or say why not."""
        if self._connection is None:
            if self._refusal is not None:
                self.context.edit_refused.emit(self._refusal, pointer.scene)
            return
        source, target = self._connection
        drawn = self.context.initialization
        connected = self.context.edit(
            "Connect layers", lambda network: connect(network, source, target, drawn), point=pointer.scene
        )
        if connected:
            self.context.selection.select(ConnectionItem(source, target))

    def _why_not(self, connection: tuple[LayerId, LayerId]) -> str | None:
        try:
            check_connection(self.context.scene.network, *connection)
        except GraphError as error:
            return str(error)
        return None

    def _other_handle(self, layer_id: LayerId) -> QPointF:
        part = LayerPart.INPUT_HANDLE if self._is_forward else LayerPart.OUTPUT_HANDLE
        return self.context.scene.layer_view(layer_id).part_rect(part).center()

    def _is_near_start(self, pointer: Pointer) -> bool:
        return (pointer.scene - self._anchor).manhattanLength() < 4 * HANDLE_REACH
