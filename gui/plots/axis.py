"""An axis whose labels never touch, and which may tell values in another unit than the plot places them in."""

import html
import math
from collections.abc import Iterable

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from gui.plots.numbers import readable
from gui.plots.short_names import fitting_form

ROUND_STEPS = (1, 2, 5)
OTHER_STEPS = (1, 2, 3, 4, 5, 6, 8)
OVERHANG_PX = 6  # how far a label may reach beyond the end of its axis: as far as there is a margin
LABEL_GAP = 0.9  # between neighbouring labels, as a share of the type's height
PLAIN_BELOW = 1e6  # where a label's value or step is no longer written out
PLAIN_FROM = 1e-3
GROUPED_FROM = 1e4  # 1000 is read at a glance, 10000 is not
ROUNDING = 1e-9
DrawSpecs = tuple[object, list[object], list[tuple[QRectF, object, str]]]


class PlotAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no type hints
    """Has round ticks, as many as there is room for labels.

    Values told are `scale · place + offset`: standardised inputs can be told as they were measured.
    """

    textWidth: int  # noqa: N815 - pyqtgraph's, in pixels
    textHeight: int  # noqa: N815
    # Asked for while pyqtgraph is still making the axis:
    _short_names: tuple[str, ...] = ()
    _overhang = OVERHANG_PX

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation, maxTextLevel=0, hideOverlappingLabels=OVERHANG_PX)
        self._unit = (1.0, 0.0)
        self._title = ""
        self._rooms: dict[int, tuple[int, int]] = {}  # what labels have taken, by the size of their type

    def set_overhang(self, overhang: int) -> None:
        """Let labels reach so many pixels beyond the ends of the axis, where there is that much of a margin."""
        self._overhang = overhang
        self.setStyle(hideOverlappingLabels=overhang)

    def setTickFont(self, font: QFont) -> None:
        """Have the room again that labels took in this type before: pyqtgraph (0.14) keeps some of larger ones'."""
        used = self.style["tickFont"]
        if used is not None and used.pixelSize() != font.pixelSize():
            self._rooms[used.pixelSize()] = self.textWidth, self.textHeight
            self.textWidth, self.textHeight = self._rooms.get(font.pixelSize(), (self.textWidth, self.textHeight))
        super().setTickFont(font)

    def set_short_names(self, *names: str) -> None:
        """Choose what stands there where the axis is too short for its name: the first that fits."""
        self._short_names = names

    def set_unit(self, scale: float, offset: float) -> None:
        """Tell values as scale · place + offset; the scale is positive."""
        if (scale, offset) != self._unit:
            self._unit = (scale, offset)
            self.picture = None
            self.update()

    def setTicks(self, ticks: object) -> None:
        """Have ticks at places of one's own, None for round ones; with the same as before it isn't drawn anew."""
        if ticks != self._tickLevels:
            super().setTicks(ticks)

    def labelString(self) -> str:
        """Give the axis's name; where the axis is too short for it a short one, or else one with “…” in it."""
        self._title = self._title_that_fits()
        style = ";".join(f"{name}: {value}" for name, value in self.labelStyle.items())
        return f"<span style='{style}'>{html.escape(self._title)}</span>"

    def resizeEvent(self, ev: object = None) -> None:
        """Shorten the name to the length there is now."""
        if self.label is not None and self._title != self._title_that_fits():
            self.label.setHtml(self.labelString())
        super().resizeEvent(ev)

    def _title_that_fits(self) -> str:
        length = self.size().height() if self.orientation in ("left", "right") else self.size().width()
        return fitting_form((self.labelText, *self._short_names), length, self._metrics())

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N803
        """Give the places of the ticks, in plot coordinates, and how far apart they are."""
        scale, offset = self._unit
        low, high = sorted((scale * minVal + offset, scale * maxVal + offset))
        if not (math.isfinite(low) and math.isfinite(high) and high > low):
            return []
        step = self._step(low, high, size)
        return [(step, [(value - offset) / scale for value in _multiples(step, low, high)])]

    def tickStrings(self, values: Iterable[float], scale: float, spacing: float) -> list[str]:  # noqa: ARG002
        """Give the labels of ticks; the spacing is in the unit told."""
        unit, offset = self._unit
        return [tick_label(unit * value + offset, spacing) for value in values]

    def generateDrawSpecs(self, p: QPainter) -> DrawSpecs | None:
        """Leave out labels that would touch one before them: those of ticks set by hand."""
        specs: DrawSpecs | None = super().generateDrawSpecs(p)
        if specs is None:
            return None
        axis, ticks, labels = specs
        kept: list[tuple[QRectF, object, str]] = []
        for label in labels:
            if not any(label[0].intersects(other[0]) for other in kept):
                kept.append(label)
        return axis, ticks, kept

    def _step(self, low: float, high: float, size: float) -> float:
        """Give the smallest round step at which labels fit side by side along `size` pixels.

        A step that is less round is better than a single label, which tells nothing of the scale.
        """
        roundest = self._smallest_step(ROUND_STEPS, low, high, size)
        if self._labels_inside(roundest, low, high, size) > 1:
            return roundest
        other = self._smallest_step(OTHER_STEPS, low, high, size)
        return other if self._labels_inside(other, low, high, size) > 1 else roundest

    def _smallest_step(self, multiples: tuple[int, ...], low: float, high: float, size: float) -> float:
        power = 10.0 ** math.floor(math.log10((high - low) / max(size, 1.0)))
        while True:
            for multiple in multiples:
                step = multiple * power
                if step >= high - low or self._fits(step, low, high, size):
                    return step
            power *= 10

    def _fits(self, step: float, low: float, high: float, size: float) -> bool:
        height = self._metrics().height()
        room = size * step / (high - low)
        if room < height:  # before looking at very many labels
            return False
        return room >= self._label_length(_multiples(step, low, high), step) + LABEL_GAP * height

    def _labels_inside(self, step: float, low: float, high: float, size: float) -> int:
        """Count the labels that don't reach too far beyond the ends of the axis."""
        values = _multiples(step, low, high)
        beyond = max(self._label_length(values, step) / 2 - self._overhang, 0.0) / max(size, 1.0) * (high - low)
        return sum(low + beyond <= value <= high - beyond for value in values)

    def _label_length(self, values: list[float], step: float) -> float:
        """Give how much of the axis the longest label takes."""
        metrics = self._metrics()
        if self.orientation in ("left", "right"):
            return metrics.height()
        return max((metrics.horizontalAdvance(tick_label(value, step)) for value in values), default=0.0)

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.style["tickFont"] or self.font())


def tick_label(value: float, step: float) -> str:
    """Give the label of a multiple of a step: with as many decimals or digits as tell it from its neighbours."""
    if abs(value) < step / 2:
        return "0"
    finest = _exponent(step)
    if step >= PLAIN_FROM and abs(value) < PLAIN_BELOW:
        group = "," if abs(value) >= GROUPED_FROM else ""
        return f"{value:{group}.{max(0, -finest)}f}".replace("-", "−")
    return readable(value, max(1, _exponent(value) - finest + 1))


def _exponent(value: float) -> int:
    return math.floor(math.log10(abs(value)) + ROUNDING)


def _multiples(step: float, low: float, high: float) -> list[float]:
    first, last = math.ceil(low / step - ROUNDING), math.floor(high / step + ROUNDING)
    return [count * step for count in range(first, last + 1)]
