"""Gradient descent: what a mini-batch's gradient makes of the parameters."""

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import torch
from torch import Tensor

from engine.arrays import BoolArray
from engine.network.optimizers import OptimizerState, decoupled_decay, state_or_new
from engine.project.settings import TrainingSettings
from engine.training.compiled import CompiledNetwork, Dropout, DropoutDraw, to_tensor
from engine.training.losses import TorchLoss
from engine.training.optimizers import TORCH_RULES
from engine.training.path import Place


class Checkpoint(msgspec.Struct, frozen=True, eq=False):
    """All that an update changes, at one moment: parameters, the optimizer's vectors, its count of updates."""

    parameters: Tensor
    vectors: Tensor
    updates: int


class GradientDescent:
    """Changes a compiled network's parameters by the optimizer of the settings, with weight decay.

    For each mini-batch g = ∂L/∂θ of the mean loss over it. Weights that are trained add λ₁ sign(w) + λ₂w to their g.
    Where ‖g‖ over all that is trained is above c > 0, g becomes g·(c/‖g‖). Then the optimizer's rule gives the
    direction d, and θ ← rθ − αd; `engine.network.optimizers` says what d and r are, `engine.network.schedules` what α
    is. With SGD alone this is W ← (1 − λ)W − α ∂L/∂W for the weights and b ← b − α ∂L/∂b for the biases.
    (`torch.optim.SGD(weight_decay=w)` is the same with λ = αw on the weights alone.) Removed edges and frozen entries
    take no part, in the decay neither.

    This is the reference: whatever computes faster gives the same parameters.
    """

    def __init__(
        self,
        network: CompiledNetwork,
        loss: TorchLoss,
        settings: TrainingSettings,
        steps_per_epoch: int,
        state: OptimizerState | None,
    ) -> None:
        """Prepare.

        Args:
            network: Whose `storage` to change, in place.
            loss: L.
            settings: Optimizer, α, schedule, clipping, λ, λ₁ and λ₂.
            steps_per_epoch: Mini-batches of an epoch, for the schedule.
            state: What the optimizer remembers of the run; that of another optimizer is of no use and ignored.
        """
        self._network = network
        self._loss = loss
        self._settings = settings
        self._steps_per_epoch = steps_per_epoch
        self._rule = TORCH_RULES[settings.optimizer.name]
        self._trained = [tensor for tensor in network.tensors if tensor.requires_grad]
        self._gradient = torch.zeros_like(network.storage)
        self._gradient_parts = _parts(network, self._gradient)
        self._held = _held_entries(network)
        self._decayed = _decayed_entries(network)
        self._remaining = (1.0, torch.ones_like(network.storage))
        remembered = state_or_new(state, settings.optimizer.name, network.storage.numel())
        self._vectors = to_tensor(remembered.vectors, network.storage.dtype, network.storage.device)
        self._updates = remembered.updates
        self.on_gradients: Callable[[Tensor], None] | None = None

    @property
    def moving(self) -> tuple[Tensor, Tensor]:
        """All numbers that updates change: the parameters (P,), and the optimizer's vectors (rows, P)."""
        return self._network.storage, self._vectors

    def change(self, settings: TrainingSettings) -> None:
        """Go on with other settings, which differ from the old ones as `can_change_while_running` says."""
        self._settings = settings

    def advance(self, inputs: Tensor, targets: Tensor, rows: Tensor, place: Place) -> Tensor:
        """Take one update for each of n mini-batches.

        Args:
            inputs: All samples to learn from, (N, D).
            targets: As the loss prepared them, (N, …).
            rows: Which of them each mini-batch takes, int64 (n, B); all of one epoch.
            place: Where the run stands.

        Returns:
            The sum of the n losses, each measured before its update: a scalar on the device, so that nothing waits.
        """
        total = torch.zeros((), dtype=inputs.dtype, device=inputs.device)
        rates = self._learning_rates(place, len(rows))
        for index, (samples, rate) in enumerate(zip(rows, rates, strict=True)):
            draw = DropoutDraw(self._settings.seed, place.step + index)
            total += self._take_update(inputs, targets, samples, draw, rate)
        return total

    def checkpoint(self) -> Checkpoint:
        """Give a copy of all that updates change."""
        return Checkpoint(self._network.storage.clone(), self._vectors.clone(), self._updates)

    def restore(self, checkpoint: Checkpoint) -> None:
        """Go back to a checkpoint."""
        self._network.storage.copy_(checkpoint.parameters)
        self._vectors.copy_(checkpoint.vectors)
        self._updates = checkpoint.updates

    def state(self) -> OptimizerState | None:
        """Give what the optimizer remembers; None if nothing."""
        if not self._updates or not len(self._vectors):
            return None
        vectors = self._vectors.cpu().numpy().astype(np.float64)
        return OptimizerState(self._settings.optimizer.name, self._updates, vectors)

    def _take_update(self, inputs: Tensor, targets: Tensor, samples: Tensor, dropout: Dropout, rate: float) -> Tensor:
        """Take the update of a mini-batch, give its mean loss before."""
        loss = self._differentiate(inputs, targets, samples, dropout)
        self._update(rate)
        return loss

    def _differentiate(self, inputs: Tensor, targets: Tensor, samples: Tensor, dropout: Dropout) -> Tensor:
        """Give the mean loss over the mini-batch of these samples, int64 (B,), and write its gradient."""
        outputs = self._network.outputs(inputs.index_select(0, samples), dropout)
        loss = self._loss.value(outputs, targets.index_select(0, samples), self._settings.loss_numbers)
        for part, gradient in zip(self._gradient_parts, torch.autograd.grad(loss, self._trained), strict=True):
            part.copy_(gradient)
        return loss.detach()

    @torch.no_grad()
    def _update(self, rate: float) -> None:
        self._updates += 1
        direction = self._direction(self._updates)
        share = self._share(rate)
        if share != 1.0:
            self._network.storage.mul_(self._remaining_share(share))
        self._network.storage.sub_(direction, alpha=rate)

    def _direction(self, t: int | Tensor) -> Tensor:
        """Give d of update t (from 1), from the gradient that was written."""
        if self._held is not None:
            self._gradient.masked_fill_(self._held, 0.0)
        self._penalize()
        self._clip()
        if self.on_gradients is not None:
            self.on_gradients(self._gradient)
        return self._rule(self._gradient, self._vectors.unbind(), t, self._settings.optimizer)

    def _share(self, rate: float) -> float:
        """Give r of the weights in an update with this α."""
        return (1.0 - self._settings.weight_decay) * (1.0 - rate * decoupled_decay(self._settings.optimizer))

    def _learning_rates(self, place: Place, count: int) -> list[float]:
        first = place.scheduled_step(self._steps_per_epoch)
        rates: list[float] = self._settings.learning_rates(first, count, self._steps_per_epoch).tolist()
        return rates

    def _penalize(self) -> None:
        l1, l2 = self._settings.l1, self._settings.l2
        if l1 or l2:
            weights = self._network.storage * self._decayed
            self._gradient.add_(torch.sign(weights), alpha=l1).add_(weights, alpha=l2)

    def _clip(self) -> None:
        largest = self._settings.clip_norm
        if largest > 0.0:
            norm = torch.linalg.vector_norm(self._gradient)
            self._gradient.mul_(torch.where(norm > largest, largest / norm, torch.ones_like(norm)))

    def _remaining_share(self, share: float) -> Tensor:
        """Give r for every parameter: `share` for a weight that is trained, 1 for all else."""
        if share != self._remaining[0]:
            self._remaining = (share, torch.ones_like(self._network.storage).masked_fill_(self._decayed, share))
        return self._remaining[1]


def _parts(network: CompiledNetwork, flat: Tensor) -> list[Tensor]:
    """Give the views of `flat` that belong to the tensors that are trained."""
    pieces = torch.split(flat, [tensor.numel() for tensor in network.tensors])
    return [
        piece.view(tensor.shape) for piece, tensor in zip(pieces, network.tensors, strict=True) if tensor.requires_grad
    ]


def _held_entries(network: CompiledNetwork) -> Tensor | None:
    """Give, for each parameter, whether training must leave it; None where it may change all."""
    held = ~_flat(network.is_trainable)
    return to_tensor(held, torch.bool, network.storage.device) if held.any() else None


def _decayed_entries(network: CompiledNetwork) -> Tensor:
    """Give, for each parameter, whether it is a weight that training may change."""
    decayed = [
        trainable & is_weight for trainable, is_weight in zip(network.is_trainable, network.is_weight, strict=True)
    ]
    return to_tensor(_flat(decayed), torch.bool, network.storage.device)


def _flat(marks: Sequence[BoolArray]) -> BoolArray:
    return np.concatenate([mark.ravel() for mark in marks])
