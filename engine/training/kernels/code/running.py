"""What Python calls: many mini-batches over several epochs in one go, each epoch's end measured."""

import math

import numpy as np

from engine.training.kernels.code.arrays import all_finite, copy, copy_rows, first_not_finite
from engine.training.kernels.code.batches import loss_and_gradient
from engine.training.kernels.code.jit import compiled, entry_point
from engine.training.kernels.code.measuring import measure_into
from engine.training.kernels.code.orders import draw_order
from engine.training.kernels.code.updates import update
from engine.training.kernels.tables import (
    LOSS,
    NOTHING,
    PENALTY,
    TRAINING_LOSS,
    VECTORS,
    WEIGHTS,
    GraphTable,
    Number,
    Position,
    Rows,
    RuleTable,
    SampleTable,
    Values,
    Workspace,
)


@entry_point
def advance(
    graph: GraphTable,
    rules: RuleTable,
    samples: SampleTable,
    training: SampleTable,
    validation: SampleTable,
    work: Workspace,
    position: Position,
    learning_rates: Values,
    largest_loss: float,
    rows: Rows,
) -> tuple[int, float]:
    """Take mini-batches until `learning_rates` or `rows` are used up, or a number runs away.

    Args:
        graph: The network.
        rules: Loss and settings.
        samples: To learn from.
        training: What is measured of the training part; float64 targets.
        validation: What is measured of the validation part, likewise.
        work: Its parameters and vectors are changed; after a step that left the finite numbers they are those before.
        position: Where to begin; moved on.
        learning_rates: Float64 (n,), α of every mini-batch to take.
        largest_loss: An epoch whose training loss and penalty are not at or below it is the last one of this call.
        rows: Written at each epoch's end.

    Returns:
        What is not finite, and the first such number.
    """
    for rate in learning_rates:
        _draw_order_of_epoch(rules, work, position)
        first = position.mini_batch[0] * rules.batch_size
        copy(work.parameters, work.parameters_before)
        copy_rows(work.vectors, work.vectors_before)
        batch = work.order[first : first + rules.batch_size]
        loss = loss_and_gradient(graph, rules, samples, batch, position.step[0], work)
        update(rules, rate, position.updates[0] + 1, work.trainable, work.parameters, work.gradient, work.vectors)
        subject, value = _what_left_the_finite(loss, work.parameters, work.vectors)
        if subject != NOTHING:
            copy(work.parameters_before, work.parameters)
            copy_rows(work.vectors_before, work.vectors)
            return subject, value
        position.updates[0] += 1
        position.step[0] += 1
        position.mini_batch[0] += 1
        if position.mini_batch[0] == rules.per_epoch:
            row = rows[position.rows[0]]
            measure_into(graph, rules, training, validation, work, row)
            position.mini_batch[0] = 0
            position.epoch[0] += 1
            position.rows[0] += 1
            if position.rows[0] == len(rows) or not row[TRAINING_LOSS] + row[PENALTY] <= largest_loss:
                break
    return NOTHING, 0.0


@entry_point
def measure(
    graph: GraphTable, rules: RuleTable, training: SampleTable, validation: SampleTable, work: Workspace, row: Values
) -> None:
    """Write a row of what is measured now, (5,); arguments as for `advance`."""
    measure_into(graph, rules, training, validation, work, row)


@compiled
def _draw_order_of_epoch(rules: RuleTable, work: Workspace, position: Position) -> None:
    if rules.shuffle and position.epoch[0] != position.order_epoch[0]:
        draw_order(rules.seed, position.epoch[0], work.order, work.keys, work.buckets)
        position.order_epoch[0] = position.epoch[0]


@compiled
def _what_left_the_finite(loss: Number, parameters: Values, vectors: Values) -> tuple[int, float]:
    """Tell of a loss, a parameter or a number of the optimizer's that is not finite, and give it."""
    if not math.isfinite(loss):
        return LOSS, np.float64(loss)
    if not all_finite(parameters):
        return WEIGHTS, first_not_finite(parameters)
    for row in range(np.uintp(len(vectors))):
        if not all_finite(vectors[row]):
            return VECTORS, first_not_finite(vectors[row])
    return NOTHING, 0.0
