"""What is seen of the curves: all of them as they grow, until a person zooms."""

from collections.abc import Sequence

import pyqtgraph as pg

from gui.plots.curves.curve import CurveChoice, heights_worth_showing
from gui.plots.curves.hovering import ShownRun
from gui.plots.ranges import Range, holds_well, rounded_out, spread, up_from_zero, with_mark_room

SIDE_MARGIN, TOP_MARGIN = 0.02, 0.06
FILLED = 0.8  # of what is shown, before all is drawn anew for a run that goes on
GROWTH = 0.1  # of what is shown along the axis, left free while a run goes on: all is drawn anew where it ends


class FollowedRange:
    """Keeps curves in sight.

    Args:
        plot: Where they are drawn.

    Attributes:
        is_on: Whether it does; not once a person has zoomed.
    """

    def __init__(self, plot: pg.PlotItem) -> None:
        self.is_on = True
        self._plot = plot
        self._shown: list[Range | None] = [None, None]

    def begin_anew(self) -> None:
        """Show all of the curves again, whatever was shown before."""
        self.is_on = True
        self._shown = [None, None]

    def leave(self) -> None:
        """Leave what is seen to the person."""
        self.is_on = False

    def follow(self, runs: Sequence[ShownRun], choice: CurveChoice, *, is_growing: bool) -> None:
        """Show all of the runs' curves, and while those of the last, the present run, grow some room for them."""
        curves = [curve for run in runs for curve in run.curves]
        if not self.is_on or not curves:
            return
        ends = (min(float(curve.x[0]) for curve in curves), max(float(curve.x[-1]) for curve in curves))
        is_longest = any(float(curve.x[-1]) == ends[1] for curve in runs[-1].curves)
        growth = GROWTH * (ends[1] - ends[0]) if is_longest and is_growing else 0.0
        self._show(0, spread(*ends, SIDE_MARGIN), growth, is_growing=is_growing)
        low, high = heights_worth_showing(curves, is_logarithmic=choice.is_logarithmic)
        from_zero = choice.quantity.has_zero and not choice.is_logarithmic
        heights = up_from_zero(high, TOP_MARGIN) if from_zero else spread(low, high, TOP_MARGIN)
        self._show(1, heights, 0.0, is_growing=is_growing)

    def _show(self, axis: int, needed: Range, growth: float, *, is_growing: bool) -> None:
        """Show what is needed with room for more at its end; while a run goes on, seldom another range."""
        if is_growing and holds_well(self._shown[axis], needed, FILLED):
            return
        shown = rounded_out(needed[0], needed[1] + growth)
        if axis == 1 and shown[0] == 0:
            shown = with_mark_room(shown, self._plot.getViewBox().height())
        if shown != self._shown[axis]:
            self._shown[axis] = shown
            (self._plot.setXRange, self._plot.setYRange)[axis](*shown, padding=0)
