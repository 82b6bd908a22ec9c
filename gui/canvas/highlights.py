"""What stands out on the canvas: what is selected, under the pointer, or about to be hit or lost by a gesture."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from engine.network.model import ConnectionKey, LayerId
from gui.canvas.edges.connection_graphics import ConnectionGraphics
from gui.canvas.layers.panel_item import PanelLight
from gui.canvas.layers.view import LayerView
from gui.canvas.places import Hit
from gui.canvas.selecting.selection_marks import SelectionMarks
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem

FADED = 0.07  # opacity of connections about to go


class Highlights:
    """Lets items stand out, and knows which do.

    Args:
        layers: What shows the layers; it may change.
        connections: What shows the connections; it may change.
    """

    def __init__(
        self, layers: Mapping[LayerId, LayerView], connections: Mapping[ConnectionKey, ConnectionGraphics]
    ) -> None:
        self._layers = layers
        self._connections = connections
        self._hovered: Hit | None = None
        self._selected: tuple[Item, ...] = ()
        self._in_play: tuple[Item, ...] = ()
        self._marks, self._hover_marks = SelectionMarks(), SelectionMarks()
        self._lit: tuple[Item | None, PanelLight] = (None, PanelLight.NONE)

    def set_focus(self, hovered: Hit | None, selected: tuple[Item, ...], in_play: tuple[Item, ...] = ()) -> None:
        """Mark what is under the pointer, what is selected, and what another view tells of."""
        before, dimmed = (self._marks, self._hover_marks), self.dims_edges
        if selected is not self._selected:
            self._marks = SelectionMarks(selected)
        self._hovered, self._selected, self._in_play = hovered, selected, in_play
        self._hover_marks = SelectionMarks(in_play if hovered is None else (hovered.item, *in_play))
        marks = {*before, self._marks, self._hover_marks}
        for layer_id in {layer_id for each in marks for layer_id in each.layers_touched} & self._layers.keys():
            self.mark_layer(layer_id)
        is_all = dimmed is not self.dims_edges
        for key, connection in self._connections.items():
            if is_all or any(each.touches(key) for each in marks):
                self.mark(connection)

    def set_lit(self, item: Item | None, light: PanelLight = PanelLight.ACCEPTING) -> None:
        """Light the one layer or connection that a gesture is about to hit."""
        before, self._lit = self._lit[0], (item, light)
        for each in (before, item):
            if isinstance(each, LayerItem) and each.layer in self._layers:
                self.mark_layer(each.layer)
            elif isinstance(each, ConnectionItem) and (each.source, each.target) in self._connections:
                self._connections[each.source, each.target].set_lit(each == item)

    def set_faded(self, layer_id: LayerId | None) -> None:
        """Fade the connections of one layer, which it is about to lose, or of none."""
        for key, item in self._connections.items():
            item.setOpacity(FADED if layer_id in key else 1.0)

    def mark_layer(self, layer_id: LayerId) -> None:
        """Mark a layer, or what has come to show it."""
        view, hovered = self._layers[layer_id], self._hovered
        item = None if hovered is None else hovered.item
        is_here = isinstance(item, NeuronItem | LayerItem) and item.layer == layer_id
        view.set_neuron_focus(self._hover_marks.neurons_of(layer_id), self._marks.neurons_of(layer_id))
        view.set_hovered_part(hovered.part if hovered is not None and is_here else None, show_handles=is_here)
        view.set_light(self._light_of(layer_id, is_hovered=is_here or layer_id in self._hover_marks.layers))

    def mark(self, connection: ConnectionGraphics) -> None:
        """Mark a connection, or what has come to show it."""
        key = connection.connection.key
        hovered, selected = self._hover_marks.of_connection(key), self._marks.of_connection(key)
        connection.set_focus(hovered, selected, is_dimmed=self.dims_edges)

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Let nothing stand out for a while."""
        hovered, selected, in_play, lit = self._hovered, self._selected, self._in_play, self._lit
        self.set_lit(None)
        self.set_focus(None, ())
        try:
            yield
        finally:
            self.set_focus(hovered, selected, in_play)
            self.set_lit(*lit)

    @property
    def dims_edges(self) -> bool:
        """Whether what is selected or under the pointer stands out by all other edges' standing back.

        An edge under the pointer on the canvas itself does not: crossing a dozen of them would be a flicker.
        """
        hovered = self._hovered
        if self._marks.has_neurons or self._in_play:
            return True
        if hovered is None:
            return False
        return isinstance(hovered.item, NeuronItem) or (hovered.is_remote and isinstance(hovered.item, EdgeItem))

    def _light_of(self, layer_id: LayerId, *, is_hovered: bool) -> PanelLight:
        lit, light = self._lit
        if isinstance(lit, LayerItem) and lit.layer == layer_id:
            return light
        if layer_id in self._marks.layers:
            return PanelLight.SELECTED
        return PanelLight.HOVERED if is_hovered else PanelLight.NONE
