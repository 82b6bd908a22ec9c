"""What a reading of a network's outputs has to say; the kinds of reading are in the other files of this folder."""

import html
from typing import Protocol

import msgspec
import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from engine.arrays import BoolArray, FloatArray
from gui.plots.contours import Segments
from gui.plots.numbers import DIGITS
from gui.plots.readout import MARK_GAP, Part
from gui.theme.scales import RgbaArray

MOST_NAMED = 20  # classes; the names of more would leave no room for the plot

Outputs = NDArray[np.floating]


class Curve(msgspec.Struct, frozen=True, eq=False):
    """A line over one input: a value for each grid point, and its colour."""

    values: Outputs
    color: QColor


class Reading(Protocol):
    """How outputs are shown: as colours over the plane, lines, curves over one input, and in words.

    Arrays of outputs have a last axis of K outputs.

    Attributes:
        value_name: what the height means in a plot over one input.
        height_range: the heights worth seeing in a plot over one input.
        threshold: the height at which the prediction changes in a plot over one input, or None.
        predicts_classes: whether a prediction is right or wrong, rather than more or less near.
    """

    value_name: str
    height_range: tuple[float, float]
    threshold: float | None
    predicts_classes: bool

    def colors(self, outputs: Outputs, *, discrete: bool) -> RgbaArray:
        """Give the colour of each grid point: (rows, columns, 4); `discrete` shows predictions without confidence."""
        ...

    def colors_by_output(self, outputs: Outputs) -> RgbaArray:
        """Give the colours of each output by itself, on the scale of `colors`: (K, rows, columns, 4)."""
        ...

    def boundary(self, outputs: Outputs, x: FloatArray, y: FloatArray) -> Segments:
        """Give the lines where the prediction changes."""
        ...

    def levels(self, outputs: Outputs, x: FloatArray, y: FloatArray) -> Segments:
        """Give the fainter lines of equal value, or of equal confidence."""
        ...

    def curves(self, outputs: Outputs) -> list[Curve]:
        """Give the curves over one input from outputs (columns, K)."""
        ...

    def sample_colors(self, targets: FloatArray) -> RgbaArray:
        """Give the colour of each sample: (N, 4)."""
        ...

    def sample_heights(self, targets: FloatArray) -> FloatArray:
        """Give where each sample lies in a plot over one input: (N,)."""
        ...

    def wrong(self, outputs: Outputs, targets: FloatArray) -> BoolArray:
        """Tell which samples are not predicted rightly: (N,)."""
        ...

    def describe(self, outputs: Outputs, digits: int = DIGITS) -> list[str]:
        """Give the outputs (K,) at one place in words, each statement as rich text, the first with so many digits."""
        ...

    def describe_target(self, target: FloatArray) -> str:
        """Give the target (1,) or (K,) of a sample in words, as rich text."""
        ...

    def legend(self) -> list[Part]:
        """Say what the colours mean; where one stands for a class, it leads to its samples."""
        ...


def legend_parts(reading: Reading) -> list[Part]:
    """Give a reading's legend for the text below a plot, where it stays whole unless it has very many names."""
    legend = reading.legend()
    return [replace(part, rank=1, stays=len(legend) <= MOST_NAMED) for part in legend]


def colored_dot(color: QColor, text: str, dot: str = "●") -> str:
    """Give a dot of a colour and a text, as rich text."""
    return f'<span style="color:{color.name()}">{dot}</span>{MARK_GAP}{html.escape(text)}'


def opaque_rows(colors: list[QColor], indices: NDArray[np.int64]) -> RgbaArray:
    """Give the colour of each index as a row of bytes."""
    table = np.array([[color.red(), color.green(), color.blue(), 255] for color in colors], dtype=np.uint8)
    rows: RgbaArray = table[indices % len(table)]
    return rows
