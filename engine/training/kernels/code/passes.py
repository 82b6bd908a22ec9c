"""Forward and backward through the graph: a⁽ˡ⁾ = Σₛ W⁽ˡ,ˢ⁾h⁽ˢ⁾ + b⁽ˡ⁾, h⁽ˡ⁾ = g(a⁽ˡ⁾), and G⁽ˡ⁾ = ∂L/∂h⁽ˡ⁾.

Samples go side by side in lanes, so that the innermost loops have a known length and whatever the widths of the layers
are, the processor's vectors are full. Sums take four terms a turn, which loads and stores the running sum a quarter as
often.
"""

import numpy as np

from engine.training.kernels.code.activations import activate, times_derivative
from engine.training.kernels.code.jit import compiled
from engine.training.kernels.code.orders import draw_dropout, next_key
from engine.training.kernels.tables import LANES, Number, Table, Values

_L = np.uintp(LANES)
_1, _2, _3, _4 = (np.uintp(count) for count in (1, 2, 3, 4))
_0 = np.uintp(0)


@compiled
def forward(layers: Table, connections: Table, parameters: Values, pre_activation: Values, activation: Values) -> None:
    """Compute every layer from the inputs, which stand at the head of `activation`."""
    for place in range(np.uintp(len(layers))):
        _compute(layers[place], connections, parameters, pre_activation, activation)


@compiled
def forward_with_dropout(
    layers: Table,
    connections: Table,
    parameters: Values,
    pre_activation: Values,
    activation: Values,
    factors: Values,
    key: Number,
    first_sample: Number,
) -> None:
    """Compute every layer as in an update: some neurons are left out, by the stream of `key` and the layer's place."""
    for place in range(np.uintp(len(layers))):
        layer = layers[place]
        _compute(layer, connections, parameters, pre_activation, activation)
        if layer.dropout_threshold > np.uint64(0):
            cell, end = layer.first_neuron * _L, (layer.first_neuron + layer.width) * _L
            scale = parameters.dtype.type(1.0 / (1.0 - layer.dropout))
            key_of_layer = next_key(key, layer.place)
            draw_dropout(key_of_layer, first_sample, layer.width, layer.dropout_threshold, scale, factors[cell:end])
            for i in range(cell, end):
                activation[i] *= factors[i]


@compiled
def _compute(layer: Table, connections: Table, parameters: Values, pre_activation: Values, activation: Values) -> None:
    """Compute one layer from those before it."""
    cell, end = layer.first_neuron * _L, (layer.first_neuron + layer.width) * _L
    for target in range(layer.width):
        for lane in range(_L):
            pre_activation[cell + target * _L + lane] = parameters[layer.bias + target]
    for number in range(layer.first_connection, layer.end_connection):
        item = connections[number]
        for target in range(layer.width):
            _add_products(
                parameters,
                item.weight + target * item.source_width,
                _1,
                activation,
                item.source * _L,
                item.source_width,
                pre_activation,
                cell + target * _L,
            )
    activate(layer.activation, pre_activation[cell:end], activation[cell:end])


@compiled
def backward(
    layers: Table,
    connections: Table,
    parameters: Values,
    pre_activation: Values,
    activation: Values,
    input_count: Number,
    factors: Values,
    neuron_gradient: Values,
    gradient: Values,
) -> None:
    """Add the lanes' ∂L/∂W and ∂L/∂b to `gradient`.

    `neuron_gradient` holds ∂L/∂h of the last layer and zeros between it and the inputs; it ends as ∂L/∂a.
    """
    for step in range(np.uintp(len(layers))):
        layer = layers[np.uintp(len(layers)) - _1 - step]
        cell, end = layer.first_neuron * _L, (layer.first_neuron + layer.width) * _L
        if layer.dropout_threshold > np.uint64(0):
            share = parameters.dtype.type(1.0 - layer.dropout)
            for i in range(cell, end):
                neuron_gradient[i] *= factors[i]
                activation[i] *= share  # h again, where it was not left out
        times_derivative(layer.activation, pre_activation[cell:end], activation[cell:end], neuron_gradient[cell:end])
        for target in range(layer.width):
            total = gradient[layer.bias + target]
            for lane in range(_L):
                total += neuron_gradient[cell + target * _L + lane]
            gradient[layer.bias + target] = total
        for number in range(layer.first_connection, layer.end_connection):
            item = connections[number]
            source = item.source * _L
            for target in range(layer.width):
                row = item.weight + target * item.source_width
                for s in range(item.source_width):
                    total = gradient[row + s]
                    for lane in range(_L):
                        total += neuron_gradient[cell + target * _L + lane] * activation[source + s * _L + lane]
                    gradient[row + s] = total
            if item.source >= input_count:
                for s in range(item.source_width):
                    _add_products(
                        parameters,
                        item.weight + s,
                        item.source_width,
                        neuron_gradient,
                        cell,
                        layer.width,
                        neuron_gradient,
                        source + s * _L,
                    )


@compiled
def _add_products(
    weights: Values,
    weight: Number,
    stride: Number,
    values: Values,
    value: Number,
    count: Number,
    sums: Values,
    total: Number,
) -> None:
    """Add Σᵢ wᵢ·vᵢ to one neuron's lanes: weights from place `weight` on, `stride` apart; `count` neurons' values."""
    whole = count // _4 * _4
    for i in range(_0, whole, _4):
        place = weight + i * stride
        w0, w1 = weights[place], weights[place + stride]
        w2, w3 = weights[place + _2 * stride], weights[place + _3 * stride]
        v = value + i * _L
        for lane in range(_L):
            sums[total + lane] += (
                w0 * values[v + lane]
                + w1 * values[v + _L + lane]
                + w2 * values[v + _2 * _L + lane]
                + w3 * values[v + _3 * _L + lane]
            )
    for i in range(whole, count):
        w = weights[weight + i * stride]
        for lane in range(_L):
            sums[total + lane] += w * values[value + i * _L + lane]
