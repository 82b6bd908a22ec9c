"""One mini-batch: its samples laid side by side, its loss, its gradient."""

import numpy as np

from engine.network.dropout import DROPOUT_STREAM
from engine.training.kernels.code.arrays import clear
from engine.training.kernels.code.jit import compiled
from engine.training.kernels.code.losses import loss_gradient, sample_loss
from engine.training.kernels.code.orders import next_key
from engine.training.kernels.code.passes import backward, forward_with_dropout
from engine.training.kernels.tables import LANES, GraphTable, Number, Places, RuleTable, SampleTable, Values, Workspace

_LANES = np.uintp(LANES)


@compiled
def load(inputs: Values, block: Places, activation: Values) -> None:
    """Lay at most `LANES` samples side by side; lanes left over repeat the first, so that no other number enters."""
    for lane in range(_LANES):
        sample = block[lane] if lane < np.uintp(len(block)) else block[np.uintp(0)]
        for i in range(np.uintp(inputs.shape[1])):
            activation[i * _LANES + lane] = inputs[sample, i]


@compiled
def loss_and_gradient(
    graph: GraphTable, rules: RuleTable, samples: SampleTable, batch: Places, step: Number, work: Workspace
) -> Number:
    """Give the mean loss over the mini-batch of a step, and write its gradient."""
    key = next_key(next_key(next_key(np.uint64(0), rules.seed), DROPOUT_STREAM), step)
    scale = work.parameters.dtype.type(1) / work.parameters.dtype.type(len(batch))
    total = work.parameters.dtype.type(0)
    clear(work.gradient, np.uintp(0))
    count = np.uintp(len(batch))
    for start in range(np.uintp(0), count, _LANES):
        block = batch[start : min(start + _LANES, count)]
        load(samples.inputs, block, work.activation)
        forward_with_dropout(
            graph.layers,
            graph.connections,
            work.parameters,
            work.pre_activation,
            work.activation,
            work.dropout_factor,
            key,
            start,
        )
        total += _end(graph, rules, samples.targets, block, scale, work)
        backward(
            graph.layers,
            graph.connections,
            work.parameters,
            work.pre_activation,
            work.activation,
            np.uintp(graph.input_count),
            work.dropout_factor,
            work.neuron_gradient,
            work.gradient,
        )
    return total * scale


@compiled
def _end(graph: GraphTable, rules: RuleTable, targets: Values, block: Places, scale: Number, work: Workspace) -> Number:
    """Give the sum of the losses of a block, and write `scale` · ∂L/∂h: of the last layer what it is, of others 0."""
    outputs = np.uintp(graph.output_count)
    first = np.uintp(graph.neuron_count) - outputs
    clear(work.neuron_gradient, np.uintp(graph.input_count) * _LANES)
    total = work.parameters.dtype.type(0)
    for lane in range(np.uintp(len(block))):
        target = targets[block[lane]]
        for k in range(outputs):
            work.output[k] = work.activation[(first + k) * _LANES + lane]
        total += sample_loss(rules, work.output, target)
        loss_gradient(rules, work.output, target, scale, work.output_gradient)
        for k in range(outputs):
            work.neuron_gradient[(first + k) * _LANES + lane] = work.output_gradient[k]
    return total
