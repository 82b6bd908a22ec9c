"""What the window watches, computed for one frame."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import numpy as np

from engine.analysis.activity import layer_activity
from engine.analysis.boundary import boundary_field
from engine.analysis.distribution import layer_distribution
from engine.analysis.distribution_course import distribution_course
from engine.analysis.evaluation import evaluate_parts
from engine.analysis.feature_space import feature_space
from engine.analysis.gradient_norms import gradient_course, gradient_norms
from engine.analysis.linear_probe import linear_probes
from engine.analysis.mini_batch import mini_batch_trace
from engine.analysis.moments import look_at_moments
from engine.analysis.morph import morph
from engine.analysis.neuron_fields import neuron_fields
from engine.analysis.neuron_histograms import neuron_histograms
from engine.analysis.sample_grid import sample_grid
from engine.analysis.sample_search import find_sample
from engine.analysis.weight_pictures import weight_pictures
from engine.arrays import FloatArray
from engine.data.data_set import DataSet
from engine.errors import EngineError
from engine.network.metrics import Evaluation
from engine.network.model import Network
from engine.process.events import FoundSample
from engine.process.pictures import (
    BoundaryRequest,
    DistributionRequest,
    Metrics,
    MetricsRequest,
    NeuronFieldsRequest,
    NeuronHistogramsRequest,
)
from engine.process.requests import FindSample
from engine.process.sample_groups import SamplesInCell
from engine.process.views.activity import ActivityRequest
from engine.process.views.all import View, ViewRequest
from engine.process.views.backpropagation import BackpropagationRequest
from engine.process.views.distribution_course import DistributionCourseRequest
from engine.process.views.feature_space import FeatureSpaceRequest
from engine.process.views.gradients import GradientCourseRequest, GradientNormsRequest
from engine.process.views.linear_probes import LinearProbesRequest
from engine.process.views.moments import MomentsRequest
from engine.process.views.morph import MorphRequest
from engine.process.views.sample_grid import SampleGridRequest
from engine.process.views.weight_pictures import WeightPicturesRequest
from engine.project.compatibility import check_compatible
from engine.project.settings import TrainingSettings


class Subject(msgspec.Struct, frozen=True, eq=False):
    """What is looked at.

    Attributes:
        network: Any network, complete or not.
        data_set: What it is trained on; None while there is none.
        training: Whose loss is measured.
        is_torch_loaded: Whether gradients can be had of autograd without waiting for it.
    """

    network: Network
    data_set: DataSet | None
    training: TrainingSettings
    is_torch_loaded: bool = False

    @property
    def samples(self) -> DataSet:
        """The data.

        Raises:
            EngineError: There is none.
        """
        if self.data_set is None:
            raise EngineError("There are no samples yet.")
        return self.data_set

    @property
    def training_inputs(self) -> FloatArray:
        """The training part's samples (N, D).

        Raises:
            EngineError: There is no data.
        """
        return np.asarray(self.samples.inputs[self.samples.training_indices])

    @property
    def training_classes(self) -> FloatArray | None:
        """The training samples' classes (N,), as numbers; None for a regression.

        Raises:
            EngineError: There is no data.
        """
        if not self.samples.task.is_classification:
            return None
        targets = self.samples.targets[self.samples.training_indices]
        return targets.argmax(axis=1) if targets.ndim > 1 and targets.shape[1] > 1 else targets.reshape(len(targets))


class Look(msgspec.Struct, frozen=True, eq=False):
    """How one kind of request is answered.

    Attributes:
        compute: Gives the view; raises an `EngineError` where it makes no sense yet.
        is_slow: Whether it comes only ten times a second while training: such views are small or read, and need not
            move as smoothly as the plots.
    """

    compute: Callable[[Subject, Any], View]
    is_slow: bool = False


def _gradient(measure_gradient: Callable[..., View]) -> Callable[[Subject, Any], View]:
    """Let something be measured over the training samples, if network, data and loss fit each other."""

    def compute(subject: Subject, request: ViewRequest) -> View:
        data_set, training = subject.samples, subject.training
        check_compatible(subject.network, data_set, training.without_stopping)
        targets = data_set.targets[data_set.training_indices]
        inputs, classes = subject.training_inputs, subject.training_classes
        return measure_gradient(subject.network, inputs, targets, training, request, classes)

    return compute


_LOOKS: dict[type[ViewRequest], Look] = {
    BoundaryRequest: Look(lambda subject, request: boundary_field(subject.network, request)),
    DistributionRequest: Look(
        lambda subject, request: layer_distribution(subject.network, subject.training_inputs, request)
    ),
    DistributionCourseRequest: Look(
        lambda subject, request: distribution_course(subject.network, subject.training_inputs, request), is_slow=True
    ),
    NeuronFieldsRequest: Look(lambda subject, request: neuron_fields(subject.network, request), is_slow=True),
    NeuronHistogramsRequest: Look(
        lambda subject, request: neuron_histograms(subject.network, subject.training_inputs, request), is_slow=True
    ),
    FeatureSpaceRequest: Look(
        lambda subject, request: feature_space(
            subject.network,
            subject.training_inputs,
            request,
            subject.training_classes,
            subject.samples.inputs[subject.samples.validation_indices],
        )
    ),
    MorphRequest: Look(
        lambda subject, request: morph(subject.network, subject.training_inputs, request, subject.training_classes)
    ),
    LinearProbesRequest: Look(
        lambda subject, request: linear_probes(subject.network, subject.samples, request), is_slow=True
    ),
    BackpropagationRequest: Look(
        lambda subject, request: mini_batch_trace(
            subject.network, subject.samples, subject.training, request, checks=subject.is_torch_loaded
        ),
        is_slow=True,
    ),
    ActivityRequest: Look(
        lambda subject, request: layer_activity(
            subject.network, subject.training_inputs, request, subject.training_classes
        ),
        is_slow=True,
    ),
    SampleGridRequest: Look(
        lambda subject, request: sample_grid(subject.network, subject.samples, subject.training, request), is_slow=True
    ),
    GradientNormsRequest: Look(_gradient(gradient_norms), is_slow=True),
    GradientCourseRequest: Look(_gradient(gradient_course), is_slow=True),
    WeightPicturesRequest: Look(lambda subject, request: weight_pictures(subject.network, request), is_slow=True),
    MomentsRequest: Look(
        lambda subject, request: look_at_moments(subject.network, subject.samples, subject.training, request),
        is_slow=True,
    ),
    MetricsRequest: Look(lambda subject, _request: Metrics(measure(subject, ("training", "validation"))), is_slow=True),
}


def look(subject: Subject, views: Mapping[str, ViewRequest]) -> tuple[dict[str, View], dict[str, str]]:
    """Compute what is watched; what makes no sense yet is left out, with a sentence that says why.

    Returns:
        The views, and the sentences for those that are missing, by the names of the requests.
    """
    seen: dict[str, View] = {}
    notes: dict[str, str] = {}
    for name, request in views.items():
        try:
            seen[name] = _LOOKS[type(request)].compute(subject, request)
        except EngineError as error:
            notes[name] = str(error)
    return seen, notes


def measure(subject: Subject, parts: tuple[str, ...]) -> dict[str, Evaluation]:
    """Measure a network on those of some parts of the data that have samples, by name.

    Raises:
        EngineError: There is no data, or the network does not fit it.
    """
    return evaluate_parts(subject.network, subject.samples, subject.training, parts)


def find(subject: Subject, request: FindSample, revision: int) -> FoundSample:
    """Find a sample as `find_sample` does.

    Raises:
        EngineError: There is no data, the network does not fit it, or no such group of samples can be.
    """
    network, data_set, training = subject.network, subject.samples, subject.training
    if isinstance(request.group, SamplesInCell):  # a histogram needs no outputs that fit
        check_compatible(network, data_set, training.without_stopping)
    return find_sample(network, data_set, training.loss, request, revision)


def without_slow_views(views: Mapping[str, ViewRequest]) -> dict[str, ViewRequest]:
    """Give those of the views that are to move smoothly."""
    return {name: request for name, request in views.items() if not _LOOKS[type(request)].is_slow}
