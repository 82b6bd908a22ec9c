"""Wiring edge by edge: making, removing and restoring single edges of a connection.

A removed edge is a masked weight, exactly 0 for ever; a restored one is a new edge with a drawn weight, not frozen.
A connection has at least one edge: it comes with its first and goes with its last.
"""

from collections.abc import Iterable

import numpy as np
from msgspec.structs import replace
from numpy.typing import ArrayLike

from engine.arrays import BoolArray
from engine.errors import GraphError, ShapeError
from engine.network.edits import check_connection, connect, disconnect, layer_with_neuron, weight_shape
from engine.network.initializers import Initialization, draw_weight
from engine.network.model import LayerId, Network
from engine.network.parameter_set import ParameterSet


def edges_between(
    network: Network,
    source: LayerId,
    target: LayerId,
    columns: Iterable[int] | None = None,
    rows: Iterable[int] | None = None,
) -> BoolArray:
    """Mark the edges from neurons `columns` of one layer to neurons `rows` of another (from 0; None for all).

    Returns:
        bool (H_target, H_source).

    Raises:
        GraphError: There is no such layer or neuron, or the layers are not connected and cannot be.
        SettingError: The layers are too wide for a connection.
    """
    if network.find_connection(source, target) is None:
        check_connection(network, source, target)
    marks = np.zeros(weight_shape(network.layer(source), network.layer(target)), np.bool_)
    column_indices = _neurons(network, source, columns)
    row_indices = _neurons(network, target, rows)
    marks[np.ix_(row_indices, column_indices)] = True
    return marks


def connect_edges(
    network: Network, source: LayerId, target: LayerId, edges: ArrayLike, initialization: Initialization
) -> Network:
    """Make the edges marked; those that exist keep their weights, the others are drawn as `initialization` says.

    Args:
        network: The network.
        source: The layer they come from.
        target: The layer they lead to. Where the layers are not connected yet, they get these edges alone.
        edges: bool (H_target, H_source).
        initialization: How to draw weights.

    Raises:
        GraphError: All of them exist already, `target` takes no connections, or a cycle would close.
        SettingError: The layers are too wide for a connection.
        ShapeError: The marks have another shape than the connection.
    """
    wished = _check_edges(network, source, target, edges)
    connection = network.find_connection(source, target)
    if connection is None:
        network = connect(network, source, target, initialization)
        return network.with_connection(replace(network.connection(source, target), mask=wished))
    return rewire(network, source, target, connection.mask | wished, initialization)


def check_edges(network: Network, source: LayerId, target: LayerId, edges: ArrayLike) -> None:
    """Do nothing if `connect_edges(network, source, target, edges, …)` would succeed; edges bool (H_target, H_source).

    Raises:
        GraphError: All of them exist already, `target` takes no connections, or a cycle would close.
        SettingError: The layers are too wide for a connection.
        ShapeError: The marks have another shape than the connection.
    """
    _check_edges(network, source, target, edges)


def has_edges(network: Network, source: LayerId, target: LayerId, edges: ArrayLike) -> bool:
    """Tell whether all the edges marked exist; marks as in `connect_edges`."""
    connection = network.find_connection(source, target)
    return connection is not None and not (_marks(edges, connection.mask.shape) & ~connection.mask).any()


def remove_edges(network: Network, source: LayerId, target: LayerId, edges: ArrayLike) -> Network:
    """Remove the edges marked, bool (H_target, H_source); the connection goes with its last one.

    Raises:
        GraphError: There is no such connection, or none of the edges exists.
        ShapeError: The marks have another shape than the connection.
    """
    connection = network.connection(source, target)
    removed = _marks(edges, connection.mask.shape) & connection.mask
    if not removed.any():
        raise GraphError("There is no edge here to remove.")
    mask = connection.mask & ~removed
    if not mask.any():
        return disconnect(network, source, target)
    return network.with_connection(replace(connection, mask=mask, frozen=connection.frozen & mask))


def restore_edges(network: Network, edges: ParameterSet, initialization: Initialization) -> Network:
    """Restore all removed edges among those named, with weights drawn as `initialization` says.

    Raises:
        GraphError: The network has no such connection, or none of the edges was removed.
    """
    if removed_count(network, edges) == 0:
        raise GraphError("No edge was removed here.")
    for key, marks in edges.edges.items():
        network = rewire(network, *key, network.connection(*key).mask | marks, initialization)
    return network


def removed_count(network: Network, edges: ParameterSet) -> int:
    """Count the removed edges among those named.

    Raises:
        GraphError: The network has no such connection.
    """
    return sum(int(np.count_nonzero(marks & ~network.connection(*key).mask)) for key, marks in edges.edges.items())


def rewire(
    network: Network, source: LayerId, target: LayerId, mask: ArrayLike, initialization: Initialization
) -> Network:
    """Let a connection have exactly the edges of `mask`, bool (H_target, H_source).

    Edges that stay keep their weight and whether they are frozen, new ones get drawn weights.

    Raises:
        GraphError: There is no such connection, or the mask leaves no edge.
        ShapeError: The mask has another shape than the connection.
    """
    connection = network.connection(source, target)
    wished = _marks(mask, connection.mask.shape)
    if not wished.any():
        raise GraphError("This would leave no edge; remove the connection instead.")
    if np.array_equal(wished, connection.mask):
        return network
    weight = connection.weight
    if (wished & ~connection.mask).any():
        rows, columns = weight.shape
        drawn = draw_weight(initialization, network.layer(source), network.layer(target), (rows, columns))
        weight = np.where(connection.mask, weight, drawn)
    frozen = connection.frozen & connection.mask & wished
    return network.with_connection(replace(connection, weight=weight, mask=wished, frozen=frozen))


def _check_edges(network: Network, source: LayerId, target: LayerId, edges: ArrayLike) -> BoolArray:
    if network.find_connection(source, target) is None:
        check_connection(network, source, target)
    wished = _marks(edges, weight_shape(network.layer(source), network.layer(target)))
    if has_edges(network, source, target, wished):
        raise GraphError(_already_there(network, source, target, wished))
    if not wished.any():
        raise GraphError("There is no edge to make.")
    return wished


def _already_there(network: Network, source: LayerId, target: LayerId, edges: BoolArray) -> str:
    names = network.layer(source).name, network.layer(target).name
    if np.count_nonzero(edges) != 1:
        return f"“{names[0]}” and “{names[1]}” are connected already."
    row, column = np.argwhere(edges)[0].tolist()
    return f"Neuron {column + 1} of “{names[0]}” leads to neuron {row + 1} of “{names[1]}” already."


def _marks(edges: ArrayLike, shape: tuple[int, ...]) -> BoolArray:
    marks = np.asarray(edges, np.bool_)
    if marks.shape != shape:
        raise ShapeError(f"The connection has shape {shape}; the marks of its edges have {marks.shape}.")
    return marks


def _neurons(network: Network, layer_id: LayerId, indices: Iterable[int] | None) -> list[int]:
    if indices is None:
        return list(range(network.layer(layer_id).width))
    return [index for index in indices if layer_with_neuron(network, layer_id, index)]
