"""Matrices read from text.

Entries are numbers as `engine.network.expressions.parse_number` reads them: `1/3`, `-2e-3`, `sqrt(2)`; where commas
don't separate the columns they may be decimal commas. Nothing is ever evaluated as code.
"""

import math
import re

from engine.arrays import FloatArray, read_only
from engine.errors import EngineError, ShapeError
from engine.network.expressions import parse_number
from engine.network.matrix_text.formats import recognised_format
from engine.network.matrix_text.splitting import shortened

MAX_TEXT_LENGTH = 50_000_000
_TYPOGRAPHY = str.maketrans({"\u2212": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\r": "\n"})
_NAME = re.compile(r"^(?:Parameter containing:\s*+)?(?:[^=\n\[]*+=\s*+)?")
_MODULE = re.compile(r"\b(?:np|numpy|math|torch)\.")
_ELLIPSES = frozenset({"...", "…", "⋯", "⋮", "⋱", r"\cdots", r"\ldots", r"\dots", r"\vdots", r"\ddots"})


def parse_matrix(text: str) -> FloatArray:
    r"""Give the matrix that `text` writes down; a single row or number is a matrix too.

    Args:
        text: In any format of `FORMATS`, for example `[[1, 1], [1, 1]]`, `[1 1; 1 1]`, lines of numbers separated by
            commas, semicolons, tabs or spaces, or a LaTeX matrix such as
            `\begin{bmatrix} 1 & 1 \\ 1 & 1 \end{bmatrix}`. A name before it (`W =`) and a call around it
            (`np.array(…)`, `tensor(…)`) are passed over.

    Returns:
        Float64 (rows, columns), read-only.

    Raises:
        ShapeError: Rows of different lengths, or no numbers at all.
        EngineError: An entry is not a finite number; the sentence says which row and column.
    """
    if len(text) > MAX_TEXT_LENGTH:
        raise EngineError(f"The text pasted is {len(text):,} characters long; {MAX_TEXT_LENGTH:,} is the most.")
    plain = _NAME.sub("", text.replace("\r\n", "\n").translate(_TYPOGRAPHY).strip())
    rows = recognised_format(plain).read(plain)
    if not rows:
        raise ShapeError("There are no numbers in the text pasted.")
    for index, row in enumerate(rows):
        if len(row) != len(rows[0]):
            raise ShapeError(f"Row {index + 1} has {_entries(len(row))}, but row 1 has {len(rows[0])}.")
    values = [[_number(entry, r, c) for c, entry in enumerate(row)] for r, row in enumerate(rows)]
    return read_only(values)


def _number(entry: str, row: int, column: int) -> float:
    try:
        value = float(entry) if "_" not in entry else math.nan
    except ValueError:
        value = _expression(entry)
    if math.isfinite(value):
        return value
    if entry in _ELLIPSES:
        raise EngineError(f"In row {row + 1}, column {column + 1}, numbers are left out (“{entry}”): copy all of them.")
    shown = f"“{shortened(entry)}” is not a finite number" if entry else "there is no number"
    raise EngineError(f"In row {row + 1}, column {column + 1}, {shown}.")


def _expression(entry: str) -> float:
    """Give the value of an expression, NaN where it is none."""
    try:
        return parse_number(_MODULE.sub("", entry))
    except EngineError:
        return math.nan


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"
