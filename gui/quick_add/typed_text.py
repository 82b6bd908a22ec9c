"""What a text typed into quick add asks for: a width and words, as in “dense 8”, “8 tanh” or “8t”."""

import re

import msgspec

from engine.network.activations import ACTIVATION_FUNCTIONS

_NUMBER = re.compile(r"(?<!\S)\d{1,9}(?!\S)")
_WITH_SUFFIX = re.compile(r"\s*(\d{1,9})([^\W\d]+)\s*")


class TypedText(msgspec.Struct, frozen=True):
    """A text taken apart.

    Attributes:
        width: The one number in it, or None.
        words: All the rest.
    """

    width: int | None
    words: str


def take_apart(text: str) -> TypedText:
    """Find the number of neurons in a text; one that stands among several is a word like any other.

    A suffix as shapes have it is the name of its function: “8t” is “8 Tanh”.
    """
    suffixed = _WITH_SUFFIX.fullmatch(text)
    if suffixed is not None:
        return TypedText(int(suffixed[1]), _function_called(suffixed[2]))
    numbers = _NUMBER.findall(text)
    if len(numbers) != 1:
        return TypedText(None, text.strip())
    return TypedText(int(numbers[0]), " ".join(_NUMBER.sub(" ", text).split()))


def _function_called(suffix: str) -> str:
    called = (function.label for function in ACTIVATION_FUNCTIONS.values() if function.suffix == suffix.casefold())
    return next(called, suffix)
