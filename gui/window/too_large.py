"""The weight or bias that is too large to train with."""

import numpy as np

from engine.network.model import Network
from gui.canvas.numbers import exact_number
from gui.canvas.value_editing.item_values import ValueItem, value_of, value_symbol
from gui.selection import EdgeItem, NeuronItem

# Far beyond what training leads to and remains of use, and sums of such products still pass the range of float32.
LARGEST_TO_TRAIN_WITH = 1e15


def too_large_value(network: Network) -> ValueItem | None:
    """Give whose weight or bias is largest, None where none is too large to train with."""
    found: ValueItem | None = None
    largest = LARGEST_TO_TRAIN_WITH
    for connection in network.connections:
        size = np.abs(connection.weight)
        if size.size and size.max() > largest:
            row, column = (int(place) for place in np.unravel_index(size.argmax(), size.shape))
            found, largest = EdgeItem(connection.source, connection.target, row, column), float(size.max())
    for layer in network.layers:
        size = np.abs(layer.bias)
        if size.size and size.max() > largest:
            found, largest = NeuronItem(layer.id, int(size.argmax())), float(size.max())
    return found


def too_large_sentence(network: Network, item: ValueItem) -> str:
    """Name the weight or bias."""
    return f"{value_symbol(network, item)} = {exact_number(value_of(network, item))} is too large to train with."
