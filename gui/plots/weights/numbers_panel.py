"""One picture of how numbers are distributed: as a histogram before that of the start, or over the run as heat."""

import msgspec
import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from engine.arrays import FloatArray, IntArray
from gui.plots.cells_item import CellsItem
from gui.plots.contours import Segments
from gui.plots.lines_item import LinesItem
from gui.plots.ridge_item import ROW_FILL, RidgeItem, RowLook
from gui.plots.step_axis import place_of, shown_up_to, step_ticks
from gui.theme import Theme
from gui.theme.plots import style_plot

START_WIDTH, MOMENT_WIDTH = 1.5, 1.0
MOST_TALLER = 2.5  # of the start's bars above the highest now: numbers that are all 0 fill a single bin


class NumberBin(msgspec.Struct, frozen=True):
    """A bin under the pointer.

    Attributes:
        index: Which.
        low: Where it begins.
        high: Where it ends.
        column: Which place of time, in the picture over the run; None in the histogram.
    """

    index: int
    low: float
    high: float
    column: int | None


class NumbersPanel:
    """Draws into a plot.

    Args:
        plot: Where it is drawn.
        name: What the numbers are called.
    """

    def __init__(self, plot: pg.PlotItem, name: str) -> None:
        self._plot, self._name = plot, name
        self._box = plot.getViewBox()
        self._box.setMouseEnabled(x=False, y=False)
        self._ridge, self._start, self._heat = RidgeItem(), LinesItem(), CellsItem()
        self._zero = LinesItem()
        self._moment = pg.InfiniteLine(angle=90)
        for depth, item in enumerate((self._heat, self._zero, self._ridge, self._start, self._moment)):
            item.setZValue(depth)
            self._box.addItem(item, ignoreBounds=True)
        self._edges: FloatArray = np.empty(0)
        self._columns = 0
        self._end = 0.0
        self._is_over_time: bool | None = None
        self._shown: tuple[float, ...] = ()
        self._theme: Theme | None = None

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self._ridge.set_looks((RowLook(QColor(theme.palette.accent)),))
        self._start.set_pen(QColor(theme.palette.text_muted), START_WIDTH * theme.scale)
        self._zero.set_pen(QColor(theme.palette.plot_grid), theme.scale)
        self._moment.setPen(pg.mkPen(theme.palette.accent, width=MOMENT_WIDTH * theme.scale))

    def show_now(self, edges: FloatArray, counts: IntArray, start: IntArray | None) -> None:
        """Draw how many numbers are in each bin (bins,), and as an outline how many were at the start."""
        self._turn(is_over_time=False)
        self._edges, self._columns = edges, 0
        self._ridge.set_histograms(edges, counts[np.newaxis])
        highest = max(int(counts.max(initial=0)), 1)
        top = 1.0
        self._start.set_segments(Segments.none())
        if start is not None:
            heights = np.minimum(start / highest, MOST_TALLER) * ROW_FILL
            top = max(1.0, float(heights.max(initial=0.0)) / ROW_FILL)
            outline = np.concatenate([[0.0], np.repeat(heights, 2), [0.0]])
            self._start.set_segments(Segments.polyline(np.repeat(edges, 2), outline))
        self._zero.set_segments(Segments.polyline(np.zeros(2), np.array([0.0, top])))
        self._show_range(float(edges[0]), float(edges[-1]), 0.0, top)

    def show_course(self, edges: FloatArray, shares: FloatArray, last_step: int, shown_step: int | None) -> None:
        """Draw the shares (bins, columns) of the numbers in each bin, at even places of log time up to a step."""
        assert self._theme is not None, "a plot is styled before it draws"
        self._turn(is_over_time=True)
        self._edges, self._columns, self._end = edges, shares.shape[1], max(place_of(last_step), place_of(1))
        rect = QRectF(0.0, edges[0], self._end, edges[-1] - edges[0])
        # By the root, or the many numbers around 0 would be all that is seen.
        self._heat.set_cells(
            self._theme.sequential.rgba(np.sqrt(shares), float(np.sqrt(shares.max(initial=0.0)))), rect
        )
        self._zero.set_segments(Segments.polyline(np.array([0.0, self._end]), np.zeros(2)))
        self._moment.setVisible(shown_step is not None)
        self._moment.setValue(place_of(shown_step or 0))
        self._show_range(*shown_up_to(last_step), float(edges[0]), float(edges[-1]))

    def at(self, scene_position: QPointF) -> NumberBin | None:
        """Give the bin under the pointer; None outside all of them."""
        if len(self._edges) < 2 or not self._box.sceneBoundingRect().contains(scene_position):
            return None
        place = self._box.mapSceneToView(scene_position)
        value = place.y() if self._is_over_time else place.x()
        index = int(np.searchsorted(self._edges, value, side="right")) - 1
        if not 0 <= index < len(self._edges) - 1:
            return None
        column = None
        if self._is_over_time:
            column = int(np.clip(place.x() / self._end * (self._columns - 1), 0, self._columns - 1))
        return NumberBin(index, float(self._edges[index]), float(self._edges[index + 1]), column)

    def reset_view(self) -> None:
        """Show all of it."""
        self._shown = ()

    def _turn(self, *, is_over_time: bool) -> None:
        """Show the histogram, or the picture over the run."""
        if is_over_time is self._is_over_time:
            return
        assert self._theme is not None, "a plot is styled before it draws"
        self._is_over_time = is_over_time
        for item in (self._ridge, self._start):
            item.setVisible(not is_over_time)
        self._heat.setVisible(is_over_time)
        self._moment.setVisible(False)
        self._plot.setLabel("bottom", "step" if is_over_time else self._name)
        self._plot.setLabel("left", self._name if is_over_time else "")
        self._plot.showAxis("left", is_over_time)
        self._plot.getAxis("bottom").setTicks(None)
        style_plot(self._plot, self._theme)
        self._shown = ()

    def _show_range(self, left: float, right: float, bottom: float, top: float) -> None:
        if self._shown == (left, right, bottom, top):
            return
        self._shown = (left, right, bottom, top)
        self._box.setRange(xRange=(left, right), yRange=(bottom, top), padding=0.0)
        if self._is_over_time:
            self._plot.getAxis("bottom").setTicks([step_ticks(right)])
