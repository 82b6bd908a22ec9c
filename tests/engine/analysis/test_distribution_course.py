"""A layer's values at moments of a run, against those of the network with each moment's parameters."""

import numpy as np
import pytest

from engine.analysis.distribution_course import distribution_course
from engine.data.sources import make_data_set
from engine.errors import ShapeError
from engine.network.forward import forward
from engine.network.model import parameters_of, with_parameters
from engine.process.views.distribution_course import DistributionCourseRequest
from engine.project.edits import draw_anew
from engine.project.examples import EXAMPLES

PROJECT = EXAMPLES["xor"].build()
NETWORK = PROJECT.network
INPUTS = make_data_set(PROJECT.data).inputs
MOMENTS = tuple(parameters_of(draw_anew(PROJECT, seed).network) for seed in (1, 2, 3))


def test_each_moment_counts_the_values_of_its_parameters() -> None:
    course = distribution_course(NETWORK, INPUTS, DistributionCourseRequest("L2", (0, 5, 9), MOMENTS))
    for parameters, counts in zip(MOMENTS, course.activation.counts, strict=True):
        values = forward(with_parameters(NETWORK, parameters), INPUTS, np.float32)["L2"].activation
        assert counts.tolist() == np.histogram(values, course.activation.edges)[0].tolist()
    assert len(course.activation.trace) == 0


def test_a_sample_is_followed_through_one_neuron_and_counted_by_nobody() -> None:
    sample = np.array([3.0, -2.0])
    request = DistributionCourseRequest("L2", (0, 5, 9), MOMENTS, neuron=1, sample=sample)
    course = distribution_course(NETWORK, INPUTS, request)
    wanted = [forward(with_parameters(NETWORK, each), sample[np.newaxis])["L2"] for each in MOMENTS]
    np.testing.assert_allclose(course.pre_activation.trace, [each.pre_activation[0, 1] for each in wanted], rtol=1e-5)
    np.testing.assert_allclose(course.activation.trace, [each.activation[0, 1] for each in wanted], rtol=1e-5)
    assert course.activation.counts.sum(axis=1).tolist() == [len(INPUTS)] * len(MOMENTS)


def test_a_neuron_that_is_not_there_is_refused() -> None:
    with pytest.raises(ShapeError, match="neuron 9"):
        distribution_course(NETWORK, INPUTS, DistributionCourseRequest("L2", (0,), MOMENTS[:1], neuron=8))
