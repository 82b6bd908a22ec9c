"""Curves over the moments of a run, evenly apart in log time as they were recorded."""

import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor

from engine.arrays import FloatArray, IntArray, without_repeats
from gui.plots.contours import Segments
from gui.plots.lines_item import LinesItem
from gui.plots.points import Points
from gui.plots.ranges import Range, rounded_out, with_margin
from gui.plots.step_axis import place_of, places_of, shown_up_to, step_ticks
from gui.plots.weights.lasting_places import LastingPlaces
from gui.plots.weights.tracks import Track
from gui.theme import Theme

CURVE_WIDTH, STRONG_WIDTH = 1.6, 3.0
MARK_SIZE = 10
MOST_SEGMENTS, FEWEST_SEGMENTS = 600, 60  # of all curves together, and of each
REACH_PX = 16.0
MARGIN = 0.08


class HistoryChart:
    """Draws tracks into a plot.

    Args:
        plot: Where they are drawn.
    """

    def __init__(self, plot: pg.PlotItem) -> None:
        self._plot = plot
        self._box = plot.getViewBox()
        self._box.setMouseEnabled(x=False, y=False)
        self._curves: list[LinesItem] = []
        self._starts: list[pg.InfiniteLine] = []
        self._typed, self._ends = Points(symbol="d"), Points(symbol="o")
        self._moment, self._cross = pg.InfiniteLine(angle=90), pg.InfiniteLine(angle=90)
        for depth, item in enumerate((self._cross, self._moment, self._ends, self._typed)):
            item.setZValue(10 + depth)
            self._box.addItem(item, ignoreBounds=True)
        self._cross.hide()
        self._tracks: Sequence[Track] = ()
        self._hues, self._hue_of = LastingPlaces(), list[int]()
        self._steps: IntArray = np.empty(0, np.int64)
        self._is_logarithmic = True
        self._theme: Theme | None = None
        self._shown: tuple[Range, Range] | None = None

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        for item in (self._typed, self._ends):
            item.setSize(MARK_SIZE * theme.scale)
        self._typed.setPen(pg.mkPen(theme.palette.plot_background, width=theme.scale))
        self._ends.setPen(pg.mkPen(theme.palette.plot_background, width=theme.scale))
        self._moment.setPen(pg.mkPen(theme.palette.accent, width=theme.scale))
        self._cross.setPen(pg.mkPen(theme.palette.plot_axis))

    def show(self, tracks: Sequence[Track], steps: IntArray, shown_step: int | None, *, is_logarithmic: bool) -> None:
        """Draw tracks over the steps (n,) of their moments, and a line at that of an earlier moment shown."""
        self._tracks, self._steps, self._is_logarithmic = tracks, steps, is_logarithmic
        self._hue_of = self._hues.of([track.item for track in tracks])
        places = self._places(steps)
        self._have(len(tracks))
        most = max(MOST_SEGMENTS // max(len(tracks), 1), FEWEST_SEGMENTS)
        rows = without_repeats(np.linspace(0, max(len(steps) - 1, 0), most + 1).astype(np.int64))[: len(steps)]
        for track, curve, start in zip(tracks, self._curves, self._starts, strict=False):
            curve.set_segments(Segments.polyline(places[rows], track.values[rows]))
            start.setVisible(track.start is not None)
            start.setValue(track.start or 0.0)
        self._mark(places)
        self._moment.setVisible(shown_step is not None)
        self._moment.setValue(self._place(shown_step or 0))
        self._show_range(places)

    def emphasise(self, strong: Sequence[int]) -> None:
        """Let some of the curves stand out."""
        assert self._theme is not None, "a plot is styled before it draws"
        shown = zip(self._curves, self._starts, strict=True)
        for place, (curve, start) in zip(range(len(self._tracks)), shown, strict=False):
            color = self.color(place)
            curve.set_pen(color, (STRONG_WIDTH if place in strong else CURVE_WIDTH) * self._theme.scale)
            curve.setZValue(place in strong)
            start.setPen(pg.mkPen(color, width=self._theme.scale, style=Qt.PenStyle.DashLine))

    def color(self, place: int) -> QColor:
        """Give the colour of a track, which stays that of its weight or bias while others come and go."""
        assert self._theme is not None, "a plot is styled before it draws"
        return self._theme.class_color(self._hue_of[place])

    def show_cross(self, row: int | None) -> None:
        """Draw a line at one of the moments."""
        self._cross.setVisible(row is not None)
        if row is not None:
            self._cross.setValue(self._place(int(self._steps[row])))

    def reset_view(self) -> None:
        """Show all of it."""
        self._shown = None

    def at(self, scene_position: QPointF) -> tuple[int, int | None] | None:
        """Give the moment nearest to the pointer, and the track if one is near; None outside the plot."""
        if not (len(self._steps) and self._box.sceneBoundingRect().contains(scene_position)):
            return None
        place = self._box.mapSceneToView(scene_position)
        row = int(np.abs(self._places(self._steps) - place.x()).argmin())
        pixel = self._box.viewPixelSize()[1]
        away = [abs(float(track.values[row]) - place.y()) / pixel for track in self._tracks]
        near = [(far, number) for number, far in enumerate(away) if far <= REACH_PX]
        return row, min(near)[1] if near else None

    def _mark(self, places: FloatArray) -> None:
        """Mark what was set by hand, and where each track has come."""
        marks = [
            (self._place(step), value, number)
            for number, track in enumerate(self._tracks)
            for step, value in track.typed
        ]
        ends = [(places[-1], track.values[-1], number) for number, track in enumerate(self._tracks) if len(places)]
        for item, found in ((self._typed, marks), (self._ends, ends)):
            there = [(x, y, number) for x, y, number in found if math.isfinite(y)]
            item.mark([(x, y) for x, y, _number in there], [self.color(number) for _x, _y, number in there])

    def _have(self, count: int) -> None:
        """Have curves for so many tracks; what is left over shows nothing."""
        while len(self._curves) < count:
            self._curves.append(LinesItem())
            self._starts.append(pg.InfiniteLine(angle=0))
            self._box.addItem(self._curves[-1], ignoreBounds=True)
            self._box.addItem(self._starts[-1], ignoreBounds=True)
        for curve, start in zip(self._curves[count:], self._starts[count:], strict=True):
            curve.set_segments(Segments.none())
            start.hide()

    def _show_range(self, places: FloatArray) -> None:
        numbers = [*(track.values for track in self._tracks)]
        numbers += [np.array([track.start]) for track in self._tracks if track.start is not None]
        numbers += [np.array([value for _step, value in track.typed]) for track in self._tracks]
        known = np.concatenate(numbers) if numbers else np.empty(0)
        across = rounded_out(*with_margin(known[np.isfinite(known)], MARGIN))
        along = shown_up_to(int(self._steps[-1]) if len(places) else 0, is_logarithmic=self._is_logarithmic)
        if self._shown == (across, along):
            return
        self._shown = across, along
        self._plot.setXRange(*along, padding=0)
        self._plot.setYRange(*across, padding=0)
        self._plot.getAxis("bottom").setTicks([step_ticks(along[1])] if self._is_logarithmic else None)

    def _place(self, step: int) -> float:
        return place_of(step, is_logarithmic=self._is_logarithmic)

    def _places(self, steps: IntArray) -> FloatArray:
        return places_of(steps, is_logarithmic=self._is_logarithmic)
