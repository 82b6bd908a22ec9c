"""Reading points from text files of separated values."""

import csv
import io
import math
from array import array
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from engine.arrays import FloatArray, read_only
from engine.errors import DataError

MAXIMUM_FILE_BYTES = 64 * 2**20
MAXIMUM_VALUE_COUNT = 5_000_000

_SHOWN_CELL_LENGTH = 30


def read_points_csv(path: Path | str) -> FloatArray:
    """Read a table of numbers from a text file, one point a line.

    Cells are separated by tabs, semicolons or commas, whichever of them, in this order, the first line has. Next to
    tabs or semicolons a number may have a decimal comma. Lines in which every cell is empty are passed over, and so is
    a first line in which no cell is a number: it names the columns.

    Returns:
        The points, shape (N, D), read-only, every value finite.

    Raises:
        DataError: the file cannot be read, is not UTF-8, is larger than `MAXIMUM_FILE_BYTES` or holds more than
            `MAXIMUM_VALUE_COUNT` values, has no points, has lines of different lengths, or a cell that is not a finite
            number. The sentence names the file, the line and the column.
    """
    path = Path(path)
    try:
        return _parse(_read_text(path))
    except DataError as error:
        raise DataError(f"{path}: {error}") from None


def _read_text(path: Path) -> str:
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


def _parse(text: str) -> FloatArray:
    values = array("d")
    width = 0
    separator = _separator(text)
    for index, (line, cells) in enumerate(_rows(text, separator)):
        width = width or len(cells)
        if len(cells) != width:
            raise DataError(f"line {line} has {len(cells)} columns, but the lines before it have {width}.")
        if index == 0 and _is_header(cells, separator):
            continue
        if len(values) + width > MAXIMUM_VALUE_COUNT:
            raise DataError(f"line {line} exceeds the {MAXIMUM_VALUE_COUNT:,} values that are read at most.")
        values.extend(_finite_number(cell, separator, line, column) for column, cell in enumerate(cells, start=1))
    if not values:
        raise DataError("the file has no points: it needs a line of numbers for each.")
    return read_only(np.frombuffer(values, dtype=np.float64).reshape(-1, width))


def _separator(text: str) -> str:
    first_line = next((line for line in io.StringIO(text, newline="") if line.strip()), "")
    return next((separator for separator in "\t;" if separator in first_line), ",")


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Give the number, from 1, and the cells of every line that has a cell with content."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise DataError(f"line {reader.line_num} cannot be read ({error}).") from None


def _is_header(cells: list[str], separator: str) -> bool:
    return all(_number(cell, separator) is None for cell in cells)


def _number(cell: str, separator: str) -> float | None:
    if "_" in cell:  # Python reads 1_000 as a number, nobody else does
        return None
    try:
        return float(cell if separator == "," else cell.replace(",", "."))
    except ValueError:
        return None


def _finite_number(cell: str, separator: str, line: int, column: int) -> float:
    number = _number(cell, separator)
    if number is not None and math.isfinite(number):
        return number
    what = f"“{_shown(cell.strip())}” is not a finite number" if cell.strip() else "the cell is empty"
    raise DataError(f"line {line}, column {column}: {what}.")


def _shown(cell: str) -> str:
    """Give a cell as an error can quote it: not too long, and without characters that would garble a terminal."""
    quoted = cell if len(cell) <= _SHOWN_CELL_LENGTH else f"{cell[:_SHOWN_CELL_LENGTH]}…"
    return "".join(character if character.isprintable() else "�" for character in quoted)
