"""What the window watches, computed for one frame, and how often frames may come."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import msgspec
import numpy as np
from msgspec.structs import replace

from engine.analysis.boundary import boundary_field
from engine.analysis.distribution import layer_distribution
from engine.analysis.evaluation import evaluate
from engine.analysis.neuron_fields import neuron_fields
from engine.analysis.neuron_histograms import neuron_histograms
from engine.analysis.sample_search import find_sample
from engine.arrays import FloatArray
from engine.data.data_set import DataSet
from engine.errors import EngineError
from engine.network.metrics import Evaluation
from engine.network.model import Network
from engine.process.events import FoundSample
from engine.process.pictures import (
    BoundaryField,
    Distribution,
    NeuronFieldsRequest,
    NeuronPictures,
    NeuronPicturesRequest,
)
from engine.process.requests import FindSample, Watch
from engine.process.sample_groups import SamplesInCell
from engine.project.compatibility import incompatibilities
from engine.project.settings import TrainingSettings

FRAME_INTERVAL_S = 1 / 30
# Pictures in neurons are small, and numbers are read: they need not move as smoothly as the plots.
SLOW_INTERVAL_S = 1 / 10
# Of the time while training, so much may go into frames.
FRAME_SHARE = 0.1

Request = TypeVar("Request")
Seen = TypeVar("Seen")


class View(msgspec.Struct, frozen=True, eq=False):
    """What a frame shows of a network.

    Attributes:
        boundary: As watched, or None.
        distribution: As watched, or None.
        neurons: As watched, or None.
        note: Why something watched is missing, in one sentence, or "".
        metrics: As watched, or None.
    """

    boundary: BoundaryField | None = None
    distribution: Distribution | None = None
    neurons: NeuronPictures | None = None
    note: str = ""
    metrics: dict[str, Evaluation] | None = None


def look(network: Network, data_set: DataSet | None, training: TrainingSettings, watch: Watch) -> View:
    """Compute what is watched of a network; what makes no sense yet is left out, with a note.

    Args:
        network: Any network, complete or not.
        data_set: Whose training samples the distributions are over; None while there is none.
        training: Whose loss is measured.
        watch: What to compute.
    """
    notes: list[str] = []

    def seen(request: Request | None, compute: Callable[[Request], Seen]) -> Seen | None:
        try:
            return None if request is None else compute(request)
        except EngineError as error:
            notes.append(str(error))
            return None

    return View(
        boundary=seen(watch.boundary, partial(boundary_field, network)),
        distribution=seen(
            watch.distribution, lambda request: layer_distribution(network, _training_inputs(data_set), request)
        ),
        neurons=seen(watch.neurons, partial(_neuron_pictures, network, data_set)),
        metrics=seen(watch.metrics or None, lambda _: measure(network, data_set, training, ("training", "validation"))),
        note=notes[0] if notes else "",  # last: what is missing is known once all else was tried
    )


def measure(
    network: Network, data_set: DataSet | None, training: TrainingSettings, parts: tuple[str, ...]
) -> dict[str, Evaluation]:
    """Measure a network on those of some parts of the data that have samples, by name.

    Raises:
        EngineError: There is no data, or the network does not fit it.
    """
    if data_set is None:
        raise EngineError("There are no samples yet.")
    settings = training.without_stopping
    for sentence in incompatibilities(network, data_set, settings):
        raise EngineError(sentence)
    measured = {part: evaluate(network, data_set, settings, part) for part in parts}
    return {part: evaluation for part, evaluation in measured.items() if evaluation is not None}


def find(
    network: Network, data_set: DataSet | None, training: TrainingSettings, request: FindSample, revision: int
) -> FoundSample:
    """Find a sample as `find_sample` does.

    Raises:
        EngineError: There is no data, the network does not fit it, or no such group of samples can be.
    """
    if data_set is None:
        raise EngineError("There are no samples yet.")
    if isinstance(request.group, SamplesInCell):  # a histogram needs no outputs that fit
        for sentence in incompatibilities(network, data_set, training.without_stopping):
            raise EngineError(sentence)
    return find_sample(network, data_set, training.loss, request, revision)


def _neuron_pictures(network: Network, data_set: DataSet | None, request: NeuronPicturesRequest) -> NeuronPictures:
    if isinstance(request, NeuronFieldsRequest):
        return neuron_fields(network, request)
    return neuron_histograms(network, _training_inputs(data_set), request)


def _training_inputs(data_set: DataSet | None) -> FloatArray:
    if data_set is None:
        raise EngineError("There are no samples yet.")
    return np.asarray(data_set.inputs[data_set.training_indices])


def without_slow_parts(watch: Watch) -> Watch:
    """Give what is watched but the pictures of neurons and the metrics."""
    return replace(watch, neurons=None, metrics=False)


class FramePacer:
    """Says when the next frame may be computed, and whether what moves slowly is due in it.

    At most 30 a second; and while training, so seldom that frames take no more than their share of the time.
    """

    def __init__(self) -> None:
        self._not_before = 0.0
        self._slow_parts_not_before = 0.0

    def wait(self, now: float) -> float:
        """Give the seconds from `now` until the next frame may be computed, 0 if it may."""
        return max(0.0, self._not_before - now)

    def are_slow_parts_due(self, now: float, *, is_training: bool) -> bool:
        """Tell whether a frame computed now has pictures of neurons and metrics: while training ten times a second."""
        if is_training and now < self._slow_parts_not_before:
            return False
        self._slow_parts_not_before = now + SLOW_INTERVAL_S
        return True

    def note_frame(self, began: float, ended: float, *, is_training: bool) -> None:
        """Take note of a frame computed and sent between two times, in seconds of the same clock as `now`."""
        rest = (ended - began) * (1 / FRAME_SHARE - 1) if is_training else 0.0
        self._not_before = max(began + FRAME_INTERVAL_S, ended + rest)
