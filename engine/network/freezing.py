"""Freezing: training leaves a frozen weight or bias bit for bit; by hand it can still be set."""

import msgspec
import numpy as np
from msgspec.structs import replace

from engine.arrays import BoolArray
from engine.errors import GraphError
from engine.network.model import Connection, Layer, Network
from engine.network.parameter_set import ParameterSet


class FrozenCount(msgspec.Struct, frozen=True):
    """How many of some parameters are frozen; edges that were removed count for nothing.

    Attributes:
        frozen: Number of those frozen.
        total: Number of those that exist.
    """

    frozen: int
    total: int

    @property
    def is_all(self) -> bool:
        """Whether there are any, and all of them are frozen."""
        return 0 < self.total == self.frozen


def freeze(network: Network, parameters: ParameterSet, *, frozen: bool = True) -> Network:
    """Freeze parameters, or thaw them with `frozen=False`; those that are as wished already stay as they are.

    Raises:
        GraphError: There are none: a layer that holds the sample, or edges that were all removed.
    """
    if frozen_count(network, parameters).total == 0:
        raise GraphError("There is no weight or bias here that could be frozen.")
    for layer_id, marks in parameters.biases.items():
        network = _with_layer_frozen(network, network.layer(layer_id), marks, frozen)
    for key, marks in parameters.edges.items():
        network = _with_connection_frozen(network, network.connection(*key), marks, frozen)
    return network


def frozen_count(network: Network, parameters: ParameterSet) -> FrozenCount:
    """Count the parameters that exist, and those of them that are frozen.

    Raises:
        GraphError: The network has no such layer or connection.
    """
    frozen = total = 0
    for layer_id, marks in parameters.biases.items():
        total += int(np.count_nonzero(marks))
        frozen += int(np.count_nonzero(marks & network.layer(layer_id).bias_frozen))
    for key, marks in parameters.edges.items():
        connection = network.connection(*key)
        existing = marks & connection.mask
        total += int(np.count_nonzero(existing))
        frozen += int(np.count_nonzero(existing & connection.frozen))
    return FrozenCount(frozen, total)


def _with_layer_frozen(network: Network, layer: Layer, marks: BoolArray, frozen: bool) -> Network:
    after = np.where(marks, frozen, layer.bias_frozen)
    return (
        network if np.array_equal(after, layer.bias_frozen) else network.with_layer(replace(layer, bias_frozen=after))
    )


def _with_connection_frozen(network: Network, connection: Connection, marks: BoolArray, frozen: bool) -> Network:
    after = np.where(marks & connection.mask, frozen, connection.frozen)
    if np.array_equal(after, connection.frozen):
        return network
    return network.with_connection(replace(connection, frozen=after))
