"""The outputs over a part of the input plane, for the decision boundary."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from engine.analysis.finite import shown_values
from engine.arrays import Float32Array
from engine.errors import SettingError, ShapeError
from engine.network.forward import output
from engine.network.graph import input_layer
from engine.network.model import Network
from engine.process.pictures import BoundaryField, BoundaryRequest

MAX_RESOLUTION = 1000
# Values a layer may hold at a time: rows of the grid go through the network in pieces that fit the cache.
_VALUES_AT_A_TIME = 1_000_000


def boundary_field(network: Network, request: BoundaryRequest) -> BoundaryField:
    """Evaluate a network on a grid over two of its inputs, given in float32.

    Args:
        network: A complete network with D inputs and K outputs.
        request: Which inputs, which part of their plane, how fine, and what the other inputs are held at.

    Returns:
        The outputs (resolution, resolution, K); (1, resolution, K) where D = 1. Those beyond the range of float32
        are at its end; NaN stands where the network overflows float64, too.

    Raises:
        GraphError: The network is not complete.
        SettingError: The inputs are not two different ones of the D, or the resolution is outside 2 … 1000.
        ShapeError: `held` does not have D entries.
    """
    pieces: list[Float32Array] = []
    for samples in plane_pieces(network, request):
        found = shown_values(partial(output, network, samples.reshape(-1, samples.shape[2])))
        pieces.append(found.reshape(*samples.shape[:2], -1))
    return BoundaryField(request=request, outputs=np.concatenate(pieces))


def plane_pieces(network: Network, plane: BoundaryRequest) -> Iterator[Float32Array]:
    """Give the grid over a part of the input plane in pieces small enough to go through a network.

    Args:
        network: A network with D inputs.
        plane: Which inputs, which part of their plane, how fine, and what the other inputs are held at.

    Yields:
        Some rows of samples, float32 (rows, resolution, D): y grows with the row, x with the column. There is a single
        row where D = 1.

    Raises:
        GraphError: The network has no input layer.
        SettingError: The inputs are not two different ones of the D, or the resolution is outside 2 … 1000.
        ShapeError: `held` does not have D entries.
    """
    inputs = input_layer(network).width
    check_plane(plane, inputs)
    grid = _grid(plane, inputs)
    widest = max(layer.width for layer in network.layers)
    rows_at_a_time = max(1, _VALUES_AT_A_TIME // (widest * plane.resolution))
    for first in range(0, len(grid), rows_at_a_time):
        yield grid[first : first + rows_at_a_time]


def _grid(request: BoundaryRequest, inputs: int) -> Float32Array:
    """Give the samples of the grid, (rows, resolution, D): y grows with the row, x with the column."""
    rows = request.resolution if inputs > 1 else 1
    grid = np.zeros((rows, request.resolution, inputs), np.float32)
    if request.held is not None:
        grid[:] = request.held
    grid[:, :, request.inputs[0]] = np.linspace(*request.x_range, request.resolution)
    if inputs > 1:
        grid[:, :, request.inputs[1]] = np.linspace(*request.y_range, request.resolution)[:, np.newaxis]
    return grid


def check_plane(request: BoundaryRequest, inputs: int) -> None:
    """Do nothing if a plane is one of a network with D inputs.

    Raises:
        SettingError: The inputs are not two different ones of the D, or the resolution is outside 2 … 1000.
        ShapeError: `held` does not have D entries.
    """
    chosen = request.inputs[:1] if inputs == 1 else request.inputs
    if len(set(chosen)) != len(chosen) or not all(0 <= column < inputs for column in chosen):
        numbers = " and ".join(str(column + 1) for column in chosen)
        raise SettingError(f"The plane must be spanned by two of the {inputs} inputs; {numbers} were chosen.")
    if not 2 <= request.resolution <= MAX_RESOLUTION:
        raise SettingError(f"The grid must have 2 to {MAX_RESOLUTION} points a side; {request.resolution} is not.")
    if request.held is not None and request.held.shape != (inputs,):
        raise ShapeError(f"The network has {inputs} inputs, but {request.held.size} are held.")
