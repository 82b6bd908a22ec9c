"""Which samples each mini-batch holds.

The order of epoch e comes from the seed and e alone: the samples sorted by the numbers that they get in the stream of
both (`engine.network.counter_hash`). So any epoch can be drawn again without those before it, a run goes on in the
middle of one, and every way of training, compiled or not, on whatever device, sees the same mini-batches.
"""

import numpy as np

from engine.arrays import IntArray
from engine.network.counter_hash import stream, stream_key

ORDER_STREAM = 0x0EDE  # apart from the streams of data and of initial weights, which share the seed


class MiniBatches:
    """Splits the N training samples into equal mini-batches of B, anew for each epoch.

    A remainder smaller than B sits out the epoch. B ≥ N is one batch of all samples, in their own order.
    """

    def __init__(self, sample_count: int, batch_size: int, seed: int, *, shuffle: bool) -> None:
        self.batch_size = min(batch_size, sample_count)
        self.per_epoch = sample_count // self.batch_size
        self._sample_count = sample_count
        self._seed = seed
        self.shuffles = shuffle and self.batch_size < sample_count
        self._drawn: tuple[int, IntArray] | None = None  # the epoch asked for last, and its order

    def order(self, epoch: int) -> IntArray:
        """Give the order in which epoch `epoch` (from 0) takes the samples: a permutation of 0 … N−1, shape (N,)."""
        if not self.shuffles:
            return np.arange(self._sample_count)
        numbers = stream(stream_key(self._seed, ORDER_STREAM, epoch), self._sample_count)
        return np.argsort(numbers, kind="stable")

    def rows(self, epoch: int, first: int, count: int) -> IntArray:
        """Give the samples of mini-batches `first` … `first + count − 1` of an epoch, shape (count, B)."""
        if self._drawn is None or self._drawn[0] != epoch:
            self._drawn = (epoch, self.order(epoch))
        chosen = self._drawn[1][first * self.batch_size : (first + count) * self.batch_size]
        return chosen.reshape(count, self.batch_size)
