"""Single weights and biases as items that are selected: what each is called, and its number among parameters."""

from collections.abc import Callable, Sequence

import numpy as np

from engine.arrays import FloatArray
from engine.network.changes import MovedParameter
from engine.network.formulas import Names
from engine.network.model import Network, Parameters
from gui.selection import EdgeItem, Item, NeuronItem, exists

ParameterItem = EdgeItem | NeuronItem  # a neuron stands for its bias


class ParameterItems:
    """The weights and biases of one network.

    Args:
        network: The network, with any numbers.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._names = Names(network)
        self._connections = {connection.key: place for place, connection in enumerate(network.connections)}
        self._layers = {layer.id: place for place, layer in enumerate(network.layers)}

    def has(self, item: Item) -> bool:
        """Tell whether an item is an edge, or a neuron with a bias, of this network."""
        if not isinstance(item, EdgeItem | NeuronItem) or not exists(item, self._network):
            return False
        return isinstance(item, EdgeItem) or item.index < len(self._network.layer(item.layer).bias)

    def name(self, item: ParameterItem) -> str:
        """Write w₂₁⁽¹⁾, or b₁⁽¹⁾ of a neuron."""
        if isinstance(item, EdgeItem):
            return self._names.weight(item.source, item.target, item.row, item.column).plain
        return self._names.bias(item.layer, item.index).plain

    def value(self, item: ParameterItem, parameters: Parameters) -> float:
        """Give its number among some parameters of this network."""
        return float(self._read(item)(parameters))

    def values(self, item: ParameterItem, parameters: Sequence[Parameters]) -> FloatArray:
        """Give its numbers (n,) among each of some parameters of this network."""
        return np.array([*map(self._read(item), parameters)])

    def _read(self, item: ParameterItem) -> Callable[[Parameters], np.float64]:
        if isinstance(item, EdgeItem):
            place, entry = self._connections[item.source, item.target], (item.row, item.column)
            return lambda parameters: parameters.weights[place][entry]
        layer, row = self._layers[item.layer], item.index
        return lambda parameters: parameters.biases[layer][row]


def item_of(moved: MovedParameter) -> ParameterItem:
    """Give the item that stands for a parameter."""
    if moved.source is None:
        return NeuronItem(moved.layer, moved.row)
    return EdgeItem(moved.source, moved.layer, moved.row, moved.column)


def written(items: tuple[ParameterItem, ...]) -> str:
    """Write items as one line, for settings."""
    return ";".join(
        f"{item.source},{item.target},{item.row},{item.column}"
        if isinstance(item, EdgeItem)
        else f"{item.layer},{item.index}"
        for item in items
    )


def read(line: str) -> tuple[ParameterItem, ...]:
    """Read what was written; what makes no sense is left out."""
    found: list[ParameterItem] = []
    for entry in line.split(";"):
        *layers, last = entry.split(",")
        numbers = [layers.pop(), last] if len(layers) == 3 else [last]
        if all(number.isdecimal() for number in numbers) and len(layers) in (1, 2):
            found.append(
                EdgeItem(layers[0], layers[1], int(numbers[0]), int(last))
                if len(layers) == 2
                else NeuronItem(layers[0], int(last))
            )
    return tuple(found)
