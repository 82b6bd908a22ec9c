"""The curves that edges are made of, as the control points of cubic Béziers in scene units: float64 (E, 4, 2)."""

import numpy as np

from engine.arrays import FloatArray

SOFT_LEVEL, SOFT_UPRIGHT = 0.2, 0.45  # how far from a corner its controls are, in shares of the way to it
GENTLE, STEEP = 0.5, 1.0  # how far a bend's controls reach, in shares of the way across

_SHARES = np.linspace(GENTLE, STEEP, 6)
_T = np.linspace(0.0, 1.0, 65)


def points_on(curves: FloatArray, t: FloatArray) -> FloatArray:
    """Give the points of curves (E, K, 4, 2) at some of their parameters (T,), 0 … 1: float64 (E, K, T, 2)."""
    basis = np.column_stack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])
    return np.asarray(np.einsum("tk,eckd->ectd", basis, curves))


def straight(starts: FloatArray, ends: FloatArray) -> FloatArray:
    """Lead straight from points to points, each (E, 2)."""
    return np.stack([starts, (2 * starts + ends) / 3, (starts + 2 * ends) / 3, ends], axis=1)


def bent(starts: FloatArray, ends: FloatArray, shares: FloatArray | float = GENTLE) -> FloatArray:
    """Lead from points to points, each (E, 2), level at both ends.

    Args:
        starts: Where from.
        ends: Where to; on either side.
        shares: How steep they are in the middle, and how level at the ends: (E,) or of all, `GENTLE` … `STEEP`.
    """
    level = np.zeros(len(starts))
    reach = np.column_stack([(ends[:, 0] - starts[:, 0]) * shares, level])
    return np.stack([starts, starts + reach, ends - reach, ends], axis=1)


def turned(starts: FloatArray, ends: FloatArray, across: FloatArray) -> FloatArray:
    """Lead from points to points, each (E, 2), level at both ends and upright half-way: float64 (E, 2, 4, 2).

    As the controls of each half are beside its corner, it stays within the triangle of its ends and that corner.

    Args:
        starts: Where from.
        ends: Where to; on the other side of where it is upright, or on the same.
        across: Where it is upright, (E,).
    """
    corners, after = (np.column_stack([across, heights]) for heights in (starts[:, 1], ends[:, 1]))
    middles = (corners + after) / 2
    there, back = _rounded(starts, corners, middles), _rounded(ends, after, middles)
    return np.stack([there, back[:, ::-1]], axis=1)


def shares_within(inner: float, most: FloatArray) -> FloatArray:
    """Give how steep bends must be to stay as level as that over the first and last part of their way: (E,).

    Args:
        inner: The share of the way across that is to be level, 0 … ½.
        most: Share of the whole height, 0 … 1, by which they may come off their ends there, (E,).
    """
    x = points_on(_unit_bends(), _T)[:, 0, :, 0]
    at = np.array([np.interp(inner, across, _T) for across in x])
    off = 3 * at**2 - 2 * at**3
    return np.interp(-most, -off, _SHARES)


def _rounded(starts: FloatArray, corners: FloatArray, ends: FloatArray) -> FloatArray:
    """Lead around corners, each (E, 2), that are softer towards the ends."""
    before, after = corners + SOFT_LEVEL * (starts - corners), corners + SOFT_UPRIGHT * (ends - corners)
    return np.stack([starts, before, after, ends], axis=1)


def _unit_bends() -> FloatArray:
    starts, ends = np.zeros((len(_SHARES), 2)), np.ones((len(_SHARES), 2))
    return bent(starts, ends, _SHARES)[:, np.newaxis]
