"""Numbers and matrices as SVG writes them."""

import re

from PySide6.QtGui import QTransform

_NUMBER = re.compile(r"-?\d*\.?\d+(?:[eE][-+]?\d+)?")


def numbers_of(text: str) -> list[float]:
    """Give the numbers in a text, however they are parted."""
    return [float(number) for number in _NUMBER.findall(text)]


def matrix_of(text: str) -> QTransform:
    """Give the transformation that `matrix(a,b,c,d,e,f)` says, or none."""
    numbers = numbers_of(text)
    return QTransform(*numbers) if text.startswith("matrix") and len(numbers) == 6 else QTransform()


def short(number: float) -> str:
    """Give a length in pixels as SVG may write it, to the thousandth."""
    return f"{number:.3f}".rstrip("0").rstrip(".")
