"""Losses and accuracies over whole parts of the data, in float64: the twin of `engine.training.measuring`."""

import math

import numpy as np

from engine.training.kernels.code.batches import load
from engine.training.kernels.code.jit import compiled
from engine.training.kernels.code.losses import sample_loss
from engine.training.kernels.code.passes import forward
from engine.training.kernels.tables import (
    LANES,
    PENALTY,
    TRAINING_ACCURACY,
    TRAINING_LOSS,
    VALIDATION_ACCURACY,
    VALIDATION_LOSS,
    GraphTable,
    Number,
    RuleTable,
    SampleTable,
    Values,
    Workspace,
)

_LANES = np.uintp(LANES)


@compiled
def measure_into(
    graph: GraphTable, rules: RuleTable, training: SampleTable, validation: SampleTable, work: Workspace, row: Values
) -> None:
    """Write a row: losses, accuracies and the penalty, NaN for what there is not."""
    row[TRAINING_LOSS], row[TRAINING_ACCURACY] = _loss_and_accuracy(graph, rules, training, work)
    row[VALIDATION_LOSS], row[VALIDATION_ACCURACY] = _loss_and_accuracy(graph, rules, validation, work)
    row[PENALTY] = _penalty(rules, work.parameters)


@compiled
def _loss_and_accuracy(graph: GraphTable, rules: RuleTable, part: SampleTable, work: Workspace) -> tuple[float, float]:
    """Give the mean loss over a part and the share of it classified rightly."""
    samples, outputs = np.uintp(len(part.inputs)), np.uintp(graph.output_count)
    first = np.uintp(graph.neuron_count) - outputs
    total: Number = 0.0
    right = 0
    block = np.empty(LANES, np.uintp)
    for start in range(np.uintp(0), samples, _LANES):
        count = min(_LANES, samples - start)
        for lane in range(count):
            block[lane] = start + lane
        load(part.inputs, block[:count], work.activation)
        forward(graph.layers, graph.connections, work.parameters, work.pre_activation, work.activation)
        for lane in range(count):
            for k in range(outputs):
                work.measured_output[k] = work.activation[(first + k) * _LANES + lane]
            target = part.targets[start + lane]
            total += sample_loss(rules, work.measured_output, target)
            right += _prediction(work.measured_output, rules.threshold) == target[0]
    if samples == np.uintp(0):
        return math.nan, math.nan
    return total / samples, math.nan if math.isnan(rules.threshold) else right / samples


@compiled
def _prediction(outputs: Values, threshold: float) -> int:
    """Give the class that outputs (K,) say: one by its threshold, several by the largest."""
    if len(outputs) == 1:
        return 1 if outputs[0] > threshold else 0
    best = 0
    for k in range(1, len(outputs)):
        if outputs[k] > outputs[best]:
            best = k
    return best


@compiled
def _penalty(rules: RuleTable, parameters: Values) -> float:
    """Give λ₁ Σ|w| + ½ λ₂ Σ w² over all weights."""
    if rules.l1 == 0.0 and rules.l2 == 0.0:
        return 0.0
    sizes, squares = 0.0, 0.0
    for i in range(np.uintp(rules.weight_count)):
        w = np.float64(parameters[i])
        sizes += abs(w)
        squares += w * w
    return rules.l1 * sizes + 0.5 * rules.l2 * squares
