"""The dense layer: every neuron may read every neuron of its source layers."""

import math
from collections.abc import Sequence
from typing import Any

import msgspec


class DenseKind(msgspec.Struct, frozen=True):
    """A⁽ˡ⁾ = Σₛ H⁽ˢ⁾ W⁽ˡ,ˢ⁾ᵀ + 1 b⁽ˡ⁾ᵀ."""

    name: str = "dense"
    label: str = "Dense layer"
    help: str = (
        "Each neuron weighs every neuron of the layer before, adds its bias and applies the activation function."
    )
    takes_sources: bool = True
    has_bias: bool = True

    def weight_shape(self, source_shape: tuple[int, ...], shape: tuple[int, ...]) -> tuple[int, int]:
        """Give (H_target, H_source)."""
        return math.prod(shape), math.prod(source_shape)

    def pre_activation(self, sources: Sequence[Any], weights: Sequence[Any], bias: Any) -> Any:
        """Give A (N, H) = Σₛ H⁽ˢ⁾ W⁽ˢ⁾ᵀ + b for source activations (N, H_s), weights (H, H_s) and bias (H,)."""
        total = bias
        for source, weight in zip(sources, weights, strict=True):
            total = source @ weight.T + total
        return total


DENSE = DenseKind()
