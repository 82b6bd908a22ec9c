"""A network with the parameters of several moments, to be compared."""

import numpy as np

from engine.analysis.boundary import boundary_field
from engine.analysis.evaluation import evaluate_parts, outputs_of
from engine.data.data_set import DataSet
from engine.network.model import Network, Parameters, with_parameters
from engine.process.pictures import BoundaryRequest
from engine.process.views.moments import MomentSeen, MomentsRequest, MomentsSeen
from engine.project.settings import TrainingSettings

MOST_OUTPUTS = 20_000  # of samples, that go along with a picture of the boundary


def look_at_moments(
    network: Network, data_set: DataSet, settings: TrainingSettings, request: MomentsRequest
) -> MomentsSeen:
    """Evaluate and measure a network with each of several parameters.

    Args:
        network: A complete network that fits the data.
        data_set: The data; the test part is not looked at.
        settings: Whose loss is measured.
        request: The parameters, and the plane (see `boundary_field`).

    Raises:
        ShapeError: Some parameters do not fit the network.
        EngineError: It is not complete, does not fit the data, or the plane is not one of its inputs.
    """
    seen = (_seen(network, data_set, settings, each, request.plane) for each in request.parameters)
    return MomentsSeen(request.steps, tuple(seen))


def _seen(
    network: Network, data_set: DataSet, settings: TrainingSettings, parameters: Parameters, plane: BoundaryRequest
) -> MomentSeen:
    then = with_parameters(network, parameters)
    are_few = data_set.sample_count * data_set.output_count <= MOST_OUTPUTS
    every = np.arange(data_set.sample_count)
    parts = evaluate_parts(then, data_set, settings, ("training", "validation"))  # refuses what does not fit
    return MomentSeen(
        field=boundary_field(then, plane),
        outputs=np.asarray(outputs_of(then, data_set, every), np.float64) if are_few else None,
        parts=parts,
    )
