"""How much of a plot's plane to show."""

import math

import numpy as np

from engine.arrays import FloatArray

Range = tuple[float, float]

MARGIN = 0.18
MOST_UNEQUAL = 3.0
RANGE_STEPS = 20  # to a power of ten
MARK_ROOM_PX = 5.0


def with_margin(values: FloatArray, margin: float = MARGIN) -> Range:
    """Give the range of values with a margin, a share of it, at both ends; (−1, 1) about a single value."""
    if not len(values):
        return -1.0, 1.0
    low, high = float(values.min()), float(values.max())
    extra = margin * (high - low) or 1.0
    return low - extra, high + extra


def are_alike(first: Range, second: Range) -> bool:
    """Tell whether two ranges are so alike that a unit should be as long along both axes."""
    ratio = (first[1] - first[0]) / (second[1] - second[0])
    return bool(np.abs(np.log(ratio)) <= np.log(MOST_UNEQUAL))


def spread(low: float, high: float, margin: float) -> Range:
    """Give a range with a margin, a share of it, at both ends; a half where it has no extent."""
    extra = margin * (high - low) or 0.5
    return low - extra, high + extra


def up_from_zero(high: float, margin: float) -> Range:
    """Give the range of what can't be negative, with a margin, a share of it, at its upper end."""
    return 0.0, spread(0.0, high, margin)[1]


def with_mark_room(shown: Range, pixels: float) -> Range:
    """Give a range that begins a little lower, in so many pixels: else a mark where it begins is cut."""
    return shown[0] - MARK_ROOM_PX / max(pixels, MARK_ROOM_PX) * (shown[1] - shown[0]), shown[1]


def nearest(ascending: FloatArray, value: float) -> int:
    """Give the index of the entry nearest to a value, of equal ones the last: what is restored comes after the rest."""
    after = int(np.searchsorted(ascending, value, side="right"))
    if after in (0, len(ascending)):
        return max(after - 1, 0)
    return after - 1 if value - ascending[after - 1] <= ascending[after] - value else after


def rounded_out(low: float, high: float) -> Range:
    """Give a little more than a range, in such steps that axes aren't drawn anew for every frame of a run."""
    step = 10.0 ** math.floor(math.log10(high - low)) / RANGE_STEPS
    return math.floor(low / step) * step, math.ceil(high / step) * step


def holds_well(shown: Range | None, needed: Range, filled: float) -> bool:
    """Tell whether a range shown has all that is needed, which fills at least so large a share of it."""
    if shown is None or needed[0] < shown[0] or shown[1] < needed[1]:
        return False
    return needed[1] - needed[0] >= filled * (shown[1] - shown[0])
