"""The values of all curves at one place."""

from collections.abc import Iterable

import msgspec
import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor

from gui.plots.curves.curve import Curve
from gui.plots.numbers import readable
from gui.plots.points import Points
from gui.plots.ranges import nearest
from gui.plots.readings.base import colored_dot
from gui.plots.readout import Part
from gui.theme import Theme

DOT_SIZE = 7
DEPTH = 50


class ShownRun(msgspec.Struct, frozen=True, eq=False):
    """A run as it is drawn.

    Attributes:
        number: As in the list of runs.
        name: What it is called.
        color: Of its curves.
        curves: Its curves.
    """

    number: int
    name: str
    color: QColor
    curves: tuple[Curve, ...]


class ValuesThere(msgspec.Struct, frozen=True, eq=False):
    """A run's values nearest to a place: where each lies, and what it is."""

    run: ShownRun
    places: tuple[tuple[float, float], ...]
    values: dict[str, float]

    def part(self, *, is_alone: bool) -> Part:
        """Give them as a statement, with the run's name unless there is no other."""
        numbers = " / ".join(readable(value) for value in self.values.values())
        name = " / ".join(self.values) if is_alone else self.run.name
        return Part(f"{colored_dot(self.run.color, name)} {numbers}", rank=0 if self.run.number == 0 else 1)


def values_at(runs: Iterable[ShownRun], x: float) -> list[ValuesThere]:
    """Give the values measured nearest to a place, of every run that reaches so far."""
    found = []
    for run in runs:
        there = [(curve, nearest(curve.x, x)) for curve in run.curves if curve.x[0] <= x <= curve.x[-1]]
        if there:
            places = tuple((float(curve.x[row]), float(curve.y[row])) for curve, row in there)
            found.append(ValuesThere(run, places, {curve.part: float(curve.values[row]) for curve, row in there}))
    return found


class HoverMarks:
    """A line across the plot, and a dot on each curve where it meets it."""

    def __init__(self, view_box: pg.ViewBox) -> None:
        self._line = pg.InfiniteLine(angle=90)
        self._line.setZValue(DEPTH)
        self._dots = Points(size=DOT_SIZE)
        self._dots.setZValue(DEPTH + 1)
        for item in (self._line, self._dots):
            view_box.addItem(item, ignoreBounds=True)

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._line.setPen(pg.mkPen(theme.palette.plot_axis))
        self._dots.setPen(pg.mkPen(theme.palette.plot_background))
        self._dots.setSize(round(DOT_SIZE * theme.scale))

    def show(self, x: float | None, there: list[ValuesThere]) -> None:
        """Mark a place, None for none, and the values there."""
        self._line.setVisible(x is not None)
        if x is not None:
            self._line.setValue(x)
        finite = [(place, each.run.color) for each in there for place in each.places if np.isfinite(place).all()]
        self._dots.mark([place for place, _color in finite], [color for _place, color in finite])
