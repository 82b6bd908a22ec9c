"""Gradients by backpropagation written out, for dense layers: no graph of autograd's, no memory taken anew.

G⁽ᴸ⁾ = ∂L/∂H⁽ᴸ⁾, then for l = L…1: Δ = G⁽ˡ⁾ ⊙ g′(A⁽ˡ⁾), ∂L/∂W⁽ˡ,ˢ⁾ = ΔᵀH⁽ˢ⁾, ∂L/∂b⁽ˡ⁾ = column sums of Δ, and
ΔW⁽ˡ,ˢ⁾ is added to G⁽ˢ⁾ of every source s.
"""

from collections.abc import Callable

import msgspec
import torch
from torch import Tensor

from engine.network.activations import LEAKY_SLOPE
from engine.network.losses import LossNumbers
from engine.training.activations import SOFTPLUS_THRESHOLD
from engine.training.compiled import Dropout, LayerStep
from engine.training.gradient_descent import GradientDescent
from engine.training.losses import TORCH_LOSSES

_ops = torch.ops.aten


class _Differentiable(msgspec.Struct, frozen=True, eq=False):
    """An activation function on buffers of one shape.

    Attributes:
        write: `(A, H)`: writes H = g(A).
        chain: `(G, A, H)`: turns G = ∂L/∂H into ∂L/∂A, in place.
    """

    write: Callable[[Tensor, Tensor], object]
    chain: Callable[[Tensor, Tensor, Tensor], object]


_FUNCTIONS = {
    "identity": _Differentiable(lambda a, h: h.copy_(a), lambda g, a, h: None),  # noqa: ARG005
    "sigmoid": _Differentiable(
        lambda a, h: torch.sigmoid(a, out=h),
        lambda g, a, h: _ops.sigmoid_backward.grad_input(g, h, grad_input=g),  # noqa: ARG005
    ),
    "tanh": _Differentiable(
        lambda a, h: torch.tanh(a, out=h),
        lambda g, a, h: _ops.tanh_backward.grad_input(g, h, grad_input=g),  # noqa: ARG005
    ),
    "relu": _Differentiable(
        lambda a, h: torch.clamp_min(a, 0.0, out=h),
        lambda g, a, h: _ops.threshold_backward.grad_input(g, a, 0.0, grad_input=g),  # noqa: ARG005
    ),
    "leaky_relu": _Differentiable(
        lambda a, h: _ops.leaky_relu.out(a, LEAKY_SLOPE, out=h),
        lambda g, a, h: _ops.leaky_relu_backward.grad_input(g, a, LEAKY_SLOPE, False, grad_input=g),  # noqa: ARG005
    ),
    "step": _Differentiable(lambda a, h: torch.gt(a, 0.0, out=h), lambda g, a, h: g.mul_(0.0)),  # noqa: ARG005
    "softplus": _Differentiable(
        lambda a, h: _ops.softplus.out(a, 1.0, SOFTPLUS_THRESHOLD, out=h),
        lambda g, a, h: _ops.softplus_backward.grad_input(g, a, 1.0, SOFTPLUS_THRESHOLD, grad_input=g),  # noqa: ARG005
    ),
    "gelu": _Differentiable(
        lambda a, h: _ops.gelu.out(a, out=h),
        lambda g, a, h: _ops.gelu_backward.grad_input(g, a, grad_input=g),  # noqa: ARG005
    ),
    "sine": _Differentiable(lambda a, h: torch.sin(a, out=h), lambda g, a, h: g.mul_(torch.cos(a))),  # noqa: ARG005
}


def _cross_entropy(outputs: Tensor, labels: Tensor, numbers: LossNumbers) -> tuple[Tensor, Tensor]:
    """∂L/∂f = (softmax f − y′) / B, where y′ is 1 − s + s/K for the right class and s/K for every other."""
    logarithms = torch.log_softmax(outputs, 1)
    right, s = labels.unsqueeze(1), numbers.label_smoothing
    loss = (s - 1.0) * logarithms.gather(1, right).mean() - s * logarithms.mean()
    gradient = logarithms.exp_().sub_(s / outputs.shape[1])
    gradient.scatter_add_(1, right, gradient.new_full(right.shape, s - 1.0))
    return loss, gradient.div_(len(outputs))


def _log_loss(outputs: Tensor, targets: Tensor, numbers: LossNumbers) -> tuple[Tensor, Tensor]:
    """∂L/∂f = (σ(f) − y′) / B, where y′ = y(1 − s) + ½s."""
    loss = TORCH_LOSSES["log_loss"].value(outputs, targets, numbers)
    s = numbers.label_smoothing
    aimed_at = targets * (1.0 - s) + 0.5 * s
    return loss, torch.sigmoid(outputs).sub_(aimed_at).div_(outputs.numel())


