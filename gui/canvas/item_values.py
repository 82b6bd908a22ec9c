"""The number that belongs to an edge or a neuron: its weight, its bias."""

from functools import partial

from engine.network.edits import set_bias, set_weight
from engine.network.model import Network
from gui.canvas.captions import captions_of
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


def with_value(network: Network, item: ValueItem, value: float) -> Network:
    """Give the network with another weight or bias."""
    if isinstance(item, NeuronItem):
        return set_bias(network, item.layer, item.index, value)
    return set_weight(network, item.source, item.target, item.row, item.column, value)


def setting(item: ValueItem, value: float) -> partial[Network]:
    """Give the edit of a network that sets a weight or bias."""
    return partial(with_value, item=item, value=value)


def edit_label(item: ValueItem) -> str:
    """Name the undo step of setting it."""
    return "Set bias" if isinstance(item, NeuronItem) else "Set weight"


def value_symbol(network: Network, item: ValueItem) -> str:
    """Give w₁₂⁽ˡ⁾ or b₁⁽ˡ⁾."""
    captions = captions_of(network)
    if isinstance(item, NeuronItem):
        return captions.neuron_symbol(item.layer, item.index).replace("h", "b", 1)
    return captions.weight_symbol(item)


def value_description(network: Network, item: ValueItem) -> str:
    """Say whose number it is, for those who hear it."""
    captions = captions_of(network)
    if isinstance(item, NeuronItem):
        return f"Bias {value_symbol(network, item)} of neuron {item.index + 1} of {network.layer(item.layer).name}"
    source = captions.neuron_symbol(item.source, item.column)
    return f"Weight {value_symbol(network, item)} from {source} to {captions.neuron_symbol(item.target, item.row)}"
