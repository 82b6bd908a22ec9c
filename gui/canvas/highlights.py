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
        self._marks, self._hover_marks = SelectionMarks(), SelectionMarks()
        self._lit: tuple[Item | None, PanelLight] = (None, PanelLight.NONE)

    def set_focus(self, hovered: Hit | None, selected: tuple[Item, ...]) -> None:
        """Mark what is under the pointer and what is selected."""
        if selected is not self._selected:
            self._marks = SelectionMarks(selected)
        self._hovered, self._selected = hovered, selected
        item = None if hovered is None else hovered.item
        self._hover_marks = SelectionMarks(() if item is None else (item,))
        for layer_id, view in self._layers.items():
            neurons = self._marks.neurons_of(layer_id)
            is_here = isinstance(item, NeuronItem | LayerItem) and item.layer == layer_id
            view.set_neuron_focus(item.index if is_here and isinstance(item, NeuronItem) else None, neurons)
            view.set_hovered_part(hovered.part if hovered is not None and is_here else None, show_handles=is_here)
        for connection in self._connections.values():
            self.mark(connection)
        self._light_panels()

    def set_lit(self, item: Item | None, light: PanelLight = PanelLight.ACCEPTING) -> None:
        """Light the one layer or connection that a gesture is about to hit."""
        self._lit = (item, light)
        for key, connection in self._connections.items():
            connection.set_lit(isinstance(item, ConnectionItem) and key == (item.source, item.target))
        self._light_panels()

    def set_faded(self, layer_id: LayerId | None) -> None:
        """Fade the connections of one layer, which it is about to lose, or of none."""
        for key, item in self._connections.items():
            item.setOpacity(FADED if layer_id in key else 1.0)

    def mark(self, connection: ConnectionGraphics) -> None:
        """Mark a connection, or what has come to show it."""
        key = connection.connection.key
        hovered, selected = self._hover_marks.of_connection(key), self._marks.of_connection(key)
        connection.set_focus(hovered, selected, is_dimmed=self.dims_edges)

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Let nothing stand out for a while."""
        hovered, selected, lit = self._hovered, self._selected, self._lit
        self.set_lit(None)
        self.set_focus(None, ())
        try:
            yield
        finally:
            self.set_focus(hovered, selected)
            self.set_lit(*lit)

    @property
    def dims_edges(self) -> bool:
        """Whether what is selected or under the pointer stands out by all other edges' standing back.

        An edge under the pointer on the canvas itself does not: crossing a dozen of them would be a flicker.
        """
        hovered = self._hovered
        if self._marks.has_neurons:
            return True
        if hovered is None:
            return False
        return isinstance(hovered.item, NeuronItem) or (hovered.is_remote and isinstance(hovered.item, EdgeItem))

    def _light_panels(self) -> None:
        hovered = self._hovered.item if self._hovered is not None else None
        lit, light = self._lit
        for layer_id, view in self._layers.items():
            if isinstance(lit, LayerItem) and lit.layer == layer_id:
                view.set_light(light)
            elif layer_id in self._marks.layers:
                view.set_light(PanelLight.SELECTED)
            elif isinstance(hovered, LayerItem | NeuronItem) and hovered.layer == layer_id:
                view.set_light(PanelLight.HOVERED)
            else:
                view.set_light(PanelLight.NONE)
