"""What a plot shows as a table of numbers, for other programs."""

import csv
import io
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

TABLE_FILTERS = {"Comma-separated values (*.csv)": ".csv"}


class Table(msgspec.Struct, frozen=True, eq=False):
    """Columns of numbers or words.

    Attributes:
        names: A heading for each column.
        columns: Their values; where one is shorter than others, cells stay empty.
    """

    names: tuple[str, ...]
    columns: tuple[NDArray[Any] | Sequence[object], ...]

    @staticmethod
    def of(columns: Mapping[str, NDArray[Any] | Sequence[object]]) -> "Table":
        """Make a table of columns by their headings."""
        return Table(tuple(columns), tuple(columns.values()))

    @staticmethod
    def stacked(parts: Sequence[Mapping[str, NDArray[Any] | Sequence[object]]]) -> "Table":
        """Make a table of parts below each other; cells stay empty of columns that a part doesn't have."""
        names = list(dict.fromkeys(name for part in parts for name in part))
        columns: dict[str, list[object]] = {name: [] for name in names}
        for part in parts:
            count = max(map(len, part.values()), default=0)
            for name, column in columns.items():
                column.extend(_plain(part[name]) if name in part else [""] * count)
        return Table.of(columns)

    def csv(self) -> bytes:
        """Give it as comma-separated values, numbers so that reading them gives the same ones."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        # Many readers split headings at each comma, quoted or not.
        writer.writerow([name.replace(",", ";") for name in self.names])
        writer.writerows(zip_longest(*map(_plain, self.columns), fillvalue=""))
        return text.getvalue().encode()


def _plain(column: NDArray[Any] | Sequence[object]) -> Sequence[object]:
    return column.tolist() if isinstance(column, np.ndarray) else column
