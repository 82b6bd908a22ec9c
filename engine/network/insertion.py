"""Putting a new layer among others: one pure edit that adds it, makes room for it, and joins it with them."""

from collections.abc import Mapping

import msgspec

from engine.network.edits import add_layer, disconnect, move_layers, next_layer_id
from engine.network.initializers import Initialization
from engine.network.model import ConnectionKey, LayerId, Network
from engine.network.wires import WireEnd, connect_ends


class Insertion(msgspec.Struct, frozen=True, eq=False):
    """Where a new layer goes, and with what it is joined.

    Attributes:
        position: Where its centre goes, in scene units.
        sources: Layers to connect from.
        targets: Layers to connect to.
        replaced: Connections that it takes the place of.
        moved: New positions of layers that make room.
        neurons: The neurons (from 0) of sources and targets that are connected, or None for all.
    """

    position: tuple[float, float]
    sources: tuple[LayerId, ...] = ()
    targets: tuple[LayerId, ...] = ()
    replaced: tuple[ConnectionKey, ...] = ()
    moved: Mapping[LayerId, tuple[float, float]] = {}
    neurons: tuple[int, ...] | None = None


def insert_layer(
    network: Network,
    kind: str,
    width: int,
    place: Insertion,
    initialization: Initialization,
    *,
    activation: str,
    name: str,
) -> Network:
    """Add a layer with id `next_layer_id(network)` among others; its biases are 0.

    Args:
        network: The network.
        kind: Key of `engine.network.kinds.LAYER_KINDS`.
        width: How many neurons it has.
        place: Where it goes, and with what it is joined.
        initialization: How to draw the weights of its edges.
        activation: Key of `engine.network.activations.ACTIVATION_FUNCTIONS`.
        name: What it is called, with a number behind it where another layer has that name.

    Raises:
        GraphError: There is no such layer, connection or neuron, or the new edges lead into the data or close a cycle.
        SettingError: As in `add_layer`, or layers are too wide for a connection.
    """
    layer_id = next_layer_id(network)
    network = move_layers(network, place.moved)
    network = add_layer(network, kind, width, activation=activation, name=name, position=place.position)
    for source, target in place.replaced:
        network = disconnect(network, source, target)
    new = WireEnd(layer_id)
    for source in place.sources:
        network = connect_ends(network, WireEnd(source, place.neurons), new, initialization)
    for target in place.targets:
        network = connect_ends(network, new, WireEnd(target, place.neurons), initialization)
    return network
