"""Where everything on the canvas is: what is at a point, and which rectangle hits an item."""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any

import msgspec
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from engine.arrays import FloatArray
from engine.network.model import ConnectionKey, LayerId
from gui.canvas.edges.connection_graphics import ConnectionGraphics
from gui.canvas.edges.edge_places import EdgePlaces
from gui.canvas.layers.geometry import HANDLES, SIDE_REACH, LayerPart
from gui.canvas.layers.view import LayerView
from gui.canvas.rect_table import RectTable
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem


class Hit(msgspec.Struct, frozen=True):
    """What is at some point.

    Attributes:
        item: The item.
        part: The part of a layer's panel.
        on_value: Whether the item's own number is written there: an edge's weight, a neuron's bias.
        entry: Row and column of the weight whose pixel is there in the image of a connection's matrix.
        panel: The layer across whose panel an edge runs there, or None.
        side: The layer and the side of its panel right beside which an edge is hit there: a wire can be drawn from it.
        is_remote: Whether the pointer is in another view, so that the eye has to find the item here.
    """

    item: Item
    part: LayerPart | None = None
    on_value: bool = False
    entry: tuple[int, int] | None = None
    panel: LayerId | None = None
    side: tuple[LayerId, LayerPart] | None = None
    is_remote: bool = False


