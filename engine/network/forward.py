"""Evaluation of a network in numpy: every pre-activation and activation of a batch.

Training differentiates with torch; looking at a network needs no gradient, and numpy answers before torch has loaded.
"""

from collections.abc import Mapping

import msgspec
import numpy as np
from numpy.typing import DTypeLike, NDArray

from engine.errors import ShapeError
from engine.network.activations import activation_function
from engine.network.graph import computed_part, output_layer, sample_layer, topological_order
from engine.network.kinds import layer_kind
from engine.network.model import Layer, LayerId, Network
from engine.registry import look_up

Batch = NDArray[np.floating]


class LayerValues(msgspec.Struct, frozen=True, eq=False):
    """A layer's values for a batch of N samples.

    Attributes:
        pre_activation: A⁽ˡ⁾ (N, H). An input layer's is the batch itself.
        activation: H⁽ˡ⁾ = g(A⁽ˡ⁾) (N, H).
    """

    pre_activation: Batch
    activation: Batch

    def quantity(self, name: str) -> Batch:
        """Give the values (N, H) called “pre_activation” or “activation”.

        Raises:
            SettingError: There are none of that name.
        """
        values = {"pre_activation": self.pre_activation, "activation": self.activation}
        return look_up(values, name, "kind of values")


def forward(network: Network, inputs: Batch, dtype: DTypeLike = np.float64) -> dict[LayerId, LayerValues]:
    """Evaluate a network on a batch.

    Args:
        network: A complete network, or one with several ends.
        inputs: X (N, D), a sample a row.
        dtype: Floating type to compute in.

    Returns:
        The values of every layer of the computed part, keyed by layer id, in topological order.

    Raises:
        GraphError: Something keeps the layers' values from being worked out.
        ShapeError: X does not have as many columns as the input layer has neurons.
    """
    first = sample_layer(network)
    batch = np.asarray(inputs, dtype=dtype)
    if batch.ndim != 2 or batch.shape[1] != first.width:
        raise ShapeError(
            f"The input layer “{first.name}” has {first.width} neurons, but the samples have shape {batch.shape}."
        )
    values: dict[LayerId, LayerValues] = {}
    for layer in topological_order(computed_part(network)):
        if layer is first:
            values[layer.id] = LayerValues(batch, batch)
            continue
        incoming = network.incoming(layer.id)
        pre_activation = layer_kind(layer.kind).pre_activation(
            [values[connection.source].activation for connection in incoming],
            [connection.weight.astype(dtype, copy=False) for connection in incoming],
            layer.bias.astype(dtype, copy=False),
        )
        activation = activation_function(layer.activation_function).function(pre_activation)
        values[layer.id] = LayerValues(pre_activation, activation)
    return values


def output(network: Network, inputs: Batch, dtype: DTypeLike = np.float64) -> Batch:
    """Give f(X) (N, K) for a batch X (N, D); arguments and errors as in `forward`."""
    return forward(network, inputs, dtype)[output_layer(network).id].activation


def computes_alike(first: Network, second: Network) -> bool:
    """Tell whether two networks hold the very same numbers in layers that do the same: then they give the same.

    Names, positions and what training alone looks at may differ. Of equal numbers in two arrays it is not told.
    """
    return first.connections is second.connections and list(map(_rule, first.layers)) == list(map(_rule, second.layers))


def fitting_values(network: Network, values: Mapping[LayerId, LayerValues]) -> dict[LayerId, LayerValues]:
    """Leave out the values of layers that have been removed, or have another width, since they were worked out.

    Args:
        network: The network as it is now.
        values: Values (N, H) of layers.
    """
    widths = {layer.id: layer.width for layer in network.layers}
    return {name: value for name, value in values.items() if widths.get(name) == value.activation.shape[1]}


def _rule(layer: Layer) -> tuple[object, ...]:
    return layer.id, layer.kind, layer.shape, layer.activation_function, id(layer.bias)
