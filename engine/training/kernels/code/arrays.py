"""Copying and filling by plain loops: assigning to a slice brings code for broadcasting, which is slow to compile."""

import numpy as np

from engine.training.kernels.code.jit import compiled
from engine.training.kernels.tables import Number, Values


@compiled
def copy(source: Values, target: Values) -> None:
    """Write `source` into `target`, both (n,)."""
    for i in range(np.uintp(len(target))):
        target[i] = source[i]


@compiled
def copy_rows(source: Values, target: Values) -> None:
    """Write `source` into `target`, both (m, n)."""
    for row in range(np.uintp(target.shape[0])):
        for i in range(np.uintp(target.shape[1])):
            target[row, i] = source[row, i]


@compiled
def clear(values: Values, first: Number) -> None:
    """Write 0 from place `first` on."""
    zero = values.dtype.type(0)
    for i in range(first, np.uintp(len(values))):
        values[i] = zero


@compiled
def all_finite(values: Values) -> Number:
    """Tell in a loop without branches: 0 times a number is 0, or NaN if it is not finite."""
    zero = values.dtype.type(0)
    total = zero
    for i in range(np.uintp(len(values))):
        total += values[i] * zero
    return total == zero


@compiled
def first_not_finite(values: Values) -> Number:
    """Give the first number that is NaN or infinite; NaN if there is none."""
    for value in values:
        if not np.isfinite(value):
            return np.float64(value)
    return np.nan
