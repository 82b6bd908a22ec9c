"""Steps of a run along an axis: evenly apart in log time, as they are recorded, or evenly apart."""

import math

import numpy as np

from engine.arrays import FloatArray, IntArray
from gui.plots.log_ticks import Ticks
from gui.plots.ranges import Range, rounded_out

MARGIN = 0.02


def place_of(step: int, *, is_logarithmic: bool = True) -> float:
    """Give where a step lies."""
    return math.log10(1 + step) if is_logarithmic else float(step)


def places_of(steps: IntArray, *, is_logarithmic: bool = True) -> FloatArray:
    """Give where steps (n,) lie."""
    return np.log10(1.0 + steps) if is_logarithmic else steps.astype(np.float64)


def shown_up_to(step: int, *, is_logarithmic: bool = True) -> Range:
    """Give what to show so that a step is in sight, in such stretches that the axis isn't drawn anew for each."""
    end = place_of(max(step, 1), is_logarithmic=is_logarithmic)
    return rounded_out(0.0, (1 + MARGIN) * end)


def step_ticks(end: float) -> Ticks:
    """Give the ticks of log time up to a place: the beginning, and powers of ten."""
    steps = [0, *(10**power for power in range(math.ceil(end) + 1))]
    return [(place_of(step), f"{step:,}") for step in steps if place_of(step) <= end]
