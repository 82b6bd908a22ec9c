"""Outputs between the grid points of a boundary field, and beyond its edges."""

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from engine.arrays import Float32Array, FloatArray
from engine.process.pictures import BoundaryField
from gui.plots.ranges import Range

Outputs = NDArray[np.floating]
_ROUNDING = 1e-9  # of a range's width


def grid_of(field: BoundaryField) -> tuple[FloatArray, FloatArray]:
    """Give the x of each column and the y of each row."""
    rows, columns = field.outputs.shape[:2]
    return np.linspace(*field.request.x_range, columns), np.linspace(*field.request.y_range, rows)


def outputs_at(field: BoundaryField, x: float, y: float) -> Outputs | None:
    """Give the outputs (K,) at a place, interpolated bilinearly; None outside the grid.

    A field over one input has a single row, which holds for every y.
    """
    outputs = field.outputs
    rows, columns = outputs.shape[:2]
    column = _place(x, field.request.x_range, columns)
    row = 0.0 if rows == 1 else _place(y, field.request.y_range, rows)
    if column is None or row is None:
        return None
    top, left = min(int(row), max(rows - 2, 0)), min(int(column), columns - 2)
    down, right = row - top, column - left
    upper, lower = outputs[top], outputs[min(top + 1, rows - 1)]
    above, below = (_between(outputs[left], outputs[left + 1], right) for outputs in (upper, lower))
    return _between(above, below, down)


def covering(field: BoundaryField, x_range: Range, y_range: Range) -> BoundaryField:
    """Give a field over at least these ranges: itself, or its outputs drawn out beyond its edges.

    A field over one input covers every y.
    """
    outputs, request = field.outputs, field.request
    wide = _union(request.x_range, x_range)
    high = _union(request.y_range, y_range) if len(outputs) > 1 else request.y_range
    if (wide, high) == (request.x_range, request.y_range):
        return field
    outputs = _drawn_out(outputs, request.x_range, wide, axis=1)
    outputs = _drawn_out(outputs, request.y_range, high, axis=0)
    return BoundaryField(replace(request, x_range=wide, y_range=high), outputs)


def _union(first: Range, second: Range) -> Range:
    """Give the range of both, the first where rounding alone tells the second from it."""
    slack = _ROUNDING * (first[1] - first[0])
    low = second[0] if second[0] < first[0] - slack else first[0]
    return low, second[1] if second[1] > first[1] + slack else first[1]


@np.errstate(invalid="ignore", over="ignore")  # outputs may be of any size, and infinite
def _drawn_out(values: Float32Array, before: Range, after: Range, axis: int) -> Float32Array:
    """Give as many values over a wider range, those at the ends going on."""
    count = values.shape[axis]
    if before == after:
        return values
    places = (np.linspace(*after, count) - before[0]) / (before[1] - before[0]) * (count - 1)
    places = places.clip(0, count - 1)
    first = places.astype(np.intp)
    share = (places - first).reshape((-1,) + (1,) * (values.ndim - axis - 1))
    here, there = (values.take(index, axis) for index in (first, np.minimum(first + 1, count - 1)))
    drawn: Float32Array = np.where(share > 0, (1 - share) * here + share * there, here).astype(np.float32)
    return drawn


@np.errstate(invalid="ignore")  # between −∞ and ∞ there is no number
def _between(first: Outputs, second: Outputs, share: float) -> Outputs:
    """Give what lies at a share of the way from the first to the second; at the first itself, whatever the second."""
    return np.asarray((1 - share) * first + share * second) if share else np.asarray(first)


def _place(value: float, limits: tuple[float, float], count: int) -> float | None:
    place = (value - limits[0]) / (limits[1] - limits[0]) * (count - 1)
    return place if 0 <= place <= count - 1 else None
