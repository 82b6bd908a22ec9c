"""The input plane as points that layers move: its grid as lines, its surface as a mesh."""

import numpy as np

from engine.analysis.boundary import check_plane
from engine.arrays import FloatArray
from engine.errors import SettingError
from engine.process.pictures import BoundaryRequest

MAX_LINES, MAX_POINTS = 101, 501


def grid_lines(plane: BoundaryRequest, inputs: int, points: int) -> FloatArray:
    """Give the lines of a grid over a part of the input plane, edges included, as points fine enough to bend.

    Args:
        plane: Which part; its resolution R is the number of lines along each axis.
        inputs: D, the inputs of the network.
        points: P, the points of each line, evenly spaced, ends included.

    Returns:
        float64 (2R, P, D): first the R lines along x, from the lowest y to the highest, then those along y, from the
        lowest x. Where D = 1 there is one line, (1, P, 1).

    Raises:
        SettingError: The inputs are not two different ones of the D, there are fewer than 2 or more than 101 lines
            along an axis, or fewer than 2 or more than 501 points.
        ShapeError: `held` does not have D entries.
    """
    check_plane(plane, inputs)
    if plane.resolution > MAX_LINES:
        raise SettingError(f"A grid must have 2 to {MAX_LINES} lines along an axis; {plane.resolution} is not.")
    if not 2 <= points <= MAX_POINTS:
        raise SettingError(f"A line of the grid must have 2 to {MAX_POINTS} points; {points} is not.")
    along_x, along_y = np.linspace(*plane.x_range, points), np.linspace(*plane.y_range, points)
    if inputs == 1:
        return _samples(plane, inputs, along_x[np.newaxis], None)
    x, y = np.linspace(*plane.x_range, plane.resolution), np.linspace(*plane.y_range, plane.resolution)
    across = _samples(plane, inputs, along_x[np.newaxis, :], y[:, np.newaxis])
    upwards = _samples(plane, inputs, x[:, np.newaxis], along_y[np.newaxis, :])
    return np.concatenate([across, upwards])


def plane_mesh(plane: BoundaryRequest, inputs: int) -> FloatArray:
    """Give evenly spaced points over a part of the input plane.

    Args:
        plane: Which part; its resolution R is the number of points along each axis.
        inputs: D, the inputs of the network.

    Returns:
        float64 (R, R, D), y growing with the row, x with the column; (1, R, 1) where D = 1.

    Raises:
        SettingError: The inputs are not two different ones of the D, or the resolution is outside 2 … 1000.
        ShapeError: `held` does not have D entries.
    """
    check_plane(plane, inputs)
    x, y = np.linspace(*plane.x_range, plane.resolution), np.linspace(*plane.y_range, plane.resolution)
    return _samples(plane, inputs, x[np.newaxis, :], y[:, np.newaxis] if inputs > 1 else None)


def _samples(plane: BoundaryRequest, inputs: int, x: FloatArray, y: FloatArray | None) -> FloatArray:
    """Give samples (…, D) with these values of the plane's inputs, which are broadcast, and the held ones."""
    samples = np.zeros((*np.broadcast_shapes(x.shape, x.shape if y is None else y.shape), inputs))
    if plane.held is not None:
        samples[:] = plane.held
    samples[..., plane.inputs[0]] = x
    if y is not None:
        samples[..., plane.inputs[1]] = y
    return samples
