"""Matrices read from text.

Entries are numbers as `engine.network.expressions.parse_number` reads them: `1/3`, `-2e-3`, `sqrt(2)`; where commas
don't separate the columns they may be decimal commas. Nothing is ever evaluated as code.
"""

import contextlib
import math
import re
from collections.abc import Callable

from engine.arrays import FloatArray, read_only
from engine.errors import EngineError, ShapeError
from engine.network.expressions import parse_number
from engine.network.matrix_text.formats import recognised_format
from engine.network.matrix_text.labels import without_labels
from engine.network.matrix_text.latex import unquoted
from engine.quoting import shortened

MAX_TEXT_LENGTH = 50_000_000
LONGEST_ENTRY = 50  # characters of a number, its separator and blanks to line up columns
LEAST_ENTRIES = 10_000  # as many are read in no time, if only to say that they do not fit
_TYPOGRAPHY = str.maketrans({"\u2212": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\r": "\n"})
_NAME = re.compile(r"^(?:Parameter containing:\s*+)?(?:[^=\n\[]*+=\s*+)?")
_MODULE = re.compile(r"\b(?:np|numpy|math|torch)\.")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")  # an expression too: 2020-01-02 would be 2017
_FACTOR = re.compile(r"(\d+(?:\.\d+)?e[+-]?\d{1,3}) \*[ \t]*\n\s*")  # MATLAB shows 1.0e+03 * above the rows
_BRACES = re.compile(r"\{\s*+\{[^\\&]*+$")
_FROM_MATHEMATICA = ((re.compile(r"\*\^"), "e"), (re.compile(r"\{"), "["), (re.compile(r"\}"), "]"))
_ELLIPSES = frozenset({"...", "…", "⋯", "⋮", "⋱", r"\cdots", r"\ldots", r"\dots", r"\vdots", r"\ddots"})


def parse_matrix(text: str, most_entries: int | None = None) -> FloatArray:
    r"""Give the matrix that `text` writes down; a single row or number is a matrix too.

    Args:
        text: In any format of `FORMATS`, for example `[[1, 1], [1, 1]]`, `[1 1; 1 1]`, lines of numbers separated by
            commas, semicolons, tabs or spaces, or a LaTeX matrix such as
            `\begin{bmatrix} 1 & 1 \\ 1 & 1 \end{bmatrix}`. A name before it (`W =`) and a call around it
            (`np.array(…)`, `tensor(…)`) are passed over; so are a first row and a first column of names, or beside an
            empty corner of numbers that count from 0 or 1. `1.0e+03 *` in a line above the rows multiplies them all.
        most_entries: How many entries there is a use for, where that is known: a text far too long for as many is
            refused unread.

    Returns:
        Float64 (rows, columns), read-only.

    Raises:
        ShapeError: Rows of different lengths, or no numbers at all.
        EngineError: An entry is not a finite number (the sentence says which row and column), or the text is too long.
    """
    check_length(text, most_entries)
    plain = _NAME.sub("", unquoted(text.replace("\r\n", "\n").translate(_TYPOGRAPHY).strip()))
    factor = _FACTOR.match(plain)
    plain = _with_brackets(plain[factor.end() :] if factor else plain)
    written = recognised_format(plain)
    rows = written.read(plain)
    if text.lstrip(" \r\n").startswith("\t") and len(rows) > 1 and len(rows[0]) == len(rows[1]) - 1:
        rows[0].insert(0, "")  # the empty corner, stripped with what blanks there are around
    found = without_labels(rows, lambda entry: _is_label(written.expression(entry)))
    rows, first = found.rows, found.first_row
    if not rows:
        raise ShapeError("There are no numbers in the text pasted.")
    for index, row in enumerate(rows, first + 1):
        if len(row) != len(rows[0]):
            raise ShapeError(f"Row {index} has {_entries(len(row))}, but row {first + 1} has {len(rows[0])}.")
    values = [
        [_number(entry, written.expression, r, c) for c, entry in enumerate(row, found.first_column)]
        for r, row in enumerate(rows, first)
    ]
    return read_only(_scaled(values, factor[1]) if factor else values)


def parse_entry(entry: str) -> float:
    """Give the number that an entry of a matrix writes down.

    Raises:
        EngineError: It is no expression that `parse_number` reads, or a date.
    """
    plain = entry.strip().translate(_TYPOGRAPHY)
    if _DATE.fullmatch(plain):
        raise EngineError(f"“{plain}” is a date, not a number.")
    return parse_number(_MODULE.sub("", plain))


def check_length(text: str, most_entries: int | None = None) -> None:
    """Do nothing if a text is not too long to be read as a matrix of up to `most_entries`; None where any may do.

    Raises:
        EngineError: It is too long.
    """
    if len(text) > MAX_TEXT_LENGTH:
        raise EngineError(f"The text pasted is {len(text):,} characters long; {MAX_TEXT_LENGTH:,} is the most.")
    if most_entries is not None and len(text) > LONGEST_ENTRY * max(most_entries, LEAST_ENTRIES):
        wanted = "1 number is" if most_entries == 1 else f"{most_entries:,} numbers are"
        raise EngineError(f"The text pasted is {len(text):,} characters long, but {wanted} wanted here.")


def _with_brackets(text: str) -> str:
    """Give a list of Mathematica, `{{1, 2}, {3, 4*^-2}}`, as Python writes it, and any other text as it is."""
    if _BRACES.match(text):
        for sign, replacement in _FROM_MATHEMATICA:
            text = sign.sub(replacement, text)
    return text


def _scaled(values: list[list[float]], factor: str) -> list[list[float]]:
    scaled = [[value * float(factor) for value in row] for row in values]
    if not all(math.isfinite(value) for row in scaled for value in row):
        raise EngineError(f"Times {factor}, as the text says above its rows, the numbers are not finite.")
    return scaled


def _number(entry: str, expression: Callable[[str], str], row: int, column: int) -> float:
    value = _value(expression(entry))
    if math.isfinite(value):
        return value
    if entry in _ELLIPSES:
        raise EngineError(f"In row {row + 1}, column {column + 1}, numbers are left out (“{entry}”): copy all of them.")
    shown = f"“{shortened(entry)}” is not a finite number" if entry else "there is no number"
    raise EngineError(f"In row {row + 1}, column {column + 1}, {shown}.")


def _is_label(entry: str) -> bool:
    """Tell whether an entry is a name; a number, be it none that a weight can have, is not, nor what stands for one."""
    if not any(sign.isalpha() for sign in entry) or entry[0] in "#\\":  # a spreadsheet's errors, such as #N/A
        return False
    try:
        float(entry)
    except ValueError:
        return not math.isfinite(_value(entry))
    return False


def _value(entry: str) -> float:
    """Give the value of an expression, NaN where it is none."""
    try:
        return float(entry) if "_" not in entry else math.nan
    except ValueError:
        with contextlib.suppress(EngineError):
            return parse_entry(entry)
    return math.nan


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"
