"""Backpropagation written out in numpy, keeping every matrix, for people to follow."""

import numpy as np
from numpy.typing import ArrayLike

from engine.arrays import FloatArray, read_only
from engine.network.activations import activation_function
from engine.network.forward import Batch, LayerValues, forward
from engine.network.graph import computed_part, input_layer, output_layer, topological_order
from engine.network.losses import DEFAULT_NUMBERS, Loss, LossNumbers, loss, probabilities
from engine.network.model import Connection, Layer, LayerId, Network
from engine.process.views.backpropagation import Backpropagation, LayerTrace, SourceTrace


def backpropagation(
    network: Network,
    inputs: FloatArray,
    targets: FloatArray,
    loss_name: str,
    numbers: LossNumbers = DEFAULT_NUMBERS,
    rows: ArrayLike | None = None,
) -> Backpropagation:
    """Differentiate the mean loss over a mini-batch with respect to every weight and bias, in float64.

    G⁽ᴸ⁾ = ∂L/∂f, then for each layer l, those that read it before it: Δ⁽ˡ⁾ = G⁽ˡ⁾ ⊙ g′(A⁽ˡ⁾); for each of its sources
    s ∂L/∂W⁽ˡ,ˢ⁾ = Δ⁽ˡ⁾ᵀH⁽ˢ⁾, and Δ⁽ˡ⁾W⁽ˡ,ˢ⁾ is added to G⁽ˢ⁾; ∂L/∂b⁽ˡ⁾ = Δ⁽ˡ⁾ᵀ1 (Rumelhart, Hinton and Williams,
    1986). No neuron is dropped out, and the penalty of L1 and L2 is no part of L.

    Args:
        network: A complete network with D inputs and K outputs.
        inputs: X (B, D), B ≥ 1.
        targets: (B, 1) labels or class indices, or (B, K) values.
        loss_name: Key of `LOSSES`; it fits the targets and the output layer.
        numbers: The loss's numbers.
        rows: (B,) which rows of a data set these are; None for 0 … B − 1.

    Raises:
        GraphError: The network is not complete.
        ShapeError: The samples have another width than the input layer.
        SettingError: There is no such loss.
    """
    used = loss(loss_name)
    with np.errstate(over="ignore", invalid="ignore"):
        values = forward(network, inputs)
        first, last = input_layer(network), output_layer(network)
        outputs = values[last.id].activation
        gradients: dict[LayerId, FloatArray] = {
            name: np.zeros(value.activation.shape) for name, value in values.items()
        }
        gradients[last.id] += used.gradient(outputs, targets, numbers)
        backward = [
            _through(network, layer, values, gradients)
            for layer in reversed(topological_order(computed_part(network)))
            if layer is not first
        ]
        return Backpropagation(
            rows=read_only(np.arange(len(inputs)) if rows is None else rows, np.int64),
            input_layer=first.id,
            inputs=np.asarray(inputs, np.float64),
            targets=np.asarray(targets, np.float64),
            layers=tuple(reversed(backward)),
            probabilities=_probabilities(outputs, used),
            loss=used.value(outputs, targets, numbers),
            input_gradient=gradients[first.id],
        )


def _probabilities(outputs: Batch, used: Loss) -> FloatArray:
    return np.asarray(probabilities(outputs), np.float64) if used.takes_logits else np.zeros((len(outputs), 0))


def _through(
    network: Network, layer: Layer, values: dict[LayerId, LayerValues], gradients: dict[LayerId, FloatArray]
) -> LayerTrace:
    """Go back through one layer, whose G is whole by now; adds to the G of its sources."""
    pre_activation = np.asarray(values[layer.id].pre_activation, np.float64)
    slope = np.asarray(activation_function(layer.activation_function).derivative(pre_activation), np.float64)
    delta = gradients[layer.id] * slope
    sources = tuple(_source(connection, delta, values[connection.source]) for connection in network.incoming(layer.id))
    for source in sources:
        gradients[source.source] += source.sent_back
    return LayerTrace(
        layer=layer.id,
        sources=sources,
        bias=layer.bias,
        pre_activation=pre_activation,
        activation=np.asarray(values[layer.id].activation, np.float64),
        activation_gradient=gradients[layer.id],
        slope=slope,
        pre_activation_gradient=delta,
        bias_gradient=np.asarray(delta.sum(axis=0)),
    )


def _source(connection: Connection, delta: FloatArray, read: LayerValues) -> SourceTrace:
    return SourceTrace(
        source=connection.source,
        weight=connection.weight,
        weight_gradient=np.where(connection.mask, delta.T @ read.activation, 0.0),
        sent_back=delta @ connection.weight,
    )
