"""Keeping a feature space where it is while its network changes: else axes jump."""

import numpy as np

from engine.arrays import FloatArray
from gui.plots.ranges import Range, holds_well, rounded_out, with_margin

MARGIN = 0.12
SOLID_MARGIN = 0.03  # of three coordinates: a sample at a face of their cube is no less seen
ROUNDING = 1e-9  # of the widest coordinate: what varies by less than that varies by rounding errors alone
LEAST_FILLED, SOLID_FILLED = 0.45, 0.7  # of a range; where values take less of it they are hard to see


def steady_ranges(values: FloatArray, shown: tuple[Range, ...]) -> tuple[Range, ...]:
    """Give a range for each coordinate of values (n, d), n ≥ 1: the one shown as long as it suits them.

    A coordinate that does not vary, as the third of a plane in space, gets a range as wide as the widest.
    """
    before = shown if len(shown) == values.shape[1] else (None,) * values.shape[1]
    extents = np.ptp(values, axis=0)
    widest = float(extents.max())
    margin, filled = (SOLID_MARGIN, SOLID_FILLED) if values.shape[1] > 2 else (MARGIN, LEAST_FILLED)
    return tuple(
        _steady_range(column, range_, margin, filled)
        if extent > ROUNDING * widest
        else _around(float(column[0]), widest, margin)
        for column, range_, extent in zip(values.T, before, extents, strict=True)
    )


def _around(value: float, extent: float, margin: float) -> Range:
    return rounded_out(*with_margin(np.array([value - extent / 2, value + extent / 2]), margin))


def _steady_range(values: FloatArray, shown: Range | None, margin: float, filled: float) -> Range:
    needed = float(values.min()), float(values.max())
    if shown is not None and holds_well(shown, needed, 0.0 if needed[0] == needed[1] else filled):
        return shown
    return rounded_out(*with_margin(values, margin))
