"""The pictures of a gradient plot: each layer's number now, and beside it how it went, on one logarithmic scale."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from engine.arrays import FloatArray, IntArray, without_repeats
from gui.plots.contours import Segments
from gui.plots.lines_item import LinesItem
from gui.plots.log_ticks import Ticks, logarithmic_ticks
from gui.plots.ranges import Range, rounded_out
from gui.plots.step_axis import place_of, places_of, shown_up_to, step_ticks
from gui.theme import Theme

CURVE_WIDTH, STRONG_WIDTH, PROFILE_WIDTH = 1.4, 3.0, 1.0
DOT_SIZE, FLAG_SIZE = 10, 18
MOST_SEGMENTS, FEWEST_SEGMENTS = 600, 30  # of all curves together, and of each
REACH_PX = 14.0
MARGIN = 0.08
RING_ROOM_PX = FLAG_SIZE / 2 + 2  # about the lowest and the highest dot, for its ring
BAND_ALPHA = 36


class GradientChart:
    """Draws numbers of layers into two plots side by side; the left one has a place for each layer.

    Args:
        now: Where the present numbers are drawn.
        course: Where their course is.
    """

    def __init__(self, now: pg.PlotItem, course: pg.PlotItem) -> None:
        self._now, self._course = now, course
        self._dots, self._flags = (pg.ScatterPlotItem(symbol="o") for _ in range(2))
        self._profile = LinesItem()
        self._curves: list[LinesItem] = []
        self._bands = [pg.LinearRegionItem(orientation="horizontal", movable=False) for _plot in (now, course)]
        for plot, band in zip((now, course), self._bands, strict=True):
            band.setZValue(-1)
            for line in band.lines:
                line.setPen(pg.mkPen(None))
            plot.addItem(band, ignoreBounds=True)
        for depth, item in enumerate((self._flags, self._profile, self._dots)):
            item.setZValue(depth)
            now.getViewBox().addItem(item, ignoreBounds=True)
        self._theme: Theme | None = None
        self._brushes: list[object] = []
        self._heights: FloatArray = np.empty(0)
        self._steps: IntArray = np.empty(0, np.int64)
        self._moment = pg.InfiniteLine(angle=90)
        self._moment.hide()
        course.getViewBox().addItem(self._moment, ignoreBounds=True)
        self._past: FloatArray = np.empty((0, 0))
        self._usual: Range | None = None
        self._shown: tuple[Range | None, Range | None] = (None, None)
        self._ticks: Ticks = []
        now.getViewBox().setMouseEnabled(x=False, y=False)
        course.getViewBox().setMouseEnabled(x=False, y=False)
        now.getViewBox().sigResized.connect(self._on_resized)

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        # pyqtgraph draws a symbol anew for every brush that it hasn't met, even of a known colour.
        self._brushes = [pg.mkBrush(theme.class_color(layer)) for layer in range(len(theme.class_colors))]
        self._dots.setSize(DOT_SIZE * theme.scale)
        self._dots.setPen(pg.mkPen(theme.palette.plot_background))
        self._flags.setSize(FLAG_SIZE * theme.scale)
        self._flags.setPen(pg.mkPen(theme.palette.warning, width=2.0 * theme.scale))
        self._flags.setBrush(None)
        self._profile.set_pen(QColor(theme.palette.plot_axis), PROFILE_WIDTH * theme.scale)
        self._moment.setPen(pg.mkPen(theme.palette.accent, width=theme.scale))
        usual = QColor(theme.palette.success)
        usual.setAlpha(BAND_ALPHA)
        for band in self._bands:
            band.setBrush(pg.mkBrush(usual))

    def show(self, values: FloatArray, steps: IntArray, past: FloatArray, usual: Range | None) -> None:
        """Draw the numbers now (L,), and those (n, L) of some steps (n,)."""
        self._heights, self._steps, self._past = _heights(values), steps, _heights(past)
        places = np.arange(len(values)) + 0.5
        there = np.isfinite(self._heights)
        self._dots.setData(
            x=places[there],
            y=self._heights[there],
            brush=[self._brushes[layer % len(self._brushes)] for layer in np.flatnonzero(there)],
        )
        self._profile.set_segments(Segments.polyline(places, self._heights))
        self._draw_curves(len(values))
        for band in self._bands:
            band.setVisible(usual is not None)
            if usual is not None:
                band.setRegion(np.log10(usual))
        self._usual = usual
        self._show_range()

    def _draw_curves(self, count: int) -> None:
        while len(self._curves) < count:
            self._curves.append(LinesItem())
            self._course.getViewBox().addItem(self._curves[-1], ignoreBounds=True)
        most = max(MOST_SEGMENTS // max(count, 1), FEWEST_SEGMENTS)
        last = len(self._steps) - 1
        places = places_of(self._steps)
        rows = without_repeats(np.linspace(0, max(last, 0), most + 1).astype(np.int64))[: last + 1]
        for layer, curve in enumerate(self._curves):
            is_shown = layer < count and len(rows) > 1
            heights = self._past[rows, layer] if is_shown else np.empty(0)
            curve.set_segments(Segments.polyline(places[rows], heights) if is_shown else Segments.none())

    def _on_resized(self) -> None:
        """Leave the rings their room in a lower plot, too."""
        if self._theme is not None and len(self._heights):
            self._show_range()

    def _show_range(self) -> None:
        known = np.concatenate([self._heights, self._past.ravel(), np.log10(self._usual) if self._usual else []])
        known = known[np.isfinite(known)]
        low, high = (float(known.min()), float(known.max())) if len(known) else (-3.0, 0.0)
        extra = max(MARGIN * (high - low), 0.1, self._ring_room(high - low))
        across = rounded_out(low - extra, high + extra)
        along = shown_up_to(int(self._steps[-1])) if len(self._steps) > 1 else None
        if (across, along) == self._shown:
            return
        self._shown = across, along
        for plot in (self._now, self._course):
            plot.setYRange(*across, padding=0)
        if along is not None:
            self._course.setXRange(*along, padding=0)
            self._course.getAxis("bottom").setTicks([step_ticks(along[1])])
        self._now.getAxis("left").setTicks(logarithmic_ticks(*across))

    def _ring_room(self, extent: float) -> float:
        """Give how many decades beyond the numbers a ring needs, as high as the plot is now."""
        assert self._theme is not None, "a plot is styled before it draws"
        room, height = RING_ROOM_PX * self._theme.scale, self._now.getViewBox().height()
        return extent * room / (height - 2 * room) if height > 4 * room else extent / 2

    def show_moment(self, step: int | None) -> None:
        """Draw a line at the step of an earlier moment that is looked at; None for none."""
        self._moment.setVisible(step is not None)
        self._moment.setValue(place_of(step or 0))

    def show_places(self, ticks: Ticks, count: int) -> None:
        """Name the layers along the left plot."""
        if ticks != self._ticks:
            self._ticks = ticks
            self._now.getAxis("bottom").setTicks([ticks])
            self._now.setXRange(0, max(count, 1), padding=0)

    def mark(self, flagged: Sequence[int], strong: Sequence[int]) -> None:
        """Ring the layers something is the matter with, and let the curves of some stand out."""
        assert self._theme is not None, "a plot is styled before it draws"
        flags = [layer for layer in flagged if np.isfinite(self._heights[layer])]
        self._flags.setData(x=np.array(flags) + 0.5, y=self._heights[flags])
        for layer, curve in enumerate(self._curves):
            width = STRONG_WIDTH if layer in strong else CURVE_WIDTH
            curve.set_pen(self._theme.class_color(layer), width * self._theme.scale)
            curve.setZValue(layer in strong)

    def reset_view(self) -> None:
        """Show all of it."""
        self._shown = (None, None)

    def at(self, scene_position: QPointF) -> tuple[int, int | None] | None:
        """Give the layer under the pointer and, in its course, which of the steps; None elsewhere."""
        box = self._now.getViewBox()
        if box.sceneBoundingRect().contains(scene_position):
            layer = int(np.floor(box.mapSceneToView(scene_position).x()))
            return (layer, None) if 0 <= layer < len(self._heights) else None
        box = self._course.getViewBox()
        if not (self._course.isVisible() and len(self._steps) and box.sceneBoundingRect().contains(scene_position)):
            return None
        place = box.mapSceneToView(scene_position)
        row = int(np.abs(places_of(self._steps) - place.x()).argmin())
        distances = np.abs(self._past[row] - place.y()) / box.viewPixelSize()[1]
        distances[~np.isfinite(distances)] = np.inf
        nearest = int(distances.argmin())
        return (nearest, row) if distances[nearest] <= REACH_PX else None


def _heights(values: FloatArray) -> FloatArray:
    """Give where values lie on a logarithmic axis: NaN for 0, and for what has overflowed."""
    there = np.isfinite(values) & (values > 0)
    return np.log10(values, out=np.full(values.shape, np.nan), where=there)
