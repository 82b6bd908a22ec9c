"""Removing much at once: layers, connections, neurons and single edges, however they overlap."""

from collections.abc import Collection, Mapping

import msgspec
from numpy.typing import ArrayLike

from engine.network.edits import disconnect, remove_layers, remove_neurons
from engine.network.model import ConnectionKey, LayerId, Network
from engine.network.parameter_set import edge_set
from engine.network.wiring import remove_edges


class Removal(msgspec.Struct, frozen=True, eq=False):
    """What is to be removed.

    Attributes:
        layers: Ids of layers.
        connections: Whole connections.
        neurons: For each layer concerned its neurons (from 0).
        edges: For each connection concerned rows and columns of its edges, pair by pair (from 0).
    """

    layers: Collection[LayerId] = ()
    connections: Collection[ConnectionKey] = ()
    neurons: Mapping[LayerId, Collection[int]] = {}
    edges: Mapping[ConnectionKey, tuple[ArrayLike, ArrayLike]] = {}


def remove(network: Network, removal: Removal) -> Network:
    """Remove everything named, each once. A removed edge is masked for ever; its connection goes with the last one.

    Raises:
        GraphError: Something named is not there.
        SettingError: A layer that stays would be left without neurons.
    """
    connections = frozenset(removal.connections)
    for key in connections:
        network = disconnect(network, *key)
    for key, (rows, columns) in removal.edges.items():
        if key not in connections:
            network = remove_edges(network, *key, edge_set(network, *key, rows, columns).edges[key])
    for layer_id, indices in removal.neurons.items():
        if layer_id not in removal.layers:
            network = remove_neurons(network, layer_id, indices)
    return remove_layers(network, removal.layers) if removal.layers else network
