"""What the two pictures of a boundary, over a plane and over a line, have in common."""

from typing import Protocol

import msgspec

from engine.arrays import FloatArray
from engine.data.data_set import DataSet
from engine.process.messages import BoundaryField, BoundaryRequest
from gui.plots.ranges import Range
from gui.plots.readings import Reading
from gui.theme import Theme

Inputs = tuple[int, int]


class Home(msgspec.Struct, frozen=True):
    """What is shown before anyone zooms.

    Attributes:
        x_range: lowest and highest x.
        y_range: lowest and highest y.
        is_equal: whether a unit is as long along both axes.
    """

    x_range: Range
    y_range: Range
    is_equal: bool


class BoundaryView(Protocol):
    """Draws fields of one kind into the boundary plot."""

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours; `show_field` follows."""
        ...

    def positions(self, data_set: DataSet, inputs: Inputs, reading: Reading) -> FloatArray:
        """Give where each sample lies: (N, 2)."""
        ...

    def axis_names(self, data_set: DataSet, inputs: Inputs, reading: Reading) -> tuple[str, str]:
        """Name both axes."""
        ...

    def home(self, positions: FloatArray, reading: Reading) -> Home:
        """Give the ranges to begin with."""
        ...

    def request(self, inputs: Inputs, x_range: Range, y_range: Range, held: FloatArray | None) -> BoundaryRequest:
        """Give what to ask for while these ranges are visible."""
        ...

    def show_field(self, field: BoundaryField, reading: Reading, y_range: Range, *, discrete: bool) -> None:
        """Draw a field."""
        ...

    def show_residuals(self, positions: FloatArray, outputs: FloatArray) -> None:
        """Draw how far samples at positions (N, 2) lie from outputs (N, K), where that makes sense."""
        ...

    def clear(self) -> None:
        """Draw nothing."""
        ...
