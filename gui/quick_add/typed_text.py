"""What a text typed into quick add asks for: a width and words, as in “dense 8” or “8 tanh”."""

import re

import msgspec

_NUMBER = re.compile(r"(?<!\S)\d{1,9}(?!\S)")


class TypedText(msgspec.Struct, frozen=True):
    """A text taken apart.

    Attributes:
        width: The one number in it, or None.
        words: All the rest.
    """

    width: int | None
    words: str


def take_apart(text: str) -> TypedText:
    """Find the number of neurons in a text; one that stands among several is a word like any other."""
    numbers = _NUMBER.findall(text)
    if len(numbers) != 1:
        return TypedText(None, text.strip())
    return TypedText(int(numbers[0]), " ".join(_NUMBER.sub(" ", text).split()))
