"""What numbers a text may mean: whether `0,5` is one number or two can only be told with what they are for."""

import contextlib

import msgspec
import numpy as np

from engine.arrays import FloatArray
from engine.errors import EngineError
from engine.network.matrix_text.reading import parse_entry, parse_matrix


class Readings(msgspec.Struct, frozen=True, eq=False):
    """What numbers a text may mean; there is at least one reading.

    Attributes:
        matrix: What it means as a matrix, float64 (rows, columns); None where it is none.
        decimals: What it means where commas can be decimal, a number a line: float64 (lines, 1), or None.
        refusal: Why it is no matrix, or "".
    """

    matrix: FloatArray | None
    decimals: FloatArray | None = None
    refusal: str = ""


def read_numbers(text: str, most_entries: int | None = None) -> Readings:
    """Give what numbers a text may mean: a matrix, or a number a line with a decimal comma.

    Args:
        text: In any format that `parse_matrix` reads.
        most_entries: As in `parse_matrix`.

    Raises:
        EngineError: It means none; the sentence is that of `parse_matrix`.
    """
    try:
        matrix = parse_matrix(text, most_entries)
    except EngineError as error:
        decimals = _number_a_line(text)
        if decimals is None:
            raise
        return Readings(None, decimals, str(error))
    return Readings(matrix, _number_a_line(text) if "," in text else None)


def fitting_reading(readings: Readings, *sizes: int) -> FloatArray:
    """Give the first reading with as many entries as the first size that any of them has, else the matrix.

    Args:
        readings: From `read_numbers`.
        sizes: Numbers of entries wished for, preferred ones first.

    Raises:
        EngineError: It is no matrix, and too many or too few numbers to have decimal commas for certain: rather a table
            with a gap.
    """
    found = [reading for reading in (readings.matrix, readings.decimals) if reading is not None]
    fitting = next((reading for size in sizes for reading in found if reading.size == size), readings.matrix)
    if fitting is None:
        raise EngineError(readings.refusal)
    return fitting


def _number_a_line(text: str) -> FloatArray | None:
    """Give the column that a number a line makes, or None."""
    with contextlib.suppress(EngineError):
        numbers = [[parse_entry(line)] for line in text.splitlines() if line.strip()]
        return np.array(numbers, np.float64) if numbers else None
    return None