# `(f, prepared targets, numbers)` → the mean loss and ∂L/∂f, for those losses that autograd would spend long on.
_LOSSES = {"cross_entropy": _cross_entropy, "log_loss": _log_loss}
BACKPROPAGATED_KINDS = frozenset({"input", "dense"})
BACKPROPAGATED_ACTIVATIONS = frozenset(_FUNCTIONS)


class Backpropagation(GradientDescent):
    """Gradient descent on a network of dense layers."""

    _buffers: "_Buffers | None" = None

    def _differentiate(self, inputs: Tensor, targets: Tensor, dropout: Dropout) -> Tensor:
        """Give the mean loss over a mini-batch, and write its gradient."""
        if self._buffers is None or self._buffers.batch_size != len(inputs):
            self._buffers = _Buffers(self._network.steps, self._network.tensors, len(inputs))
        with torch.no_grad():
            factors = self._forward(self._buffers, inputs, dropout)
        last = self._network.steps[-1].layer
        loss, gradient = self._loss_and_gradient(self._buffers.sent[last], targets)
        with torch.no_grad():
            self._backward(self._buffers, gradient, factors)
        return loss

    def _loss_and_gradient(self, outputs: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
        """Give the mean loss and ∂L/∂f, written out where it is, else by autograd."""
        numbers = self._settings.loss_numbers
        written_out = _LOSSES.get(self._settings.loss)
        if written_out is not None:
            return written_out(outputs, targets, numbers)
        leaf = outputs.detach().requires_grad_()
        loss = self._loss.value(leaf, targets, numbers)
        return loss.detach(), torch.autograd.grad(loss, leaf)[0]

    def _forward(self, buffers: "_Buffers", inputs: Tensor, dropout: Dropout) -> dict[int, Tensor]:
        """Compute every layer, give the factors of those that have dropout."""
        tensors, factors = self._network.tensors, {}
        buffers.sent[self._network.input] = inputs
        for step in self._network.steps:
            a, h = buffers.pre_activation[step.layer], buffers.activation[step.layer]
            total = tensors[step.bias]
            for source, weight in zip(step.sources, step.weights, strict=True):
                total = torch.addmm(total, buffers.sent[source], tensors[weight].t(), out=a)
            _FUNCTIONS[step.activation_name].write(a, h)
            if step.dropout > 0.0:
                factors[step.layer] = dropout.factors(step.layer, h, step.dropout)
                torch.mul(h, factors[step.layer], out=buffers.sent[step.layer])
        return factors

    def _backward(self, buffers: "_Buffers", gradient: Tensor, factors: dict[int, Tensor]) -> None:
        """Write ∂L/∂W and ∂L/∂b of what is trained."""
        tensors = self._network.tensors
        gradients = dict(zip((id(tensor) for tensor in self._trained), self._gradient_parts, strict=True))
        buffers.gradient[self._network.steps[-1].layer].copy_(gradient)
        reached: set[int] = set()
        for step in reversed(self._network.steps):
            g = buffers.gradient[step.layer]
            if step.layer in factors:
                g.mul_(factors[step.layer])
            _FUNCTIONS[step.activation_name].chain(
                g, buffers.pre_activation[step.layer], buffers.activation[step.layer]
            )
            if (part := gradients.get(id(tensors[step.bias]))) is not None:
                torch.sum(g, 0, out=part)
            for source, weight in zip(step.sources, step.weights, strict=True):
                if (part := gradients.get(id(tensors[weight]))) is not None:
                    torch.mm(g.t(), buffers.sent[source], out=part)
                if source == self._network.input:
                    continue
                if source in reached:
                    buffers.gradient[source].addmm_(g, tensors[weight])
                else:
                    torch.mm(g, tensors[weight], out=buffers.gradient[source])
                    reached.add(source)


class _Buffers:
    """A tensor (B, H) for everything that a mini-batch computes in a layer, by the layer's place in the network."""

    def __init__(self, steps: tuple[LayerStep, ...], tensors: list[Tensor], batch_size: int) -> None:
        self.batch_size = batch_size
        self.pre_activation, self.activation, self.gradient = (
            {step.layer: tensors[step.bias].new_empty((batch_size, len(tensors[step.bias]))) for step in steps}
            for _ in range(3)
        )
        # What other layers read: h, or h with dropout in a place of its own, since g′ asks for h itself.
        self.sent = {
            step.layer: torch.empty_like(h) if step.dropout > 0.0 else h
            for step, h in zip(steps, self.activation.values(), strict=True)
        }
