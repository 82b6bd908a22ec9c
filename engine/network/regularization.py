"""The penalty that L1 and L2 regularisation add to the loss: weights that stay small generalise better.

P = λ₁ Σ|w| + ½ λ₂ Σ w² over all weights; biases are free. Its gradient is λ₁ sign(w) + λ₂ w. With plain SGD, L2 is
the same as a weight decay of αλ₂; with an optimizer that rescales gradients it is not.
"""

from collections.abc import Iterable

import numpy as np

from engine.arrays import FloatArray


def penalty(weights: Iterable[FloatArray], l1: float, l2: float) -> float:
    """Give P for matrices of weights, removed ones 0, and for λ₁, λ₂ ≥ 0."""
    with np.errstate(over="ignore"):
        return float(sum(l1 * np.abs(weight).sum() + 0.5 * l2 * np.square(weight).sum() for weight in weights))
