"""What Delete does to the items selected."""

from collections.abc import Sequence

from engine.network.model import Network
from engine.network.removal import Removal, remove
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem, grouped

_NOUNS = {LayerItem: "layer", NeuronItem: "neuron", ConnectionItem: "connection", EdgeItem: "edge"}


def delete_items(network: Network, items: Sequence[Item]) -> Network:
    """Remove layers, connections, neurons and edges; errors as in `engine.network.removal.remove`.

    A layer goes with its last neuron.
    """
    groups = grouped(items)
    emptied = (layer for layer, indices in groups.neurons.items() if len(indices) == network.layer(layer).width)
    return remove(network, Removal({*groups.layers, *emptied}, groups.connections, groups.neurons, groups.edges))


def deletion_label(items: Sequence[Item]) -> str:
    """Name the undo step."""
    nouns = [_NOUNS[type(item)] for item in items]
    if len(nouns) == 1:
        return f"Delete {nouns[0]}"
    return f"Delete {len(nouns)} {nouns[0]}s" if len(set(nouns)) == 1 else f"Delete {len(nouns)} items"
