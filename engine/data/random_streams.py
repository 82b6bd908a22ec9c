"""Independent random streams from one seed, so that changing one aspect of a data set leaves the others alone."""

import enum

import numpy as np


class Stream(enum.IntEnum):
    """What a stream of random numbers is for; the numbers are part of every saved project's meaning."""

    POSITIONS = 0
    JITTER = 1
    SPLIT = 2
    TEST_SPLIT = 3


def random_stream(seed: int, stream: Stream) -> np.random.Generator:
    """Give a fresh generator for one use of `seed`, the same sequence at every call."""
    return np.random.default_rng([seed, stream.value])
