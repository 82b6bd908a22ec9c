"""The rows of a run's history: loss and accuracy over the training and the validation part."""

import math

import numpy as np
import torch

from engine.arrays import FloatArray, IntArray
from engine.data.data_set import DataSet
from engine.network.losses import accuracy, loss
from engine.project.settings import TrainingSettings
from engine.training.compiled import CompiledNetwork, to_tensor

# Of a part with more samples, so many are measured, evenly spread: enough for two digits, and training stays training.
MEASURED_SAMPLES = 10_000


class Measuring:
    """Measures a compiled network on a data set, again and again.

    Both parts go through the network in one pass; the losses are numpy's, in float64.
    """

    def __init__(self, network: CompiledNetwork, data_set: DataSet, settings: TrainingSettings) -> None:
        training = spread(data_set.training_indices)
        rows = np.concatenate([training, spread(data_set.validation_indices)])
        storage = network.storage
        self._network = network
        self._inputs = to_tensor(data_set.inputs[rows], storage.dtype, storage.device)
        self._parts = (slice(0, len(training)), slice(len(training), len(rows)))
        self._targets = data_set.targets[rows]
        self._loss_name, self._loss_numbers = settings.loss, settings.loss_numbers
        self._is_classification = data_set.task.is_classification

    @torch.no_grad()
    def measure(self) -> FloatArray:
        """Measure the network as it is now.

        Returns:
            Float64 (4,): loss over the training and over the validation part, then both accuracies; NaN where there is
            no validation part, or no accuracy because the task is a regression.
        """
        outputs = self._network.outputs(self._inputs).cpu().numpy().astype(np.float64)
        measured = [self._loss_and_accuracy(outputs[part], self._targets[part]) for part in self._parts]
        return np.array(measured).T.ravel()

    def _loss_and_accuracy(self, outputs: FloatArray, targets: FloatArray) -> tuple[float, float]:
        if not len(outputs):
            return math.nan, math.nan
        with np.errstate(over="ignore", invalid="ignore"):
            mean_loss = loss(self._loss_name).value(outputs, targets, self._loss_numbers)
        return mean_loss, accuracy(outputs, targets, self._loss_name) if self._is_classification else math.nan


def spread(indices: IntArray) -> IntArray:
    """Give the samples of a part to measure: all, or evenly spread `MEASURED_SAMPLES` of them."""
    if len(indices) <= MEASURED_SAMPLES:
        return indices
    return indices[np.linspace(0, len(indices) - 1, MEASURED_SAMPLES).astype(np.int64)]