class Places:
    """Tells where things are, all in scene coordinates.

    Args:
        layers: What shows the layers, those on top last; it may change.
        connections: What shows the connections; it may change.
    """

    def __init__(self, layers: dict[LayerId, LayerView], connections: dict[ConnectionKey, ConnectionGraphics]) -> None:
        self._layers = layers
        self._connections = connections
        self._panels = RectTable[LayerId]()
        self._edges = RectTable[ConnectionKey]()

    def put_layer(self, layer_id: LayerId) -> None:
        """Take note of where a layer is now."""
        self._panels.put(layer_id, self._layers[layer_id].panel_rect)

    def remove_layer(self, layer_id: LayerId) -> None:
        """Take note that a layer has gone."""
        self._panels.remove(layer_id)

    def put_connection(self, key: ConnectionKey) -> None:
        """Take note of where a connection is now."""
        self._edges.put(key, self._connections[key].boundingRect())

    def remove_connection(self, key: ConnectionKey) -> None:
        """Take note that a connection has gone."""
        self._edges.remove(key)

    @property
    def panel_rects(self) -> dict[LayerId, QRectF]:
        """Every layer's panel in scene coordinates."""
        return {layer_id: view.panel_rect for layer_id, view in self._layers.items()}

    @property
    def panel_edges(self) -> FloatArray:
        """Left, upper, right and lower edge of every layer's panel: float64 (N, 4)."""
        return self._panels.edges

    def hit(self, point: QPointF, reach: float) -> Hit | None:
        """Give what is at a point: a panel's controls and sides, its neurons, edges, and last its ground.

        Only a weight that is written across a panel's side comes before that side, and an edge right beside it.

        Args:
            point: In scene coordinates.
            reach: How far from an edge still counts as on it, in scene units.
        """
        views = [(layer_id, self._layers[layer_id]) for layer_id in self._layers_at(point, SIDE_REACH)]
        for layer_id, view in views:
            part = view.part_at(point)
            if part in HANDLES:
                return self._hit_at_side(point, reach, layer_id, part)
            if part is not None:
                return Hit(LayerItem(layer_id), part)
        panel = next((layer_id for layer_id, view in views if view.panel_rect.contains(point)), None)
        in_panel = None if panel is None else self._hit_in_panel(panel, point)
        return in_panel or self._hit_connection(point, reach, panel) or (Hit(LayerItem(panel)) if panel else None)

    def layer_at(self, point: QPointF, margin: float = 0.0) -> LayerId | None:
        """Give the layer whose panel, grown by a margin, holds a point."""
        return next(iter(self._layers_at(point, margin)), None)

    def connection_at(self, point: QPointF, reach: float) -> ConnectionKey | None:
        """Give the connection that has an edge or its matrix within reach of a point."""
        edge = self._edge_at(point, reach)
        return None if edge is None else (edge.source, edge.target)

    def rect_of(self, item: Item) -> QRectF:
        """Give a rectangle whose centre hits an item."""
        return _RECTS[type(item)](self, item)

    def extent_of(self, item: Item) -> QRectF:
        """Give the rectangle to be seen of an item: all of a layer's panel."""
        return self._layers[item.layer].panel_rect if isinstance(item, LayerItem) else self.rect_of(item)

    def drawn_rect(self, item: Item) -> QRectF:
        """Give the rectangle around all that is drawn of an item: of an edge also the neurons at its ends."""
        rect, parts = self.extent_of(item), list[QRectF]()
        if isinstance(item, EdgeItem):
            parts = [*self._connections[item.source, item.target].places.edge_rects(item), *self.neurons_of(item)]
        elif isinstance(item, ConnectionItem):
            parts = self._connections[item.source, item.target].places.way_rects()
        return reduce(QRectF.united, parts, rect)

    def value_rect(self, item: EdgeItem | NeuronItem) -> QRectF:
        """Give where an edge's weight or a neuron's bias is written, or would be."""
        if isinstance(item, NeuronItem):
            return self._layers[item.layer].bias_rect(item.index)
        return self._connections[(item.source, item.target)].places.label_rect(item)

    def layers_in(self, rect: QRectF) -> list[LayerId]:
        """Give the layers whose panels touch a rectangle."""
        return self._panels.touching(rect)

    def panel_rects_in(self, rect: QRectF) -> list[QRectF]:
        """Give the panels that touch a rectangle."""
        return [self._layers[layer_id].panel_rect for layer_id in self.layers_in(rect)]

    def header_rects_in(self, rect: QRectF) -> list[QRectF]:
        """Give the headers of the layers whose panels touch a rectangle."""
        return [self._layers[layer_id].header_rect for layer_id in self.layers_in(rect)]

    def connections_in(self, rect: QRectF) -> list[ConnectionKey]:
        """Give the connections that may have something in a rectangle."""
        return self._edges.touching(rect)

    def neuron_rects_in(self, rect: QRectF) -> list[QRectF]:
        """Give a rectangle around the neurons of each layer whose panel touches a rectangle."""
        return [self._layers[layer_id].neurons_rect for layer_id in self.layers_in(rect)]

    def covers_of_numbers(self, rect: QRectF) -> list[QRectF]:
        """Give what is drawn above the numbers on edges, of the layers whose panels touch a rectangle."""
        return [cover for layer_id in self.layers_in(rect) for cover in self._layers[layer_id].covers]

    def kept_clear(self, item: EdgeItem | NeuronItem | ConnectionItem, seen: QRectF) -> list[QRectF]:
        """Give what should be seen while an item's number is edited: neurons, biases, headers and weights in view.

        An edge's own weight is left out: the field stands for it.
        """
        kept = self.covers_of_numbers(seen)
        for key in self.connections_in(seen):
            kept += self._connections[key].places.label_rects_but(item)
        return kept

    def neurons_of(self, item: EdgeItem | NeuronItem | ConnectionItem) -> list[QRectF]:
        """Give the neurons that an item's number is about: those that an edge joins, or the one that has a bias."""
        if isinstance(item, EdgeItem):
            return [self.rect_of(NeuronItem(item.source, item.column)), self.rect_of(NeuronItem(item.target, item.row))]
        return [self.rect_of(item)] if isinstance(item, NeuronItem) else []

    def content_rect(self) -> QRectF:
        """Give the rectangle around all that is shown; empty where nothing is."""
        return self._panels.around.united(self._edges.around)

    @property
    def layers_rect(self) -> QRectF:
        """The rectangle around all layers' panels; empty where there are none."""
        return self._panels.around

    def labels_rects(self, zoom: float) -> list[QRectF]:
        """Give the room that labels of outputs take beside their panels at a zoom."""
        rects = (view.labels_rect(zoom) for view in self._layers.values())
        return [rect for rect in rects if not rect.isEmpty()]

    def has_anything_in(self, rect: QRectF) -> bool:
        """Tell whether a layer's panel or the way of a connection meets a rectangle."""
        return bool(self.layers_in(rect)) or self.has_way_in(rect)

    def has_way_in(self, rect: QRectF) -> bool:
        """Tell whether the way of a connection meets a rectangle."""
        ways = (self._connections[key].places.way_rects() for key in self.connections_in(rect))
        return any(way.intersects(rect) for rects in ways for way in rects)

    def has_layer_in(self, rect: QRectF, zoom: float) -> bool:
        """Tell whether a layer's panel, or the room that labels of its outputs take at a zoom, meets a rectangle."""
        return bool(self.layers_in(rect)) or any(rect.intersects(labels) for labels in self.labels_rects(zoom))

    def spines(self, least: float) -> list[QPainterPath]:
        """Give the way of each connection as a single line, but of those whose place is no larger than that."""
        return [self._connections[key].spine for key in self._edges.larger_than(least)]

    def _hit_connection(self, point: QPointF, reach: float, panel: LayerId | None) -> Hit | None:
        """Give the edge at a point, or where no panel covers them the matrix or the ribbon."""
        edge = self._weight_at(point, reach)
        if edge is not None:
            return Hit(edge, on_value=True, panel=panel)
        found = self._edge_at(point, reach)
        if isinstance(found, ConnectionItem) and panel is not None:
            return None
        if isinstance(found, ConnectionItem):
            return Hit(found, entry=self._connections[(found.source, found.target)].places.entry_at(point))
        return None if found is None else Hit(found, panel=panel)

    def _hit_at_side(self, point: QPointF, reach: float, layer_id: LayerId, part: LayerPart) -> Hit:
        """Give what is at a side of a panel, from within it to a little outside."""
        written = self._weight_at(point, reach)
        if written is not None:
            return Hit(written, on_value=True)
        is_outside = not self._layers[layer_id].panel_rect.contains(point)
        edge = self._edge_at(point, reach) if is_outside else None
        return Hit(edge, side=(layer_id, part)) if isinstance(edge, EdgeItem) else Hit(LayerItem(layer_id), part)

    def _weight_at(self, point: QPointF, reach: float) -> EdgeItem | None:
        """Give the edge whose weight is written at a point."""
        labelled = (each.labelled_edge_at(point) for each in self._near(point, reach).values())
        return next((edge for edge in labelled if edge is not None), None)

    def _hit_in_panel(self, layer_id: LayerId, point: QPointF) -> Hit | None:
        view = self._layers[layer_id]
        neuron = view.neuron_at(point)
        if neuron is not None:
            return Hit(NeuronItem(layer_id, neuron))
        biased = view.bias_at(point)
        return None if biased is None else Hit(NeuronItem(layer_id, biased), on_value=True)

    def _near(self, point: QPointF, reach: float) -> dict[ConnectionKey, EdgePlaces]:
        """Give the connections that may have something within reach of a point."""
        return {key: self._connections[key].places for key in self.connections_in(_around(point, reach))}

    def _layers_at(self, point: QPointF, margin: float) -> Iterable[LayerId]:
        """Give the layers whose panels, grown by a margin, hold a point, those on top first."""
        return reversed(self.layers_in(_around(point, margin)))

    def _edge_at(self, point: QPointF, reach: float) -> EdgeItem | ConnectionItem | None:
        near = self._near(point, reach)
        ribbons = {key: each.distance(point) for key, each in near.items() if each.is_ribbon}
        if ribbons:
            nearest = min(ribbons, key=lambda key: ribbons[key])
            return ConnectionItem(*nearest) if ribbons[nearest] <= reach else None
        for key, each in near.items():
            if each.band_rect is not None and each.band_rect.contains(point):
                return ConnectionItem(*key)
        found = [edge for each in near.values() if (edge := each.edge_at(point, reach)) is not None]
        return min(found, key=lambda edge: edge[1])[0] if found else None


_RECTS: Mapping[type[Item], Callable[[Places, Any], QRectF]] = {
    LayerItem: lambda places, item: places._layers[item.layer].part_rect(LayerPart.NAME),
    NeuronItem: lambda places, item: places._layers[item.layer].neuron_rect(item.index),
    ConnectionItem: lambda places, item: places._connections[item.source, item.target].places.connection_rect(),
    EdgeItem: lambda places, item: places._connections[item.source, item.target].places.edge_rect(item),
}


def _around(point: QPointF, reach: float) -> QRectF:
    return QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)
