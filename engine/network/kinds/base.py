"""What every layer kind must say about itself."""

from collections.abc import Sequence
from typing import Any, Protocol


class LayerKind(Protocol):
    """How a kind of layer takes part in a network.

    `Array` arguments may be numpy arrays or torch tensors: kinds use only operators both understand (`@`, `+`, `.T`),
    so one definition serves evaluation and training.
    """

    @property
    def name(self) -> str:
        """Key stored in projects."""

    @property
    def label(self) -> str:
        """What menus call it."""

    @property
    def help(self) -> str:
        """One sentence for a student."""

    @property
    def takes_sources(self) -> bool:
        """Whether connections may lead into such a layer."""

    @property
    def has_bias(self) -> bool:
        """Whether its neurons have biases and an activation function."""

    def weight_shape(self, source_shape: tuple[int, ...], shape: tuple[int, ...]) -> tuple[int, int]:
        """Give the shape (H_target, H_source) of the matrix from a layer of `source_shape` into one of `shape`."""

    def pre_activation(self, sources: Sequence[Any], weights: Sequence[Any], bias: Any) -> Any:
        """Give A (N, H) from the sources' activations H⁽ˢ⁾ (N, H_s), their weights (H, H_s) and the bias (H,)."""
