"""Gradient descent by backpropagation written out, for networks of dense layers."""

import torch
from torch import Tensor

from engine.network.losses import LossNumbers
from engine.training.compiled import Dropout
from engine.training.dense_passes import DIFFERENTIABLE, DensePasses, Descending, GradientGoal, Writing
from engine.training.gradient_descent import GradientDescent
from engine.training.optimizers import TORCH_RULES

_ops = torch.ops.aten
_MEAN, _NO_LABEL = 1, -100  # torch's own number for a mean, and for samples left out, of which there are none


def _cross_entropy(outputs: Tensor, labels: Tensor, numbers: LossNumbers) -> tuple[Tensor, Tensor]:
    """∂L/∂f = (softmax f − y′) / B, where y′ is 1 − s + s/K for the right class and s/K for every other."""
    logarithms, s = torch.log_softmax(outputs, 1), numbers.label_smoothing
    loss, count = _ops.nll_loss_forward(logarithms, labels, None, _MEAN, _NO_LABEL)
    gradient = _ops.nll_loss_backward(torch.ones_like(loss), logarithms, labels, None, _MEAN, _NO_LABEL, count)
    if s:
        loss = (1.0 - s) * loss - s * logarithms.mean()
        gradient.mul_(1.0 - s).sub_(s / outputs.numel())
    return loss, _ops._log_softmax_backward_data(gradient, logarithms, 1, outputs.dtype)


def _log_loss(outputs: Tensor, targets: Tensor, numbers: LossNumbers) -> tuple[Tensor, Tensor]:
    """∂L/∂f = (σ(f) − y′) / B, where y′ = y(1 − s) + ½s."""
    s = numbers.label_smoothing
    aimed_at = targets * (1.0 - s) + 0.5 * s if s else targets
    loss = torch.binary_cross_entropy_with_logits(outputs, aimed_at, None, None, _MEAN)
    return loss, torch.sigmoid(outputs).sub_(aimed_at).div_(outputs.numel())


# `(f, prepared targets, numbers)` → the mean loss and ∂L/∂f, for those losses that autograd would spend long on.
_LOSSES = {"cross_entropy": _cross_entropy, "log_loss": _log_loss}
BACKPROPAGATED_KINDS = frozenset({"input", "dense"})
BACKPROPAGATED_ACTIVATIONS = frozenset(DIFFERENTIABLE)


class Backpropagation(GradientDescent):
    """Gradient descent on a network of dense layers."""

    _passes: DensePasses | None = None

    def _take_update(self, inputs: Tensor, targets: Tensor, samples: Tensor, dropout: Dropout, rate: float) -> Tensor:
        """Take the update of a mini-batch, give its mean loss before."""
        if not self._is_plain:
            return super()._take_update(inputs, targets, samples, dropout, rate)
        self._updates += 1
        return self._propagate(inputs, targets, samples, dropout, Descending(rate, self._share(rate)))

    def _differentiate(self, inputs: Tensor, targets: Tensor, samples: Tensor, dropout: Dropout) -> Tensor:
        """Give the mean loss over a mini-batch, and write its gradient."""
        return self._propagate(inputs, targets, samples, dropout, Writing())

    @property
    def _is_plain(self) -> bool:
        """Whether W ← rW − α ∂L/∂W is all of an update: each matrix is then changed as its gradient is computed."""
        settings = self._settings
        changes_gradient = self._held is not None or settings.l1 or settings.l2 or settings.clip_norm
        return not (changes_gradient or self.on_gradients) and self._rule is TORCH_RULES["gradient_descent"]

    @torch.no_grad()
    def _propagate(
        self, inputs: Tensor, targets: Tensor, samples: Tensor, dropout: Dropout, goal: GradientGoal
    ) -> Tensor:
        """Give the mean loss over a mini-batch; what becomes of its gradient is the goal's."""
        passes = self._passes_for(len(samples), inputs.shape[1])
        torch.index_select(inputs, 0, samples, out=passes.inputs)
        factors = passes.forward(dropout)
        loss, gradient = self._loss_and_gradient(passes.layers[-1].sent, targets.index_select(0, samples))
        passes.backward(gradient, factors, goal)
        return loss

    def _passes_for(self, batch_size: int, input_width: int) -> DensePasses:
        if self._passes is None or len(self._passes.inputs) != batch_size:
            trained = [place for place, tensor in enumerate(self._network.tensors) if tensor.requires_grad]
            parts = dict(zip(trained, self._gradient_parts, strict=True))
            self._passes = DensePasses(self._network, parts, batch_size, input_width)
        return self._passes

    def _loss_and_gradient(self, outputs: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
        """Give the mean loss and ∂L/∂f, written out where it is, else by autograd."""
        numbers = self._settings.loss_numbers
        written_out = _LOSSES.get(self._settings.loss)
        if written_out is not None:
            return written_out(outputs, targets, numbers)
        with torch.enable_grad():
            leaf = outputs.detach().requires_grad_()
            loss = self._loss.value(leaf, targets, numbers)
            return loss.detach(), torch.autograd.grad(loss, leaf)[0]
