"""What is marked on the present run's curves: its best epoch, how long patience lasts, where it went back."""

import msgspec
import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from engine.arrays import FloatArray
from engine.project.history import HISTORY_COLUMNS, MEASURED, column
from engine.project.project import Run
from engine.project.runs.outcome import best_row
from gui.plots.points import Place, Points
from gui.theme import Theme

BEST_SIZE, RING_SIZE, DOT_SIZE = 13, 13, 8
RING_WIDTH = 2.0
SPAN_ALPHA = 36
SPAN_DEPTH, LINE_DEPTH, MARK_DEPTH = -10, -5, 60


class Standing(msgspec.Struct, frozen=True):
    """Where a run stands with early stopping.

    Attributes:
        best_step: Where the validation loss was lowest; None without a validation part.
        best_epoch: The same as an epoch.
        waits_until: The epoch at which patience runs out; None where nobody waits.
        restored_step: Where the run went back to the best parameters; None where it didn't.
    """

    best_step: float | None = None
    best_epoch: float = 0.0
    waits_until: float | None = None
    restored_step: float | None = None


def standing(history: FloatArray, run: Run | None, patience: int) -> Standing:
    """Say where a run stands, from its history (rows, columns), what it kept as its best, and the patience set."""
    place = best_row(history)
    if place is None:
        return Standing()
    kept = run.best.row if run is not None and run.best is not None else None
    best = history[place] if kept is None else kept
    step, epoch = (float(best[HISTORY_COLUMNS.index(name)]) for name in ("step", "epoch"))
    last = history[-1]
    # Going back adds a row that repeats what was measured of the best.
    went_back = kept is not None and last[0] > step and last[MEASURED].tobytes() == kept[MEASURED].tobytes()
    return Standing(
        best_step=step,
        best_epoch=epoch,
        waits_until=epoch + patience if patience else None,
        restored_step=float(last[0]) if went_back else None,
    )


def step_of_epoch(history: FloatArray, epoch: float) -> float:
    """Give the step at an epoch; beyond the history as many steps an epoch as in it on the average."""
    epochs, steps = column(history, "epoch"), column(history, "step")
    if epoch <= epochs[-1] or not epochs[-1] > 0:
        return float(np.interp(epoch, epochs, steps))
    return float(steps[-1] / epochs[-1] * epoch)


class CurveMarks:
    """Items for the marks.

    Args:
        view_box: Where.
    """

    def __init__(self, view_box: pg.ViewBox) -> None:
        self._span = pg.LinearRegionItem(movable=False)
        self._span.setZValue(SPAN_DEPTH)
        self._line = pg.InfiniteLine(angle=90)
        self._line.setZValue(LINE_DEPTH)
        self._best = Points(symbol="star", size=BEST_SIZE)
        self._ring = Points(size=RING_SIZE)
        self._branches = Points(symbol="d", size=DOT_SIZE)
        for item in (self._best, self._ring, self._branches):
            item.setZValue(MARK_DEPTH)
        for item in (self._span, self._line, self._best, self._ring, self._branches):
            view_box.addItem(item, ignoreBounds=True)

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        accent, edge = QColor(theme.palette.accent), pg.mkPen(theme.palette.plot_background)
        shade = QColor(theme.palette.accent)
        shade.setAlpha(SPAN_ALPHA)
        self._span.setBrush(shade)
        for line in self._span.lines:
            line.setPen(pg.mkPen(None))
        self._line.setPen(pg.mkPen(accent, style=Qt.PenStyle.DotLine))
        self._best.setBrush(pg.mkBrush(accent))
        self._best.setPen(edge)
        self._ring.setPen(pg.mkPen(accent, width=RING_WIDTH * theme.scale))
        self._ring.setBrush(None)
        for item, size in ((self._best, BEST_SIZE), (self._ring, RING_SIZE), (self._branches, DOT_SIZE)):
            item.setSize(round(size * theme.scale))
        self._branches.setPen(edge)

    def show_best(self, x: float | None, y: float | None) -> None:
        """Mark the best place: a line, and a star on the curve; None for none."""
        self._line.setVisible(x is not None)
        if x is not None:
            self._line.setValue(x)
        self._best.mark([(x, y)] if x is not None and y is not None else [])

    def show_patience(self, first: float | None, last: float | None) -> None:
        """Shade the stretch of x in which early stopping waits; None for none."""
        is_there = first is not None and last is not None
        self._span.setVisible(is_there)
        if is_there:
            self._span.setRegion((first, last))

    def show_restored(self, x: float | None, y: float | None) -> None:
        """Mark where the run went back to the best; None for nowhere."""
        self._ring.mark([(x, y)] if x is not None and y is not None else [])

    def show_branches(self, places: list[Place], colors: list[QColor]) -> None:
        """Mark where runs went their own way, each in the colour of its run."""
        self._branches.mark(places, colors)
