"""What of a network goes onto the clipboard as text, and how text from there changes it."""

from collections.abc import Sequence

import numpy as np

from engine.arrays import FloatArray
from engine.errors import EngineError
from engine.network.fragment import fragment_of
from engine.network.matrix_text import Readings, fitting_reading, format_matrix
from engine.network.model import Network
from engine.network.parameters import set_whole
from engine.project.fragment_text import write_fragment
from gui.canvas.value_editing.item_values import with_values
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem, grouped


def copied_text(network: Network, items: Sequence[Item]) -> str:
    """Give what copying puts on the clipboard.

    Layers and neurons are copied with all that is among them; of edges alone the weights, a line each; of a
    connection alone its matrix.

    Raises:
        EngineError: Nothing is selected, connections of which no one text could be pasted, or too much.
    """
    groups = grouped(items)
    fragment = fragment_of(network, groups.layers, groups.neurons)
    if fragment.layers:
        return write_fragment(fragment)
    edges = [item for item in items if isinstance(item, EdgeItem)]
    if edges:
        weights = [network.connection(edge.source, edge.target).weight[edge.row, edge.column] for edge in edges]
        return "\n".join(format_matrix([weight]).strip("[]") for weight in weights)
    if len(items) == 1 and isinstance(items[0], ConnectionItem):
        return format_matrix(network.connection(items[0].source, items[0].target).weight)
    raise EngineError("Select one connection to copy its matrix." if items else "Nothing is selected to copy.")


def wanted_entries(network: Network, items: Sequence[Item]) -> int:
    """Give the most numbers that `paste_numbers` could set."""
    whole = (_size(network, item) for item in items if isinstance(item, ConnectionItem | LayerItem))
    return max(len(items), *whole, 1)


def paste_numbers(network: Network, items: Sequence[Item], readings: Readings) -> Network:
    """Set what is selected to numbers that were pasted.

    Args:
        network: The network.
        items: What is selected: edges and neurons (their biases) take a number each, or all the same one; a connection
            takes its matrix, a layer its vector of biases, or one number for all entries.
        readings: What numbers may be meant; the first that fits is taken.

    Raises:
        EngineError: The numbers don't fit what is selected; the sentence names both sizes.
    """
    single = [item for item in items if isinstance(item, EdgeItem | NeuronItem)]
    whole = [item for item in items if isinstance(item, ConnectionItem | LayerItem)]
    if not items or (single and whole):
        raise EngineError("Numbers were pasted: select the edges, neurons, connection or layer that they are for.")
    if single:
        return _set_each(network, single, fitting_reading(readings, len(single), 1))
    values = fitting_reading(readings, *([_size(network, whole[0])] if len(whole) == 1 else []), 1)
    if len(whole) > 1 and values.size > 1:
        raise EngineError(f"A matrix was pasted, but {len(whole)} connections or layers are selected; select one.")
    groups = grouped(items)
    return set_whole(network, groups.connections, groups.layers, values)


def _size(network: Network, item: ConnectionItem | LayerItem) -> int:
    if isinstance(item, LayerItem):
        return network.layer(item.layer).bias.size
    return network.connection(item.source, item.target).weight.size


def _set_each(network: Network, items: Sequence[EdgeItem | NeuronItem], values: FloatArray) -> Network:
    if values.size not in {1, len(items)}:
        raise EngineError(f"{values.size} numbers were pasted, but {len(items)} weights and biases are selected.")
    return with_values(network, items, np.broadcast_to(values.ravel(), len(items)).tolist())
