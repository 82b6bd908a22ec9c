"""Whole networks as people write them down: `2-8-8-1`, `2-8t-8r-1`, `784 → 128 → 10`.

The first number is the width of the input layer, the last that of the output layer. A suffix names the activation
function of its layer; without one, hidden layers are ReLU and the output layer is the identity.
"""

import itertools
import re
from collections.abc import Sequence

import msgspec

from engine.errors import SettingError
from engine.network.activations import ACTIVATION_FUNCTIONS, ActivationFunction, activation_function
from engine.network.limits import typed_width
from engine.quoting import shortened

HIDDEN_DEFAULT = "relu"
OUTPUT_DEFAULT = "identity"
MAX_TEXT_LENGTH = 10_000
MOST_LAYERS = MAX_TEXT_LENGTH // 2  # as many as can be written out
LONG_RUN = 6  # of equal layers, from which on they are written with their number
_EXAMPLE = "2-8-1"
_SEPARATORS = "-‐‑‒–—−→>×,;"
_SEPARATOR = "[-‐‑‒–—−]*[→>]|[-‐‑‒–—−×,;]"  # an arrow may have a shaft
# An x is a separator only before a number, or at the end of no word, so that the name of a function may hold one.
_CROSS = re.compile(r"x(?=\s*\d)|(?<![^\W\d])x(?=\s*$)", re.IGNORECASE)
_TOKEN = re.compile(rf"\s*+(?:(?P<width>\d+)|(?P<word>[^\W\d]+)|(?P<separator>{_SEPARATOR})|(?P<other>\S))")
_BEGINNING = re.compile(rf"\s*+\d++\s*+[^\W\d]*+\s*+(?:[{_SEPARATORS}]|(?<=\s)\d)")
# Joined by dashes, arrows or crosses, with the same blanks on either side: `1 2`, `1,2` and `1 -2` may be numbers.
_CHAIN = re.compile(r"\d++[^\W\d]*+(?:(\s*+)[-‐‑‒–—−→>×]++\1\d++[^\W\d]*+)++")
_DASH = re.compile(r"[-‐‑‒–—−→>]")
_REPEATED = re.compile(r"(?<!\d)(\d++[^\W\d]*?)\s*[x×*]\s*(\d++)", re.IGNORECASE)
_POWER_OF_TEN = re.compile(r"\d+e[-−]\d+", re.IGNORECASE)


class ShapeLayer(msgspec.Struct, frozen=True):
    """A layer of a typed shape.

    Attributes:
        width: Its number of neurons.
        activation: Key of `ACTIVATION_FUNCTIONS`; the identity for an input layer, which has none.
    """

    width: int
    activation: str = OUTPUT_DEFAULT


Shape = tuple[ShapeLayer, ...]


def is_like_shape(text: str) -> bool:
    """Tell whether a text looks as if a shape was meant, right or wrong: two numbers, or one and a separator."""
    return _BEGINNING.match(_CROSS.sub("-", text[:MAX_TEXT_LENGTH])) is not None


def is_shape_rather_than_numbers(text: str) -> bool:
    """Tell whether a text is written as only shapes are, right or wrong: 2-8-1, but not 2 8 1, 1/3-2 or 2e-3."""
    plain = _CROSS.sub("-", text[:MAX_TEXT_LENGTH].strip())
    return _CHAIN.fullmatch(plain) is not None and _POWER_OF_TEN.fullmatch(plain) is None


def parse_shape(text: str) -> Shape:
    """Read a shape: widths with separators (dash, arrow, ×, comma or space) between them, each with a suffix or not.

    A suffix is the one of the registry, or the function's name, of which the beginning will do where no other's begins
    so. Where dashes or arrows separate, `x` and a number after a layer say how many such layers follow each other.

    Returns:
        The layers from input to output, at least two.

    Raises:
        SettingError: The text is no shape; the sentence says which part of it is wrong.
    """
    if len(text) > MAX_TEXT_LENGTH:
        raise SettingError(f"A shape has at most {MAX_TEXT_LENGTH:,} characters; {len(text):,} were given.")
    parts = _parts(_written_out(text))
    if len(parts) < 2:
        received = f"“{shortened(text)}” has {len(parts) or 'none'}"
        raise SettingError(f"A shape has at least two layers, such as {_EXAMPLE}; {received}.")
    return tuple(_layer(*part, number, len(parts)) for number, part in enumerate(parts))


