"""The morph: what each layer does to the input plane and to the data, as stages between which points can move."""

import numpy as np
from msgspec.structs import replace
from numpy.typing import ArrayLike, NDArray

from engine.analysis.feature_space import shown_projection
from engine.analysis.input_grid import grid_lines, plane_mesh
from engine.analysis.shown_samples import shown_rows
from engine.arrays import FloatArray
from engine.errors import SettingError
from engine.network.activations import IDENTITY
from engine.network.forward import LayerValues, forward
from engine.network.graph import ancestors, input_layer, output_layer, topological_order
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
    rows = shown_rows(len(inputs), request.most_samples, classes)
    width = way[0].width
    lines, mesh = _lines(request, width), _mesh(request.regions, width)
    with np.errstate(over="ignore", invalid="ignore"):
        carried = [_Carried(network, points) for points in (inputs[rows], lines, mesh)]
        stages: list[MorphStage] = []
        for source, layer in zip((None, *way), way, strict=False):
            for quantity in _quantities(layer):
                values = [points.values(layer.id, quantity) for points in carried]
                projection = _projection(values[0], layer, request)
                before = stages[-1].projection if stages else None
                turn = _turn(network, before, source, layer, projection, quantity)
                projection, turn = _facing_alike(projection, turn)
                shown = (_in_two(projection, points) for points in values)
                stages.append(MorphStage(layer.id, quantity, projection, turn, *shown))
        outputs = carried[2].values(output_layer(network).id, "activation")
    on_way = {layer.id for layer in way}
    feeding = ancestors(network, way[-1].id)
    return Morph(
        request=request,
        stages=tuple(stages),
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
    last = output_layer(network) if target is None else network.layer(target)
    ways: dict[LayerId, tuple[Layer, ...]] = {first.id: (first,)}
    for layer in topological_order(network):
        sources = (ways[connection.source] for connection in network.incoming(layer.id))
        if layer.id != first.id:
            ways[layer.id] = (*max(sources, key=len), layer)
    return ways[last.id]


class _Carried:
    """Points of the input space (…, D), and where the layers put them."""

    def __init__(self, network: Network, points: FloatArray) -> None:
        self._shape = points.shape[:-1]
        self._values: dict[LayerId, LayerValues] = forward(network, points.reshape(-1, points.shape[-1]))

    def values(self, layer: LayerId, quantity: str) -> FloatArray:
        """Give a layer's values (…, H)."""
        found = self._values[layer].quantity(quantity)
        return np.asarray(found, np.float64).reshape(*self._shape, found.shape[1])


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


def _projection(values: FloatArray, layer: Layer, request: MorphRequest) -> Projection:
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


def _facing_alike(projection: Projection, turn: FloatArray) -> tuple[Projection, FloatArray]:
    """Let principal components, whose signs mean nothing, point where what leads to them comes from."""
    signs = np.where(turn.diagonal() < 0.0, -1.0, 1.0)
    if projection.neurons or (signs > 0.0).all():
        return projection, turn
    shown = signs[: projection.dimensions, np.newaxis]
    return replace(projection, basis=projection.basis * shown), turn * signs[:, np.newaxis]


def _in_two(projection: Projection, values: NDArray[np.floating]) -> FloatArray:
    """Give the shown coordinates (…, 2) of values (…, H)."""
    shown = projection.project(values)
    if projection.dimensions == _SHOWN:
        return shown
    return np.concatenate([shown, np.zeros_like(shown)], axis=-1)
