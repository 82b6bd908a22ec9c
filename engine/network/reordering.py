"""Taking a layer out of its place among the others and putting it into another.

The matrices stay where they can, with their removed edges and frozen weights. Each goes, by preference, to

1. the connection between the same two layers; transposed where that has turned round, as the same neurons are joined;
2. one that shares an end with its own and has the same shape, the moved layer's matrices first.

Only what is left is drawn.
"""

import msgspec
from msgspec.structs import replace

from engine.network.edits import check_connection, connect, disconnect, remove_layers
from engine.network.initializers import Initialization
from engine.network.model import Connection, ConnectionKey, LayerId, Network


class ReorderingPrice(msgspec.Struct, frozen=True):
    """What moving a layer costs.

    Attributes:
        drawn_connections: How many connections have weights that were drawn.
        removed_edges: How many removed edges were forgotten with their matrices.
        frozen_weights: How many frozen weights were forgotten with theirs.
    """

    drawn_connections: int
    removed_edges: int
    frozen_weights: int


def reordering_price(before: Network, after: Network) -> ReorderingPrice:
    """Tell what of a network's matrices has not been kept by one of the edits here.

    Args:
        before: The network.
        after: What the edit has made of it.
    """
    drawn = _without_matrices_of(after, before)
    lost = _without_matrices_of(before, after)
    return ReorderingPrice(
        len(drawn),
        sum(int((~connection.mask).sum()) for connection in lost),
        sum(int((connection.frozen & connection.mask).sum()) for connection in lost),
    )


def neighbours_to_rejoin(network: Network, layer_id: LayerId) -> tuple[LayerId, LayerId] | None:
    """Give the one source and the one target of a layer that stands between just these two, or None.

    None, too, where the two are connected already.

    Raises:
        GraphError: There is no such layer.
    """
    network.layer(layer_id)
    incoming, outgoing = network.incoming(layer_id), network.outgoing(layer_id)
    if len(incoming) != 1 or len(outgoing) != 1:
        return None
    ends = incoming[0].source, outgoing[0].target
    return None if network.find_connection(*ends) is not None else ends


def take_out(network: Network, layer_id: LayerId, initialization: Initialization) -> Network:
    """Disconnect a layer; if it stood between one source and one target, these are joined.

    Args:
        network: The network.
        layer_id: The layer.
        initialization: How to draw weights where none are kept.

    Raises:
        GraphError: There is no such layer.
        SettingError: The connection would have more weights than any may have.
    """
    return _keeping_matrices(network, _joined_without(network, layer_id, initialization), layer_id)


def delete_and_rejoin(network: Network, layer_id: LayerId, initialization: Initialization) -> Network:
    """Remove a layer and, if it stood between one source and one target, join these as `take_out` does.

    Args:
        network: The network.
        layer_id: The layer.
        initialization: How to draw weights where none are kept.

    Raises:
        GraphError: There is no such layer.
        SettingError: The connection would have more weights than any may have.
    """
    return remove_layers(take_out(network, layer_id, initialization), [layer_id])


def reinsert_layer(
    network: Network, layer_id: LayerId, source: LayerId, target: LayerId, initialization: Initialization
) -> Network:
    """Take a layer out of its place and put it into the connection source → target of other layers.

    Args:
        network: The network.
        layer_id: The layer.
        source: Where the connection comes from.
        target: Where it leads to.
        initialization: How to draw weights where none are kept.

    Raises:
        GraphError: There is no such connection, the layer is part of it, or it takes no connections.
        SettingError: A connection would have more weights than any may have.
    """
    after = _joined_without(network, layer_id, initialization)
    after.connection(source, target)
    check_connection(after, source, layer_id)
    check_connection(after, layer_id, target)
    after = disconnect(after, source, target)
    after = connect(after, source, layer_id, initialization)
    after = connect(after, layer_id, target, initialization)
    return _keeping_matrices(network, after, layer_id)


