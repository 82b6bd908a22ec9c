"""Orders of samples and dropout from the streams of `engine.network.counter_hash`.

The twin of `engine.training.batches.MiniBatches.order` and of `engine.network.dropout.kept_neurons`.
"""

import numpy as np

from engine.network.counter_hash import FIRST_FACTOR, GAMMA, SECOND_FACTOR
from engine.training.batches import ORDER_STREAM
from engine.training.kernels.code.arrays import clear
from engine.training.kernels.code.jit import compiled
from engine.training.kernels.tables import LANES, Number, Places, Values

_GAMMA, _FIRST, _SECOND = np.uint64(GAMMA), np.uint64(FIRST_FACTOR), np.uint64(SECOND_FACTOR)
_30, _27, _31 = np.uint64(30), np.uint64(27), np.uint64(31)


@compiled
def mix(x: Number) -> Number:
    """Give SplitMix64's scrambled x, as in `engine.network.counter_hash`."""
    x = (x ^ (x >> _30)) * _FIRST
    x = (x ^ (x >> _27)) * _SECOND
    return x ^ (x >> _31)


@compiled
def next_key(key: Number, word: Number) -> Number:
    """Give the key of a stream one word longer: `stream_key(*words, word)`."""
    return mix((key ^ np.uint64(word)) + _GAMMA)


@compiled
def draw_dropout(
    key: Number, first_sample: Number, width: Number, threshold: Number, scale: Number, factors: Values
) -> None:
    """Write a layer's factors, (H · LANES,), for the samples of a batch from `first_sample` on."""
    zero = factors.dtype.type(0)
    for lane in range(np.uintp(LANES)):
        number = key + (first_sample + lane) * width * _GAMMA
        for neuron in range(width):
            number += _GAMMA
            factors[neuron * np.uintp(LANES) + lane] = scale if mix(number) >= threshold else zero


@compiled
def draw_order(seed: Number, epoch: Number, order: Places, keys: Values, buckets: Places) -> None:
    """Write the order of an epoch: the samples by their numbers in its stream.

    The numbers are uniform, so putting each into the bucket of its first bits leaves almost nothing to sort.

    Args:
        seed: Of the run.
        epoch: From 0.
        order: (N,), written.
        keys: uint64 (N,), scratch.
        buckets: (2ᵏ + 1,), scratch.
    """
    count = np.uintp(len(order))
    bits = np.uint64(0)
    while (np.uint64(2) << bits) < np.uint64(len(buckets)):
        bits += np.uint64(1)
    shift = np.uint64(64) - bits
    key = next_key(next_key(next_key(np.uint64(0), seed), ORDER_STREAM), epoch)
    clear(buckets, np.uintp(0))
    number = key
    for _ in range(count):
        number += _GAMMA
        buckets[(mix(number) >> shift) + np.uint64(1)] += np.uintp(1)
    for bucket in range(np.uintp(1), np.uintp(len(buckets))):
        buckets[bucket] += buckets[bucket - np.uintp(1)]
    number = key
    for sample in range(count):
        number += _GAMMA
        mixed = mix(number)
        place = buckets[mixed >> shift]
        buckets[mixed >> shift] += np.uintp(1)
        keys[place] = mixed
        order[place] = sample
    for sorted_count in range(np.uintp(1), count):
        mixed, moved = keys[sorted_count], order[sorted_count]
        hole: Number = sorted_count
        while hole > np.uintp(0) and keys[hole - np.uintp(1)] > mixed:
            keys[hole] = keys[hole - np.uintp(1)]
            order[hole] = order[hole - np.uintp(1)]
            hole -= np.uintp(1)
        keys[hole] = mixed
        order[hole] = moved
