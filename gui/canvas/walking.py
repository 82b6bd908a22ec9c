"""Walking over a network item by item: what the arrows, Tab, and Enter in a value's field lead to.

Up leads out and down leads in: from a layer into its neurons, from a connection into its edges, and back. Left and
right follow the values' flow: from layer to layer, and from a neuron along an edge to the neuron at its other end. Tab
keeps to one level and goes round: from layer to layer, from connection to connection, and over each neuron and the
edges into it. For Tab as for Enter values follow each other as in a⁽ˡ⁾ = Wh + b: a neuron's weights, then its bias.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum, auto
from typing import Any, TypeVar

from engine.network.graph import topological_order
from engine.network.model import LayerId, Network
from gui.canvas.selecting.gathering import edges_into, edges_out_of
from gui.canvas.value_editing.item_values import ValueItem, as_value_item
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem

Entry = TypeVar("Entry")
Place = TypeVar("Place", LayerItem, NeuronItem)
HeightOf = Callable[[LayerItem | NeuronItem], float]


class Direction(Enum):
    """Where an arrow points."""

    UP = auto()
    DOWN = auto()
    LEFT = auto()
    RIGHT = auto()


def next_value(network: Network, item: ValueItem, step: int) -> ValueItem | None:
    """Give the edge or biased neuron whose value comes after (`step` 1) or before (−1), or None at the end.

    After a neuron's weights comes its bias, then the next neuron, then the next layer in the order of flow.
    """

    def values_of(neuron: NeuronItem) -> list[ValueItem]:
        return [*edges_into(network, neuron), *([neuron] if as_value_item(network, neuron) else [])]

    return _next_in_neurons(network, item, step, values_of)


def tab_stop(network: Network, item: Item | None, step: int) -> Item | None:
    """Give what Tab (`step` 1) or Shift+Tab (−1) selects after an item, going round; None where there are no layers."""
    layers = [LayerItem(layer.id) for layer in topological_order(network)]
    end = 0 if step > 0 else -1
    if item is None:
        return layers[end] if layers else None
    if isinstance(item, LayerItem):
        return _neighbour(layers, item, step) or layers[end]
    if isinstance(item, ConnectionItem):
        connections = [ConnectionItem(*connection.key) for connection in network.connections]
        return _neighbour(connections, item, step) or connections[end]

    def stops_of(neuron: NeuronItem) -> list[ValueItem]:
        return [*edges_into(network, neuron), neuron]

    return (
        _next_in_neurons(network, item, step, stops_of) or stops_of(_end_neuron(network, layers[end].layer, step))[end]
    )


def tab_from(network: Network, items: Sequence[Item], step: int) -> Item | None:
    """Give what Tab (`step` 1) or Shift+Tab (−1) selects while these items are: one of them if they are several layers.

    So after a network has been built, which leaves all its layers selected, Tab goes into it.
    """
    if len(items) > 1 and all(isinstance(item, LayerItem) for item in items):
        chosen = [stop for layer in topological_order(network) if (stop := LayerItem(layer.id)) in items]
        return chosen[0 if step > 0 else -1]
    return tab_stop(network, items[-1] if items else None, step)


def arrow_stop(network: Network, item: Item, direction: Direction, height_of: HeightOf) -> Item | None:
    """Give what an arrow leads to from an item, or None.

    Args:
        network: The network, which has the item.
        item: Where the walk is.
        direction: Where the arrow points.
        height_of: Gives how far down a layer or neuron is drawn.
    """
    return _ARROWS[type(item)](network, item, direction, height_of)


def _from_layer(network: Network, item: LayerItem, direction: Direction, height_of: HeightOf) -> Item | None:
    if direction is Direction.DOWN:
        return NeuronItem(item.layer, 0)
    if direction is Direction.UP:
        return None
    if direction is Direction.LEFT:
        joined = [LayerItem(connection.source) for connection in network.incoming(item.layer)]
    else:
        joined = [LayerItem(connection.target) for connection in network.outgoing(item.layer)]
    if joined:
        return _nearest(joined, item, height_of)
    layers = [LayerItem(layer.id) for layer in topological_order(network)]
    return _neighbour(layers, item, -1 if direction is Direction.LEFT else 1)


def _from_neuron(network: Network, item: NeuronItem, direction: Direction, height_of: HeightOf) -> Item | None:
    if direction is Direction.UP:
        return NeuronItem(item.layer, item.index - 1) if item.index else LayerItem(item.layer)
    if direction is Direction.DOWN:
        is_last = item.index == network.layer(item.layer).width - 1
        return None if is_last else NeuronItem(item.layer, item.index + 1)
    if direction is Direction.LEFT:
        ways = {NeuronItem(edge.source, edge.column): edge for edge in edges_into(network, item)}
    else:
        ways = {NeuronItem(edge.target, edge.row): edge for edge in edges_out_of(network, item)}
    nearest = _nearest(list(ways), item, height_of)
    return None if nearest is None else ways[nearest]


def _from_connection(network: Network, item: ConnectionItem, direction: Direction, _height_of: HeightOf) -> Item | None:
    if direction is Direction.LEFT:
        return LayerItem(item.source)
    if direction is Direction.RIGHT:
        return LayerItem(item.target)
    if direction is Direction.UP:
        return None
    rows, columns = network.connection(item.source, item.target).mask.nonzero()
    return EdgeItem(item.source, item.target, int(rows[0]), int(columns[0])) if len(rows) else None


def _from_edge(network: Network, item: EdgeItem, direction: Direction, _height_of: HeightOf) -> Item | None:
    if direction is Direction.LEFT:
        return NeuronItem(item.source, item.column)
    if direction is Direction.RIGHT:
        return NeuronItem(item.target, item.row)
    edges = edges_into(network, NeuronItem(item.target, item.row))
    if direction is Direction.DOWN:
        return _neighbour(edges, item, 1)
    return _neighbour(edges, item, -1) or ConnectionItem(item.source, item.target)


_ARROWS: Mapping[type[Item], Callable[[Network, Any, Direction, HeightOf], Item | None]] = {
    LayerItem: _from_layer,
    NeuronItem: _from_neuron,
    ConnectionItem: _from_connection,
    EdgeItem: _from_edge,
}


def _next_in_neurons(
    network: Network,
    item: ValueItem,
    step: int,
    stops_of: Callable[[NeuronItem], list[ValueItem]],
) -> ValueItem | None:
    """Give the stop after an item, where every neuron has some, neurons and layers following each other."""
    neuron: NeuronItem | None = item if isinstance(item, NeuronItem) else NeuronItem(item.target, item.row)
    stops = stops_of(neuron) if neuron is not None else []
    if item in stops and (found := _neighbour(stops, item, step)) is not None:
        return found
    order = [layer.id for layer in topological_order(network)]
    while neuron is not None:
        neuron = _next_neuron(network, order, neuron, step)
        stops = [] if neuron is None else stops_of(neuron)
        if stops:
            return stops[0 if step > 0 else -1]
    return None


def _next_neuron(network: Network, order: Sequence[LayerId], neuron: NeuronItem, step: int) -> NeuronItem | None:
    index = neuron.index + step
    if 0 <= index < network.layer(neuron.layer).width:
        return NeuronItem(neuron.layer, index)
    layer_id = _neighbour(order, neuron.layer, step)
    return None if layer_id is None else _end_neuron(network, layer_id, step)


def _end_neuron(network: Network, layer_id: LayerId, step: int) -> NeuronItem:
    """Give the neuron that a walk over a layer's neurons begins with."""
    return NeuronItem(layer_id, 0 if step > 0 else network.layer(layer_id).width - 1)


def _neighbour(entries: Sequence[Entry], entry: Entry, step: int) -> Entry | None:
    position = entries.index(entry) + step
    return entries[position] if 0 <= position < len(entries) else None


def _nearest(places: Sequence[Place], origin: LayerItem | NeuronItem, height_of: HeightOf) -> Place | None:
    height = height_of(origin)
    return min(places, key=lambda place: abs(height_of(place) - height), default=None)
