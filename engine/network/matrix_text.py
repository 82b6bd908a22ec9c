"""Matrices as text: read however people paste them, written for the program they paste into.

NumPy and Python lists, MATLAB, CSV, tab- or space-separated tables, and LaTeX are told apart by their own signs.
Entries are numbers as `engine.network.expressions.parse_number` reads them: `1/3`, `-2e-3`, `sqrt(2)`; where commas
don't separate the columns they may be decimal commas.
"""

import enum
import math
import re
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from engine.arrays import FloatArray, read_only
from engine.errors import EngineError, ShapeError
from engine.network.expressions import parse_number

MAX_TEXT_LENGTH = 50_000_000
_SHOWN_LENGTH = 20

Rows = list[list[str]]


class MatrixStyle(enum.Enum):
    """How `format_matrix` writes a matrix; the value is what menus call it."""

    NUMPY = "NumPy"
    MATLAB = "MATLAB"
    CSV = "CSV"
    TABLE = "Table (tabs)"
    LATEX = "LaTeX"


def parse_matrix(text: str) -> FloatArray:
    r"""Give the matrix that `text` writes down; a single row or number is a matrix too.

    Args:
        text: For example `[[1, 1], [1, 1]]`, `[1 1; 1 1]`, lines of numbers separated by commas, semicolons, tabs or
            spaces, or a LaTeX matrix such as `\begin{bmatrix} 1 & 1 \\ 1 & 1 \end{bmatrix}`. A name before it
            (`W =`) and a call around it (`np.array(…)`, `tensor(…)`) are passed over.

    Returns:
        Float64 (rows, columns), read-only.

    Raises:
        ShapeError: Rows of different lengths, or no numbers at all.
        EngineError: An entry is not a finite number; the sentence says which row and column.
    """
    if len(text) > MAX_TEXT_LENGTH:
        raise EngineError(f"The text pasted is {len(text):,} characters long; {MAX_TEXT_LENGTH:,} is the most.")
    rows = _split_rows(_normalized(text))
    if not rows:
        raise ShapeError("There are no numbers in the text pasted.")
    for index, row in enumerate(rows):
        if len(row) != len(rows[0]):
            raise ShapeError(f"Row {index + 1} has {_entries(len(row))}, but row 1 has {len(rows[0])}.")
    values = [[_number(entry, r, c) for c, entry in enumerate(row)] for r, row in enumerate(rows)]
    return read_only(values)


def format_matrix(matrix: ArrayLike, style: MatrixStyle = MatrixStyle.NUMPY) -> str:
    """Write a matrix (rows, columns), or a vector as one row; `parse_matrix` reads it back to the bit."""
    array = np.asarray(matrix, dtype=np.float64)
    text = _WRITERS[style]([[_entry_text(value) for value in row] for row in np.atleast_2d(array).tolist()])
    return text[1:-1] if array.ndim == 1 and style is MatrixStyle.NUMPY else text


def _entry_text(value: float) -> str:
    return repr(value).removesuffix(".0")


def _joined(column_separator: str, row_separator: str, start: str = "", end: str = "") -> Callable[[Rows], str]:
    return lambda rows: start + row_separator.join(column_separator.join(row) for row in rows) + end


_WRITERS: dict[MatrixStyle, Callable[[Rows], str]] = {
    MatrixStyle.NUMPY: _joined(", ", "], [", "[[", "]]"),
    MatrixStyle.MATLAB: _joined(" ", "; ", "[", "]"),
    MatrixStyle.CSV: _joined(",", "\n"),
    MatrixStyle.TABLE: _joined("\t", "\n"),
    MatrixStyle.LATEX: _joined(" & ", r" \\ ", r"\begin{bmatrix} ", r" \end{bmatrix}"),
}


