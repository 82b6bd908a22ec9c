"""One curve of a run: smoothed, put on the axes, and cut into as few lines as show it."""

import math
from collections.abc import Sequence

import msgspec
import numpy as np

from engine.arrays import FloatArray, without_repeats
from engine.project.runs.course import Course
from gui.plots.contours import Segments
from gui.plots.curves.quantities import Along, Quantity
from gui.plots.history_buffer import peak_decimated, visible_part
from gui.plots.ranges import Range
from gui.plots.sample_tables import Columns

DASH_PX, MOST_DASHES = 5.0, 400
DIVERGED, SHOWN_OF_DIVERGED = 100.0, 2.0  # times the largest value that any curve begins with


class CurveChoice(msgspec.Struct, frozen=True):
    """How curves are drawn.

    Attributes:
        quantity: What they show.
        along: Along what.
        smoothing: Over which share of a curve a mean is drawn; 0 for every value as it was measured.
        is_logarithmic: Whether the values' axis is.
    """

    quantity: Quantity
    along: Along
    smoothing: float = 0.0
    is_logarithmic: bool = False


class Curve(msgspec.Struct, frozen=True, eq=False):
    """The values of one part of the data, float64 (n,) each.

    Attributes:
        part: Training or validation.
        steps: Of the run, ascending.
        values: As they were measured.
        x: Where they lie along the axis, ascending.
        y: How high they lie.
        smooth: The same of their smoothed course; `y` itself without smoothing.
        heights: The lowest and the highest that is finite of `y`; None where nothing is.
        first: The first height that is finite.
    """

    part: str
    steps: FloatArray
    values: FloatArray
    x: FloatArray
    y: FloatArray
    smooth: FloatArray
    heights: Range | None
    first: float


def curves_of(choice: CurveChoice, history: FloatArray, course: Course) -> tuple[Curve, ...]:
    """Give the curves of a run; parts of which nothing was measured have none."""
    found = []
    for series in choice.quantity.series(history, course):
        places = on_axis(choice.along.places(series.steps, history, course), is_logarithmic=choice.along.is_logarithmic)
        is_there = np.isfinite(places)
        if not (np.isfinite(series.values) & is_there).any():
            continue
        rows = slice(None) if is_there.all() else is_there  # a long run is not copied with every frame
        steps, x, values = series.steps[rows], places[rows], series.values[rows]
        heights = on_axis(values, is_logarithmic=choice.is_logarithmic)
        smooth = heights
        if choice.smoothing:
            smooth = on_axis(smoothed(values, choice.smoothing), is_logarithmic=choice.is_logarithmic)
        found.append(Curve(series.part, steps, values, x, heights, smooth, *_reach_and_first(heights)))
    return tuple(found)


def table_part(run: str, curve: Curve, choice: CurveChoice) -> Columns:
    """Give the columns of a curve in a table: whose it is, where it was measured, and what."""
    count, label = len(curve.steps), choice.quantity.label
    part: Columns = {
        "run": [run] * count,
        "part": [curve.part] * count,
        "step": curve.steps.astype(np.int64),
        choice.along.axis: 10.0**curve.x if choice.along.is_logarithmic else curve.x,
        label: curve.values,
    }
    if choice.smoothing:
        part[f"{label} smoothed"] = 10.0**curve.smooth if choice.is_logarithmic else curve.smooth
    return part


def smoothed(values: FloatArray, share: float) -> FloatArray:
    """Give the mean (n,) over so large a share of a curve around each value; the window narrows towards both ends.

    What is not finite stays so and counts for nothing.
    """
    count = len(values)
    reach = np.minimum(np.arange(count), np.arange(count)[::-1]).clip(max=int(share * count / 2))
    finite = np.isfinite(values)
    sums = np.concatenate([[0.0], np.cumsum(np.where(finite, values, 0.0))])
    counts = np.concatenate([[0], np.cumsum(finite)])
    first, end = np.arange(count) - reach, np.arange(count) + reach + 1
    means = (sums[end] - sums[first]) / np.maximum(counts[end] - counts[first], 1)
    return np.where(finite, means, np.nan)


def on_axis(values: FloatArray, *, is_logarithmic: bool) -> FloatArray:
    """Give where values lie along an axis; zero and less have no place on a logarithmic one."""
    if not is_logarithmic:
        return values
    return np.log10(values, out=np.full(len(values), np.nan), where=values > 0)


def heights_worth_showing(curves: Sequence[Curve], *, is_logarithmic: bool) -> Range:
    """Give the lowest and the highest value of curves; for the others' sake one that diverges leads out of sight."""
    finite = [curve for curve in curves if curve.heights is not None]
    if not finite:
        return 0.0, 1.0
    reaches = [curve.heights for curve in finite if curve.heights is not None]
    first = max(abs(curve.first) for curve in finite)
    tops = [top for _low, top in reaches]
    if first > 0 and not is_logarithmic and len(curves) > 1:
        tops = [top if top <= DIVERGED * first else SHOWN_OF_DIVERGED * first for top in tops]
    return min(low for low, _top in reaches), max(tops)


def _reach_and_first(heights: FloatArray) -> tuple[Range | None, float]:
    """Give the lowest and the highest of heights (n ≥ 1) that are finite, None where none is, and the first."""
    low, high = float(heights.min()), float(heights.max())
    if math.isfinite(low) and math.isfinite(high):
        return (low, high), float(heights[0])
    finite = heights[np.isfinite(heights)]
    return ((float(finite.min()), float(finite.max())), float(finite[0])) if len(finite) else (None, math.nan)


def thinned_lines(x: FloatArray, y: FloatArray, shown: Range, buckets: int) -> tuple[FloatArray, FloatArray]:
    """Give the part of a curve within a range of x, with no more points than the eye can tell."""
    part = visible_part(x, *shown)
    return peak_decimated(x[part], y[part], buckets)


def dashed(x: FloatArray, y: FloatArray, unit: tuple[float, float]) -> Segments:
    """Give a dashed line through points, dashes and gaps alike long on screen.

    Qt begins its dashes anew with each segment, which leaves none of a line of many short ones.

    Args:
        x: (n,) ascending.
        y: (n,), gaps where a value is not finite.
        unit: How many pixels one of x and one of y are.
    """
    finite = np.isfinite(y)
    x, y = x[finite], y[finite]
    if len(x) < 2:
        return Segments.none()
    with np.errstate(over="ignore"):  # a diverging run leads out of all bounds
        way = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x) * unit[0], np.diff(y) * unit[1]))])
    if not 0 < way[-1] < np.inf:
        return Segments.polyline(x, y)
    dash = max(DASH_PX, way[-1] / MOST_DASHES)
    stops = without_repeats(np.sort(np.concatenate([way, np.arange(0.0, way[-1], dash)])))
    ends_x, ends_y = np.interp(stops, way, x), np.interp(stops, way, y)
    is_drawn = ((stops[:-1] + stops[1:]) / 2 // dash).astype(np.int64) % 2 == 0
    ends = np.column_stack([ends_x[:-1], ends_y[:-1], ends_x[1:], ends_y[1:]])
    return Segments(ends[is_drawn])
