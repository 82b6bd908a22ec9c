"""Which layers to look at after an edit: those that have come or changed their place, and those beside them."""

from collections.abc import Collection, Iterator

import msgspec

from engine.network.model import LayerId, Network


class Newcomers(msgspec.Struct, frozen=True, eq=False):
    """What to look at.

    Attributes:
        layers: What has come, has another place among the others, or was sent far.
        neighbours: What each is joined with that has found a place by itself.
    """

    layers: frozenset[LayerId]
    neighbours: frozenset[LayerId]


def newcomers(before: Network, after: Network, sent: Collection[LayerId]) -> Newcomers:
    """Give what to look at when an edit is done.

    Args:
        before: The network before the edit.
        after: The network after it.
        sent: The layers that have gone far.
    """
    new = frozenset(layer.id for layer in after.layers if not before.has_layer(layer.id))
    placed = new if len(new) == 1 else frozenset(_placed_anew(before, after))  # several come as a part of their own
    neighbours = frozenset(other for layer_id in placed for other in _beside(after, layer_id))
    return Newcomers(new | placed | frozenset(sent), neighbours)


def _placed_anew(before: Network, after: Network) -> Iterator[LayerId]:
    """Give the layers that stand elsewhere, among others than before."""
    known = {connection.key for connection in before.connections}
    kept = {end for connection in after.connections if connection.key in known for end in connection.key}
    for layer in after.layers:
        is_moved = before.has_layer(layer.id) and before.layer(layer.id).position != layer.position
        if is_moved and layer.id not in kept:
            yield layer.id


def _beside(network: Network, layer_id: LayerId) -> Iterator[LayerId]:
    """Give the nearest of the layers that one reads, and of those that read it."""
    own = network.layer(layer_id).position[0]
    for ends in (
        [connection.source for connection in network.incoming(layer_id)],
        [connection.target for connection in network.outgoing(layer_id)],
    ):
        if ends:
            yield min(ends, key=lambda end: abs(network.layer(end).position[0] - own))
