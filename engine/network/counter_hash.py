"""Random numbers that are a pure function of what they are for, so that every way of training draws the same ones.

SplitMix64 (Steele, Lea and Flood, “Fast splittable pseudorandom number generators”, OOPSLA 2014): the n-th number of a
stream is mix(key + n·γ), which needs none before it and is as quick in compiled code as on whole arrays. The compiled
twin is `engine.training.kernels.orders`; a test holds the two together.
"""

import numpy as np
from numpy.typing import NDArray

UnsignedArray = NDArray[np.uint64]

GAMMA = 0x9E3779B97F4A7C15
FIRST_FACTOR = 0xBF58476D1CE4E5B9
SECOND_FACTOR = 0x94D049BB133111EB
_WORD = (1 << 64) - 1


def stream_key(*words: int) -> int:
    """Give the key of the stream that these numbers name, such as a seed, a purpose and an epoch; below 2⁶⁴."""
    key = 0
    for word in words:
        key = _mix(((key ^ word) + GAMMA) & _WORD)
    return key


def stream(key: int, count: int) -> UnsignedArray:
    """Give the first `count` numbers of a stream, uniform on 0 … 2⁶⁴ − 1: shape (count,)."""
    x = np.arange(1, count + 1, dtype=np.uint64)
    x *= np.uint64(GAMMA)
    x += np.uint64(key)
    x ^= x >> np.uint64(30)
    x *= np.uint64(FIRST_FACTOR)
    x ^= x >> np.uint64(27)
    x *= np.uint64(SECOND_FACTOR)
    x ^= x >> np.uint64(31)
    return x


def _mix(x: int) -> int:
    x = ((x ^ (x >> 30)) * FIRST_FACTOR) & _WORD
    x = ((x ^ (x >> 27)) * SECOND_FACTOR) & _WORD
    return x ^ (x >> 31)
