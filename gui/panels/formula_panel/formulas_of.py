"""Which formula belongs to what is selected."""

from collections.abc import Callable, Mapping
from types import NoneType
from typing import Any

from engine.network.formulas import (
    Extent,
    Formula,
    connection_formula,
    edge_formula,
    layer_formula,
    network_formula,
    neuron_formula,
)
from engine.network.forward import LayerValues, fitting_values
from engine.network.model import LayerId, Network
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem

SampleValues = Mapping[LayerId, LayerValues]


def formula_of(network: Network, item: Item | None, values: SampleValues, extent: Extent) -> Formula:
    """Give the formula of an item, or of the whole network.

    Values of layers that have another width meanwhile are left out.

    Raises:
        GraphError: The network as a whole is asked for and is not complete; the text is its first problem.
    """
    return _FORMULAS[type(item)](network, item, fitting_values(network, values), extent)


def title_of(network: Network, item: Item | None) -> str:
    """Say what the formula is of."""
    return _TITLES[type(item)](network, item)


def _neuron_title(network: Network, item: NeuronItem) -> str:
    return f"Neuron {item.index + 1} of {network.layer(item.layer).name}"


def _way(network: Network, item: ConnectionItem | EdgeItem) -> str:
    return f"{network.layer(item.source).name} → {network.layer(item.target).name}"


_FORMULAS: dict[type, Callable[[Network, Any, SampleValues, Extent], Formula]] = {
    NoneType: lambda network, _item, values, extent: network_formula(network, values, extent),
    LayerItem: lambda network, item, values, extent: layer_formula(network, item.layer, values, extent),
    NeuronItem: lambda network, item, values, extent: neuron_formula(network, item.layer, item.index, values, extent),
    ConnectionItem: lambda network, item, values, extent: connection_formula(
        network, item.source, item.target, values, extent
    ),
    EdgeItem: lambda network, item, values, _extent: edge_formula(
        network, item.source, item.target, item.row, item.column, values
    ),
}
_TITLES: dict[type, Callable[[Network, Any], str]] = {
    NoneType: lambda _network, _item: "The network",
    LayerItem: lambda network, item: network.layer(item.layer).name,
    NeuronItem: _neuron_title,
    ConnectionItem: _way,
    EdgeItem: lambda network, item: f"Edge {_way(network, item)}",
}
