"""Keeping a feature space where it is while its network changes: else axes jump."""

from engine.arrays import FloatArray
from gui.plots.ranges import Range, rounded_out, with_margin

MARGIN = 0.12
LEAST_FILLED = 0.45  # of a range; where values take less of it they are hard to see


def steady_ranges(values: FloatArray, shown: tuple[Range, ...]) -> tuple[Range, ...]:
    """Give a range for each coordinate of values (n, d), n ≥ 1: the one shown as long as it suits them."""
    before = shown if len(shown) == values.shape[1] else (None,) * values.shape[1]
    return tuple(_steady_range(column, range_) for column, range_ in zip(values.T, before, strict=True))


def _steady_range(values: FloatArray, shown: Range | None) -> Range:
    low, high = float(values.min()), float(values.max())
    if shown is None or low < shown[0] or shown[1] < high:
        return rounded_out(*with_margin(values, MARGIN))
    is_filled = high - low >= LEAST_FILLED * (shown[1] - shown[0]) or high == low
    return shown if is_filled else rounded_out(*with_margin(values, MARGIN))
