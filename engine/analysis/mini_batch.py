"""One mini-batch gone through from the inputs to the update, for people to follow step by step."""

import importlib
from typing import Any

import msgspec
import numpy as np

from engine.analysis.backpropagation import backpropagation
from engine.analysis.update import update
from engine.analysis.weight_paths import weight_paths
from engine.arrays import IntArray
from engine.data.data_set import DataSet
from engine.errors import EngineError
from engine.network.graph import output_layer
from engine.network.model import Network
from engine.process.views.backpropagation import (
    MOST_ENTRIES,
    Backpropagation,
    BackpropagationRequest,
    BackpropagationTrace,
)
from engine.project.compatibility import check_compatible
from engine.project.settings import TrainingSettings
from engine.training.batches import MiniBatches
from engine.training.path import Place


def mini_batch_trace(
    network: Network,
    data_set: DataSet,
    settings: TrainingSettings,
    request: BackpropagationRequest,
    *,
    checks: bool,
) -> BackpropagationTrace:
    """Go through a mini-batch: forward, backward, compared with autograd, and the update that comes of it.

    Args:
        network: The network.
        data_set: Whose training part the run takes its mini-batches from.
        settings: Of the run, unless the request tells others.
        request: Which mini-batch, and where the run stands.
        checks: Whether to compare with autograd; torch is loaded for it if it has not been.

    Raises:
        EngineError: The network does not fit the data, or there is no such sample or weight.
    """
    settings = request.training or settings
    check_compatible(network, data_set, settings.without_stopping)
    batches = MiniBatches(
        len(data_set.training_indices), settings.samples_per_update, settings.seed, shuffle=settings.shuffle
    )
    place = Place(request.step, request.epoch, min(request.mini_batch, batches.per_epoch - 1))
    rows = _rows(data_set, batches, request.sample, place)
    trace = backpropagation(
        network, data_set.inputs[rows], data_set.targets[rows], settings.loss, settings.loss_numbers, rows
    )
    step = place.scheduled_step(batches.per_epoch)
    return BackpropagationTrace(
        request=request,
        passes=_corner(trace),
        batch_size=len(rows),
        update=_corner(update(network, trace, settings, step, batches.per_epoch, request.optimizer_state)),
        largest_difference=_difference(network, trace, settings) if checks else None,
        paths=None if request.weight is None else _corner(weight_paths(network, trace, request.weight)),
        drops_out=any(layer.dropout > 0.0 for layer in network.layers if layer.id != output_layer(network).id),
    )


def _rows(data_set: DataSet, batches: MiniBatches, sample: int | None, place: Place) -> IntArray:
    if sample is None:
        return np.asarray(data_set.training_indices[batches.rows(place.epoch, place.mini_batch, 1)[0]])
    if not 0 <= sample < data_set.sample_count:
        raise EngineError("The sample that was looked at is not there any more.")
    return np.array([sample])


def _difference(network: Network, trace: Backpropagation, settings: TrainingSettings) -> float:
    check: Any = importlib.import_module("engine.training.autograd_check")  # not before it is needed: it loads torch
    return float(check.largest_difference(network, trace, settings))


def _corner(value: Any) -> Any:
    """Give a record with no more of each array than its first rows and columns."""
    if isinstance(value, np.ndarray):
        return value[(slice(MOST_ENTRIES),) * value.ndim]
    if isinstance(value, tuple):
        return tuple(map(_corner, value))
    if isinstance(value, msgspec.Struct):
        fields = {name: _corner(getattr(value, name)) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **fields)
    return value
