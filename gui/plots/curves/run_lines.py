"""The lines of one run: training solid, validation dashed, and what was measured faintly behind a smoothed course."""

from collections.abc import Sequence

import msgspec
from PySide6.QtGui import QColor

from gui.plots.contours import Segments
from gui.plots.curves.curve import Curve, dashed, thinned_lines
from gui.plots.curves.quantities import TRAINING, VALIDATION
from gui.plots.lines_item import LinesItem
from gui.plots.ranges import Range

FAINT_ALPHA = 70
PARTS = (TRAINING, VALIDATION)


class Sight(msgspec.Struct, frozen=True):
    """What is looked at.

    Attributes:
        shown: From where to where along x.
        buckets: In how many stretches a line needs to be drawn.
        unit: How many pixels one of x and one of y are, for dashes.
    """

    shown: Range
    buckets: int
    unit: tuple[float, float]


class RunLines:
    """Lays out one run in one colour.

    Attributes:
        items: What draws it, from the lowest to the highest.
    """

    def __init__(self) -> None:
        self._lines = {part: LinesItem() for part in PARTS}
        self._raw = {part: LinesItem() for part in PARTS}
        self.items = (*self._raw.values(), *self._lines.values())

    def set_pen(self, color: QColor, width: float) -> None:
        """Draw in this colour and width."""
        faint = QColor(color)
        faint.setAlpha(FAINT_ALPHA)
        for part in PARTS:
            self._lines[part].set_pen(color, width)
            self._raw[part].set_pen(faint, width)

    def show(self, curves: Sequence[Curve], sight: Sight) -> None:
        """Draw what is in sight of these curves."""
        by_part = {curve.part: curve for curve in curves}
        for part in PARTS:
            curve = by_part.get(part)
            if curve is None:
                self._lines[part].set_segments(Segments.none())
                self._raw[part].set_segments(Segments.none())
                continue
            places = thinned_lines(curve.x, curve.smooth, sight.shown, sight.buckets)
            line = dashed(*places, sight.unit) if part == VALIDATION else Segments.polyline(*places)
            self._lines[part].set_segments(line)
            raw = Segments.none()
            if curve.smooth is not curve.y:
                raw = Segments.polyline(*thinned_lines(curve.x, curve.y, sight.shown, sight.buckets))
            self._raw[part].set_segments(raw)
