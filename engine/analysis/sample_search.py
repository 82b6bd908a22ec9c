"""Single samples of those that a histogram or a confusion matrix counts together."""

from typing import NamedTuple

import numpy as np

from engine.analysis.distribution import counted_samples
from engine.analysis.evaluation import outputs_of
from engine.arrays import FloatArray, IntArray
from engine.data.data_set import DataSet
from engine.network.forward import forward
from engine.network.metrics import predicted_classes
from engine.network.model import Network
from engine.process.events import FoundSample
from engine.process.pictures import NeuronGroup
from engine.process.requests import FindSample
from engine.process.sample_groups import SampleGroup, SamplesInBin, SamplesInCell


class _Members(NamedTuple):
    """The samples of a group, in its order: rows (n,), neurons (n,) and values (n,), the same for all in a cell."""

    samples: IntArray
    neurons: IntArray
    values: FloatArray


def find_sample(network: Network, data_set: DataSet, loss_name: str, request: FindSample, revision: int) -> FoundSample:
    """Give one of a group of samples: the next after one of them, or else the nearest to a value.

    Args:
        network: A complete network that fits the data.
        data_set: The data.
        loss_name: Says how classes are predicted.
        request: Which group, and which of it.
        revision: The project all this belongs to.

    Raises:
        GraphError: The network is not complete, or has no such layer.
        ShapeError: The layer has no such neuron, or the network does not fit the data.
        SettingError: There is no such part of the data, or a layer has no such values.
    """
    group = request.group
    members = _members(network, data_set, loss_name, group)
    count = len(members.samples)
    if not count:
        return FoundSample(revision, group)
    place = _place(members, request)
    neuron = int(members.neurons[place]) if isinstance(group, SamplesInBin) else None
    return FoundSample(revision, group, count, place, int(members.samples[place]), neuron, np.unique(members.samples))


def _place(members: _Members, request: FindSample) -> int:
    is_known = np.zeros(len(members.samples), np.bool_)
    if request.after is not None:
        is_known = members.samples == request.after
    if request.after_neuron is not None:
        is_known &= members.neurons == request.after_neuron
    known = np.flatnonzero(is_known)
    nearest = np.abs(members.values - request.near).argmin()
    return (int(known[0]) + 1) % len(members.samples) if known.size else int(nearest)


def _members(network: Network, data_set: DataSet, loss_name: str, group: SampleGroup) -> _Members:
    if isinstance(group, SamplesInCell):
        return _in_cell(network, data_set, loss_name, group)
    return _in_bin(network, data_set, group)


def _in_bin(network: Network, data_set: DataSet, group: SamplesInBin) -> _Members:
    rows = counted_samples(network, data_set.training_indices)
    NeuronGroup(group.layer, () if group.neuron is None else (group.neuron,)).check(network)
    with np.errstate(over="ignore", invalid="ignore"):
        layer = forward(network, data_set.inputs[rows], np.float32)[group.layer]  # as the histogram was counted
    values = layer.quantity(group.quantity)
    first = 0 if group.neuron is None else group.neuron
    columns = values if group.neuron is None else values[:, first : first + 1]
    samples, neurons = np.nonzero((group.low <= columns) & (columns < group.high))
    found = columns[samples, neurons].astype(np.float64)
    order = np.argsort(found, kind="stable")
    return _Members(rows[samples[order]], neurons[order] + first, found[order])


def _in_cell(network: Network, data_set: DataSet, loss_name: str, group: SamplesInCell) -> _Members:
    rows = data_set.part(group.part)
    if rows.size and data_set.task.is_classification:
        predicted = predicted_classes(outputs_of(network, data_set, rows), loss_name)
        rows = rows[(data_set.targets[rows, 0] == group.true) & (predicted == group.predicted)]
    return _Members(rows, np.zeros(len(rows), np.int64), np.zeros(len(rows)))
