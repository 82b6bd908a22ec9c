"""Stochastic gradient descent: the rule that turns a mini-batch's gradient into new parameters."""

import numpy as np
import torch
from torch import Tensor

from engine.training.compiled import CompiledNetwork, to_tensor
from engine.training.losses import TorchLoss


class GradientDescent:
    """Changes a compiled network's parameters by SGD with weight decay.

    For each mini-batch, W ← (1 − λ)W − α ∂L/∂W for the weights and b ← b − α ∂L/∂b for the biases, where L is the mean
    loss over the mini-batch. Removed edges and frozen entries take no part, in the decay neither.
    (`torch.optim.SGD(weight_decay=w)` is the same with λ = αw on the weights alone.)
    """

    def __init__(self, network: CompiledNetwork, loss: TorchLoss, learning_rate: float, weight_decay: float) -> None:
        """Prepare.

        Args:
            network: Whose `tensors` to change, in place.
            loss: L.
            learning_rate: α > 0.
            weight_decay: λ in [0, 1).
        """
        self._network = network
        self._loss = loss
        self._learning_rate = learning_rate
        self._trained = [tensor for tensor in network.tensors if tensor.requires_grad]
        self._held = _held_entries(network)
        self._remaining = _remaining_share(network, weight_decay) if weight_decay else None

    def advance(self, inputs: Tensor, targets: Tensor) -> Tensor:
        """Take one update for each of n mini-batches.

        Args:
            inputs: (n, B, D).
            targets: (n, B, …), as the loss prepared them.

        Returns:
            The sum of the n losses, each measured before its update: a scalar on the device, so that nothing waits.
        """
        total = torch.zeros((), dtype=inputs.dtype, device=inputs.device)
        for batch_inputs, batch_targets in zip(inputs, targets, strict=True):
            loss = self._loss.value(self._network.outputs(batch_inputs), batch_targets)
            self._update(torch.autograd.grad(loss, self._trained))
            total += loss.detach()
        return total

    @torch.no_grad()
    def _update(self, gradients: tuple[Tensor, ...]) -> None:
        if self._remaining is not None:
            self._network.storage.mul_(self._remaining)
        for parameter, gradient, held in zip(self._trained, gradients, self._held, strict=True):
            kept = gradient if held is None else gradient.masked_fill(held, 0.0)
            parameter.sub_(kept, alpha=self._learning_rate)


def _held_entries(network: CompiledNetwork) -> list[Tensor | None]:
    """Give, for each tensor that is trained, which entries are not; None where all are."""
    device = network.storage.device
    return [
        None if trainable.all() else to_tensor(~trainable, torch.bool, device)
        for tensor, trainable in zip(network.tensors, network.is_trainable, strict=True)
        if tensor.requires_grad
    ]


def _remaining_share(network: CompiledNetwork, weight_decay: float) -> Tensor:
    """Give the factor on every parameter at each update: 1 − λ for a weight that is trained, 1 for all else."""
    shares = [
        np.where(trainable & is_weight, 1.0 - weight_decay, 1.0).ravel()
        for trainable, is_weight in zip(network.is_trainable, network.is_weight, strict=True)
    ]
    return to_tensor(np.concatenate(shares), network.storage.dtype, network.storage.device)
