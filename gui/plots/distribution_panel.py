"""One of the two histograms of a layer: its rows, its axes, and what the pointer is over."""

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import pyqtgraph as pg
from msgspec.structs import replace
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from engine.arrays import FloatArray
from engine.network.activations import Values
from gui.plots.contours import Segments
from gui.plots.lines_item import LinesItem
from gui.plots.ranges import rounded_out
from gui.plots.ridge_item import ROW_FILL, RidgeItem, RowLook
from gui.theme import Theme

LABEL_HEIGHT_PX = 13
GUIDE_WIDTH, GUIDE_ALPHA = 1.5, 150
GUIDE_POINTS = 200
GUIDE_FILL = 0.98
MARK_WIDTH = 2.0


class Bin(msgspec.Struct, frozen=True):
    """A bin under the pointer.

    Attributes:
        row: Whose bin, from the top.
        low: Where it begins.
        high: Where it ends.
        count: How many values it holds.
        place: Where in it the pointer is.
        is_last: Whether no other is behind it, and it holds its upper end, too.
    """

    row: int
    low: float
    high: float
    count: int
    place: float
    is_last: bool


class DistributionPanel:
    """Draws histograms of one kind of values into a plot."""

    def __init__(self, plot: pg.PlotItem) -> None:
        self._plot = plot
        self._ridges, self._in_focus = RidgeItem(), RidgeItem()
        self._guide = LinesItem()
        self._marks = LinesItem()
        self._zero = pg.InfiniteLine(pos=0.0, angle=90)
        for depth, item in enumerate((self._zero, self._ridges, self._in_focus, self._guide, self._marks)):
            item.setZValue(depth)
            plot.getViewBox().addItem(item, ignoreBounds=True)
        self._edges: FloatArray = np.empty(0)
        self._counts: NDArray[np.int64] = np.empty((0, 0), dtype=np.int64)
        self._shown_range: tuple[float, float] | None = None
        self._has_focus = False
        plot.getViewBox().setMouseEnabled(x=True, y=False)

    @property
    def edges(self) -> FloatArray:
        """The bins' edges."""
        return self._edges

    @property
    def counts(self) -> NDArray[np.int64]:
        """The bins' counts, a row for each histogram."""
        return self._counts

    def restyle(self, theme: Theme) -> None:
        """Take the theme's line colours."""
        self._zero.setPen(pg.mkPen(theme.palette.plot_grid))
        color = QColor(theme.palette.plot_text)
        color.setAlpha(GUIDE_ALPHA)
        self._guide.set_pen(color, GUIDE_WIDTH * theme.scale)
        self._marks.set_pen(QColor(theme.palette.text), MARK_WIDTH * theme.scale)

    def show_counts(self, edges: FloatArray, counts: NDArray[np.int64]) -> None:
        """Show other histograms: counts (rows, bins) between edges (bins + 1,)."""
        is_new = len(counts) != len(self._counts)
        self._edges, self._counts = edges, counts
        self._ridges.set_histograms(edges, counts)
        limits = rounded_out(float(edges[0]), float(edges[-1]))
        if is_new:
            self._plot.setYRange(0, len(counts), padding=0)
        if limits != self._shown_range or is_new:
            self._shown_range = limits
            self._plot.setXRange(*limits, padding=0.02)

    def show_focus(self, heights: FloatArray | None) -> None:
        """Let parts (rows, bins) of the histograms stand out by all else's standing back; None for nothing."""
        if heights is None:
            self._in_focus.clear()
        else:
            self._in_focus.set_histograms(self._edges, heights, self._counts)
        self._has_focus = heights is not None

    def show_looks(self, looks: tuple[RowLook, ...]) -> None:
        """Draw the rows in these colours."""
        self._in_focus.set_looks(looks)
        self._ridges.set_looks(tuple(replace(look, is_dimmed=True) for look in looks) if self._has_focus else looks)

    def show_guide(self, function: Callable[[Values], Values]) -> None:
        """Draw a function's shape faintly over the rows, stretched to their height."""
        places = np.linspace(self._edges[0], self._edges[-1], GUIDE_POINTS)
        heights = function(places)
        heights = (heights - heights.min()) / (float(np.ptp(heights)) or 1.0)
        self._guide.set_segments(Segments.polyline(places, GUIDE_FILL * len(self._counts) * heights))

    def show_marks(self, rows: Sequence[int], values: Sequence[float]) -> None:
        """Draw a line at a value in each of some rows."""
        bases = [len(self._counts) - 1 - row for row in rows]
        ends = np.array([(x, base, x, base + ROW_FILL) for x, base in zip(values, bases, strict=True)]).reshape(-1, 4)
        self._marks.set_segments(Segments(ends[np.isfinite(ends).all(axis=1)]))

    def show_row_names(self, names: list[str]) -> None:
        """Name the rows along the left axis, as many as there is room for."""
        rows = len(names)
        room = max(1, int(self._plot.getViewBox().height() // LABEL_HEIGHT_PX))
        step = max(1, -(-rows // room))
        ticks = [(rows - 1 - row + 0.4, name) for row, name in enumerate(names) if row % step == 0]
        self._plot.getAxis("left").setTicks([ticks])

    def clear(self) -> None:
        """Draw nothing."""
        self._counts = np.empty((0, 0), dtype=np.int64)
        self._shown_range = None
        self._ridges.clear()
        self.show_focus(None)
        self._plot.getAxis("left").setTicks([[]])
        for item in (self._guide, self._marks):
            item.set_segments(Segments.none())

    def reset_view(self) -> None:
        """Show all values again."""
        if self._shown_range is not None:
            self._plot.setXRange(*self._shown_range, padding=0.02)

    def bin_at(self, scene_position: QPointF) -> Bin | None:
        """Give the bin under the pointer, or None outside the rows."""
        view_box = self._plot.getViewBox()
        if not len(self._counts) or not view_box.sceneBoundingRect().contains(scene_position):
            return None
        place = view_box.mapSceneToView(scene_position)
        row = len(self._counts) - 1 - int(place.y())
        column = int(np.searchsorted(self._edges, place.x(), side="right")) - 1
        if not (0 <= row < len(self._counts) and 0 <= column < len(self._edges) - 1):
            return None
        low, high = float(self._edges[column]), float(self._edges[column + 1])
        is_last = column == len(self._edges) - 2
        return Bin(row, low, high, int(self._counts[row, column]), place.x(), is_last)
