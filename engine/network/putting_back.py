"""Putting neurons back into the layers that they were taken or copied from, with all that they computed with."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
import numpy as np
from msgspec.structs import replace

from engine.arrays import BoolArray, IntArray
from engine.network.edits import resize_layer
from engine.network.graph import would_close_cycle
from engine.network.initializers import Initialization
from engine.network.model import Connection, Layer, LayerId, Network

NOWHERE = -1


class _Order(msgspec.Struct, frozen=True, eq=False):
    """A layer's neurons with those put back, which come last at first.

    Attributes:
        origins: For each its number in the network that they were taken from; `NOWHERE` if that is not known.
        comes: For each whether it is put back.
        order: The numbers they have at first, in the order that they come to.
    """

    origins: IntArray
    comes: BoolArray
    order: IntArray


def put_back(
    network: Network,
    whole: Network,
    neurons: Mapping[LayerId, Sequence[int]],
    initialization: Initialization,
    *,
    are_missing: bool,
) -> Network:
    """Put neurons back into their layers, with their biases, weights, removed edges and frozen marks.

    With layers that have another width than then, or were not connected, they are wired as new neurons are.

    Args:
        network: What they are put into; it has their layers.
        whole: The network that they were taken from.
        neurons: Their numbers there (from 0) by layer.
        initialization: How weights are drawn that are not known.
        are_missing: Whether they were removed, so that each comes to its old place if just these are missing; else
            they come last.

    Raises:
        SettingError: This machine has not the memory for them.
    """
    orders = {
        layer.id: _order(layer.width, whole.layer(layer.id).width, neurons.get(layer.id, ()), are_missing=are_missing)
        for layer in network.layers
        if whole.has_layer(layer.id)
    }
    grown = network
    for layer_id, indices in neurons.items():
        grown = resize_layer(grown, layer_id, network.layer(layer_id).width + len(indices), initialization)
    if are_missing:
        vanished = tuple(_vanished(grown, whole, neurons))
        grown = replace(grown, connections=(*grown.connections, *vanished))
    return Network(
        layers=tuple(
            _layer(layer, whole.layer(layer.id), orders[layer.id]) if layer.id in neurons else layer
            for layer in grown.layers
        ),
        connections=tuple(
            _connection(connection, before, orders)
            if (before := whole.find_connection(*connection.key)) is not None
            and not neurons.keys().isdisjoint(before.key)
            else connection
            for connection in grown.connections
        ),
    )


def _order(width: int, width_then: int, indices: Sequence[int], *, are_missing: bool) -> _Order:
    then, coming = np.arange(width_then), np.array(sorted(indices), np.int64)
    left = np.setdiff1d(then, coming) if are_missing else then
    is_as_left = width == len(left)
    stay = left if is_as_left else then if width == width_then else np.full(width, NOWHERE)
    origins = np.concatenate([stay, coming])
    comes = np.arange(len(origins)) >= width
    return _Order(origins, comes, np.argsort(origins) if are_missing and is_as_left else np.arange(len(origins)))


def _vanished(network: Network, whole: Network, neurons: Mapping[LayerId, Sequence[int]]) -> Iterator[Connection]:
    """Give, without edges yet, the connections that went with the neurons, for all their edges were theirs."""
    for connection in whole.connections:
        source, target = connection.key
        rows, columns = (np.delete(np.arange(whole.layer(end).width), neurons.get(end, ())) for end in (target, source))
        is_there = network.has_layer(source) and network.has_layer(target)
        is_gone = network.find_connection(source, target) is None and not connection.mask[np.ix_(rows, columns)].any()
        if is_there and is_gone and not would_close_cycle(network, source, target):
            shape = network.layer(target).width, network.layer(source).width
            none = np.zeros(shape, np.bool_)
            yield Connection(source, target, np.zeros(shape), none, none)


def _layer(layer: Layer, before: Layer, order: _Order) -> Layer:
    if not layer.bias.size:
        return layer
    bias, frozen = layer.bias.copy(), layer.bias_frozen.copy()
    coming = order.origins[order.comes]
    bias[order.comes], frozen[order.comes] = before.bias[coming], before.bias_frozen[coming]
    return replace(layer, bias=bias[order.order], bias_frozen=frozen[order.order])


def _connection(connection: Connection, before: Connection, orders: Mapping[LayerId, _Order]) -> Connection:
    """Give a connection that has grown the entries that it had at the neurons put back."""
    rows, columns = orders[connection.target], orders[connection.source]
    is_known = (rows.origins > NOWHERE)[:, np.newaxis] & (columns.origins > NOWHERE)
    is_known &= rows.comes[:, np.newaxis] | columns.comes
    origin, order = np.ix_(rows.origins, columns.origins), np.ix_(rows.order, columns.order)
    return replace(
        connection,
        weight=np.where(is_known, before.weight[origin], connection.weight)[order],
        mask=np.where(is_known, before.mask[origin], connection.mask)[order],
        frozen=np.where(is_known, before.frozen[origin], connection.frozen)[order],
    )
