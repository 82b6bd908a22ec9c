"""Taking a layer out of its place among the others and putting it into another."""

from msgspec.structs import replace

from engine.network.edits import check_connection, connect, disconnect, remove_layers
from engine.network.initializers import Initialization
from engine.network.model import Connection, LayerId, Network


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

    The new connection keeps the matrix of the layer's way out, or else of its way in, where the shape is the same;
    otherwise its weights are drawn.

    Args:
        network: The network.
        layer_id: The layer.
        initialization: How to draw weights where none are kept.

    Raises:
        GraphError: There is no such layer.
        SettingError: The connection would have more weights than any may have.
    """
    ends = neighbours_to_rejoin(network, layer_id)
    former = [*network.outgoing(layer_id), *network.incoming(layer_id)]
    kept = tuple(connection for connection in network.connections if layer_id not in connection.key)
    network = replace(network, connections=kept)
    return network if ends is None else _connect_keeping(network, *ends, former, initialization)


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

    The layer's own matrices go with it where their shapes are the same, else the matrix of source → target serves
    either side where its shape is the same; only what is left is drawn.

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
    incoming, outgoing = network.incoming(layer_id), network.outgoing(layer_id)
    network = take_out(network, layer_id, initialization)
    replaced = network.connection(source, target)
    check_connection(network, source, layer_id)
    check_connection(network, layer_id, target)
    network = disconnect(network, source, target)
    network = _connect_keeping(network, source, layer_id, [*incoming, replaced], initialization)
    return _connect_keeping(network, layer_id, target, [*outgoing, replaced], initialization)


def move_before(network: Network, layer_id: LayerId, other: LayerId, initialization: Initialization) -> Network:
    """Take a layer out of its place and let it read all that another layer reads, and feed that one.

    Matrices are kept as in `reinsert_layer`.

    Args:
        network: The network.
        layer_id: The layer that moves.
        other: The layer that it comes before.
        initialization: How to draw weights where none are kept.

    Raises:
        GraphError: There is no such layer, both are the same, or one of them takes no connections.
        SettingError: A connection would have more weights than any may have.
    """
    incoming, outgoing = network.incoming(layer_id), network.outgoing(layer_id)
    network = take_out(network, layer_id, initialization)
    replaced = network.incoming(other)
    check_connection(network, layer_id, other)
    for connection in replaced:
        check_connection(network, connection.source, layer_id)
        network = disconnect(network, *connection.key)
        network = _connect_keeping(network, connection.source, layer_id, [*incoming, connection], initialization)
    return _connect_keeping(network, layer_id, other, [*outgoing, *replaced], initialization)


def move_after(network: Network, layer_id: LayerId, other: LayerId, initialization: Initialization) -> Network:
    """Take a layer out of its place and let it read another layer, and feed all that this one fed.

    Matrices are kept as in `reinsert_layer`.

    Args:
        network: The network.
        layer_id: The layer that moves.
        other: The layer that it comes after.
        initialization: How to draw weights where none are kept.

    Raises:
        GraphError: There is no such layer, both are the same, or the layer takes no connections.
        SettingError: A connection would have more weights than any may have.
    """
    incoming, outgoing = network.incoming(layer_id), network.outgoing(layer_id)
    network = take_out(network, layer_id, initialization)
    replaced = network.outgoing(other)
    check_connection(network, other, layer_id)
    network = _connect_keeping(network, other, layer_id, [*incoming, *replaced], initialization)
    for connection in replaced:
        network = disconnect(network, *connection.key)
        network = _connect_keeping(network, layer_id, connection.target, [*outgoing, connection], initialization)
    return network


def _connect_keeping(
    network: Network,
    source: LayerId,
    target: LayerId,
    former: list[Connection],
    initialization: Initialization,
) -> Network:
    """Connect two layers with the matrix of the first of the former connections that has the right shape."""
    network = connect(network, source, target, initialization)
    drawn = network.connections[-1]
    fitting = next((connection for connection in former if connection.weight.shape == drawn.weight.shape), None)
    if fitting is None:
        return network
    kept = replace(fitting, source=source, target=target)
    return replace(network, connections=(*network.connections[:-1], kept))
