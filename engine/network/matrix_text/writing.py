"""Matrices written as text."""

import numpy as np
from numpy.typing import ArrayLike

from engine.network.matrix_text.formats import matrix_format


def format_matrix(matrix: ArrayLike, name: str = "python") -> str:
    """Write a matrix (rows, columns), or a vector as its format writes columns; `parse_matrix` reads it to the bit.

    Args:
        matrix: Finite float64 numbers, (rows, columns) or (rows,).
        name: Key of `FORMATS`.

    Raises:
        SettingError: There is no format of that name.
    """
    array = np.asarray(matrix, dtype=np.float64)
    format_wanted = matrix_format(name)
    if array.ndim == 1 and format_wanted.write_vector is not None:
        return format_wanted.write_vector([_entry_text(value) for value in array.tolist()])
    rows = array[:, np.newaxis] if array.ndim == 1 else array
    return format_wanted.write([[_entry_text(value) for value in row] for row in rows.tolist()])


def _entry_text(value: float) -> str:
    return repr(value).removesuffix(".0")
