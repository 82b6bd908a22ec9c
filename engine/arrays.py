"""Arrays that records may share: read-only and of a known type."""

from typing import Any

import msgspec
import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

FloatArray = NDArray[np.float64]
Float32Array = NDArray[np.float32]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]


def read_only(values: ArrayLike, dtype: DTypeLike = np.float64) -> NDArray[Any]:
    """Give `values` as a C-contiguous array of `dtype` that nobody can write to.

    An array that is read-only already is shared; a writable one is copied, so its owner keeps control of it.
    """
    array = np.asarray(values, dtype=dtype)
    if array.flags.writeable or not array.flags.c_contiguous:
        array = np.array(array, dtype=dtype, order="C")
        array.flags.writeable = False
    return array


def without_repeats(ascending: NDArray[Any]) -> NDArray[Any]:
    """Give the values of an ascending array (n,), each once.

    `np.unique` would import all of `numpy.ma` when it is first called, which takes several frames of the window.
    """
    return ascending[np.concatenate([[True], ascending[1:] != ascending[:-1]])] if len(ascending) else ascending


def same_value(first: object, second: object) -> bool:
    """Tell whether two records, arrays, sequences or scalars are equal, arrays to the bit and NaN equal to NaN."""
    if first is second:
        return True
    if type(first) is not type(second):
        return False
    if isinstance(first, np.ndarray):
        assert isinstance(second, np.ndarray)
        return first.dtype == second.dtype and first.shape == second.shape and first.tobytes() == second.tobytes()
    if isinstance(first, msgspec.Struct):
        return all(same_value(getattr(first, name), getattr(second, name)) for name in first.__struct_fields__)
    if isinstance(first, tuple | list):
        assert isinstance(second, tuple | list)
        return len(first) == len(second) and all(map(same_value, first, second))
    if isinstance(first, dict):
        assert isinstance(second, dict)
        return first.keys() == second.keys() and all(same_value(first[key], second[key]) for key in first)
    return first == second or (first != first and second != second)  # noqa: PLR0124 - NaN is the value unequal to itself
