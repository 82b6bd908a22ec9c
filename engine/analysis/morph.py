"""The morph: what each layer does to the input plane and to the data, as stages between which points can move."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from engine.analysis.carrying import Look, carried
from engine.analysis.feature_space import shown_projection
from engine.analysis.input_grid import grid_lines, plane_mesh
from engine.analysis.projection import facing
from engine.analysis.shown_samples import shown_rows
from engine.arrays import FloatArray
from engine.errors import SettingError
from engine.network.activations import IDENTITY
from engine.network.forward import Batch, LayerValues, forward
from engine.network.graph import (
    ancestors,
    computed_layer,
    computed_part,
    input_layer,
    output_layer,
    topological_order,
)
from engine.network.model import Layer, LayerId, Network
from engine.process.pictures import BoundaryRequest
from engine.process.views.morph import Morph, MorphRequest, MorphStage
from engine.process.views.projection import Projection

_SHOWN = 2


def morph(network: Network, inputs: FloatArray, request: MorphRequest, classes: ArrayLike | None = None) -> Morph:
    """Carry samples, the input plane's grid and its surface through a network, in float64.

    Args:
        network: A complete network with D inputs and K outputs.
        inputs: Samples (N, D).
        request: What is carried along, how far, and which neurons show it.
        classes: (N,) the samples' classes, of which each is shown with about its share; None for a regression.

    Raises:
        GraphError: The network is not complete, or has no such layer.
        ShapeError: The samples have another width than the network's input layer, or a plane's `held` has.
        SettingError: A plane makes no sense, or there are no such neurons, or more than 2 are to be shown.
    """
    way = longest_way(network, request.target)
    width = way[0].width
    rows = shown_rows(len(inputs), request.most_samples, classes)
    with np.errstate(over="ignore", invalid="ignore"):
        values = forward(network, inputs[rows])
        views = _views(network, way, values, request)
        looks = [_look(view) for view in views]
        last = output_layer(network).id
        lines = carried(network, _lines(request, width), looks)
        *mesh, outputs = carried(
            network,
            _mesh(request.regions, width),
            [*looks, lambda found: np.asarray(found[last].activation, np.float64)],
        )
        stages = tuple(
            MorphStage(view.layer, view.quantity, view.projection, view.turn, look(values), line_points, mesh_points)
            for view, look, line_points, mesh_points in zip(views, looks, lines, mesh, strict=True)
        )
    on_way = {layer.id for layer in way}
    feeding = ancestors(network, way[-1].id)
    return Morph(
        request=request,
        stages=stages,
        rows=rows,
        sample_count=len(inputs),
        outputs=outputs,
        bypassed=tuple(layer.id for layer in network.layers if layer.id in feeding - on_way),
    )


def longest_way(network: Network, target: LayerId | None = None) -> tuple[Layer, ...]:
    """Give the way from the input layer to another that leads through most layers; of equal ones, by the order made.

    Args:
        network: A complete network.
        target: Where it ends; None for the output layer.

    Raises:
        GraphError: The network is not complete, or has no such layer.
    """
    first = input_layer(network)
    last = output_layer(network) if target is None else computed_layer(network, target)
    ways: dict[LayerId, tuple[Layer, ...]] = {first.id: (first,)}
    for layer in topological_order(computed_part(network)):
        sources = (ways[connection.source] for connection in network.incoming(layer.id))
        if layer.id != first.id:
            ways[layer.id] = (*max(sources, key=len), layer)
    return ways[last.id]


class _View(NamedTuple):
    """How a stage is seen; fields as in `MorphStage`."""

    layer: LayerId
    quantity: str
    projection: Projection
    turn: FloatArray


def _views(
    network: Network, way: tuple[Layer, ...], values: Mapping[LayerId, LayerValues], request: MorphRequest
) -> list[_View]:
    """Choose what is shown of each stage, given the layers' values over the samples."""
    views: list[_View] = []
    for source, layer in zip((None, *way), way, strict=False):
        for quantity in _quantities(layer):
            projection = _projection(values[layer.id].quantity(quantity), layer, request)
            before = views[-1].projection if views else None
            turn = _turn(network, before, source, layer, projection, quantity)
            turned = facing(projection, turn.diagonal())
            views.append(_View(layer.id, quantity, turned, _turn(network, before, source, layer, turned, quantity)))
    return views


def _look(view: _View) -> Look:
    """Give what shows a stage in two coordinates."""
    return lambda values: _in_two(view.projection, values[view.layer].quantity(view.quantity))


def _lines(request: MorphRequest, inputs: int) -> FloatArray:
    if request.grid is None:
        return np.zeros((0, request.points_per_line, inputs))
    return grid_lines(request.grid, inputs, request.points_per_line)


def _mesh(regions: BoundaryRequest | None, inputs: int) -> FloatArray:
    return np.zeros((0, 0, inputs)) if regions is None else plane_mesh(regions, inputs)


def _quantities(layer: Layer) -> tuple[str, ...]:
    """Give which of a layer's values are stages: both are the same where nothing is applied to a."""
    if not layer.bias.size:
        return ("activation",)
    return ("pre_activation",) if layer.activation_function == IDENTITY else ("pre_activation", "activation")


def _projection(values: Batch, layer: Layer, request: MorphRequest) -> Projection:
    chosen = request.neurons.get(layer.id, ())
    if len(chosen) > _SHOWN:
        raise SettingError(f"The morph shows 1 or 2 neurons of a layer; {len(chosen)} of “{layer.name}” were chosen.")
    return shown_projection(values, chosen, _SHOWN)


def _turn(
    network: Network, before: Projection | None, source: Layer | None, layer: Layer, here: Projection, quantity: str
) -> FloatArray:
    """Give the linear part M (2, 2), in shown coordinates, of what leads to a stage."""
    if before is None or source is None:
        return np.eye(2)
    through = here.basis
    if quantity == "pre_activation":
        through = through @ network.connection(source.id, layer.id).weight
    turn = np.zeros((2, 2))
    turn[: here.dimensions, : before.dimensions] = through @ before.basis.T
    return turn if np.isfinite(turn).all() else np.eye(2)


def _in_two(projection: Projection, values: Batch) -> FloatArray:
    """Give the shown coordinates (…, 2) of values (…, H)."""
    shown = projection.project(values)
    if projection.dimensions == _SHOWN:
        return shown
    return np.concatenate([shown, np.zeros_like(shown)], axis=-1)
