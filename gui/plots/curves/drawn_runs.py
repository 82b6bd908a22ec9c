"""All runs as lines: the present one's with every frame, those of runs kept only where they would look different."""

import math
from collections.abc import Collection, Sequence

import pyqtgraph as pg
from PySide6.QtGui import QColor

from gui.plots.curves.hovering import ShownRun
from gui.plots.curves.lines_picture import LinesPicture
from gui.plots.curves.run_lines import RunLines, Sight
from gui.plots.curves.table_model import PRESENT
from gui.plots.ranges import Range

PRESENT_WIDTH, KEPT_WIDTH, SELECTED_EXTRA = 2.0, 1.3, 1.2
KEPT_DEPTH, PRESENT_DEPTH = 10.0, 30.0
BUCKET_WIDTH_PX = 2


class DrawnRuns:
    """Draws runs, those selected stronger than others, and the present one above all.

    Args:
        view_box: Where.
    """

    def __init__(self, view_box: pg.ViewBox) -> None:
        self._view_box = view_box
        self._present = RunLines()
        for item in self._present.items:
            item.setZValue(PRESENT_DEPTH)
            view_box.addItem(item, ignoreBounds=True)
        self._kept: dict[int, RunLines] = {}
        self._made_for: dict[int, tuple[object, object]] = {}
        self._picture = LinesPicture()
        self._picture.setZValue(KEPT_DEPTH)
        view_box.addItem(self._picture, ignoreBounds=True)
        self._colors: dict[int, QColor] = {}
        self._selected: Collection[int] = ()
        self._scale = 1.0

    def set_selected(self, numbers: Collection[int], scale: float) -> None:
        """Let these runs stand out; all lines are so many times as wide as usual."""
        self._selected, self._scale = numbers, scale
        self._style(PRESENT)
        for number in self._kept:
            self._style(number)
        self._paint_kept()

    def show(self, runs: Sequence[ShownRun], *, is_followed: bool, is_growing: bool) -> None:
        """Draw these, the present one last.

        Lines scale with the view, and only their number of points and their dashes are for one scale; so those of runs
        kept are made anew when it has doubled, and while the present run grows one of them in each frame.

        Args:
            runs: The runs.
            is_followed: Whether all of them is in sight; else lines are cut to what is.
            is_growing: Whether there will be another frame soon.
        """
        (left, right), (bottom, top) = self._view_box.viewRange()
        width, height = self._view_box.width(), self._view_box.height()
        unit = (_pixels(width, (left, right)), _pixels(height, (bottom, top)))
        sight = Sight((left, right), max(int(width / BUCKET_WIDTH_PX), 1), unit)
        *kept, present = runs
        self._take_color(present)
        self._present.show(present.curves, sight)
        scale = tuple(round(math.log2(one)) for one in unit) if is_followed else sight
        self._show_kept(kept, sight, scale, in_turn=is_growing and is_followed)

    def _show_kept(self, runs: Sequence[ShownRun], sight: Sight, scale: object, *, in_turn: bool) -> None:
        gone = set(self._kept).difference(run.number for run in runs)
        for number in gone:
            del self._kept[number], self._made_for[number], self._colors[number]
        new = [run for run in runs if self._made_for.get(run.number, (None,))[0] is not run.curves]
        stale = [run for run in runs if run not in new and self._made_for[run.number][1] != scale]
        for run in (*new, *(stale[:1] if in_turn else stale)):
            self._made_for[run.number] = run.curves, scale
            self._kept.setdefault(run.number, RunLines()).show(run.curves, sight)
        recoloured = [run for run in runs if self._take_color(run)]
        if gone or new or stale or recoloured:
            self._paint_kept()

    def _take_color(self, run: ShownRun) -> bool:
        """Draw a run in its colour; tell whether it was another."""
        if self._colors.get(run.number) == run.color:
            return False
        self._colors[run.number] = run.color
        self._style(run.number)
        return True

    def _style(self, number: int) -> None:
        if number in self._colors:
            lines, usual = (self._present, PRESENT_WIDTH) if number == PRESENT else (self._kept[number], KEPT_WIDTH)
            extra = SELECTED_EXTRA if number in self._selected else 0.0
            lines.set_pen(self._colors[number], (usual + extra) * self._scale)

    def _paint_kept(self) -> None:
        in_order = sorted(self._kept, key=lambda number: (number in self._selected, number))
        self._picture.set_lines([item for number in in_order for item in self._kept[number].items])


def _pixels(length: float, shown: Range) -> float:
    return max(length, 1.0) / max(shown[1] - shown[0], 1e-12)
