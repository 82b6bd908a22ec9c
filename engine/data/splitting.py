"""Which samples are learned from and which are held back."""

import numpy as np

from engine.arrays import FloatArray, IntArray
from engine.data.random_streams import Stream, random_stream


def split(groups: IntArray, validation_fraction: float, seed: int) -> tuple[IntArray, IntArray]:
    """Divide samples at random into a training and a validation part with the same shares of every group.

    The validation part has `round(N · validation_fraction)` samples, fewer only where a group would otherwise be left
    without a sample to train on.

    Args:
        groups: shape (N,), the class of every sample; the same number throughout for a set without classes.
        validation_fraction: in [0, 0.9].
        seed: the same seed gives the same split of the same groups.

    Returns:
        The indices of the training and of the validation samples, each ascending; together 0 … N−1.
    """
    _, members, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    held_back = _apportion(sizes, validation_fraction)
    ranks = _ranks_in_group(members, random_stream(seed, Stream.SPLIT).permutation(len(groups)))
    in_validation = ranks < held_back[members]
    return np.flatnonzero(~in_validation), np.flatnonzero(in_validation)


def _apportion(sizes: IntArray, fraction: float) -> IntArray:
    """Say how many of each group to hold back: whole parts first, then one each for the largest remainders."""
    quotas = sizes * fraction
    counts: IntArray = np.minimum(np.floor(quotas).astype(np.int64), sizes - 1)
    remainders: FloatArray = np.where(counts < sizes - 1, quotas - counts, -1.0)
    missing = round(sizes.sum() * fraction) - counts.sum()
    takers = np.argsort(-remainders, kind="stable")[:missing]
    counts[takers[remainders[takers] > 0]] += 1
    return counts


def _ranks_in_group(members: IntArray, order: IntArray) -> IntArray:
    """Give each sample's place, from 0, among its own group when samples are met in `order`."""
    ranks = np.empty_like(order)
    for group in range(members.max() + 1):
        met = order[members[order] == group]
        ranks[met] = np.arange(len(met))
    return ranks
