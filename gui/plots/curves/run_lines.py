"""The lines of one run: training solid, validation dashed, and what was measured faintly behind a smoothed course."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtGui import QColor

from gui.plots.contours import Segments
from gui.plots.curves.curve import Curve, dashed, thinned_lines
from gui.plots.curves.quantities import TRAINING, VALIDATION
from gui.plots.lines_item import LinesItem
from gui.plots.ranges import Range

FAINT_ALPHA = 70
PARTS = (TRAINING, VALIDATION)


class RunLines:
    """Draws one run in one colour.

    Args:
        view_box: Where.
    """

    def __init__(self, view_box: pg.ViewBox) -> None:
        self._view_box = view_box
        self._lines = {part: LinesItem() for part in PARTS}
        self._raw = {part: LinesItem() for part in PARTS}
        for item in (*self._raw.values(), *self._lines.values()):
            view_box.addItem(item, ignoreBounds=True)

    def remove(self) -> None:
        """Draw nothing any more."""
        for item in (*self._raw.values(), *self._lines.values()):
            self._view_box.removeItem(item)

    def set_pen(self, color: QColor, width: float, depth: float) -> None:
        """Draw in this colour and width, above all of lesser depth."""
        faint = QColor(color)
        faint.setAlpha(FAINT_ALPHA)
        for part in PARTS:
            self._lines[part].set_pen(color, width)
            self._lines[part].setZValue(depth)
            self._raw[part].set_pen(faint, width)
            self._raw[part].setZValue(depth - 0.5)

    def show(self, curves: Sequence[Curve], shown: Range, buckets: int, unit: tuple[float, float]) -> None:
        """Draw these curves within a range of x, in no more stretches than asked; see `dashed` for the unit."""
        by_part = {curve.part: curve for curve in curves}
        for part in PARTS:
            curve = by_part.get(part)
            if curve is None:
                self._lines[part].set_segments(Segments.none())
                self._raw[part].set_segments(Segments.none())
                continue
            places = thinned_lines(curve.x, curve.smooth, shown, buckets)
            line = dashed(*places, unit) if part == VALIDATION else Segments.polyline(*places)
            self._lines[part].set_segments(line)
            raw = curve.smooth is not curve.y
            behind = Segments.polyline(*thinned_lines(curve.x, curve.y, shown, buckets)) if raw else Segments.none()
            self._raw[part].set_segments(behind)
