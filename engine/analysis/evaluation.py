"""A network measured on one part of its data: loss, metrics, confusion matrix."""

import numpy as np

from engine.arrays import IntArray
from engine.data.data_set import DataSet
from engine.network.forward import output
from engine.network.losses import loss
from engine.network.metrics import Evaluation, Values, confusion_matrix, metrics_for, precision, recall
from engine.network.model import Network
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
        )


def outputs_of(network: Network, data_set: DataSet, rows: IntArray) -> Values:
    """Give a network's outputs (n, K) for n ≥ 1 rows of a data set that it fits."""
    starts = range(0, len(rows), _SAMPLES_AT_ONCE)
    return np.concatenate(
        [output(network, data_set.inputs[rows[start : start + _SAMPLES_AT_ONCE]]) for start in starts]
    )
