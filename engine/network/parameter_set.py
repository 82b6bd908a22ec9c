"""Some parameters of a network, named by marks: what to freeze, to remove or to restore."""

from collections.abc import Iterable, Mapping

import msgspec
import numpy as np
from numpy.typing import ArrayLike

from engine.arrays import BoolArray
from engine.network.edits import connection_with_entry, layer_with_neuron
from engine.network.model import ConnectionKey, LayerId, Network


class ParameterSet(msgspec.Struct, frozen=True, eq=False):
    """Places of weights and of biases; whether an edge exists there is for its user to look up.

    Attributes:
        edges: For each connection concerned a bool matrix of its shape (H_target, H_source).
        biases: For each layer concerned a bool vector of its biases' shape, (H,) or (0,).
    """

    edges: Mapping[ConnectionKey, BoolArray] = {}
    biases: Mapping[LayerId, BoolArray] = {}


def edge_set(network: Network, source: LayerId, target: LayerId, rows: ArrayLike, columns: ArrayLike) -> ParameterSet:
    """Give the weights from neurons `columns` of `source` to neurons `rows` of `target`, pair by pair (from 0).

    Raises:
        GraphError: There is no such connection or place in its matrix.
    """
    shape = network.connection(source, target).weight.shape
    row_indices, column_indices = (np.atleast_1d(np.asarray(indices, np.int64)) for indices in (rows, columns))
    outside = (row_indices < 0) | (row_indices >= shape[0]) | (column_indices < 0) | (column_indices >= shape[1])
    if outside.any():
        first = int(outside.argmax())
        connection_with_entry(network, source, target, int(row_indices[first]), int(column_indices[first]))
    marks = np.zeros(shape, np.bool_)
    marks[row_indices, column_indices] = True
    return ParameterSet(edges={(source, target): marks})


def connection_set(network: Network, source: LayerId, target: LayerId) -> ParameterSet:
    """Give all weights from one layer to another.

    Raises:
        GraphError: There is no such connection.
    """
    return ParameterSet(edges={(source, target): np.ones(network.connection(source, target).weight.shape, np.bool_)})


def bias_set(network: Network, layer_id: LayerId, neurons: ArrayLike) -> ParameterSet:
    """Give the biases of one or several neurons (from 0), or nothing where their layer has no biases.

    Raises:
        GraphError: The layer has no such neuron.
    """
    marks = np.zeros(network.layer(layer_id).bias.shape, np.bool_)
    for index in np.atleast_1d(neurons).tolist():
        layer_with_neuron(network, layer_id, index)
        marks[index : index + 1] = True
    return ParameterSet(biases={layer_id: marks})


def neuron_set(network: Network, layer_id: LayerId, neurons: ArrayLike) -> ParameterSet:
    """Give all that neurons (from 0) compute their pre-activations with: the weights into them and their biases.

    Raises:
        GraphError: The layer has no such neuron.
    """
    rows: dict[ConnectionKey, BoolArray] = {}
    biases = bias_set(network, layer_id, neurons).biases
    for connection in network.incoming(layer_id):
        rows[connection.key] = np.zeros(connection.weight.shape, np.bool_)
        rows[connection.key][np.atleast_1d(neurons)] = True
    return ParameterSet(edges=rows, biases=biases)


def layer_set(network: Network, layer_id: LayerId) -> ParameterSet:
    """Give all weights into a layer and its biases.

    Raises:
        GraphError: There is no such layer.
    """
    layer = network.layer(layer_id)
    return ParameterSet(
        edges={c.key: np.ones(c.weight.shape, np.bool_) for c in network.incoming(layer_id)},
        biases={layer_id: np.ones(layer.bias.shape, np.bool_)},
    )


def united(sets: Iterable[ParameterSet]) -> ParameterSet:
    """Give all parameters of sets of one network."""
    edges: dict[ConnectionKey, BoolArray] = {}
    biases: dict[LayerId, BoolArray] = {}
    for parameters in sets:
        for key, marks in parameters.edges.items():
            edges[key] = edges[key] | marks if key in edges else marks
        for layer_id, marks in parameters.biases.items():
            biases[layer_id] = biases[layer_id] | marks if layer_id in biases else marks
    return ParameterSet(edges=edges, biases=biases)
