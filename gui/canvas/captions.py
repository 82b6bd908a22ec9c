"""What layers, neurons, connections and edges are, in a few lines with their symbols and exact numbers."""

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from engine.data.measured_input import MeasuredInput
from engine.network.activations import activation_function
from engine.network.formulas import Names, plain_of
from engine.network.forward import LayerValues
from engine.network.kinds import layer_kind
from engine.network.model import LayerId, Network
from gui.canvas.numbers import exact_number
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem

FROZEN = " · frozen"


class Told(msgspec.Struct, frozen=True, eq=False):
    """What is known beside the network itself.

    Attributes:
        values: Values of every layer for the selected sample, a row each; empty where there are none.
        input_names: Names of the inputs; empty where they have none.
        measured: What was measured of the sample, where the network is given it standardised.
    """

    values: Mapping[LayerId, LayerValues] = {}
    input_names: Sequence[str] = ()
    measured: MeasuredInput | None = None


def describe(item: Item, network: Network, told: Told) -> str:
    """Give the lines of an item's tooltip, with exact numbers; the network must have the item."""
    names = Names(network)
    describers = {
        LayerItem: _describe_layer,
        NeuronItem: _describe_neuron,
        ConnectionItem: _describe_connection,
        EdgeItem: _describe_edge,
    }
    lines: list[str] = describers[type(item)](item, network, names, told)  # type: ignore[operator]
    return "\n".join(lines)


def _describe_layer(item: LayerItem, network: Network, names: Names, _told: Told) -> list[str]:
    layer = network.layer(item.layer)
    count = f"{layer.width:,} neuron{'s' if layer.width != 1 else ''}"
    first = f"{layer.name} · {plain_of(names.activation(layer.id))} · {count}"
    return [first, activation_function(layer.activation_function).formula] if layer.bias.size else [first]


def _describe_neuron(item: NeuronItem, network: Network, names: Names, told: Told) -> list[str]:
    layer = network.layer(item.layer)
    symbol = plain_of(names.activation(item.layer, item.index))
    is_input = not layer_kind(layer.kind).takes_sources
    is_named = is_input and len(told.input_names) == layer.width and told.input_names[item.index] != symbol
    lines = [f"{symbol} · {told.input_names[item.index] if is_named else layer.name}"]
    sample = told.values.get(item.layer)
    if sample is not None and sample.activation.shape[1] == layer.width:
        if layer.bias.size:
            pre_activation = float(sample.pre_activation[0, item.index])
            lines.append(f"{plain_of(names.pre_activation(item.layer, item.index))} = {exact_number(pre_activation)}")
        is_measured = is_input and told.measured is not None and len(told.measured.values) == layer.width
        words = told.measured.words(item.index, symbol, exact_number) if told.measured and is_measured else ""
        lines.append(f"{symbol} = {exact_number(float(sample.activation[0, item.index]))}{words}")
    if layer.bias.size:
        symbol, bias = names.bias(item.layer, item.index).plain, float(layer.bias[item.index])
        lines.append(f"{symbol} = {exact_number(bias)}{FROZEN if layer.bias_frozen[item.index] else ''}")
    return lines


def _describe_connection(item: ConnectionItem, network: Network, names: Names, _told: Told) -> list[str]:
    connection = network.connection(item.source, item.target)
    rows, columns = connection.weight.shape
    removed = connection.mask.size - int(np.count_nonzero(connection.mask))
    removed_text = f" · {removed:,} edge{'s' if removed != 1 else ''} removed" if removed else ""
    return [
        f"{names.matrix(item.source, item.target).plain} · {rows}×{columns}{removed_text}",
        f"{network.layer(item.source).name} → {network.layer(item.target).name}",
    ]


def _describe_edge(item: EdgeItem, network: Network, names: Names, told: Told) -> list[str]:
    connection, sample = network.connection(item.source, item.target), told.values.get(item.source)
    weight = float(connection.weight[item.row, item.column])
    frozen = FROZEN if connection.frozen[item.row, item.column] else ""
    source = plain_of(names.activation(item.source, item.column))
    target = plain_of(names.activation(item.target, item.row))
    symbol = names.weight(item.source, item.target, item.row, item.column).plain
    lines = [f"{symbol} = {exact_number(weight)}{frozen}", f"{source} → {target}"]
    if sample is not None and item.column < sample.activation.shape[1]:
        contribution = weight * float(sample.activation[0, item.column])
        lines.append(f"{symbol}·{source} = {exact_number(contribution)}")
    return lines