def shape_text(shape: Sequence[ShapeLayer]) -> str:
    """Write a shape as `2-8t-1`, without the suffixes that go without saying; `parse_shape` reads it back."""
    texts = [_layer_text(layer, number, len(shape)) for number, layer in enumerate(shape)]
    runs = [(text, len(list(run))) for text, run in itertools.groupby(texts)]
    if len(runs) == 1:  # a cross would separate
        return "-".join(texts)
    return "-".join(f"{text}x{count}" if count >= LONG_RUN else "-".join([text] * count) for text, count in runs)


def _written_out(text: str) -> str:
    """Give a shape without repetitions: 2-4-4-4-1 for 2-4x3-1."""
    if not _DASH.search(text):
        return text
    counts = [number for _, number in _REPEATED.findall(text)]
    if sum(int(number[:9]) for number in counts) > MOST_LAYERS:
        raise SettingError(f"A typed shape has at most {MOST_LAYERS:,} layers; “{shortened(text)}” has more.")
    return _REPEATED.sub(_repeated, text)


def _repeated(match: re.Match[str]) -> str:
    layer, number = match.groups()
    if int(number) < 1:
        raise SettingError(f"“{shortened(match.group())}” says how often a layer comes; it comes at least once.")
    return "-".join([layer] * int(number))


def _parts(text: str) -> list[tuple[int, str]]:
    """Give the widths, each with the suffix after it or an empty text."""
    parts: list[tuple[int, str]] = []
    is_open = is_cut_off = False  # whether a suffix may come now; whether a number must still come
    for token in _TOKEN.finditer(_CROSS.sub("-", text.strip())):
        received = shortened(token.group())
        if token["width"] is not None:
            parts.append((_width(token["width"]), ""))
            is_open, is_cut_off = True, False
        elif token["word"] is not None and is_open:
            parts[-1] = (parts[-1][0], token["word"])
            is_open = False
        elif token["separator"] is not None and is_cut_off:
            raise SettingError(f"“{shortened(text)}” is not finished: between two separators the width is missing.")
        elif token["separator"] is not None and parts:
            is_open, is_cut_off = False, True
        else:
            raise SettingError(f"“{received}” stands where a shape such as {_EXAMPLE} has the width of a layer.")
    if is_cut_off:
        raise SettingError(f"“{shortened(text)}” is not finished: the width of the next layer is missing.")
    return parts


def _width(digits: str) -> int:
    if len(digits) > 1 and digits.startswith("0"):
        raise SettingError(
            f"“{shortened(digits)}” is not how the width of a layer is written; is this a shape such as {_EXAMPLE}?"
        )
    return typed_width(digits)


def _layer(width: int, word: str, number: int, count: int) -> ShapeLayer:
    if not word:
        return ShapeLayer(width, _default(number, count))
    if number == 0:
        layer = shortened(f"{width}{word}")
        raise SettingError(
            f"The input layer holds the sample as it is and has no activation function; “{layer}” gives it one."
        )
    return ShapeLayer(width, _function_called(word, width).name)


def _function_called(word: str, width: int) -> ActivationFunction:
    typed = word.casefold()
    for function in ACTIVATION_FUNCTIONS.values():
        if typed in {function.suffix, function.name, function.label.casefold()}:
            return function
    begun = [
        function
        for function in ACTIVATION_FUNCTIONS.values()
        if function.name.startswith(typed) or function.label.casefold().startswith(typed)
    ]
    if len(begun) == 1:
        return begun[0]
    known = ", ".join(f"{function.suffix} {function.label}" for function in begun or ACTIVATION_FUNCTIONS.values())
    received = f"“{shortened(word)}” in “{shortened(f'{width}{word}')}”"
    if begun:
        raise SettingError(f"{received} may be several activation functions: {known}.")
    raise SettingError(f"{received} is no activation function; there are {known}.")


def _default(number: int, count: int) -> str:
    return OUTPUT_DEFAULT if number in {0, count - 1} else HIDDEN_DEFAULT


def _layer_text(layer: ShapeLayer, number: int, count: int) -> str:
    is_plain = number == 0 or layer.activation == _default(number, count)
    return f"{layer.width}{'' if is_plain else activation_function(layer.activation).suffix}"
