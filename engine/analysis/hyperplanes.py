"""Hyperplanes: where the pre-activation of a neuron is 0 in the space that it reads, and in what is shown of it."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from engine.analysis.projection import neuron_projection
from engine.arrays import FloatArray
from engine.errors import GraphError, SettingError
from engine.geometry import clipped_lines
from engine.network.forward import LayerValues, forward
from engine.network.graph import computed_layer, input_layer
from engine.network.model import LayerId, Network
from engine.process.views.hyperplanes import Hyperplanes, NeuronLines, NeuronLinesRequest
from engine.process.views.projection import Projection

# More classes are not compared: every two of them have a line, and so many would be a thicket.
MAX_COMPARED_CLASSES = 12


def hyperplanes_into(
    network: Network,
    values: Mapping[LayerId, LayerValues],
    source: LayerId,
    target: LayerId,
    projection: Projection,
    *,
    compared: bool = False,
) -> Hyperplanes:
    """Give the hyperplanes of a layer's neurons in what is shown of a layer that it reads.

    Args:
        network: A complete network.
        values: The layers' values over the samples (N, H), from which the means are taken.
        source: The layer whose space it is.
        target: The layer whose neurons they are.
        projection: What is shown of the source's activations.
        compared: Whether the neurons stand for classes, so that what counts is which of them is largest. Of more than
            12 classes there are no lines.

    Raises:
        GraphError: There is no such layer or connection.
    """
    incoming = network.incoming(target)
    weight = network.connection(source, target).weight
    rest: FloatArray = network.layer(target).bias
    with np.errstate(over="ignore", invalid="ignore"):
        for connection in incoming:
            if connection.source != source:
                rest = rest + connection.weight @ _mean(values[connection.source].activation)
        is_exact = projection.shows_all and len(incoming) == 1
        return _seen(weight, rest, projection, (source, target), compared=compared, is_exact=is_exact)


def class_borders(network: Network, layer: LayerId, projection: Projection) -> Hyperplanes:
    """Give where two outputs are equal, h_j = h_k, in what is shown of the output layer's own activations.

    Args:
        network: A network.
        layer: Its output layer, of K > 1 neurons; of more than 12 there are no lines.
        projection: What is shown of its activations.

    Raises:
        GraphError: There is no such layer.
    """
    width = network.layer(layer).width
    compared = width if width <= MAX_COMPARED_CLASSES else 0
    is_exact = projection.shows_all
    return _seen(
        np.eye(compared, width), np.zeros(compared), projection, (layer, layer), compared=True, is_exact=is_exact
    )


def neuron_lines(network: Network, inputs: FloatArray, request: NeuronLinesRequest) -> NeuronLines:
    """Give the line a = 0 of each neuron of a layer, in the space that it reads, clipped to a box.

    In a layer that reads a single one of two neurons it is exact; otherwise it is the trace in a plane of two neurons,
    in which all else that the layer reads is held at its mean over the samples.

    Args:
        network: A complete network with D inputs.
        inputs: Samples (N, D).
        request: Which layer, which of its sources, in which box.

    Raises:
        GraphError: The network is not complete, or has no such layer or connection, or the layer reads nothing.
        ShapeError: The samples have another width than the network's input layer.
        SettingError: The neurons shown are not 1 or 2 different ones of the source, or the box is empty.
    """
    source = _source(network, request)
    shown = request.shown or tuple(range(min(2, network.layer(source).width)))
    if len(shown) > 2:
        raise SettingError(f"Lines are drawn in a plane of two neurons; {len(shown)} were chosen.")
    with np.errstate(over="ignore", invalid="ignore"):
        values = forward(network, inputs)
    projection = neuron_projection(values[source].activation, shown)
    found = hyperplanes_into(network, values, source, request.layer, projection)
    normals = np.zeros((len(found.normals), 2))
    normals[:, : projection.dimensions] = found.normals
    unit_normals, distances = _unit(normals, found.offsets)
    segments = clipped_lines(unit_normals, distances, request.x_range, request.y_range)
    return NeuronLines(request, projection, found, segments, unit_normals)


def _source(network: Network, request: NeuronLinesRequest) -> LayerId:
    input_layer(network)  # whatever keeps the network from computing is told first
    layer = computed_layer(network, request.layer)
    if request.source is not None:
        return network.connection(request.source, request.layer).source
    incoming = network.incoming(layer.id)
    if not incoming:
        raise GraphError(f"The layer “{layer.name}” reads no other, so its neurons have no lines.")
    return incoming[0].source


def _seen(
    weight: FloatArray,
    rest: FloatArray,
    projection: Projection,
    ends: tuple[LayerId, LayerId],
    *,
    compared: bool,
    is_exact: bool,
) -> Hyperplanes:
    """Give the hyperplanes Wh + r = 0 in what is shown of h."""
    neurons, against = np.arange(len(weight)), np.full(len(weight), -1)
    if compared and len(weight) > 1:
        neurons, against = np.triu_indices(len(weight) if len(weight) <= MAX_COMPARED_CLASSES else 0, 1)
        weight, rest = weight[neurons] - weight[against], rest[neurons] - rest[against]
    return Hyperplanes(
        layer=ends[1],
        source=ends[0],
        neurons=neurons,
        against=against,
        normals=weight @ projection.basis.T,
        offsets=weight @ projection.origin + rest,
        is_exact=is_exact,
    )


def _mean(values: NDArray[np.floating]) -> FloatArray:
    return np.asarray(values.mean(axis=0), np.float64) if len(values) else np.zeros(values.shape[1])


def _unit(normals: FloatArray, offsets: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give the normals with length 1, and the offsets that go with them; 0 where the length is 0 or not finite."""
    lengths = np.hypot(normals[:, 0], normals[:, 1])
    is_line = (lengths > 0.0) & np.isfinite(lengths) & np.isfinite(offsets)
    scale = np.where(is_line, lengths, 1.0)
    return np.where(is_line[:, np.newaxis], normals / scale[:, np.newaxis], 0.0), np.where(
        is_line, offsets / scale, 0.0
    )
