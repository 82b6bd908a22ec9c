"""How a layer's values are distributed at moments of a run."""

import numpy as np

from engine.analysis.distribution import Values, bin_counts, bin_edges, check_bins, evenly_spread
from engine.arrays import FloatArray
from engine.errors import ShapeError
from engine.network.forward import forward
from engine.network.graph import computed_layer
from engine.network.model import Network, with_parameters
from engine.process.views.distribution_course import DistributionCourse, DistributionCourseRequest, ValuesOverTime

MOST_VALUES = 20_000  # of the widest layer at each moment: a moment takes a millisecond or two


def distribution_course(network: Network, inputs: FloatArray, request: DistributionCourseRequest) -> DistributionCourse:
    """Count a layer's pre-activations and activations in bins at each of some moments.

    Args:
        network: A complete network with D inputs.
        inputs: Samples (N, D). Where samples times neurons pass 20,000, evenly spread samples stand for all.
        request: Which layer and neuron, and the parameters of each moment.

    Returns:
        Counts in bins that are the same for all moments; values that are not finite are not counted.

    Raises:
        GraphError: The network is not complete, or has no such layer.
        ShapeError: The layer has no such neuron, or inputs or parameters do not fit the network.
        SettingError: The bins are not 2 to 500.
    """
    check_bins(request.bins)
    layer = computed_layer(network, request.layer)
    if request.neuron is not None and not 0 <= request.neuron < layer.width:
        raise ShapeError(f"“{layer.name}” has {layer.width} neurons; neuron {request.neuron + 1} was asked for.")
    counted = evenly_spread(inputs, max(1, MOST_VALUES // max(each.width for each in network.layers)))
    follows = request.neuron is not None and request.sample is not None
    rows = np.vstack([counted, request.sample]) if follows and request.sample is not None else counted
    columns = slice(None) if request.neuron is None else slice(request.neuron, request.neuron + 1)
    pre_activations, activations = [], []
    for parameters in request.parameters:
        with np.errstate(over="ignore", invalid="ignore"):
            values = forward(with_parameters(network, parameters), rows, np.float32)[layer.id]
        pre_activations.append(values.pre_activation[:, columns])
        activations.append(values.activation[:, columns])
    return DistributionCourse(
        layer=layer.id,
        neuron=request.neuron,
        steps=request.steps,
        sample=request.sample,
        pre_activation=_over_time(pre_activations, len(counted), request.bins),
        activation=_over_time(activations, len(counted), request.bins),
        samples=len(counted),
    )


def _over_time(moments: list[Values], count: int, bins: int) -> ValuesOverTime:
    """Count the first `count` rows of each moment (rows, H); one more row is that of the sample followed."""
    values = np.stack(moments)
    edges = bin_edges(values, bins)
    counts = [bin_counts(each[:count].copy(), edges, separate=False)[0] for each in values]
    return ValuesOverTime(edges, np.stack(counts), np.asarray(values[:, count:, 0].reshape(-1), np.float64))
