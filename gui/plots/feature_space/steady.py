"""Keeping a feature space where it is while its network changes: else axes jump."""

import numpy as np

from engine.arrays import FloatArray
from gui.plots.ranges import Range, rounded_out, with_margin

MARGIN = 0.12
ROUNDING = 1e-9  # of the widest coordinate: what varies by less than that varies by rounding errors alone
LEAST_FILLED = 0.45  # of a range; where values take less of it they are hard to see


def steady_ranges(values: FloatArray, shown: tuple[Range, ...]) -> tuple[Range, ...]:
    """Give a range for each coordinate of values (n, d), n ≥ 1: the one shown as long as it suits them.

    A coordinate that does not vary, as the third of a plane in space, gets a range as wide as the widest.
    """
    before = shown if len(shown) == values.shape[1] else (None,) * values.shape[1]
    extents = np.ptp(values, axis=0)
    widest = float(extents.max())
    return tuple(
        _steady_range(column, range_) if extent > ROUNDING * widest else _around(float(column[0]), widest)
        for column, range_, extent in zip(values.T, before, extents, strict=True)
    )


def _around(value: float, extent: float) -> Range:
    return rounded_out(*with_margin(np.array([value - extent / 2, value + extent / 2]), MARGIN))


def _steady_range(values: FloatArray, shown: Range | None) -> Range:
    low, high = float(values.min()), float(values.max())
    if shown is None or low < shown[0] or shown[1] < high:
        return rounded_out(*with_margin(values, MARGIN))
    is_filled = high - low >= LEAST_FILLED * (shown[1] - shown[0]) or high == low
    return shown if is_filled else rounded_out(*with_margin(values, MARGIN))
