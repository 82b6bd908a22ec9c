"""Parts of a network, taken out to be copied and put in again. A part of a network is a network itself."""

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from engine.arrays import IntArray
from engine.errors import GraphError, SettingError
from engine.network.edits import next_layer_id
from engine.network.limits import MAX_WEIGHTS, MAX_WIDTH, check_counts, check_position
from engine.network.model import Connection, Layer, LayerId, Network
from engine.network.naming import MAX_NAME_LENGTH, unused_name

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
        GraphError: There would be more layers or connections than a network may have.
        SettingError: A layer would lie off the canvas.
    """
    check_counts(len(network.layers) + len(fragment.layers), len(network.connections) + len(fragment.connections))
    ids: dict[LayerId, LayerId] = {}
    for layer in fragment.layers:
        ids[layer.id] = next_layer_id(network)
        added = replace(
            layer,
            id=ids[layer.id],
            name=_name_of_copy(network, layer.name),
            position=(layer.position[0] + offset[0], layer.position[1] + offset[1]),
        )
        check_position(added.name, added.position)
        network = replace(network, layers=(*network.layers, added))
    connections = tuple(
        replace(connection, source=ids[connection.source], target=ids[connection.target])
        for connection in fragment.connections
    )
    return replace(network, connections=(*network.connections, *connections))


def duplicate_neurons(network: Network, layer_id: LayerId, indices: Iterable[int]) -> Network:
    """Add copies of neurons (from 0) at their layer's end, with the same bias and the same weights in and out.

    Raises:
        GraphError: There is no such layer or neuron.
        SettingError: The layer would have more than 65,536 neurons, or a connection more weights than any may have.
    """
    layer = network.layer(layer_id)
    chosen = np.concatenate([np.arange(layer.width), _ordered(layer, indices)])
    if len(chosen) > MAX_WIDTH:
        raise SettingError(f"A layer has at most {MAX_WIDTH:,} neurons; “{layer.name}” would have {len(chosen):,}.")

    for connection in network.connections:
        if layer_id in connection.key and connection.weight.size // layer.width * len(chosen) > MAX_WEIGHTS:
            raise SettingError(
                f"A connection has at most {MAX_WEIGHTS:,} weights; one of “{layer.name}” would have more."
            )

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


def _name_of_copy(network: Network, name: str) -> str:
    """Give the name itself where it is free, else with the first free number in the place of its own."""
    if all(layer.name != name for layer in network.layers):
        return name
    stem = re.sub(r"(?<=\S)\s+\d+$", "", name)
    return unused_name(network, stem[: MAX_NAME_LENGTH - _ROOM_FOR_NUMBER], is_numbered=stem != name)
