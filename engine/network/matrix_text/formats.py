"""The formats in which matrices are written and read, in one table. Menus are made from it."""

import re
from collections.abc import Callable

import msgspec

from engine.network.matrix_text.latex import latex_expression
from engine.network.matrix_text.splitting import (
    Rows,
    latex_rows,
    list_rows,
    markdown_rows,
    plain_rows,
    separated_rows,
    tab_separated_rows,
)
from engine.registry import look_up


class MatrixFormat(msgspec.Struct, frozen=True, eq=False):
    """A way to write matrices down.

    Attributes:
        name: Key of `FORMATS`.
        label: What menus call it.
        example: The matrix of the rows 1 2 and 3 4, in a line.
        write: Rows of numbers as text → the text of the matrix.
        recognises: Tells whether a text is in this format, provided that it is in none before it in `FORMATS`.
        read: The text → rows of entries, each as it stands in the text.
        write_vector: A vector's numbers → its text, where that is not a matrix of one column.
        expression: An entry → what `parse_entry` reads.
    """

    name: str
    label: str
    example: str
    write: Callable[[Rows], str]
    recognises: Callable[[str], bool]
    read: Callable[[str], Rows]
    write_vector: Callable[[list[str]], str] | None = None
    expression: Callable[[str], str] = str


def _joined(column_separator: str, row_separator: str, start: str = "", end: str = "") -> Callable[[Rows], str]:
    return lambda rows: start + row_separator.join(column_separator.join(row) for row in rows) + end


def _found(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda text: compiled.search(text) is not None


def _list_format(name: str, label: str, call: str, pattern: str) -> MatrixFormat:
    """Give a format of lists in brackets, perhaps with a call around them, which would take `1` for an integer."""
    start, end, written = (f"{call}(", ")", _as_float) if call else ("", "", str)
    join = _joined(", ", "], [", f"{start}[[", f"]]{end}")
    return MatrixFormat(
        name, label, f"{start}[[1, 2], [3, 4]]{end}", lambda rows: join([list(map(written, row)) for row in rows]),
        _found(pattern), list_rows, lambda numbers: f"{start}[{', '.join(map(written, numbers))}]{end}",
    )  # fmt: skip


def _as_float(entry: str) -> str:
    return entry if "." in entry or "e" in entry else f"{entry}."


def _write_latex(rows: Rows) -> str:
    # 1e-07 would be the product of 1, e and −07 minus something.
    written = [[re.sub(r"e([+-]?)0*(\d+)$", _latex_power, entry) for entry in row] for row in rows]
    return _joined(" & ", r" \\ ", r"\begin{bmatrix} ", r" \end{bmatrix}")(written)


def _latex_power(exponent: re.Match[str]) -> str:
    sign = "-" if exponent[1] == "-" else ""
    return rf" \times 10^{{{sign}{exponent[2]}}}"


def _write_markdown(rows: Rows) -> str:
    count = len(rows[0])
    head = f"|{'   |' * count}\n|{' --- |' * count}\n"
    return head + "\n".join(f"| {' | '.join(row)} |" for row in rows)


_ALL = (
    _list_format("numpy", "NumPy", "np.array", r"^[\w.]*\b(?:as)?array\s*\("),
    _list_format("pytorch", "PyTorch", "torch.tensor", r"(?i)^[\w.]*\btensor\s*\("),
    _list_format("python", "Python list", "", r"^\[\s*\["),
    MatrixFormat("matlab", "MATLAB", "[1 2; 3 4]", _joined(" ", "; ", "[", "]"), _found(r"^\["), list_rows),
    MatrixFormat(
        "latex", "LaTeX", r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}", _write_latex, _found(r"\\begin|\\\\|&"),
        latex_rows, expression=latex_expression,
    ),
    MatrixFormat("markdown", "Markdown", "| 1 | 2 |", _write_markdown, _found(r"^\|"), markdown_rows),
    MatrixFormat(
        "tsv", "Spreadsheet (tabs)", "1 ⇥ 2 ↵ 3 ⇥ 4", _joined("\t", "\n"), _found(r"\t"), tab_separated_rows
    ),
    MatrixFormat("csv", "CSV", "1,2 ↵ 3,4", _joined(",", "\n"), _found("[,;]"), separated_rows),
    MatrixFormat("text", "Plain text", "1 2 ↵ 3 4", _joined(" ", "\n"), lambda _text: True, plain_rows),
)  # fmt: skip

FORMATS: dict[str, MatrixFormat] = {matrix_format.name: matrix_format for matrix_format in _ALL}


def matrix_format(name: str) -> MatrixFormat:
    """Give the format called `name`.

    Raises:
        SettingError: There is none of that name.
    """
    return look_up(FORMATS, name, "matrix format")


def recognised_format(text: str) -> MatrixFormat:
    """Give the format that a text is in; what is in no other is plain text."""
    return next(candidate for candidate in FORMATS.values() if candidate.recognises(text))
