"""How much of a long formula is written out."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.network.formulas.pieces import Matrix, Number, Pieces, Symbol

Part = TypeVar("Part")


class Extent(msgspec.Struct, frozen=True):
    """The most that is written out before dots stand for the rest.

    Attributes:
        terms: Terms of a sum.
        entries: Rows, and columns, of a matrix.
        layers: Layers of a network.
    """

    terms: int
    entries: int
    layers: int


SHORT = Extent(terms=5, entries=6, layers=5)
ALL = Extent(terms=128, entries=16, layers=128)


def shown(count: int, most: int) -> list[int | None]:
    """Give the indices written out, None where dots stand for those left out; the last one is always there."""
    if count <= most:
        return list(range(count))
    return [*range(most - 2), None, count - 1]


def with_dots(indices: Sequence[int | None], write: Callable[[int], Part], dots: Part) -> list[Part]:
    """Write what stands at each index, and the dots."""
    return [dots if index is None else write(index) for index in indices]


def matrix_of(values: NDArray[np.floating], most: int) -> Matrix:
    """Write a matrix with its numbers, at most `most` rows and columns of it.

    Args:
        values: float (H, D).
        most: Rows and columns written out.
    """
    rows, columns = (shown(count, most) for count in values.shape)
    down: tuple[Pieces, ...] = tuple((Symbol("⋱" if column is None else "⋮"),) for column in columns)

    def row_of(row: int) -> tuple[Pieces, ...]:
        entries = values[row]
        return tuple(with_dots(columns, lambda column: (Number(float(entries[column])),), (Symbol("⋯"),)))

    return Matrix(tuple(with_dots(rows, row_of, down)))


def vector_of(values: NDArray[np.floating], most: int) -> Matrix:
    """Write a vector (H,) with its numbers as a column."""
    return matrix_of(values[:, np.newaxis], most)
