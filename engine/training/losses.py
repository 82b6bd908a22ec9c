"""The losses of `engine.network.losses` in torch, under the same names, for autograd."""

from collections.abc import Callable

import msgspec
import torch
from torch import Tensor
from torch.nn import functional

from engine.network.losses import LossNumbers


class TorchLoss(msgspec.Struct, frozen=True, eq=False):
    """A loss on tensors.

    Attributes:
        prepare: `(targets as a data set holds them (N, ·), K)` → the targets that `value` compares with, so that
            converting them happens once a run and not once a mini-batch.
        value: `(outputs (B, K), prepared targets of those B samples, numbers)` → the mean loss, a scalar.
    """

    prepare: Callable[[Tensor, int], Tensor]
    value: Callable[[Tensor, Tensor, LossNumbers], Tensor]


def _labels(targets: Tensor, output_count: int) -> Tensor:  # noqa: ARG001 - every loss's signature
    return targets[:, 0].long()


def _as_they_are(targets: Tensor, output_count: int) -> Tensor:  # noqa: ARG001 - every loss's signature
    return targets


def _values(targets: Tensor, output_count: int) -> Tensor:
    """Give targets (N, K): class indices (N, 1) become one-hot rows where there are K > 1 outputs."""
    if targets.shape[1] == output_count:
        return targets
    return functional.one_hot(targets[:, 0].long(), output_count).to(targets.dtype)


def _log_loss(outputs: Tensor, targets: Tensor, numbers: LossNumbers) -> Tensor:
    s = numbers.label_smoothing
    return functional.binary_cross_entropy_with_logits(outputs, targets * (1.0 - s) + 0.5 * s if s else targets)


def _hinge(outputs: Tensor, targets: Tensor) -> Tensor:
    """Give the mean of what misses the margin; targets are (B, 1) labels or class indices."""
    if outputs.shape[1] == 1:
        return torch.relu(1.0 - (2.0 * targets - 1.0) * outputs).mean()
    return functional.multi_margin_loss(outputs, targets[:, 0].long())


TORCH_LOSSES: dict[str, TorchLoss] = {
    "log_loss": TorchLoss(_values, _log_loss),
    "cross_entropy": TorchLoss(
        _labels, lambda f, y, numbers: functional.cross_entropy(f, y, label_smoothing=numbers.label_smoothing)
    ),
    "squared_error": TorchLoss(_values, lambda f, y, _: functional.mse_loss(f, y)),
    "half_squared_error": TorchLoss(_values, lambda f, y, _: 0.5 * functional.mse_loss(f, y)),
    "absolute_error": TorchLoss(_values, lambda f, y, _: functional.l1_loss(f, y)),
    "huber": TorchLoss(_values, lambda f, y, numbers: functional.huber_loss(f, y, delta=numbers.huber_delta)),
    "hinge": TorchLoss(_as_they_are, lambda f, y, _: _hinge(f, y)),
}
