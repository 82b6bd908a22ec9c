"""Dropout drawn where training computes: the numbers of `engine.network.dropout`, without a mask that has to travel.

SplitMix64 wants 64 bits without a sign, tensors have them with one: sums, products and exclusive ors are the same to
the bit, shifts are masked, and two numbers compare as without a sign once the sign of both is turned.
"""

import numpy as np
import torch
from torch import Tensor

from engine.network.counter_hash import FIRST_FACTOR, GAMMA, SECOND_FACTOR, UnsignedArray, stream_key
from engine.network.dropout import DROPOUT_STREAM, dropout_threshold
from engine.training.compiled import to_tensor

_SIGN = 1 << 63


class DeviceDropout:
    """Draws which neurons the update under way leaves out, from keys that say which update that is."""

    def __init__(self, shapes: dict[int, tuple[int, int]], device: torch.device) -> None:
        """Prepare.

        Args:
            shapes: (B, H) of each layer with dropout, by its place in the network.
            device: Where to draw.
        """
        self.keys = {layer: torch.zeros(1, dtype=torch.int64, device=device) for layer in shapes}
        self._counts = {layer: _counts(shape).to(device) for layer, shape in shapes.items()}

    def factors(self, layer: int, activation: Tensor, rate: float) -> Tensor:
        """Give the factor on each entry of a layer's H (B, H): 0, or 1 / (1 − p)."""
        turned = _mixed(self._counts[layer] + self.keys[layer]).bitwise_xor_(_signed(_SIGN))
        kept = turned >= _signed(dropout_threshold(rate) ^ _SIGN)
        return kept.to(activation.dtype).mul_(1.0 / (1.0 - rate))

    def keys_of(self, seed: int, steps: range) -> dict[int, Tensor]:
        """Give the keys of so many updates, for each layer an int64 (n,) on the CPU."""
        return {layer: torch.from_numpy(_keys(seed, steps, layer).view(np.int64)) for layer in self.keys}


def _keys(seed: int, steps: range, layer: int) -> UnsignedArray:
    return np.array([stream_key(seed, DROPOUT_STREAM, step, layer) for step in steps], dtype=np.uint64)


def _counts(shape: tuple[int, int]) -> Tensor:
    """Give nγ for the n-th number of a stream, from 1."""
    counts = np.arange(1, shape[0] * shape[1] + 1, dtype=np.uint64) * np.uint64(GAMMA)
    return to_tensor(counts.view(np.int64), torch.int64, "cpu").view(shape)


def _mixed(x: Tensor) -> Tensor:
    """Mix key + nγ into the n-th number, in place."""
    x.bitwise_xor_(_shifted(x, 30)).mul_(_signed(FIRST_FACTOR))
    x.bitwise_xor_(_shifted(x, 27)).mul_(_signed(SECOND_FACTOR))
    return x.bitwise_xor_(_shifted(x, 31))


def _shifted(x: Tensor, bits: int) -> Tensor:
    return (x >> bits).bitwise_and_((1 << (64 - bits)) - 1)


def _signed(word: int) -> int:
    """Give the signed number with the bits of one below 2⁶⁴."""
    return word - (1 << 64) if word >= _SIGN else word
