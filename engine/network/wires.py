"""Wires as they are drawn, from a layer or some of its neurons to another: each makes all edges between its ends."""

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from engine.network.initializers import Initialization
from engine.network.model import LayerId, Network
from engine.network.wiring import connect_edges, edges_between, has_edges


class WireEnd(msgspec.Struct, frozen=True):
    """One end of a wire.

    Attributes:
        layer: Id of its layer.
        neurons: Some of the layer's neurons (from 0), or None for all of them.
    """

    layer: LayerId
    neurons: tuple[int, ...] | None = None


def connect_ends(network: Network, source: WireEnd, target: WireEnd, initialization: Initialization) -> Network:
    """Make all edges from one end to another; those that exist keep their weights.

    Args:
        network: The network.
        source: Where the wire comes from.
        target: Where it leads to.
        initialization: How to draw the weights of new edges.

    Raises:
        GraphError: There is no such layer or neuron, all edges exist already, or they lead into the data or close a
            cycle.
        SettingError: The layers are too wide for a connection.
    """
    edges = edges_between(network, source.layer, target.layer, source.neurons, target.neurons)
    return connect_edges(network, source.layer, target.layer, edges, initialization)


def connect_in_turn(network: Network, ends: Sequence[WireEnd], initialization: Initialization) -> Network:
    """Wire each end to the next; what is wired already stays as it is.

    Args:
        network: The network.
        ends: Two or more.
        initialization: How to draw the weights of new edges.

    Raises:
        GraphError: As in `connect_ends`, but that all edges exist already only where they do so of every wire.
        SettingError: Layers are too wide for a connection.
    """
    wired = network
    for source, target in pairwise(ends):
        edges = edges_between(wired, source.layer, target.layer, source.neurons, target.neurons)
        if not has_edges(wired, source.layer, target.layer, edges):
            wired = connect_edges(wired, source.layer, target.layer, edges, initialization)
    return connect_ends(network, ends[0], ends[1], initialization) if wired is network else wired
