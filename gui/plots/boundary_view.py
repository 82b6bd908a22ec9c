"""What the two pictures of a boundary, over a plane and over a line, have in common."""

from typing import Protocol

import msgspec

from engine.arrays import FloatArray
from engine.data.data_set import DataSet
from engine.process.pictures import BoundaryField, BoundaryRequest
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


class Scale(msgspec.Struct, frozen=True):
    """What an axis tells.

    Attributes:
        name: of the quantity.
        unit: how much of it lies between the places 0 and 1 of the plot.
        zero: how much it is at the place 0.
    """

    name: str
    unit: float = 1.0
    zero: float = 0.0

    @classmethod
    def of_input(cls, data_set: DataSet, index: int) -> "Scale":
        """Give the scale of an input as it was measured, before it was standardised."""
        return cls(data_set.input_names[index], float(data_set.input_scale[index]), float(data_set.input_mean[index]))

    @property
    def is_converted(self) -> bool:
        """Whether the axis tells other numbers than the plot's places."""
        return (self.unit, self.zero) != (1.0, 0.0)


class FieldLook(msgspec.Struct, frozen=True):
    """How a field is drawn.

    Attributes:
        is_discrete: As predictions without confidence.
        is_contoured: With lines of equal value, where it is over a plane.
        y_range: The heights in view, which the colours behind a curve fill.
    """

    is_discrete: bool
    is_contoured: bool
    y_range: Range


class BoundaryView(Protocol):
    """Draws fields of one kind into the boundary plot."""

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours; `show_field` follows."""
        ...

    def positions(self, data_set: DataSet, inputs: Inputs, reading: Reading) -> FloatArray:
        """Give where each sample lies: (N, 2)."""
        ...

    def scales(self, data_set: DataSet, inputs: Inputs, reading: Reading) -> tuple[Scale, Scale]:
        """Say what is told along both axes."""
        ...

    def home(self, positions: FloatArray, reading: Reading) -> Home:
        """Give the ranges to begin with."""
        ...

    def request(self, inputs: Inputs, x_range: Range, y_range: Range, held: FloatArray | None) -> BoundaryRequest:
        """Give what to ask for while these ranges are visible."""
        ...

    def show_field(self, field: BoundaryField, reading: Reading, look: FieldLook) -> None:
        """Draw a field."""
        ...

    def show_residuals(self, positions: FloatArray, outputs: FloatArray) -> None:
        """Draw how far samples at positions (N, 2) lie from outputs (N, K), where that makes sense."""
        ...

    def clear(self) -> None:
        """Draw nothing."""
        ...
