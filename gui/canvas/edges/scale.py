"""How strong edges must be for full colour and width: one scale for the whole drawing, so that all can be compared."""

import math
from bisect import bisect_left
from collections.abc import Iterable

import msgspec
import numpy as np

from engine.arrays import FloatArray
from engine.project.display import LARGEST_FULL_SCALE

FULL_WIDTH = 5.0
WIDTH_POWER = 1.25  # small weights are those of many edges, whose lines are finer already: they need more of the width
LEAST_FULL_COLOR = 0.02
ROUND_STEPS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)  # within a power of ten
OUTLIERS_AMONG = 64  # of so many edges one may be stronger than what has full colour: it would make all others grey


class EdgeScale(msgspec.Struct, frozen=True):
    """How strong edges must be.

    Attributes:
        full_width: The magnitude drawn as wide as can be.
        full_color: The magnitude drawn in full colour.
    """

    full_width: float = FULL_WIDTH
    full_color: float = 1.0


def chosen_scale(full: float) -> EdgeScale:
    """Give the scale that a person has chosen, for colour and width alike."""
    return EdgeScale(full, full)


def common_scale(full_colors: Iterable[float]) -> EdgeScale:
    """Give the scale that suits connections which by themselves have these magnitudes in full colour.

    Widths up to 5 are those of the numbers themselves, so that edges are seen to grow; where all numbers are small or
    large, width tells them apart as well.
    """
    full_color = max(full_colors, default=0.0) or 1.0
    full_width = _step_value(_step_reaching(FULL_WIDTH * min(full_color, 1.0) ** WIDTH_POWER))
    return EdgeScale(max(full_width, full_color), full_color)


def full_color_of(values: FloatArray) -> float:
    """Give a round number that the values reach, 0 where there are none but 0 or NaN.

    Of every 64 that are not 0 one may be stronger; of fewer none is. So it is a pure function of the numbers: however
    they came about, the same ones look the same. It goes in steps, so that colours don't flicker while numbers move.
    """
    largest = largest_magnitude(values)
    if largest == 0:
        return 0.0
    step = _step_reaching(min(max(largest, LEAST_FULL_COLOR), LARGEST_FULL_SCALE))
    spare = _count_beyond(values, 0.0) // OUTLIERS_AMONG
    if not spare or _count_beyond(values, _step_value(step - 1)) > spare:
        return _step_value(step)
    lower = range(_step_reaching(LEAST_FULL_COLOR), step)
    enough = bisect_left(lower, True, key=lambda lower_step: _count_beyond(values, _step_value(lower_step)) <= spare)
    return _step_value(lower[enough] if lower else step)


def largest_magnitude(values: FloatArray) -> float:
    """Give the largest magnitude of the numbers that are known, ∞ being the largest number there is."""
    largest = max(float(values.max(initial=0.0)), -float(values.min(initial=0.0)))
    return largest if math.isfinite(largest) else float(np.abs(np.nan_to_num(values)).max(initial=0.0))


def _count_beyond(values: FloatArray, magnitude: float) -> int:
    # Without their magnitudes, which would take as long as all comparisons together.
    return int(np.count_nonzero(values > magnitude) + np.count_nonzero(values < -magnitude))


def _step_reaching(magnitude: float) -> int:
    """Give the number of the least round step that reaches a magnitude."""
    power = math.floor(math.log10(magnitude))
    near = range(len(ROUND_STEPS) * power, len(ROUND_STEPS) * (power + 2))
    return next(step for step in near if _step_value(step) >= magnitude)


def _step_value(step: int) -> float:
    power, place = divmod(step, len(ROUND_STEPS))
    return float(f"{ROUND_STEPS[place]}e{power}")  # a power of ten below 1 has no exact value to multiply with
