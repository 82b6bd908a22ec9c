"""A network measured on one part of its data: loss, metrics, confusion matrix."""

from collections.abc import Sequence

import numpy as np

from engine.arrays import IntArray
from engine.data.data_set import DataSet
from engine.network.forward import output
from engine.network.graph import computed_part
from engine.network.losses import loss
from engine.network.metrics import Evaluation, Values, confusion_matrix, metrics_for, precision, recall
from engine.network.model import Network
from engine.network.regularization import penalty
from engine.project.compatibility import check_compatible
from engine.project.settings import TrainingSettings

# What is measured at once: bounds the memory for wide layers.
_SAMPLES_AT_ONCE = 8192


def evaluate(network: Network, data_set: DataSet, settings: TrainingSettings, part: str) -> Evaluation | None:
    """Measure a network on a part of its data; None where the part has no samples.

    Args:
        network: A complete network that fits the data.
        data_set: The data.
        settings: Its loss says how classes are predicted.
        part: “training”, “validation” or “test”. The test part tells how good the network is on data that nobody has
            looked at; who chooses anything by it makes it a second validation part. So it is measured only when a
            person asks for it.
    """
    rows = data_set.part(part)
    if not rows.size:
        return None
    outputs = outputs_of(network, data_set, rows)
    targets, task = data_set.targets[rows], data_set.task.value
    with np.errstate(over="ignore", invalid="ignore"):  # numbers that ran away are told as they are
        confusion = (
            confusion_matrix(outputs, targets, settings.loss, len(data_set.class_names))
            if data_set.task.is_classification
            else np.zeros((0, 0), np.int64)
        )
        return Evaluation(
            samples=len(rows),
            loss=loss(settings.loss).value(outputs, targets, settings.loss_numbers),
            metrics={
                metric.name: metric.value(outputs, targets, settings.loss)
                for metric in metrics_for(task, outputs.shape[1])
            },
            confusion=confusion,
            precision=precision(confusion),
            recall=recall(confusion),
            penalty=_penalty(network, settings) if part == "training" else 0.0,
        )


def _penalty(network: Network, settings: TrainingSettings) -> float:
    weights = (connection.weight for connection in computed_part(network).connections)
    return penalty(weights, settings.l1, settings.l2)


def evaluate_parts(
    network: Network, data_set: DataSet, settings: TrainingSettings, parts: Sequence[str]
) -> dict[str, Evaluation]:
    """Measure a network on those of some parts of its data that have samples, by name; see `evaluate`.

    Rules of training, such as that early stopping needs a validation part, keep nothing from being measured.

    Raises:
        EngineError: The network does not fit the data.
    """
    check_compatible(network, data_set, settings.without_stopping)
    measured = {part: evaluate(network, data_set, settings, part) for part in parts}
    return {part: evaluation for part, evaluation in measured.items() if evaluation is not None}


def outputs_of(network: Network, data_set: DataSet, rows: IntArray) -> Values:
    """Give a network's outputs (n, K) for n ≥ 1 rows of a data set that it fits."""
    starts = range(0, len(rows), _SAMPLES_AT_ONCE)
    return np.concatenate(
        [output(network, data_set.inputs[rows[start : start + _SAMPLES_AT_ONCE]]) for start in starts]
    )
