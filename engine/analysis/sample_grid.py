"""Samples one by one, chosen and ordered by what is predicted for them."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from engine.analysis.evaluation import outputs_of
from engine.analysis.shown_samples import shown_rows
from engine.arrays import BoolArray, FloatArray, IntArray
from engine.data.data_set import DataSet
from engine.errors import SettingError
from engine.network.losses import decision_threshold, loss, probabilities
from engine.network.metrics import Values, predicted_classes
from engine.network.model import Network
from engine.process.views.sample_grid import (
    BY_NUMBER,
    HIGHEST_LOSS,
    LEAST_SURE,
    SUREST,
    SampleGrid,
    SampleGridRequest,
)
from engine.project.compatibility import check_compatible
from engine.project.settings import TrainingSettings
from engine.registry import look_up

MOST_MULTIPLICATIONS = 200_000_000  # some ten milliseconds


class _Predictions(NamedTuple):
    """What is predicted for some samples: their rows, true classes, and the fields of `SampleGrid`, all (n,)."""

    rows: IntArray
    true: IntArray
    predicted: IntArray
    sureness: FloatArray
    losses: FloatArray

    def at(self, places: IntArray) -> "_Predictions":
        rows, true, predicted, sureness, losses = self
        return _Predictions(rows[places], true[places], predicted[places], sureness[places], losses[places])


# Ascending by these; among equals by number.
_ORDERS: dict[str, Callable[[_Predictions], IntArray | FloatArray]] = {
    BY_NUMBER: lambda found: found.rows,
    LEAST_SURE: lambda found: found.sureness,
    SUREST: lambda found: -found.sureness,
    HIGHEST_LOSS: lambda found: -found.losses,
}


def sample_grid(
    network: Network, data_set: DataSet, settings: TrainingSettings, request: SampleGridRequest
) -> SampleGrid:
    """Give samples of a part of the data with what is predicted for them.

    Args:
        network: A complete network that fits the data.
        data_set: The data, with classes.
        settings: Whose loss says how classes are predicted.
        request: Which samples, and in which order.

    Raises:
        EngineError: The network does not fit the data.
        SettingError: The data has no classes, or there is no such part or order.
    """
    check_compatible(network, data_set, settings.without_stopping)
    if not data_set.task.is_classification:
        raise SettingError("The data has no classes to predict.")
    key = look_up(_ORDERS, request.order, "order")
    part = data_set.part(request.part)
    most = max(MOST_MULTIPLICATIONS // max(network.parameter_count, 1), 1)
    rows = part[shown_rows(len(part), most, data_set.targets[part, 0])]
    seen = _predictions(network, data_set, settings, rows)
    matching = np.flatnonzero(_matches(seen, request))
    ordered = matching[np.argsort(key(seen.at(matching)), kind="stable")]
    shown = seen.at(ordered[: request.most])
    return SampleGrid(
        request=request,
        rows=shown.rows,
        predicted=shown.predicted,
        sureness=shown.sureness,
        losses=shown.losses,
        match_count=len(matching),
        wrong_count=int((seen.true != seen.predicted).sum()),
        looked_at=len(rows),
        sample_count=len(part),
    )


def _predictions(network: Network, data_set: DataSet, settings: TrainingSettings, rows: IntArray) -> _Predictions:
    true = data_set.targets[rows, 0].astype(np.int64)
    if not rows.size:
        return _Predictions(rows, true, true, np.zeros(0), np.zeros(0))
    outputs = outputs_of(network, data_set, rows)
    predicted = predicted_classes(outputs, settings.loss)
    with np.errstate(over="ignore", invalid="ignore"):  # numbers that ran away are told as they are
        losses = loss(settings.loss).values(outputs, data_set.targets[rows], settings.loss_numbers)
        sureness = _sureness(outputs, predicted, settings.loss)
    return _Predictions(rows, true, predicted, sureness.astype(np.float64), losses.astype(np.float64))


def _sureness(outputs: Values, predicted: IntArray, loss_name: str) -> Values:
    if loss(loss_name).takes_logits:
        shares = probabilities(outputs)
        if shares.shape[1] == 1:
            return np.asarray(np.where(predicted == 1, shares[:, 0], 1.0 - shares[:, 0]))
        return np.asarray(np.take_along_axis(shares, predicted[:, np.newaxis], axis=1)[:, 0])
    if outputs.shape[1] == 1:
        return np.asarray(np.abs(outputs[:, 0] - decision_threshold(loss_name)))
    highest = np.sort(outputs, axis=1)
    return np.asarray(highest[:, -1] - highest[:, -2])


def _matches(seen: _Predictions, request: SampleGridRequest) -> BoolArray:
    fits = np.ones(len(seen.rows), np.bool_)
    if request.true is not None:
        fits &= seen.true == request.true
    if request.predicted is not None:
        fits &= seen.predicted == request.predicted
    if request.only_wrong:
        fits &= seen.true != seen.predicted
    return fits
