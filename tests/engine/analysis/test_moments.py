"""A network looked at with the parameters of other moments, against the same network edited to have them."""

import numpy as np
import pytest

from engine.analysis.boundary import boundary_field
from engine.analysis.evaluation import evaluate
from engine.analysis.moments import look_at_moments
from engine.data.sources import make_data_set
from engine.errors import ShapeError
from engine.network.forward import output
from engine.network.initializers import Initialization, initialize
from engine.network.model import Parameters, parameters_of
from engine.process.pictures import BoundaryRequest
from engine.process.views.moments import MomentsRequest
from engine.project.examples import EXAMPLES

PLANE = BoundaryRequest((0, 1), (-1.0, 1.0), (-1.0, 1.0), 9)


def test_each_moment_is_seen_as_the_network_that_has_its_parameters() -> None:
    project = EXAMPLES["circles"].build()
    data_set = make_data_set(project.data)
    networks = [initialize(project.network, Initialization("normal", seed=seed)) for seed in (1, 2)]
    request = MomentsRequest((10, 20), tuple(map(parameters_of, networks)), PLANE)
    seen = look_at_moments(project.network, data_set, project.training, request)
    assert seen.steps == (10, 20)
    for network, moment in zip(networks, seen.moments, strict=True):
        np.testing.assert_array_equal(moment.field.outputs, boundary_field(network, PLANE).outputs)
        assert moment.outputs is not None
        np.testing.assert_array_equal(moment.outputs, output(network, data_set.inputs))
        for part in ("training", "validation"):
            alone = evaluate(network, data_set, project.training, part)
            assert alone is not None
            assert moment.parts[part].loss == alone.loss
            assert moment.parts[part].metrics == alone.metrics


def test_parameters_of_another_network_are_refused() -> None:
    project = EXAMPLES["circles"].build()
    with pytest.raises(ShapeError):
        look_at_moments(
            project.network,
            make_data_set(project.data),
            project.training,
            MomentsRequest((0,), (Parameters((), ()),), PLANE),
        )