def _normalized(text: str) -> str:
    """Give the text with one kind of minus, space and line end, without a name and a call around it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2212", "-").replace("\u00a0", " ").strip()
    text = re.sub(r"^[^=\n\[]*=\s*", "", text)
    call = re.match(r"(?:[\w.]+\s*\(\s*)?(\[.*\])", text, re.DOTALL)
    return call.group(1) if call and _is_call_end(text[call.end() :]) else text


def _is_call_end(rest: str) -> bool:
    return re.fullmatch(r"\s*,?\s*(?:\w+\s*=[^\[\]]*)?\)?\s*;?\s*", rest) is not None


def _split_rows(text: str) -> Rows:
    for applies, split in (
        (r"\\begin|\\\\|&", _latex_rows),
        (r"^\[\s*\[", _nested_list_rows),
        (r"^\[", _bracketed_rows),
        (r"\t", _tab_separated_rows),
        (r";[^\n]*\S[^\n]*\n", _semicolon_separated_rows),
    ):
        if re.search(applies, text):
            return split(text)
    return _plain_rows(text)


def _latex_rows(text: str) -> Rows:
    text = re.sub(r"\\(?:begin|end)\{\w+\*?\}(?:\{[lcr|\s]*\})?|\\left.|\\right.|\$|\\[,;!]", " ", text)
    text = re.sub(r"(-?)\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}", r"\1(\2)/(\3)", text)
    text = re.sub(r"\\sqrt\{([^{}]*)\}", r"sqrt(\1)", text).replace(r"\pi", "pi")
    rows = [row for row in re.split(r"\\\\(?:\[[^\]]*\])?", text) if row.strip()]
    return [[entry.replace("{,}", ".").strip() for entry in row.split("&")] for row in rows]


def _nested_list_rows(text: str) -> Rows:
    inner = text.strip()[1:-1]
    rows = re.findall(r"\[([^\[\]]*)\]", inner)
    if re.sub(r"\[[^\[\]]*\]|[\s,]", "", inner):
        raise EngineError(f"The brackets in “{_shortened(text)}” do not pair up into rows of a matrix.")
    return [_listed_entries(row) for row in rows]


def _bracketed_rows(text: str) -> Rows:
    inner = text.strip().rstrip(";").strip()
    if not inner.endswith("]") or inner.count("[") != 1 or inner.count("]") != 1:
        raise EngineError(f"The brackets in “{_shortened(text)}” do not pair up.")
    return [_listed_entries(row) for row in re.split(r"[;\n]", inner[1:-1].replace("...\n", " ")) if row.strip()]


def _tab_separated_rows(text: str) -> Rows:
    return [[entry.strip() for entry in line.split("\t")] for line in text.split("\n") if line.strip()]


def _semicolon_separated_rows(text: str) -> Rows:
    lines = (line.strip() for line in text.split("\n"))
    return [[entry.strip() for entry in line.rstrip(";").split(";")] for line in lines if line]


def _plain_rows(text: str) -> Rows:
    lines = [line.strip() for line in re.split(r"[;\n]", text) if line.strip()]
    # “0,5 1,5”: where blanks part the columns and every comma stands inside a number, commas are decimal.
    if all(re.search(r"\s", line) and not re.search(r",\s|\s,|,$|^,", line) for line in lines if "," in line):
        return [line.split() for line in lines]
    return [_listed_entries(line) for line in lines]


def _listed_entries(row: str) -> list[str]:
    """Split at commas and blanks, but not within parentheses; a comma at the very end parts nothing."""
    return re.split(r"\s*,\s*(?![^()]*\))|\s+(?![^()]*\))", row.strip().removesuffix(",").strip())


def _number(entry: str, row: int, column: int) -> float:
    try:
        value = float(entry) if "_" not in entry else math.nan
    except ValueError:
        try:
            value = parse_number(entry)
        except EngineError:
            value = math.nan
    if not math.isfinite(value):
        shown = f"“{_shortened(entry)}” is not a finite number" if entry else "there is no number"
        raise EngineError(f"In row {row + 1}, column {column + 1}, {shown}.")
    return value


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_LENGTH else line[: _SHOWN_LENGTH - 1] + "…"
