"""The words and symbols of layers, neurons and edges, as in the lecture: x₁, h₂⁽¹⁾, w₁₂⁽²⁾."""

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from engine.network.activations import activation_function
from engine.network.forward import LayerValues
from engine.network.graph import output_layers, topological_order
from engine.network.kinds import layer_kind
from engine.network.model import LayerId, Network
from gui.canvas.numbers import exact_number, subscript, superscript
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem

FROZEN = " · frozen"


class Captions(msgspec.Struct, frozen=True, eq=False):
    """Numbers of the layers of a network, from which all symbols are made.

    Attributes:
        numbers: Number l of each layer, in the order in which values flow; 0 for a layer that holds a sample.
        output: The layer whose activation is f(x), or None where there is not exactly one.
    """

    numbers: Mapping[LayerId, int]
    output: LayerId | None

    def layer_symbol(self, layer_id: LayerId) -> str:
        """Give x, h⁽ˡ⁾ or f(x)."""
        number = self.numbers[layer_id]
        return "x" if number == 0 else "f(x)" if layer_id == self.output else f"h⁽{superscript(number)}⁾"

    def neuron_symbol(self, layer_id: LayerId, index: int) -> str:
        """Give x₁ or h₁⁽ˡ⁾."""
        number = self.numbers[layer_id]
        return f"x{subscript(index + 1)}" if number == 0 else f"h{subscript(index + 1)}⁽{superscript(number)}⁾"

    def output_symbol(self, index: int, width: int) -> str:
        """Give f(x), or f₁(x) where there are several outputs."""
        return f"f{subscript(index + 1) if width > 1 else ''}(x)"

    def weight_symbol(self, edge: EdgeItem) -> str:
        """Give w₁₂⁽ˡ⁾, target neuron first."""
        indices = subscript(edge.row + 1) + ("," if max(edge.row, edge.column) > 8 else "") + subscript(edge.column + 1)
        return f"w{indices}⁽{superscript(self.numbers[edge.target])}⁾"


def captions_of(network: Network) -> Captions:
    """Number the layers of a network."""
    numbers: dict[LayerId, int] = {}
    computing = 0
    for layer in topological_order(network):
        computes = layer_kind(layer.kind).takes_sources
        computing += computes
        numbers[layer.id] = computing if computes else 0
    outputs = output_layers(network)
    return Captions(numbers, outputs[0].id if len(outputs) == 1 and network.incoming(outputs[0].id) else None)


def describe(item: Item, network: Network, values: Mapping[LayerId, LayerValues], input_names: Sequence[str]) -> str:
    """Give the lines of an item's tooltip, with exact numbers; the network must have the item."""
    captions = captions_of(network)
    describers = {
        LayerItem: _describe_layer,
        NeuronItem: _describe_neuron,
        ConnectionItem: _describe_connection,
        EdgeItem: _describe_edge,
    }
    lines: list[str] = describers[type(item)](item, network, captions, values, input_names)  # type: ignore[operator]
    return "\n".join(lines)


def _describe_layer(
    item: LayerItem, network: Network, captions: Captions, values: Mapping[LayerId, LayerValues], names: Sequence[str]
) -> list[str]:
    del values, names
    layer = network.layer(item.layer)
    count = f"{layer.width:,} neuron{'s' if layer.width != 1 else ''}"
    first = f"{layer.name} · {captions.layer_symbol(layer.id)} · {count}"
    return [first, activation_function(layer.activation_function).formula] if layer.bias.size else [first]


def _describe_neuron(
    item: NeuronItem, network: Network, captions: Captions, values: Mapping[LayerId, LayerValues], names: Sequence[str]
) -> list[str]:
    layer = network.layer(item.layer)
    symbol = captions.neuron_symbol(item.layer, item.index)
    is_named = captions.numbers[item.layer] == 0 and len(names) == layer.width and names[item.index] != symbol
    output = f"{captions.output_symbol(item.index, layer.width)} = " if item.layer == captions.output else ""
    lines = [f"{output}{symbol} · {names[item.index] if is_named else layer.name}"]
    sample = values.get(item.layer)
    if sample is not None and sample.activation.shape[1] == layer.width:
        if layer.bias.size:
            lines.append(f"{symbol.replace('h', 'a', 1)} = {exact_number(float(sample.pre_activation[0, item.index]))}")
        lines.append(f"{symbol} = {exact_number(float(sample.activation[0, item.index]))}")
    if layer.bias.size:
        frozen = FROZEN if layer.bias_frozen[item.index] else ""
        lines.append(f"{symbol.replace('h', 'b', 1)} = {exact_number(float(layer.bias[item.index]))}{frozen}")
    return lines


def _describe_connection(
    item: ConnectionItem,
    network: Network,
    captions: Captions,
    values: Mapping[LayerId, LayerValues],
    names: Sequence[str],
) -> list[str]:
    del values, names
    connection = network.connection(item.source, item.target)
    rows, columns = connection.weight.shape
    removed = connection.mask.size - int(np.count_nonzero(connection.mask))
    number = superscript(captions.numbers[item.target])
    removed_text = f" · {removed:,} edge{'s' if removed != 1 else ''} removed" if removed else ""
    return [
        f"W⁽{number}⁾ · {rows}×{columns}{removed_text}",
        f"{network.layer(item.source).name} → {network.layer(item.target).name}",
    ]


def _describe_edge(
    item: EdgeItem, network: Network, captions: Captions, values: Mapping[LayerId, LayerValues], names: Sequence[str]
) -> list[str]:
    del names
    connection, sample = network.connection(item.source, item.target), values.get(item.source)
    weight = float(connection.weight[item.row, item.column])
    frozen = FROZEN if connection.frozen[item.row, item.column] else ""
    source = captions.neuron_symbol(item.source, item.column)
    target = captions.neuron_symbol(item.target, item.row)
    symbol = captions.weight_symbol(item)
    lines = [f"{symbol} = {exact_number(weight)}{frozen}", f"{source} → {target}"]
    if sample is not None and item.column < sample.activation.shape[1]:
        contribution = weight * float(sample.activation[0, item.column])
        lines.append(f"{symbol}·{source} = {exact_number(contribution)}")
    return lines
