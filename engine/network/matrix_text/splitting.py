"""Texts of matrices taken apart into rows of entries, each format by its own signs."""

import csv
import re

from engine.errors import EngineError
from engine.quoting import shortened

Rows = list[list[str]]

# Where a repetition tried again more briefly could not help it is possessive (`*+`): a text pasted may be long and mean
# no matrix at all, and must be refused in a time that grows no faster than its length.
_CALL = re.compile(r"[\w.]++\s*+\(\s*+(\[.*\])", re.DOTALL)
_CALL_END = re.compile(r"\s*+,?\s*+(?:\w++\s*+=[^\[\]]*+)?\)?\s*+;?\s*+")
# What separates entries: commas and blanks, but not within parentheses.
_SEPARATOR = re.compile(r"\s*+,\s*+|\s++")
_SEPARATOR_OR_PARENTHESIS = re.compile(r"[()]|\s*+,\s*+|\s++")

_LATEX_LAYOUT = re.compile(
    r"\\begin\{(?:array|tabular)\}(?:\[\w\])?\s*+\{(?:[^{}]|\{[^{}]*+\})*+\}"  # columns such as {@{}r|p{2em}@{}}
    r"|\\(?:begin|end)\{\w+\*?\}(?:\[[lcr]\])?|\\left.|\\right.|\$"
    r"|\\(?:hline|hdashline|(?:top|mid|bottom)rule|c(?:line|midrule)(?:\([lr]*\))?\{[\d\s-]*\})"
)
_LATEX_COMMENT = re.compile(r"(?<![\\\d])%[^\n]*")  # but 10% is a number here as anywhere
_LATEX_FRAME = re.compile(r"^\\\[|\\\]$")
_LATEX_NAME = re.compile(r"^[^=&\\]*=")
_LATEX_ROW_END = re.compile(r"\\\\(?:\[[^\]\\]*\])?")


def list_rows(text: str) -> Rows:
    """Take apart lists in brackets, or one list with semicolons or line ends between rows.

    Raises:
        EngineError: There are several matrices.
    """
    count = _matrix_count(text)
    if count > 1:
        raise EngineError(f"The text holds {count} matrices; copy one of them.")
    call = _CALL.match(text)
    if call and _CALL_END.fullmatch(text[call.end() :]):
        text = call[1]
    return _nested_rows(text) if re.match(r"\[\s*\[", text) else _bracketed_rows(text)


def latex_rows(text: str) -> Rows:
    r"""Take apart `&` and `\\`, with whatever environment around them, and lines between the rows."""
    text = _LATEX_LAYOUT.sub(" ", _LATEX_NAME.sub("", _LATEX_FRAME.sub("", _LATEX_COMMENT.sub("", text))))
    rows = [row for row in _LATEX_ROW_END.split(text) if row.strip()]
    return [[entry.strip() for entry in row.split("&")] for row in rows]


def markdown_rows(text: str) -> Rows:
    """Take apart `|`, without the line below the head and without an empty head."""
    lines = [line.strip().strip("|").split("|") for line in text.split("\n") if line.strip()]
    rows = [[entry.strip() for entry in line] for line in lines]
    return [row for row in rows if any(row) and not all(re.fullmatch(r":?-+:?", entry) for entry in row)]


def tab_separated_rows(text: str) -> Rows:
    """Take apart tabs, as spreadsheets copy."""
    return [[_unquoted(entry) for entry in line.split("\t")] for line in text.split("\n") if line.strip()]


def separated_rows(text: str) -> Rows:
    """Take apart commas, or semicolons where each line has some, which leaves commas for decimals.

    Commas within quotation marks part nothing: so a table keeps decimal commas.
    """
    if '"' in text:
        return _quoted_rows(text)
    return _semicolon_separated_rows(text) if _is_semicolon_table(text) else plain_rows(text)


def _quoted_rows(text: str) -> Rows:
    lines = [line for line in text.split("\n") if line.strip()]
    separator = ";" if all(";" in re.sub(r'"[^"]*"', "", line) for line in lines) else ","
    return [[entry.strip() for entry in row] for row in csv.reader(lines, delimiter=separator, skipinitialspace=True)]


def _unquoted(entry: str) -> str:
    stripped = entry.strip()
    is_quoted = len(stripped) > 1 and stripped[0] == stripped[-1] == '"'
    return stripped[1:-1].strip() if is_quoted else stripped


def plain_rows(text: str) -> Rows:
    """Take apart lines, or rows between semicolons, at blanks and commas."""
    lines = [line.strip() for line in re.split(r"[;\n]", text) if line.strip()]
    # “0,5 1,5”: where blanks part the columns and every comma stands inside a number, commas are decimal.
    if all(re.search(r"\s", line) and not re.search(r",\s|\s,|,$|^,", line) for line in lines if "," in line):
        return [line.split() for line in lines]
    return [_listed_entries(line) for line in lines]


def _matrix_count(text: str) -> int:
    """Give how many lists there are in a text that stand in no other one and each have a name."""
    count, depth, is_named = 0, 0, True
    for sign in re.findall(r"[\[\]=]", text):
        if sign == "=":
            is_named = is_named or depth == 0
        elif sign == "[":
            count += depth == 0 and is_named
            is_named = is_named and depth > 0
            depth += 1
        else:
            depth = max(depth - 1, 0)
    return count


def _nested_rows(text: str) -> Rows:
    inner = text.strip().rstrip(",; ").removeprefix("[").removesuffix("]")
    rows = re.findall(r"\[([^\[\]]*)\]", inner)
    if re.sub(r"\[[^\[\]]*\]|[\s,]", "", inner):
        raise EngineError(f"The brackets in “{shortened(text)}” do not pair up into rows of a matrix.")
    return [_listed_entries(row) for row in rows]


def _bracketed_rows(text: str) -> Rows:
    inner = text.strip().rstrip(";").strip()
    if not inner.endswith("]") or inner.count("[") != 1 or inner.count("]") != 1:
        raise EngineError(f"The brackets in “{shortened(text)}” do not pair up.")
    inner = inner[inner.index("[") + 1 : -1].replace("...\n", " ")
    return [_listed_entries(row) for row in re.split(r"[;\n]", inner) if row.strip()]


def _is_semicolon_table(text: str) -> bool:
    """Tell whether a line before the last has something after a semicolon."""
    return any(line.partition(";")[2].strip() for line in text.split("\n")[:-1])


def _semicolon_separated_rows(text: str) -> Rows:
    lines = (line.strip() for line in text.split("\n"))
    return [[entry.strip() for entry in line.rstrip(";").split(";")] for line in lines if line]


def _listed_entries(row: str) -> list[str]:
    """Split at commas and blanks outside parentheses; a comma at the very end parts nothing."""
    row = row.strip().removesuffix(",").strip()
    return _entries_beside_parentheses(row) if "(" in row else _SEPARATOR.split(row)  # the latter is far quicker


def _entries_beside_parentheses(row: str) -> list[str]:
    entries, start, depth = [], 0, 0
    for found in _SEPARATOR_OR_PARENTHESIS.finditer(row):
        if found.group() == "(":
            depth += 1
        elif found.group() == ")":
            depth = max(depth - 1, 0)
        elif depth == 0:
            entries.append(row[start : found.start()])
            start = found.end()
    return [*entries, row[start:]]
