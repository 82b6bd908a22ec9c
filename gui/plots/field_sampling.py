"""Outputs between the grid points of a boundary field."""

import numpy as np
from numpy.typing import NDArray

from engine.arrays import FloatArray
from engine.process.pictures import BoundaryField

Outputs = NDArray[np.floating]


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


@np.errstate(invalid="ignore")  # between −∞ and ∞ there is no number
def _between(first: Outputs, second: Outputs, share: float) -> Outputs:
    """Give what lies at a share of the way from the first to the second; at the first itself, whatever the second."""
    return np.asarray((1 - share) * first + share * second) if share else np.asarray(first)


def _place(value: float, limits: tuple[float, float], count: int) -> float | None:
    place = (value - limits[0]) / (limits[1] - limits[0]) * (count - 1)
    return place if 0 <= place <= count - 1 else None
