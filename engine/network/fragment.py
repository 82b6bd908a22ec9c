"""Parts of a network, taken out to be copied and put in again. A part of a network is a network itself."""

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from engine.arrays import IntArray
from engine.errors import GraphError
from engine.network.edits import check_widening, unused_layer_ids
from engine.network.limits import check_position
from engine.network.memory import check_memory, size_of
from engine.network.model import Connection, Layer, LayerId, Network
from engine.network.naming import MAX_NAME_LENGTH, FreeNames

_ROOM_FOR_NUMBER = 8


def fragment_of(
    network: Network, layer_ids: Iterable[LayerId], neurons: Mapping[LayerId, Sequence[int]] | None = None
) -> Network:
    """Give layers with their parameters, masks and frozen marks, and the connections that have edges among them.

    Args:
        network: What they are taken from.
        layer_ids: Layers taken whole.
        neurons: Neurons (from 0) taken from further layers, each of which becomes a layer of these alone.

    Raises:
        GraphError: There is no such layer or neuron.
    """
    taken = {layer_id: np.arange(network.layer(layer_id).width) for layer_id in layer_ids}
    for layer_id, indices in (neurons or {}).items():
        if indices:
            taken.setdefault(layer_id, _ordered(network.layer(layer_id), indices))
    connections = (
        _part_of_connection(connection, taken[connection.target], taken[connection.source])
        for connection in network.connections
        if connection.source in taken and connection.target in taken
    )
    return Network(
        layers=tuple(_part_of_layer(layer, taken[layer.id]) for layer in network.layers if layer.id in taken),
        connections=tuple(connection for connection in connections if connection.mask.any()),
    )


def add_fragment(network: Network, fragment: Network, offset: tuple[float, float] = (0.0, 0.0)) -> Network:
    """Add the layers of a fragment, last and in its order, each moved by `offset`, with the connections among them.

    They get ids of their own, and other names where theirs are taken.

    Args:
        network: What they are added to.
        fragment: The layers, for example from `fragment_of`.
        offset: In scene units, y downwards.

    Raises:
        SettingError: A layer would lie off the canvas, or this machine has not the memory for them.
    """
    check_memory("What is added", size_of(fragment), size_of(network))
    ids = dict(zip((layer.id for layer in fragment.layers), unused_layer_ids(network), strict=False))
    free = FreeNames(network)
    layers = []
    for layer in fragment.layers:
        name = _name_of_copy(free, layer.name)
        position = (layer.position[0] + offset[0], layer.position[1] + offset[1])
        check_position(name, position)
        layers.append(replace(layer, id=ids[layer.id], name=name, position=position))
    connections = tuple(
        replace(connection, source=ids[connection.source], target=ids[connection.target])
        for connection in fragment.connections
    )
    return Network(layers=(*network.layers, *layers), connections=(*network.connections, *connections))


def duplicate_neurons(network: Network, layer_id: LayerId, indices: Iterable[int]) -> Network:
    """Add copies of neurons (from 0) at their layer's end, with the same bias and the same weights in and out.

    Raises:
        GraphError: There is no such layer or neuron.
        SettingError: This machine has not the memory for them.
    """
    layer = network.layer(layer_id)
    chosen = np.concatenate([np.arange(layer.width), _ordered(layer, indices)])
    check_widening(network, layer, len(chosen))

    def of(other: LayerId, length: int) -> IntArray:
        return chosen if other == layer_id else np.arange(length)

    return Network(
        layers=tuple(_part_of_layer(old, chosen) if old is layer else old for old in network.layers),
        connections=tuple(
            _part_of_connection(connection, *map(of, reversed(connection.key), connection.weight.shape))
            if layer_id in connection.key
            else connection
            for connection in network.connections
        ),
    )


def _ordered(layer: Layer, indices: Iterable[int]) -> IntArray:
    neurons = sorted(set(indices))
    if neurons and not 0 <= neurons[0] <= neurons[-1] < layer.width:
        missing = neurons[0] if neurons[0] < 0 else neurons[-1]
        raise GraphError(f"“{layer.name}” has {layer.width} neurons and no neuron {missing + 1}.")
    return np.array(neurons, np.int64)


def _part_of_layer(layer: Layer, neurons: IntArray) -> Layer:
    if np.array_equal(neurons, np.arange(layer.width)):
        return layer
    kept = neurons if layer.bias.size else neurons[:0]
    return replace(layer, shape=(len(neurons),), bias=layer.bias[kept], bias_frozen=layer.bias_frozen[kept])


def _part_of_connection(connection: Connection, rows: IntArray, columns: IntArray) -> Connection:
    if (len(rows), len(columns)) == connection.weight.shape:
        return connection
    part = np.ix_(rows, columns)
    return replace(
        connection, weight=connection.weight[part], mask=connection.mask[part], frozen=connection.frozen[part]
    )


def _name_of_copy(free: FreeNames, name: str) -> str:
    """Give the name itself where it is free, else with the first free number in the place of its own."""
    if name in free:
        return free.take(name)
    stem = re.sub(r"(?<=\S)\s+\d+$", "", name)
    return free.take(stem[: MAX_NAME_LENGTH - _ROOM_FOR_NUMBER], is_numbered=stem != name)
