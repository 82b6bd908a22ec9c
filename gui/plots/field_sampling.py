"""Outputs between the grid points of a boundary field."""

import numpy as np
from numpy.typing import NDArray

from engine.arrays import FloatArray
from engine.process.pictures import BoundaryField


def grid_of(field: BoundaryField) -> tuple[FloatArray, FloatArray]:
    """Give the x of each column and the y of each row."""
    rows, columns = field.outputs.shape[:2]
    return np.linspace(*field.request.x_range, columns), np.linspace(*field.request.y_range, rows)


def outputs_at(field: BoundaryField, x: float, y: float) -> NDArray[np.floating] | None:
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
    return np.asarray(
        (1 - down) * ((1 - right) * upper[left] + right * upper[left + 1])
        + down * ((1 - right) * lower[left] + right * lower[left + 1])
    )


def _place(value: float, limits: tuple[float, float], count: int) -> float | None:
    place = (value - limits[0]) / (limits[1] - limits[0]) * (count - 1)
    return place if 0 <= place <= count - 1 else None
