"""The surface in cells of one colour each, finer where the colour changes fast.

Places on the surface are told by column and row of the mesh that the engine carried along, between its points evenly.
"""

import msgspec
import numpy as np

from engine.arrays import BoolArray, FloatArray
from gui.plots.readings import Reading
from gui.theme.scales import RgbaArray

FINER = 4  # parts along each side of a cell in which the colour changes fast
FAST = 24  # by so much of 255 in any channel from corner to corner
_CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])


class Cells(msgspec.Struct, frozen=True, eq=False):
    """Parts of the surface.

    Attributes:
        corners: (n, 4, 2), column and row, one after the other round each cell.
        colors: (n, 4).
    """

    corners: FloatArray
    colors: RgbaArray


def cells_of(outputs: FloatArray, reading: Reading) -> Cells:
    """Part a surface with outputs (R, C, K) at its points into cells in the colours that a reading gives them."""
    outputs = as_surface(outputs)
    if not outputs.size:
        return Cells(np.empty((0, 4, 2)), np.empty((0, 4), np.uint8))
    is_fast = _changes_fast(reading.colors(outputs, discrete=False))
    corners = np.concatenate([_parted(~is_fast, 1), _parted(is_fast, FINER)])
    middles = carried_to(outputs, corners.mean(axis=1))
    return Cells(corners, reading.colors(middles[np.newaxis], discrete=False)[0])


def carried_to(values: FloatArray, places: FloatArray) -> FloatArray:
    """Give the values (n, d) at places (n, 2) of a surface with values (R, C, d) at its points, R and C ≥ 2."""
    column = np.minimum(places[:, 0].astype(np.intp), values.shape[1] - 2)
    row = np.minimum(places[:, 1].astype(np.intp), values.shape[0] - 2)
    right, up = places[:, :1] - column[:, np.newaxis], places[:, 1:] - row[:, np.newaxis]
    with np.errstate(over="ignore", invalid="ignore"):
        lower = (1 - right) * values[row, column] + right * values[row, column + 1]
        upper = (1 - right) * values[row + 1, column] + right * values[row + 1, column + 1]
        return np.asarray((1 - up) * lower + up * upper)


def as_surface(values: FloatArray) -> FloatArray:
    """Give values at the points of a line, (1, C, d), as those of a surface without height; others as they are."""
    return np.concatenate([values, values]) if len(values) == 1 else values


def _changes_fast(colors: RgbaArray) -> BoolArray:
    """Tell in which cells (R − 1, C − 1) the colours of the corners (R, C, 4) are far from each other."""
    corners = np.stack([colors[:-1, :-1], colors[:-1, 1:], colors[1:, 1:], colors[1:, :-1]])
    return np.asarray((corners.max(axis=0) - corners.min(axis=0)).max(axis=-1) > FAST)


def _parted(mask: BoolArray, parts: int) -> FloatArray:
    """Give the corners (n, 4, 2) of the cells in a mask, each in so many parts along both sides."""
    row, column = np.nonzero(mask)
    first = np.stack([column, row], axis=1)[:, np.newaxis, np.newaxis, :]
    steps = np.arange(parts)
    offsets = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(1, -1, 1, 2)
    return np.asarray((first + (offsets + _CORNERS) / parts).reshape(-1, 4, 2))
