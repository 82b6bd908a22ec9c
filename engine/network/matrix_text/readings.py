"""What numbers a text may mean: whether `0,5` is one number or two can only be told with what they are for."""

import contextlib
from collections.abc import Sequence

import numpy as np

from engine.arrays import FloatArray
from engine.errors import EngineError
from engine.network.matrix_text.reading import parse_entry, parse_matrix

Readings = tuple[FloatArray, ...]


def read_numbers(text: str, most_entries: int | None = None) -> Readings:
    """Give what numbers a text may mean, likelier ones first: a matrix, or a number a line with a decimal comma.

    Args:
        text: In any format that `parse_matrix` reads.
        most_entries: As in `parse_matrix`.

    Returns:
        At least one reading, each float64 (rows, columns).

    Raises:
        EngineError: It means none; the sentence is that of `parse_matrix`.
    """
    try:
        matrix = parse_matrix(text, most_entries)
    except EngineError:
        lines = _number_a_line(text)
        if not lines:
            raise
        return lines
    return (matrix, *_number_a_line(text)) if "," in text else (matrix,)


def fitting_reading(readings: Sequence[FloatArray], *sizes: int) -> FloatArray:
    """Give the first reading with as many entries as the first size that any of them has, else the likeliest.

    Args:
        readings: From `read_numbers`.
        sizes: Numbers of entries wished for, preferred ones first.
    """
    fitting = (reading for size in sizes for reading in readings if reading.size == size)
    return next(fitting, readings[0])


def _number_a_line(text: str) -> Readings:
    """Give the column that a number a line makes, or nothing."""
    with contextlib.suppress(EngineError):
        numbers = [[parse_entry(line)] for line in text.splitlines() if line.strip()]
        return (np.array(numbers, np.float64),) if numbers else ()
    return ()
