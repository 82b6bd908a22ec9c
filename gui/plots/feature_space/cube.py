"""The cube that three coordinates are shown in: its edges, and the names and ends of its axes."""

import itertools
import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor

from gui.plots.contours import Segments
from gui.plots.feature_space.axis_names import AxisNames
from gui.plots.feature_space.spaces import SolidSpace
from gui.plots.lines_item import LinesItem
from gui.plots.numbers import readable
from gui.plots.ranges import Range
from gui.theme import Theme, ui_font

MIDDLE = (0.5, 0.5)
ROOMY_PX = 250  # of a plot, which grow with the type; in a smaller one numbers would stand on each other


class Cube:
    """Draws the cube into a plot.

    Args:
        box: Where it is drawn; its axes give way to those of the cube.
    """

    def __init__(self, box: pg.ViewBox) -> None:
        self._box = box
        self._roomy_px = float(ROOMY_PX)
        self._edges = LinesItem()
        self._edges.setZValue(-8)
        box.addItem(self._edges, ignoreBounds=True)
        self._texts = [[pg.TextItem(anchor=MIDDLE) for _place in range(3)] for _axis in range(3)]
        for item in itertools.chain.from_iterable(self._texts):
            item.setZValue(4)
            item.setVisible(False)
            box.addItem(item, ignoreBounds=True)

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours and type."""
        self._roomy_px = ROOMY_PX * theme.scale
        self._edges.set_pen(QColor(theme.palette.plot_axis), theme.scale)
        for item in itertools.chain.from_iterable(self._texts):
            item.setColor(theme.palette.plot_text)
            item.setFont(ui_font(theme, theme.type_scale.caption))

    @property
    def is_roomy(self) -> bool:
        """Whether there is room for numbers and longer names."""
        return bool(min(self._box.width(), self._box.height()) >= self._roomy_px)

    def show(self, space: SolidSpace | None, names: AxisNames) -> None:
        """Show the cube of a space, or none."""
        self._edges.set_segments(Segments.none() if space is None else Segments(np.asarray(space.edges)))
        words = names.shortest if self.is_roomy else names.tiny
        for axis, items in enumerate(self._texts):
            for item, is_number in zip(items, (True, False, True), strict=True):
                item.setVisible(space is not None and (self.is_roomy or not is_number))
            if space is not None:
                low, high = space.limits(axis)
                first, last = _round_values(low, high)
                places = space.beside_axis(axis, (first, (low + high) / 2, last))
                texts = readable(first), words[axis], readable(last)
                for item, text, place in zip(items, texts, places.tolist(), strict=True):
                    item.setPos(*place)
                    if item.toPlainText() != text:
                        item.setText(text)


def _round_values(low: float, high: float) -> Range:
    """Give a round value near either end of an axis."""
    step = 10.0 ** math.floor(math.log10((high - low) / 2)) / 2
    inset = 0.04 * (high - low)
    return math.ceil((low + inset) / step) * step, math.floor((high - inset) / step) * step
