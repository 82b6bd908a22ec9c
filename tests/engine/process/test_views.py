"""Views cross the pipe: every request and every answer is read as it was written."""

import msgspec
import numpy as np
import pytest

from engine.analysis.activity import layer_activity
from engine.analysis.backpropagation import backpropagation
from engine.analysis.feature_space import feature_space
from engine.analysis.gradient_norms import gradient_course, gradient_norms
from engine.analysis.hyperplanes import neuron_lines
from engine.analysis.linear_probe import linear_probes
from engine.analysis.morph import morph
from engine.analysis.sample_grid import sample_grid
from engine.analysis.weight_pictures import weight_pictures
from engine.arrays import same_value
from engine.data.data_set import Task
from engine.network.model import parameters_of
from engine.process import codec
from engine.process.pictures import BoundaryRequest
from engine.process.views.activity import ActivityRequest
from engine.process.views.feature_space import FeatureSpaceRequest
from engine.process.views.gradients import GradientCourseRequest, GradientNormsRequest
from engine.process.views.hyperplanes import NeuronLinesRequest
from engine.process.views.linear_probes import LinearProbesRequest
from engine.process.views.morph import MorphRequest
from engine.process.views.sample_grid import SampleGridRequest
from engine.process.views.weight_pictures import WeightPicturesRequest
from engine.project.settings import TrainingSettings
from tests.engine.training.networks import chain, random_data

PLANE = BoundaryRequest((0, 1), (-1.0, 1.0), (-1.0, 1.0), 4, np.zeros(2))
NETWORK, DATA = chain(2, 3, 2, 1, activation="relu"), random_data(Task.BINARY, 2, 1)
X, Y = DATA.inputs, DATA.targets

ANSWERS = (
    layer_activity(NETWORK, X, ActivityRequest("L2")),
    backpropagation(NETWORK, X[:3], Y[:3], "log_loss"),
    feature_space(NETWORK, X, FeatureSpaceRequest("L2", grid=PLANE)),
    gradient_norms(NETWORK, X, Y, TrainingSettings(learning_rate=1e6), GradientNormsRequest()),
    gradient_course(NETWORK, X, Y, TrainingSettings(), GradientCourseRequest((0,), (parameters_of(NETWORK),))),
    neuron_lines(NETWORK, X, NeuronLinesRequest("L2", (-1.0, 1.0), (-1.0, 1.0))),
    linear_probes(NETWORK, DATA, LinearProbesRequest(("L1", "L2"))),
    morph(NETWORK, X, MorphRequest(PLANE, PLANE, {"L2": (2, 0)})),
    morph(NETWORK, X[:0], MorphRequest()),
    weight_pictures(NETWORK, WeightPicturesRequest("L1", "L2")),
    sample_grid(NETWORK, DATA, TrainingSettings(), SampleGridRequest(true=1)),
)


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: type(answer).__name__)
def test_a_view_is_read_as_it_was_written(answer: msgspec.Struct) -> None:
    encoded = msgspec.msgpack.encode(answer, enc_hook=codec._encode_array)
    decoded = msgspec.msgpack.decode(encoded, type=type(answer), dec_hook=codec._decode_array)
    assert same_value(decoded, answer)
