r"""W and b in one text: two matrices with their names, or one with b as its last column behind a bar, [W | b]."""

import re

import msgspec

from engine.arrays import FloatArray
from engine.errors import EngineError
from engine.network.matrix_text.latex import unquoted
from engine.network.matrix_text.reading import check_length, parse_matrix

_MOST_MARKS = 24  # characters that number a name, as in W^{(1)} or b_1; bounded, so that reading takes linear time
_MARKS = rf"[\d\w^_{{}}()\\⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾]{{0,{_MOST_MARKS}}}?"
_STYLE = r"(?:\\(?:mathbf|boldsymbol|bm|vec)\s?\{?)?"
_W, _B = rf"{_STYLE}(?:weights?|W)(?![a-z]){_MARKS}", rf"{_STYLE}(?:bias(?:es)?|b)(?![a-z]){_MARKS}"
_START = r"(?:^|[\n;,$]|\\\\|\\q?quad|\\\[|\\begin\{align(?:ed)?\*?\})[ \t]{0,8}"
_NAME = re.compile(rf"{_START}(?:(?P<W>{_W})|(?P<b>{_B}))[ \t]{{0,8}}&?=(?!=)", re.IGNORECASE)
_AUGMENTED = re.compile(
    rf"\s*+(?:\\left)?[(\[]\s?{_W}\s?(?:\||\\mid|\\vert)\s?{_B}\s?(?:\\right)?[)\]]\s*+&?=", re.IGNORECASE
)
_ARRAY_WITH_BAR = re.compile(r"\s*+(?:\\left\s?[(\[])?\s*+\\begin\{array\}\{[lcr ]++\|[lcr ]\}")
_LATEX = re.compile(r"\\begin|\\\\|&")
_BEFORE = re.compile(r"(?:\s*+(?:import|from|#|%)[^\n]*+)*+\s*+")
_BETWEEN = (r"\quad", r"\qquad", r"\\", r"\text{and}", r"\text{ and }")  # what else than signs stands between the two
_MOST_BETWEEN = 8  # of them, one after the other


class WeightsAndBiases(msgspec.Struct, frozen=True, eq=False):
    """What a layer takes from another: both as they were written down.

    Attributes:
        weight: float64 (rows, columns).
        bias: float64 (rows, columns), of which one is 1 if it is a vector.
    """

    weight: FloatArray
    bias: FloatArray


def read_weights_and_biases(text: str, most_entries: int | None = None) -> WeightsAndBiases | None:
    r"""Give W and b where a text holds both, else None.

    Args:
        text: `W = …` and `b = …` one after the other, each as `parse_matrix` reads it; or both as
            `[W | b] = [1 2 | 3; 4 5 | 6]`; or a LaTeX array with a bar before its last column.
        most_entries: As in `parse_matrix`.

    Raises:
        EngineError: Either is no matrix; the sentence begins with which.
    """
    check_length(text, most_entries)
    text = unquoted(text)
    if (augmented := _AUGMENTED.match(text)) is not None:
        return _split(parse_matrix(_without_bars(text[augmented.end() :]), most_entries))
    if _ARRAY_WITH_BAR.match(text):
        return _split(parse_matrix(text, most_entries))
    names = list(_NAME.finditer(text))
    if (
        len(names) != 2
        or {name.lastgroup for name in names} != {"W", "b"}
        or not _BEFORE.fullmatch(text[: names[0].start()])
    ):
        return None
    ends = [names[1].start(), len(text)]
    parts = {str(name.lastgroup): text[name.end() : end] for name, end in zip(names, ends, strict=True)}
    return WeightsAndBiases(*(_read(symbol, parts[symbol], most_entries) for symbol in ("W", "b")))


def _read(symbol: str, text: str, most_entries: int | None) -> FloatArray:
    try:
        return parse_matrix(_without_end(text), most_entries)
    except EngineError as error:
        raise EngineError(f"{symbol}: {error}") from None


def _split(matrix: FloatArray) -> WeightsAndBiases:
    if matrix.shape[1] < 2:
        raise EngineError("[W | b] has a single column, which leaves none for W.")
    return WeightsAndBiases(matrix[:, :-1], matrix[:, -1:])


def _without_end(text: str) -> str:
    """Leave out what separates a matrix from what follows."""
    for _ in range(_MOST_BETWEEN):
        text = text.rstrip(" \t\r\n,;$")
        for sign in _BETWEEN:
            text = text.removesuffix(sign)
    return text.rstrip()


def _without_bars(text: str) -> str:
    if _LATEX.search(text):
        return text
    return re.sub(r"\s*+\|\s*+", ", " if "," in text else " ", text)
