"""The number that belongs to an edge or a neuron: its weight, its bias."""

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from engine.arrays import FloatArray
from engine.network.formulas import Names, plain_of
from engine.network.model import ConnectionKey, LayerId, Network
from engine.network.parameters import set_each
from gui.selection import ConnectionItem, EdgeItem, Groups, Item, NeuronItem

ValueItem = EdgeItem | NeuronItem
Settable = ValueItem | ConnectionItem


def as_value_item(network: Network, item: Item | None) -> ValueItem | None:
    """Give the item if it has a number of its own: an edge, or a neuron with a bias. Else None."""
    if isinstance(item, NeuronItem):
        return item if network.layer(item.layer).bias.size else None
    return item if isinstance(item, EdgeItem) else None


def as_settable(network: Network, item: Item | None) -> Settable | None:
    """Give the item if a number typed sets it: what has one of its own, or a connection, whose edges all take it."""
    return item if isinstance(item, ConnectionItem) else as_value_item(network, item)


def values_among(network: Network, chosen: Groups) -> Groups:
    """Give the neurons and edges among items that have a number of their own, and all edges of the connections."""
    neurons = {layer: some for layer, some in chosen.neurons.items() if network.layer(layer).bias.size}
    edges = dict(chosen.edges)
    for key in chosen.connections:
        rows, columns = np.nonzero(network.connection(*key).mask)
        edges[key] = rows, columns
    return Groups(neurons, (), edges)


def value_of(network: Network, item: ValueItem) -> float:
    """Give an edge's weight or a neuron's bias."""
    if isinstance(item, NeuronItem):
        return float(network.layer(item.layer).bias[item.index])
    return float(network.connection(item.source, item.target).weight[item.row, item.column])


class ValueGroup:
    """Numbers that are edited together, however many: what is asked at each key typed looks at no single item.

    Args:
        groups: The edges and neurons they belong to, each once.
    """

    def __init__(self, groups: Groups) -> None:
        self.groups = groups
        self._neurons = groups.neurons
        self._biases = sum(map(len, self._neurons.values()))
        self._weights = sum(len(rows) for rows, _ in groups.edges.values())

    @property
    def single(self) -> ValueItem | None:
        """The only edge or neuron there is; None of several."""
        if self._biases + self._weights != 1:
            return None
        for layer, neurons in self._neurons.items():
            return NeuronItem(layer, neurons[0])
        ((key, (rows, columns)),) = self.groups.edges.items()
        return EdgeItem(*key, int(rows[0]), int(columns[0]))

    @property
    def label(self) -> str:
        """The name of the undo step of setting them."""
        return f"Set {self.noun}"

    @property
    def noun(self) -> str:
        """What they are: “bias”, “4 weights”, “3 values” of both kinds."""
        count = self._biases + self._weights
        if count == 1:
            return "bias" if self._biases else "weight"
        nouns = "values" if self._biases and self._weights else "biases" if self._biases else "weights"
        return f"{count:,} {nouns}"

    def are_in(self, network: Network) -> bool:
        """Tell whether a network has all of them."""
        return self.groups.are_in(network)

    def values(self, network: Network) -> FloatArray:
        """Give the numbers (N,): biases, then weights."""
        biases = [network.layer(layer).bias[list(neurons)] for layer, neurons in self._neurons.items()]
        weights = [network.connection(*key).weight[places] for key, places in self.groups.edges.items()]
        return np.concatenate([*biases, *weights, np.empty(0)])

    def common_value(self, network: Network) -> float:
        """Give the number that all of these have, NaN where they differ."""
        values = self.values(network)
        return float(values[0]) if values.size and (values == values[0]).all() else math.nan

    def with_values(self, network: Network, values: FloatArray | float) -> Network:
        """Give the network with other numbers (N,), in the order of `values`, or all the same."""
        counts = [*map(len, self._neurons.values()), *(len(rows) for rows, _ in self.groups.edges.values())]
        parts = iter(np.split(np.broadcast_to(values, sum(counts)), np.cumsum(counts)))
        biases = {layer: (neurons, next(parts)) for layer, neurons in self._neurons.items()}
        weights = {key: (*places, next(parts)) for key, places in self.groups.edges.items()}
        return set_each(network, weights, biases)


def with_values(network: Network, items: Sequence[ValueItem], values: Sequence[float]) -> Network:
    """Give the network with other weights and biases, an item each; errors as in `set_each`."""
    biases: defaultdict[LayerId, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    weights: defaultdict[ConnectionKey, tuple[list[int], list[int], list[float]]] = defaultdict(lambda: ([], [], []))
    for item, value in zip(items, values, strict=True):
        if isinstance(item, NeuronItem):
            neurons, numbers = biases[item.layer]
            neurons.append(item.index)
        else:
            rows, columns, numbers = weights[item.source, item.target]
            rows.append(item.row)
            columns.append(item.column)
        numbers.append(value)
    return set_each(network, weights, biases)


def value_symbol(network: Network, item: ValueItem) -> str:
    """Give w₁₂⁽ˡ⁾ or b₁⁽ˡ⁾."""
    names = Names(network)
    if isinstance(item, NeuronItem):
        return names.bias(item.layer, item.index).plain
    return names.weight(item.source, item.target, item.row, item.column).plain


def value_heading(network: Network, group: ValueGroup) -> str:
    """Give what stands before the number: its symbol, or of how many weights and biases it is the common one."""
    return f"{group.noun if group.single is None else value_symbol(network, group.single)} ="


def value_description(network: Network, group: ValueGroup) -> str:
    """Say whose number it is, for those who hear it."""
    item, names = group.single, Names(network)
    if item is None:
        return f"{group.noun} together"
    if isinstance(item, NeuronItem):
        return f"Bias {value_symbol(network, item)} of neuron {item.index + 1} of {network.layer(item.layer).name}"
    source, target = names.activation(item.source, item.column), names.activation(item.target, item.row)
    return f"Weight {value_symbol(network, item)} from {plain_of(source)} to {plain_of(target)}"
