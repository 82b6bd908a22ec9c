"""The curves that edges are made of, as the control points of cubic Béziers in scene units: float64 (E, 4, 2)."""

import numpy as np

from engine.arrays import FloatArray

GENTLE, STEEP = 0.5, 1.0  # how far a bend's controls reach, in shares of the way across
AROUND_SHARE, MOST_AROUND = 0.1, 8.0  # of the way down, so that edges that turn back are apart; and in scene units

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


def turning(starts: FloatArray, ends: FloatArray, at: float) -> FloatArray:
    """Lead from points to points, each (E, 2), level at both ends and upright about `at`.

    Where that is beyond both ends, they turn back there, those that come from farther away farther out.
    """
    controls = np.full(len(starts), at)
    beyond = at - np.stack([starts[:, 0], ends[:, 0]])
    farther = np.minimum(AROUND_SHARE * np.abs(ends[:, 1] - starts[:, 1]), MOST_AROUND)
    controls += np.where((beyond > 0).all(axis=0), farther, np.where((beyond < 0).all(axis=0), -farther, 0.0))
    leave, arrive = np.column_stack([controls, starts[:, 1]]), np.column_stack([controls, ends[:, 1]])
    return np.stack([starts, leave, arrive, ends], axis=1)


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


def _unit_bends() -> FloatArray:
    starts, ends = np.zeros((len(_SHARES), 2)), np.ones((len(_SHARES), 2))
    return bent(starts, ends, _SHARES)[:, np.newaxis]
