"""Which parameters of the network the selection names: to freeze, or to restore."""

from collections.abc import Mapping

import numpy as np

from engine.arrays import BoolArray
from engine.network.model import Connection, LayerId, Network
from engine.network.parameter_set import (
    ParameterSet,
    connection_set,
    edge_set,
    layer_set,
    neuron_set,
    united,
)
from gui.canvas.wiring.wire_plan import ends_of
from gui.selection import Groups


def freezable(network: Network, groups: Groups) -> ParameterSet:
    """Give the weights of edges and connections, and all that neurons and layers compute with."""
    sets = [edge_set(network, *key, *places) for key, places in groups.edges.items()]
    sets += [connection_set(network, *key) for key in groups.connections]
    sets += [
        layer_set(network, end.layer) if end.neurons is None else neuron_set(network, end.layer, end.neurons)
        for end in ends_of(groups)
    ]
    return united(sets)


def restorable(network: Network, groups: Groups) -> ParameterSet:
    """Give the places of edges between the layers and neurons selected, or around a single one; and of connections."""
    chosen = groups.ends
    sets = [connection_set(network, *key) for key in groups.wired]
    for connection in network.connections:
        ends = [layer in chosen for layer in connection.key]
        if all(ends) or (any(ends) and len(chosen) == 1):
            sets.append(ParameterSet(edges={connection.key: _between(connection, chosen)}))
    return united(sets)


def _between(connection: Connection, chosen: Mapping[LayerId, tuple[int, ...] | None]) -> BoolArray:
    height, width = connection.mask.shape
    rows, columns = _marked(height, chosen.get(connection.target)), _marked(width, chosen.get(connection.source))
    return np.asarray(rows[:, np.newaxis] & columns)


def _marked(count: int, neurons: tuple[int, ...] | None) -> BoolArray:
    """Mark some neurons of a layer of so many, or all of them: bool (H,)."""
    marks = np.full(count, neurons is None)
    if neurons is not None:
        marks[list(neurons)] = True
    return marks
