"""Setting weights and biases: pure functions that give a new network and share what they don't change.

Each raises an `EngineError` before anything happened if the edit makes no sense.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from msgspec.structs import replace
from numpy.typing import ArrayLike

from engine.arrays import FloatArray, read_only
from engine.errors import GraphError, SettingError, ShapeError
from engine.network.edits import connection_with_entry, layer_with_neuron
from engine.network.model import ConnectionKey, Layer, LayerId, Network
from engine.quoting import shape_text


def set_weight(network: Network, source: LayerId, target: LayerId, row: int, column: int, value: float) -> Network:
    """Set the weight of the edge from neuron `column` of `source` to neuron `row` of `target` (both from 0).

    Raises:
        GraphError: There is no such connection or edge.
        SettingError: The value is not a finite number.
    """
    connection = connection_with_entry(network, source, target, row, column)
    if not connection.mask[row, column]:
        raise GraphError(f"The edge to neuron {row + 1} from neuron {column + 1} was removed, so it has no weight.")
    weight = connection.weight.copy()
    weight[row, column] = _finite(value)
    return network.with_connection(replace(connection, weight=weight))


def set_weights(network: Network, source: LayerId, target: LayerId, weight: ArrayLike) -> Network:
    """Set a whole matrix W (H_target, H_source); removed edges stay 0.

    Raises:
        ShapeError: The matrix has another shape than the connection's.
        SettingError: An entry is not finite.
    """
    connection = network.connection(source, target)
    matrix = read_only(weight)
    if matrix.shape != connection.weight.shape:
        raise ShapeError(
            f"W of “{network.layer(target).name}” from “{network.layer(source).name}” is "
            f"{shape_text(connection.weight.shape)}; the matrix given is {shape_text(matrix.shape)}."
        )
    _check_finite(matrix)
    return network.with_connection(replace(connection, weight=matrix))


def set_bias(network: Network, layer_id: LayerId, index: int, value: float) -> Network:
    """Set the bias of neuron `index` (from 0).

    Raises:
        GraphError: The layer has no such neuron.
        SettingError: The layer has no biases, or the value is not finite.
    """
    layer = _layer_with_bias(network, layer_id, index)
    bias = layer.bias.copy()
    bias[index] = _finite(value)
    return network.with_layer(replace(layer, bias=bias))


def set_biases(network: Network, layer_id: LayerId, bias: ArrayLike) -> Network:
    """Set a whole bias vector b (H,); a row or column matrix of H numbers serves too.

    Raises:
        ShapeError: It has another length than the layer.
        SettingError: An entry is not finite.
    """
    layer = network.layer(layer_id)
    vector = read_only(bias)
    is_matrix = vector.ndim > 1 and vector.size != max(vector.shape)
    if is_matrix or vector.size != layer.bias.size:
        entries = f"{layer.bias.size} {'entry' if layer.bias.size == 1 else 'entries'}"
        given = f"matrix given is {shape_text(vector.shape)}" if is_matrix else f"vector given has {vector.size}"
        raise ShapeError(f"b of “{layer.name}” has {entries}; the {given}.")
    _check_finite(vector)
    return network.with_layer(replace(layer, bias=vector.reshape(-1)))


def set_whole(
    network: Network, connections: Iterable[ConnectionKey], layers: Iterable[LayerId], values: FloatArray
) -> Network:
    """Set all weights of connections and all biases of layers; removed edges stay 0.

    Args:
        network: The network.
        connections: Whose matrices W (H_target, H_source) are set.
        layers: Whose bias vectors b (H,) are set.
        values: One number for all entries, or what fits each of them as in `set_weights` and `set_biases`.

    Raises:
        GraphError: There is no such connection or layer.
        ShapeError: The numbers have another shape.
        SettingError: A number is not finite.
    """

    def as_large_as(array: FloatArray) -> FloatArray:
        return np.full(array.shape, values.item()) if values.size == 1 else values

    for source, target in connections:
        network = set_weights(network, source, target, as_large_as(network.connection(source, target).weight))
    for layer_id in layers:
        network = set_biases(network, layer_id, as_large_as(network.layer(layer_id).bias))
    return network


def set_each(
    network: Network,
    weights: Mapping[ConnectionKey, tuple[ArrayLike, ArrayLike, ArrayLike]],
    biases: Mapping[LayerId, tuple[ArrayLike, ArrayLike]],
) -> Network:
    """Set single weights and biases, however many, at once; removed edges stay 0.

    Args:
        network: The network.
        weights: For each connection concerned rows, columns (both from 0) and new values of its entries, each (N,).
        biases: For each layer concerned its neurons (from 0) and their new biases, each (N,).

    Raises:
        GraphError: There is no such connection, entry, layer or neuron.
        SettingError: A layer has no biases, or a value is not finite.
    """
    for layer_id, (neurons, numbers) in biases.items():
        indices = np.asarray(neurons, np.int64)
        bias = network.layer(layer_id).bias.copy()
        for index in indices[(indices < 0) | (indices >= bias.size)].tolist():
            _layer_with_bias(network, layer_id, index)
        bias[indices] = numbers
        network = set_biases(network, layer_id, bias)
    for (source, target), (rows, columns, numbers) in weights.items():
        weight = network.connection(source, target).weight.copy()
        places = np.stack([np.asarray(rows, np.int64), np.asarray(columns, np.int64)], axis=1)
        outside = ((places < 0) | (places >= weight.shape)).any(axis=1)
        if outside.any():
            connection_with_entry(network, source, target, *places[outside][0].tolist())
        weight[places[:, 0], places[:, 1]] = numbers
        network = set_weights(network, source, target, weight)
    return network


def _layer_with_bias(network: Network, layer_id: LayerId, index: int) -> Layer:
    layer = layer_with_neuron(network, layer_id, index)
    if not layer.bias.size:
        raise SettingError(f"“{layer.name}” holds the sample as it is and has no biases.")
    return layer


def _finite(value: float) -> float:
    if not np.isfinite(value):
        raise SettingError(f"A weight or bias must be a finite number; {value} is not.")
    return float(value)


def _check_finite(values: FloatArray) -> None:
    if not np.isfinite(values).all():
        raise SettingError("A weight or bias must be a finite number; at least one entry given is not.")
