"""The losses of `engine.network.losses` in torch, under the same names, for autograd."""

from collections.abc import Callable

import msgspec
from torch import Tensor
from torch.nn import functional


class TorchLoss(msgspec.Struct, frozen=True, eq=False):
    """A loss on tensors.

    Attributes:
        prepare: `(targets as a data set holds them (N, ·), K)` → the targets that `value` compares with, so that
            converting them happens once a run and not once a mini-batch.
        value: `(outputs (B, K), prepared targets of those B samples)` → the mean loss, a scalar.
    """

    prepare: Callable[[Tensor, int], Tensor]
    value: Callable[[Tensor, Tensor], Tensor]


def _labels(targets: Tensor, output_count: int) -> Tensor:  # noqa: ARG001 - every loss's signature
    return targets[:, 0].long()


def _values(targets: Tensor, output_count: int) -> Tensor:
    """Give targets (N, K): class indices (N, 1) become one-hot rows where there are K > 1 outputs."""
    if targets.shape[1] == output_count:
        return targets
    return functional.one_hot(targets[:, 0].long(), output_count).to(targets.dtype)


def _half_squared_error(outputs: Tensor, targets: Tensor) -> Tensor:
    return 0.5 * functional.mse_loss(outputs, targets)


TORCH_LOSSES: dict[str, TorchLoss] = {
    "log_loss": TorchLoss(_values, functional.binary_cross_entropy_with_logits),
    "cross_entropy": TorchLoss(_labels, functional.cross_entropy),
    "squared_error": TorchLoss(_values, functional.mse_loss),
    "half_squared_error": TorchLoss(_values, _half_squared_error),
}
