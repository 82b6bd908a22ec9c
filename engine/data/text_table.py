"""Text files of separated values: their lines, cells and numbers."""

import csv
import io
import math
from collections.abc import Iterator
from pathlib import Path

from engine.errors import DataError

MAXIMUM_FILE_BYTES = 64 * 2**20

_SHOWN_CELL_LENGTH = 30


class TextTable:
    """A table read from text, one row a line.

    Cells are separated by tabs, semicolons or commas, whichever of them, in this order, the first line has. Next to
    tabs or semicolons a number may have a decimal comma. Lines in which every cell is empty are passed over. A first
    line in which no cell is a number names the columns, if a later line has one.

    Args:
        text: The whole of it.

    Attributes:
        names: What the first line calls the columns, or () where it is a row like all others.
    """

    def __init__(self, text: str) -> None:
        first_line = next((line for line in io.StringIO(text, newline="") if line.strip()), "")
        self._separator = next((separator for separator in "\t;" if separator in first_line), ",")
        self._text = text
        first = next(self._lines(), (0, []))[1]
        is_header = bool(first) and all(self.number(cell) is None for cell in first)
        self.names = tuple(shown(cell.strip()) for cell in first) if is_header else ()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Give the number of each row's line, from 1, and its cells; names of the columns are no row.

        Raises:
            DataError: Lines have different numbers of cells, or cannot be read.
        """
        width = 0
        for index, (line, cells) in enumerate(self._lines()):
            width = width or len(cells)
            if len(cells) != width:
                columns = f"{len(cells)} {'column' if len(cells) == 1 else 'columns'}"
                raise DataError(f"line {line} has {columns}, but the lines before it have {width}.")
            if index or not self.names:
                yield line, cells

    def number(self, cell: str) -> float | None:
        """Give the number in a cell, or None where there is none."""
        if "_" in cell:  # Python reads 1_000 as a number, nobody else does
            return None
        try:
            return float(cell if self._separator == "," else cell.replace(",", "."))
        except ValueError:
            return None

    def finite_number(self, cell: str, line: int, column: int) -> float:
        """Give the number in a cell.

        Raises:
            DataError: It holds none, or one that is not finite; the sentence names line and column, both from 1.
        """
        number = self.number(cell)
        if number is not None and math.isfinite(number):
            return number
        what = f"“{shown(cell.strip())}” is not a finite number" if cell.strip() else "the cell is empty"
        raise DataError(f"line {line}, column {column}: {what}.")

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=self._separator)
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield reader.line_num, cells
        except csv.Error as error:
            raise DataError(f"line {reader.line_num} cannot be read ({error}).") from None


def read_text(path: Path) -> str:
    """Read a text file in UTF-8 of at most `MAXIMUM_FILE_BYTES`.

    Raises:
        DataError: It cannot be read, is too large, or is no such text.
    """
    try:
        if path.exists() and not path.is_file():
            raise DataError("this is not a file.")
        with path.open("rb") as file:
            content = file.read(MAXIMUM_FILE_BYTES + 1)
    except OSError as error:
        raise DataError(f"the file cannot be read ({error.strerror or error}).") from None
    if len(content) > MAXIMUM_FILE_BYTES:
        raise DataError(f"the file is larger than {MAXIMUM_FILE_BYTES // 2**20} MiB, the most that is read.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DataError(f"line {line} is not text in UTF-8.") from None


def shown(cell: str) -> str:
    """Give a cell as it can be quoted: not too long, and without characters that would garble a terminal."""
    quoted = cell if len(cell) <= _SHOWN_CELL_LENGTH else f"{cell[:_SHOWN_CELL_LENGTH]}…"
    return "".join(character if character.isprintable() else "�" for character in quoted)
