"""Which of many samples are shown."""

import numpy as np
from numpy.typing import ArrayLike

from engine.analysis.distribution import evenly_spread
from engine.arrays import IntArray


def shown_rows(count: int, most: int, classes: ArrayLike | None = None) -> IntArray:
    """Give which of N samples stand for all: the same each time, and of every class about its share.

    Args:
        count: N.
        most: At most so many are given, at least 1.
        classes: (N,) what each sample is counted under; None where all are alike. Each class keeps at least one sample
            where there are no more classes than `most`.

    Returns:
        Rows 0 … N − 1, ascending, int64 (n,), n ≤ most; within a class they are evenly spread.
    """
    rows = np.arange(count)
    if count <= most:
        return rows
    if classes is None:
        return evenly_spread(rows, most)
    found = np.unique(np.asarray(classes))
    if len(found) > most:
        return evenly_spread(rows, most)
    # As the smallest integers there are: those NumPy sorts twenty times as fast, and there may be very many samples.
    of_class = np.searchsorted(found, np.asarray(classes).reshape(-1)).astype(np.min_scalar_type(len(found)))
    members = np.split(np.argsort(of_class, kind="stable"), np.cumsum(np.bincount(of_class))[:-1])
    free, others = most - len(members), count - len(members)
    chosen = [evenly_spread(group, 1 + free * (len(group) - 1) // others) for group in members]
    return np.sort(np.concatenate(chosen))
