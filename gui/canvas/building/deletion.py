"""What Delete does to the items selected."""

from collections import defaultdict
from collections.abc import Sequence

from engine.network.edits import disconnect, remove_layers, remove_neurons
from engine.network.model import LayerId, Network
from engine.network.parameter_set import edge_set
from engine.network.wiring import remove_edges
from gui.canvas.wiring.selected_parameters import edges_by_connection
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem

_NOUNS = {LayerItem: "layer", NeuronItem: "neuron", ConnectionItem: "connection", EdgeItem: "edge"}


def delete_items(network: Network, items: Sequence[Item]) -> Network:
    """Remove layers, connections, neurons and edges, each once, however they overlap.

    A removed edge is masked for ever after; its connection goes with the last one.

    Raises:
        EngineError: A layer would be left without neurons.
    """
    layers = {item.layer for item in items if isinstance(item, LayerItem)}
    neurons: defaultdict[LayerId, list[int]] = defaultdict(list)
    for item in items:
        if isinstance(item, NeuronItem) and item.layer not in layers:
            neurons[item.layer].append(item.index)
    connections = {(item.source, item.target) for item in items if isinstance(item, ConnectionItem)}
    for key in connections:
        network = disconnect(network, *key)
    for key, (rows, columns) in edges_by_connection(items).items():
        if key not in connections:
            network = remove_edges(network, *key, edge_set(network, *key, rows, columns).edges[key])
    for layer_id, indices in neurons.items():
        network = remove_neurons(network, layer_id, indices)
    return remove_layers(network, layers) if layers else network


def deletion_label(items: Sequence[Item]) -> str:
    """Name the undo step."""
    nouns = [_NOUNS[type(item)] for item in items]
    if len(nouns) == 1:
        return f"Delete {nouns[0]}"
    return f"Delete {len(nouns)} {nouns[0]}s" if len(set(nouns)) == 1 else f"Delete {len(nouns)} items"
