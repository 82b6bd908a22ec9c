"""Places of a matrix that views mark together: a cell, a row or a column."""

import msgspec


class Place(msgspec.Struct, frozen=True):
    """A cell, or with one of its numbers None a whole row or column."""

    row: int | None = None
    column: int | None = None

    @property
    def is_cell(self) -> bool:
        """Whether it is a single cell."""
        return self.row is not None and self.column is not None

    def covers(self, row: int, column: int) -> bool:
        """Tell whether a cell lies in it."""
        return self != NOWHERE and self.row in {None, row} and self.column in {None, column}

    def names(self, *, row: int | None = None, column: int | None = None) -> bool:
        """Tell whether it lies in that row or that column, and so its label stands out."""
        return (row is not None and row == self.row) or (column is not None and column == self.column)


NOWHERE = Place()
