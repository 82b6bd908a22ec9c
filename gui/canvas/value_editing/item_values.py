"""The number that belongs to an edge or a neuron: its weight, its bias."""

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from engine.network.formulas import Names, plain_of
from engine.network.model import ConnectionKey, LayerId, Network
from engine.network.parameters import set_each
from gui.selection import EdgeItem, Item, NeuronItem

ValueItem = EdgeItem | NeuronItem


def as_value_item(network: Network, item: Item | None) -> ValueItem | None:
    """Give the item if it has a number of its own: an edge, or a neuron with a bias. Else None."""
    if isinstance(item, NeuronItem):
        return item if network.layer(item.layer).bias.size else None
    return item if isinstance(item, EdgeItem) else None


def value_of(network: Network, item: ValueItem) -> float:
    """Give an edge's weight or a neuron's bias."""
    if isinstance(item, NeuronItem):
        return float(network.layer(item.layer).bias[item.index])
    return float(network.connection(item.source, item.target).weight[item.row, item.column])


def with_values(network: Network, items: Sequence[ValueItem], values: Sequence[float]) -> Network:
    """Give the network with other weights and biases; errors as in `set_each`."""
    biases: defaultdict[LayerId, dict[int, float]] = defaultdict(dict)
    weights: defaultdict[ConnectionKey, dict[tuple[int, int], float]] = defaultdict(dict)
    for item, value in zip(items, values, strict=True):
        if isinstance(item, NeuronItem):
            biases[item.layer][item.index] = value
        else:
            weights[item.source, item.target][item.row, item.column] = value
    return set_each(network, weights, biases)


def common_value(network: Network, items: Sequence[ValueItem]) -> float:
    """Give the number that all of these have, NaN where they differ."""
    values = {value_of(network, item) for item in items}
    return values.pop() if len(values) == 1 else math.nan


def setting(items: Sequence[ValueItem], value: float) -> partial[Network]:
    """Give the edit of a network that sets these weights and biases to one number."""
    return partial(with_values, items=items, values=[value] * len(items))


def edit_label(items: Sequence[ValueItem]) -> str:
    """Name the undo step of setting them."""
    if len(items) == 1:
        return "Set bias" if isinstance(items[0], NeuronItem) else "Set weight"
    kinds = {type(item) for item in items}
    noun = "values" if len(kinds) > 1 else "biases" if NeuronItem in kinds else "weights"
    return f"Set {len(items):,} {noun}"


def value_symbol(network: Network, item: ValueItem) -> str:
    """Give w₁₂⁽ˡ⁾ or b₁⁽ˡ⁾."""
    names = Names(network)
    if isinstance(item, NeuronItem):
        return names.bias(item.layer, item.index).plain
    return names.weight(item.source, item.target, item.row, item.column).plain


def value_heading(network: Network, items: Sequence[ValueItem]) -> str:
    """Give what stands before the number: its symbol, or of how many weights and biases it is the common one."""
    if len(items) == 1:
        return f"{value_symbol(network, items[0])} ="
    return f"{edit_label(items).removeprefix('Set ')} ="


def value_description(network: Network, items: Sequence[ValueItem]) -> str:
    """Say whose number it is, for those who hear it."""
    if len(items) > 1:
        return f"{edit_label(items).removeprefix('Set ')} together"
    item, names = items[0], Names(network)
    if isinstance(item, NeuronItem):
        return f"Bias {value_symbol(network, item)} of neuron {item.index + 1} of {network.layer(item.layer).name}"
    source, target = names.activation(item.source, item.column), names.activation(item.target, item.row)
    return f"Weight {value_symbol(network, item)} from {plain_of(source)} to {plain_of(target)}"
