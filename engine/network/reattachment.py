"""Bringing back the connections of layers that were taken out of a network and are put in again."""

from collections.abc import Mapping

from msgspec.structs import replace

from engine.network.edits import remove_layers
from engine.network.graph import would_close_cycle
from engine.network.model import Connection, ConnectionKey, LayerId, Network


def reattach(network: Network, whole: Network, copies: Mapping[LayerId, LayerId]) -> Network:
    """Connect layers with what they were connected with before they were taken out, by the same weights.

    Nothing is connected where their neighbours are not as they were left: of another width, gone, or wired otherwise.

    Args:
        network: What they were put into again, not connected with the rest yet.
        whole: The network that they were taken out of.
        copies: Their ids in `network`, by those they had in `whole`.
    """
    outer = [one for one in whole.connections if (one.source in copies) is not (one.target in copies)]
    neighbours = {end for connection in outer for end in connection.key if end not in copies}
    if not _are_as_left(network, remove_layers(whole, copies), neighbours):
        return network
    for connection in outer:
        back = replace(
            connection,
            source=copies.get(connection.source, connection.source),
            target=copies.get(connection.target, connection.target),
        )
        if not would_close_cycle(network, back.source, back.target):
            network = replace(network, connections=(*network.connections, back))
    return network


def _are_as_left(network: Network, left: Network, neighbours: set[LayerId]) -> bool:
    return all(
        network.has_layer(one)
        and network.layer(one).shape == left.layer(one).shape
        and _keys(network, one) == _keys(left, one)
        for one in neighbours
    )


def _keys(network: Network, layer_id: LayerId) -> set[ConnectionKey]:
    joined: tuple[Connection, ...] = (*network.incoming(layer_id), *network.outgoing(layer_id))
    return {connection.key for connection in joined}
