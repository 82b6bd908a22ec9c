"""What selecting by key gathers: edges into and out of neurons, and all that is like what is selected."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import numpy as np

from engine.arrays import BoolArray
from engine.network.model import Connection, LayerId, Network
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem

SIMILAR_SHARE = 0.1  # how far the size of a weight may differ from another's that it is like


def incoming_items(network: Network, items: Sequence[Item]) -> tuple[Item, ...]:
    """Give the edges into the neurons and the connections into the layers among `items`."""
    return _around(items, network.incoming, partial(edges_into, network))


def outgoing_items(network: Network, items: Sequence[Item]) -> tuple[Item, ...]:
    """Give the edges out of the neurons and the connections out of the layers among `items`."""
    return _around(items, network.outgoing, partial(edges_out_of, network))


def edges_into(network: Network, neuron: NeuronItem) -> list[EdgeItem]:
    """Give the edges into a neuron, in the order of the connections and of their source neurons."""
    return [
        EdgeItem(*connection.key, neuron.index, column)
        for connection in network.incoming(neuron.layer)
        for column in np.flatnonzero(connection.mask[neuron.index]).tolist()
    ]


def edges_out_of(network: Network, neuron: NeuronItem) -> list[EdgeItem]:
    """Give the edges out of a neuron, in the order of the connections and of their target neurons."""
    return [
        EdgeItem(*connection.key, row, neuron.index)
        for connection in network.outgoing(neuron.layer)
        for row in np.flatnonzero(connection.mask[:, neuron.index]).tolist()
    ]


def similar_items(network: Network, item: Item) -> tuple[Item, ...]:
    """Give all items like `item`, itself last so that it stays the one that is shown and edited.

    Layers are alike in kind and activation function, neurons in their layer, connections in shape, and edges in sign
    and, within a tenth, in size.
    """
    alike = _SIMILAR[type(item)](network, item)
    return *(other for other in alike if other != item), item


def marked_edges(connection: Connection, marked: BoolArray) -> list[EdgeItem]:
    """Give an item for each edge marked in a matrix (H_target, H_source)."""
    rows, columns = np.nonzero(marked & connection.mask)
    edges = zip(rows.tolist(), columns.tolist(), strict=True)
    return [EdgeItem(*connection.key, row, column) for row, column in edges]


def _around(
    items: Iterable[Item],
    connections_of: Callable[[LayerId], Iterable[Connection]],
    edges_of: Callable[[NeuronItem], Iterable[Item]],
) -> tuple[Item, ...]:
    """Give the connections of the layers among items and the edges of the neurons, each once."""
    found: list[Item] = []
    for item in items:
        if isinstance(item, LayerItem):
            found += [ConnectionItem(*connection.key) for connection in connections_of(item.layer)]
        elif isinstance(item, NeuronItem):
            found += edges_of(item)
    return tuple(dict.fromkeys(found))


def _similar_layers(network: Network, item: LayerItem) -> Iterable[Item]:
    own = network.layer(item.layer)
    looks = own.kind, own.activation_function
    return (LayerItem(layer.id) for layer in network.layers if (layer.kind, layer.activation_function) == looks)


def _similar_neurons(network: Network, item: NeuronItem) -> Iterable[Item]:
    return (NeuronItem(item.layer, index) for index in range(network.layer(item.layer).width))


def _similar_connections(network: Network, item: ConnectionItem) -> Iterable[Item]:
    shape = network.connection(item.source, item.target).weight.shape
    return (ConnectionItem(*other.key) for other in network.connections if other.weight.shape == shape)


def _similar_edges(network: Network, item: EdgeItem) -> Iterable[Item]:
    own = float(network.connection(item.source, item.target).weight[item.row, item.column])
    for connection in network.connections:
        weight = connection.weight
        is_near = np.abs(weight - own) <= SIMILAR_SHARE * abs(own)
        yield from marked_edges(connection, is_near)


_SIMILAR: dict[type[Item], Callable[..., Iterable[Item]]] = {
    LayerItem: _similar_layers,
    NeuronItem: _similar_neurons,
    ConnectionItem: _similar_connections,
    EdgeItem: _similar_edges,
}
