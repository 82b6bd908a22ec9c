"""The feature space of a layer: where it puts the samples, the grid of the input plane, and what reads it next."""

import numpy as np
from numpy.typing import ArrayLike

from engine.analysis.carrying import Look, carried
from engine.analysis.hyperplanes import class_borders, hyperplanes_into
from engine.analysis.input_grid import grid_lines
from engine.analysis.projection import facing, neuron_projection, principal_components
from engine.analysis.shown_samples import shown_rows
from engine.arrays import FloatArray, IntArray
from engine.network.forward import Batch, LayerValues, forward
from engine.network.graph import computed_layer, input_layer, output_layer
from engine.network.model import LayerId, Network
from engine.process.views.feature_space import FeaturePoints, FeatureSpace, FeatureSpaceRequest
from engine.process.views.hyperplanes import Hyperplanes
from engine.process.views.projection import Projection


def feature_space(
    network: Network,
    inputs: FloatArray,
    request: FeatureSpaceRequest,
    classes: ArrayLike | None = None,
    validation_inputs: FloatArray | None = None,
) -> FeatureSpace:
    """Show a layer's samples in a⁽ˡ⁾ and in h⁽ˡ⁾, in float64.

    What is shown of the layer's space follows from the training samples alone; all others are put into it.

    Args:
        network: A complete network with D inputs.
        inputs: Training samples (N, D).
        request: Which layer, in which coordinates, with which grid.
        classes: (N,) the samples' classes, of which each is shown with about its share; None for a regression.
        validation_inputs: Validation samples (M, D); None where there are none.

    Raises:
        GraphError: The network is not complete, or has no such layer.
        ShapeError: The samples have another width than the network's input layer, or the mark or the grid's `held` has.
        SettingError: The coordinates or the grid make no sense.
    """
    layer = computed_layer(network, request.layer)
    rows = shown_rows(len(inputs), request.most_samples, classes)
    validation, validation_rows = _validation(network, request, validation_inputs)
    marked = np.zeros((0, inputs.shape[1])) if request.mark is None else request.mark[np.newaxis]
    with np.errstate(over="ignore", invalid="ignore"):
        values = forward(network, inputs[rows])
        before, after = (
            shown_projection(values[layer.id].quantity(quantity), request.neurons, request.dimensions)
            for quantity in ("pre_activation", "activation")
        )
        after = facing(after, (before.basis * after.basis).sum(axis=1))
        looks: tuple[Look, ...] = (
            lambda found: before.project(found[layer.id].pre_activation),
            lambda found: after.project(found[layer.id].activation),
            lambda found: np.asarray(found[output_layer(network).id].activation, np.float64),
        )
        others = (carried(network, points, looks) for points in (validation, marked, _lines(network, request)))
        shown = [(look(values), *of_others) for look, *of_others in zip(looks, *others, strict=True)]
        return FeatureSpace(
            request=request,
            pre_activation=_points(before, *shown[0]),
            activation=_points(after, *shown[1]),
            rows=rows,
            validation_rows=validation_rows,
            outputs=np.concatenate(shown[2][:2]),
            sample_count=len(inputs),
            hyperplanes=_hyperplanes(network, values, request, after),
        )


def _points(
    projection: Projection, training: FloatArray, validation: FloatArray, mark: FloatArray, grid: FloatArray
) -> FeaturePoints:
    return FeaturePoints(projection, np.concatenate([training, validation]), grid, mark)


def _validation(
    network: Network, request: FeatureSpaceRequest, inputs: FloatArray | None
) -> tuple[FloatArray, IntArray]:
    """Give the validation samples shown (m, D), and which these are."""
    if inputs is None or not request.shows_validation:
        return np.zeros((0, input_layer(network).width)), np.empty(0, np.int64)
    rows = shown_rows(len(inputs), request.most_samples)
    return inputs[rows], rows


def shown_projection(values: Batch, neurons: tuple[int, ...], dimensions: int) -> Projection:
    """Choose what is shown of values (N, H): the neurons named; else all, where they are few; else components.

    Raises:
        SettingError: There are no such neurons, or more than 3 of them or of the dimensions.
    """
    if neurons:
        return neuron_projection(values, neurons)
    if values.shape[1] <= dimensions:
        return neuron_projection(values, tuple(range(values.shape[1])))
    return principal_components(values, dimensions)


def _lines(network: Network, request: FeatureSpaceRequest) -> FloatArray:
    """Give the lines of the grid in the input space (L, P, D)."""
    width = input_layer(network).width
    if request.grid is None:
        return np.zeros((0, request.points_per_line, width))
    return grid_lines(request.grid, width, request.points_per_line)


def _hyperplanes(
    network: Network, values: dict[LayerId, LayerValues], request: FeatureSpaceRequest, projection: Projection
) -> tuple[Hyperplanes, ...]:
    last = output_layer(network)
    if request.layer == last.id:
        is_compared = request.compares_outputs and last.width > 1
        return (class_borders(network, last.id, projection),) if is_compared else ()
    targets = [connection.target for connection in network.outgoing(request.layer)]
    borders: tuple[Hyperplanes, ...] = ()
    if request.compares_outputs and last.width > 1 and last.id in targets:
        borders = (hyperplanes_into(network, values, request.layer, last.id, projection, compared=True),)
    own = tuple(hyperplanes_into(network, values, request.layer, target, projection) for target in targets)
    return own + borders
