"""What Delete does to the items selected."""

from collections import defaultdict
from collections.abc import Sequence

from engine.network.model import LayerId, Network
from engine.network.removal import Removal, remove
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem, grouped

_NOUNS = {LayerItem: "layer", NeuronItem: "neuron", ConnectionItem: "connection", EdgeItem: "edge"}


def delete_items(network: Network, items: Sequence[Item]) -> Network:
    """Remove layers, connections, neurons and edges; errors as in `engine.network.removal.remove`.

    A layer goes with its last neuron.
    """
    neurons: defaultdict[LayerId, set[int]] = defaultdict(set)
    for item in items:
        if isinstance(item, NeuronItem):
            neurons[item.layer].add(item.index)
    emptied = {layer_id for layer_id, indices in neurons.items() if len(indices) == network.layer(layer_id).width}
    removal = Removal(
        layers={item.layer for item in items if isinstance(item, LayerItem)} | emptied,
        connections={(item.source, item.target) for item in items if isinstance(item, ConnectionItem)},
        neurons=neurons,
        edges=grouped(items).edges,
    )
    return remove(network, removal)


def deletion_label(items: Sequence[Item]) -> str:
    """Name the undo step."""
    nouns = [_NOUNS[type(item)] for item in items]
    if len(nouns) == 1:
        return f"Delete {nouns[0]}"
    return f"Delete {len(nouns)} {nouns[0]}s" if len(set(nouns)) == 1 else f"Delete {len(nouns)} items"