def move_before(network: Network, layer_id: LayerId, other: LayerId, initialization: Initialization) -> Network:
    """Take a layer out of its place and let it read all that another layer reads, and feed that one.

    Args:
        network: The network.
        layer_id: The layer that moves.
        other: The layer that it comes before.
        initialization: How to draw weights where none are kept.

    Raises:
        GraphError: There is no such layer, both are the same, or one of them takes no connections.
        SettingError: A connection would have more weights than any may have.
    """
    after = _joined_without(network, layer_id, initialization)
    replaced = after.incoming(other)
    check_connection(after, layer_id, other)
    for connection in replaced:
        check_connection(after, connection.source, layer_id)
        after = disconnect(after, *connection.key)
        after = connect(after, connection.source, layer_id, initialization)
    return _keeping_matrices(network, connect(after, layer_id, other, initialization), layer_id)


def move_after(network: Network, layer_id: LayerId, other: LayerId, initialization: Initialization) -> Network:
    """Take a layer out of its place and let it read another layer, and feed all that this one fed.

    Args:
        network: The network.
        layer_id: The layer that moves.
        other: The layer that it comes after.
        initialization: How to draw weights where none are kept.

    Raises:
        GraphError: There is no such layer, both are the same, or the layer takes no connections.
        SettingError: A connection would have more weights than any may have.
    """
    after = _joined_without(network, layer_id, initialization)
    replaced = after.outgoing(other)
    check_connection(after, other, layer_id)
    after = connect(after, other, layer_id, initialization)
    for connection in replaced:
        after = disconnect(after, *connection.key)
        after = connect(after, layer_id, connection.target, initialization)
    return _keeping_matrices(network, after, layer_id)


def _joined_without(network: Network, layer_id: LayerId, initialization: Initialization) -> Network:
    """Disconnect a layer, and join its neighbours by a connection that is drawn."""
    ends = neighbours_to_rejoin(network, layer_id)
    kept = tuple(connection for connection in network.connections if layer_id not in connection.key)
    network = replace(network, connections=kept)
    return network if ends is None else connect(network, *ends, initialization)


def _keeping_matrices(before: Network, after: Network, layer_id: LayerId) -> Network:
    """Give the new connections of `after` the matrices that those of `before` have left, each to one at most."""
    present = set(map(id, after.connections))
    left = {connection.key: connection for connection in before.connections if id(connection) not in present}
    new = [connection for connection in after.connections if before.find_connection(*connection.key) is not connection]
    taken: dict[ConnectionKey, Connection] = {}
    for find in (_between_same_layers, _beside):
        for connection in new:
            former = None if connection.key in taken else find(connection, left, layer_id)
            if former is not None:
                del left[former.key]
                taken[connection.key] = _moved(former, connection)
    return replace(after, connections=tuple(taken.get(connection.key, connection) for connection in after.connections))


def _between_same_layers(new: Connection, left: dict[ConnectionKey, Connection], _: LayerId) -> Connection | None:
    return left.get(new.key) or left.get(new.key[::-1])


def _beside(new: Connection, left: dict[ConnectionKey, Connection], layer_id: LayerId) -> Connection | None:
    fitting = [
        former
        for former in left.values()
        if former.weight.shape == new.weight.shape and (former.source == new.source or former.target == new.target)
    ]
    return min(fitting, key=lambda former: (layer_id not in former.key, former.target != new.target), default=None)


def _moved(former: Connection, new: Connection) -> Connection:
    """Give a connection's matrix to another one; to the same one turned round, transposed."""
    if former.key == new.key[::-1]:
        return replace(new, weight=former.weight.T, mask=former.mask.T, frozen=former.frozen.T)
    return replace(former, source=new.source, target=new.target)


def _without_matrices_of(network: Network, other: Network) -> list[Connection]:
    """Give the connections whose matrix the other network has nowhere, nor transposed for the same two layers."""
    known = {id(connection.weight) for connection in other.connections}
    return [
        connection
        for connection in network.connections
        if id(connection.weight) not in known and other.find_connection(*connection.key[::-1]) is None
    ]
