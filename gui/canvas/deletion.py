"""What Delete does to the items selected."""

from collections.abc import Sequence

from engine.errors import EngineError
from engine.network.edits import disconnect, remove_layers, remove_neuron
from engine.network.model import Network
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem

EDGE_REFUSAL = "An edge goes with its connection: double-click it to select the connection, then press Delete."
_NOUNS = {LayerItem: "layer", NeuronItem: "neuron", ConnectionItem: "connection"}


def delete_items(network: Network, items: Sequence[Item]) -> Network:
    """Remove layers, connections and neurons, each once, however they overlap.

    Raises:
        EngineError: Only edges are given, or a layer would be left without neurons.
    """
    if items and all(isinstance(item, EdgeItem) for item in items):
        raise EngineError(EDGE_REFUSAL)
    layers = {item.layer for item in items if isinstance(item, LayerItem)}
    neurons = {(item.layer, item.index) for item in items if isinstance(item, NeuronItem) and item.layer not in layers}
    for item in items:
        if isinstance(item, ConnectionItem):
            network = disconnect(network, item.source, item.target)
    for layer_id, index in sorted(neurons, reverse=True):
        network = remove_neuron(network, layer_id, index)
    return remove_layers(network, layers) if layers else network


def deletion_label(items: Sequence[Item]) -> str:
    """Name the undo step."""
    nouns = [_NOUNS[type(item)] for item in items if type(item) in _NOUNS]
    if len(nouns) == 1:
        return f"Delete {nouns[0]}"
    return f"Delete {len(nouns)} {nouns[0]}s" if len(set(nouns)) == 1 else f"Delete {len(nouns)} items"
