"""An item for each connection of a network, on its way past the layers, kept up to date by comparing values."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QGraphicsScene

from engine.arrays import FloatArray
from engine.network.model import Connection, ConnectionKey, LayerId, Network
from gui.canvas.detail import Detail
from gui.canvas.edges.connection_graphics import ConnectionGraphics
from gui.canvas.edges.flow import may_flow
from gui.canvas.edges.numbers_item import EdgeNumbersItem
from gui.canvas.edges.outlook import EdgeOutlook
from gui.canvas.edges.planning import plan_routes
from gui.canvas.edges.quantities import SAMPLE, START
from gui.canvas.edges.routes import Route, same_route
from gui.canvas.highlights import Highlights
from gui.canvas.layers.outlook import NeuronOutlook
from gui.canvas.layers.place import Place
from gui.canvas.places import Places
from gui.canvas.style import CanvasStyle

LayerPlaces = Mapping[LayerId, Place]
Ways = Mapping[ConnectionKey, Route]


class ShownConnections:
    """Lets connections' items come, go and follow a network.

    Args:
        items: What shows the connections; it is changed here only.
        places: Told where they are.
        highlights: Marks those that come.
        edges: What their edges show.
        neurons: Knows the sample that flows through them.
        numbers: Writes the numbers on their edges.
        style: Colours and pens.

    Attributes:
        seen: The part of the scene in view: of very many edges the strongest there are drawn.
    """

    def __init__(
        self,
        items: dict[ConnectionKey, ConnectionGraphics],
        places: Places,
        highlights: Highlights,
        edges: EdgeOutlook,
        neurons: NeuronOutlook,
        numbers: EdgeNumbersItem,
        style: CanvasStyle,
    ) -> None:
        self._items = items
        self._places = places
        self._highlights = highlights
        self._edges = edges
        self._neurons = neurons
        self._numbers = numbers
        self._style = style
        self._detail = Detail.NEURONS
        self.seen = QRectF()
        self._held: Ways = {}
        self._start: Mapping[ConnectionKey, FloatArray] = {}

    def set_style(self, style: CanvasStyle) -> None:
        """Paint in another theme."""
        self._style = style
        for item in self._items.values():
            item.set_style(style)

    def set_detail(self, detail: Detail) -> None:
        """Show edges, or from afar ribbons."""
        self._detail = detail
        for item in self._items.values():
            item.set_detail(detail)

    def set_seen(self, rect: QRectF) -> None:
        """Take note of the part of the scene in view."""
        self.seen = rect
        for item in self._items.values():
            item.set_seen(rect)

    def set_flowing(self, is_wanted: bool) -> None:
        """Let dots run along the edges, where they are few."""
        is_flowing = is_wanted and may_flow(sum(item.edge_count for item in self._items.values()))
        for item in self._items.values():
            item.set_flowing(is_flowing)

    def show_sample(self) -> None:
        """Show what flows of the sample that the neurons show now."""
        self._edges.set_there(SAMPLE, is_there=bool(self._neurons.values))
        for (source, _), item in self._items.items():
            item.set_source_activation(self._neurons.activation(source))
        self._edges.rescale()

    def show_start(self, weights: Mapping[ConnectionKey, FloatArray]) -> None:
        """Show how far edges have come from the weights that the run began with; none where there was no run."""
        self._start = weights
        self._edges.set_there(START, is_there=bool(weights))
        for key, item in self._items.items():
            item.set_start(weights.get(key))
        self._edges.rescale()

    def way_between(self, network: Network, places: LayerPlaces, source: LayerId, target: LayerId) -> Route:
        """Give the way from layer to layer that a connection has, or would have."""
        known = self._items.get((source, target))
        if known is not None:
            return known.route
        return self.ways_with(network.connections, places, [(source, target)])[0]

    def ways_with(
        self, connections: Iterable[Connection], places: LayerPlaces, ends: Sequence[ConnectionKey]
    ) -> list[Route]:
        """Give the ways that further connections, of all edges, would have beside some."""
        new = [_full_connection(places, *key) for key in ends]
        return self.ways_among((*connections, *new), places, ends)

    def ways_among(
        self, connections: Iterable[Connection], places: LayerPlaces, ends: Sequence[ConnectionKey]
    ) -> list[Route]:
        """Give the ways that some of these connections would have if there were no others."""
        planned = plan_routes(places, connections, self._held, self._routes())
        return [planned[key] for key in ends]

    def show(
        self,
        scene: QGraphicsScene,
        connections: Sequence[Connection],
        places: LayerPlaces,
        held: Ways,
        *,
        has_moved: bool,
    ) -> bool:
        """Show connections. Gives whether any has come, gone, or perhaps another way.

        Args:
            scene: Where they are shown.
            connections: What to show.
            places: Where the layers are.
            held: Ways that are kept whatever stands in them.
            has_moved: Whether any layer has come, gone, moved or another form since they were shown last.
        """
        is_fewer = self._remove_others(scene, {connection.key for connection in connections})
        if not (has_moved or is_fewer or held != self._held or self._are_rewired(connections)):
            for connection in connections:
                item = self._items[connection.key]
                if connection is not item.connection:
                    item.show_connection(connection, item.route)
            return False
        before, self._held = self._routes(), held
        routes = plan_routes(places, connections, held, before)
        for connection in connections:
            self._show_connection(scene, connection, routes[connection.key])
            self._items[connection.key].note_layout()
        if is_fewer or len(before) < len(self._items):
            self._edges.part_labels()
        return True

    def _routes(self) -> dict[ConnectionKey, Route]:
        return {key: item.route for key, item in self._items.items()}

    def _are_rewired(self, connections: Sequence[Connection]) -> bool:
        shown = self._items
        return any(each.key not in shown or shown[each.key].connection.mask is not each.mask for each in connections)

    def _remove_others(self, scene: QGraphicsScene, kept: Collection[ConnectionKey]) -> bool:
        removed = self._items.keys() - kept
        for key in removed:
            scene.removeItem(self._items.pop(key))
            self._places.remove_connection(key)
        return bool(removed)

    def _show_connection(self, scene: QGraphicsScene, connection: Connection, route: Route) -> None:
        item = self._items.get(connection.key)
        if item is None:
            self._add(scene, connection, route)
            return
        route = item.route if same_route(route, item.route) else route
        if connection is not item.connection or route is not item.route:
            item.show_connection(connection, route)
            self._places.put_connection(connection.key)

    def _add(self, scene: QGraphicsScene, connection: Connection, route: Route) -> None:
        item = ConnectionGraphics(connection, route, self._style, self._numbers)
        item.set_source_activation(self._neurons.activation(connection.source))
        item.set_start(self._start.get(connection.key))
        self._edges.dress(item)
        item.set_detail(self._detail)
        item.set_seen(self.seen)
        self._highlights.mark(item)
        self._items[connection.key] = item
        self._places.put_connection(connection.key)
        scene.addItem(item)


def _full_connection(places: LayerPlaces, source: LayerId, target: LayerId) -> Connection:
    every = np.ones((places[target].neuron_count, places[source].neuron_count), np.bool_)
    return Connection(source, target, np.zeros(every.shape), every, ~every)
