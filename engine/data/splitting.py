"""Which samples are learned from and which are held back."""

from typing import NamedTuple

import numpy as np

from engine.arrays import FloatArray, IntArray
from engine.data.random_streams import Stream, random_stream
from engine.errors import SettingError

LARGEST_HELD_BACK = 0.9


class Parts(NamedTuple):
    """The indices of the samples of each part, ascending; together 0 … N−1."""

    training: IntArray
    validation: IntArray
    test: IntArray


def check_held_back(validation_fraction: float, test_fraction: float) -> None:
    """Do nothing if enough samples are left to train on.

    Raises:
        SettingError: the two fractions together are more than 0.9.
    """
    if validation_fraction + test_fraction > LARGEST_HELD_BACK + 1e-9:
        raise SettingError(
            f"Validation and test part together may be at most {LARGEST_HELD_BACK} of the samples, "
            f"not {validation_fraction + test_fraction:g}."
        )


def split_in_three(groups: IntArray, validation_fraction: float, test_fraction: float, seed: int) -> Parts:
    """Hold back a test part, and then split what is left; see `split`.

    The test part is drawn by a random stream of its own, so another validation part leaves it as it is.

    Args:
        groups: shape (N,), the class of every sample.
        validation_fraction: of all N samples.
        test_fraction: of all N samples; 0 gives the very parts that `split` gives.
        seed: the same seed gives the same parts.

    Raises:
        SettingError: the two together are more than 0.9.
    """
    check_held_back(validation_fraction, test_fraction)
    if test_fraction == 0.0:
        return Parts(*split(groups, validation_fraction, seed), np.empty(0, np.int64))
    rest, test = split(groups, test_fraction, seed, Stream.TEST_SPLIT)
    training, validation = split(groups[rest], validation_fraction * len(groups) / len(rest), seed)
    return Parts(rest[training], rest[validation], test)


def split(
    groups: IntArray, validation_fraction: float, seed: int, stream: Stream = Stream.SPLIT
) -> tuple[IntArray, IntArray]:
    """Divide samples at random into a training and a validation part with the same shares of every group.

    The validation part has `round(N · validation_fraction)` samples, fewer only where a group would otherwise be left
    without a sample to train on.

    Args:
        groups: shape (N,), the class of every sample; the same number throughout for a set without classes.
        validation_fraction: in [0, 0.9].
        seed: the same seed gives the same split of the same groups.
        stream: which random stream of the seed draws it.

    Returns:
        The indices of the training and of the validation samples, each ascending; together 0 … N−1.
    """
    _, members, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    held_back = _apportion(sizes, validation_fraction)
    ranks = _ranks_in_group(members, random_stream(seed, stream).permutation(len(groups)))
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
