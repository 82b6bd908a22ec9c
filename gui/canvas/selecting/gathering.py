"""What selecting by key gathers: edges into and out of neurons, and all that is like what is selected."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np

from engine.arrays import BoolArray, IntArray
from engine.network.model import Connection, ConnectionKey, Layer, LayerId, Network
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem, grouped

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


def similar_items(network: Network, items: Sequence[Item]) -> tuple[Item, ...]:
    """Give all items like any of `items`, these last, so that what is shown and edited stays the same.

    Layers are alike in kind and activation function, neurons in their layer, connections in shape, and edges in sign
    and, within a tenth, in size.
    """
    groups = grouped(items)
    alike = itertools.chain(
        _similar_layers(network, groups.layers),
        _similar_neurons(network, groups.neurons),
        _similar_connections(network, groups.connections),
        _similar_edges(network, groups.edges),
    )
    given = set(items)
    return *(other for other in alike if other not in given), *items


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


def _similar_layers(network: Network, layers: Iterable[LayerId]) -> Iterator[Item]:
    looks = {_look(network.layer(layer)) for layer in layers}
    return (LayerItem(layer.id) for layer in network.layers if _look(layer) in looks)


def _look(layer: Layer) -> tuple[str, str]:
    return layer.kind, layer.activation_function


def _similar_neurons(network: Network, layers: Iterable[LayerId]) -> Iterator[Item]:
    return (NeuronItem(layer, index) for layer in layers for index in range(network.layer(layer).width))


def _similar_connections(network: Network, keys: Iterable[ConnectionKey]) -> Iterator[Item]:
    shapes = {network.connection(*key).weight.shape for key in keys}
    return (ConnectionItem(*other.key) for other in network.connections if other.weight.shape in shapes)


def _similar_edges(network: Network, edges: Mapping[ConnectionKey, tuple[IntArray, IntArray]]) -> Iterator[Item]:
    if not edges:
        return
    own = np.concatenate([network.connection(*key).weight[places] for key, places in edges.items()])
    least, most = own - SIMILAR_SHARE * np.abs(own), own + SIMILAR_SHARE * np.abs(own)
    order = np.argsort(least)
    least, most = least[order], np.maximum.accumulate(most[order])  # of all ranges that begin no later
    for connection in network.connections:
        begun = np.searchsorted(least, connection.weight, side="right")
        yield from marked_edges(connection, (begun > 0) & (connection.weight <= most[begun - 1]))
