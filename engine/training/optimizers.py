"""The rules of `engine.network.optimizers` in torch, under the same names: from a gradient to the direction d."""

from collections.abc import Callable

import torch
from torch import Tensor

from engine.network.optimizers import OptimizerSettings

# t from 1: a number, or a float64 tensor without dimensions where a recorded update is to go on counting.
Time = int | Tensor
# `(g, vectors of the rule (changed in place), t, numbers)` → d; all tensors of one shape.
Rule = Callable[[Tensor, tuple[Tensor, ...], Time, OptimizerSettings], Tensor]


def _plain(g: Tensor, vectors: tuple[Tensor, ...], t: Time, numbers: OptimizerSettings) -> Tensor:  # noqa: ARG001
    """Give d = g."""
    return g


def _momentum(g: Tensor, vectors: tuple[Tensor, ...], t: Time, numbers: OptimizerSettings) -> Tensor:  # noqa: ARG001
    """Give d = v after v ← μv + g."""
    (v,) = vectors
    return v.mul_(numbers.momentum).add_(g)


def _nesterov(g: Tensor, vectors: tuple[Tensor, ...], t: Time, numbers: OptimizerSettings) -> Tensor:  # noqa: ARG001
    """Give d = g + μv after v ← μv + g."""
    (v,) = vectors
    v.mul_(numbers.momentum).add_(g)
    return g.add(v, alpha=numbers.momentum)


def _rmsprop(g: Tensor, vectors: tuple[Tensor, ...], t: Time, numbers: OptimizerSettings) -> Tensor:  # noqa: ARG001
    """Give d = g / (√s + ε) after s ← ρs + (1 − ρ)g²."""
    (s,) = vectors
    s.mul_(numbers.smoothing).addcmul_(g, g, value=1.0 - numbers.smoothing)
    return g / (torch.sqrt(s) + numbers.epsilon)


def _adagrad(g: Tensor, vectors: tuple[Tensor, ...], t: Time, numbers: OptimizerSettings) -> Tensor:  # noqa: ARG001
    """Give d = g / (√s + ε) after s ← s + g²."""
    (s,) = vectors
    s.addcmul_(g, g)
    return g / (torch.sqrt(s) + numbers.epsilon)


def _adam(g: Tensor, vectors: tuple[Tensor, ...], t: Time, numbers: OptimizerSettings) -> Tensor:
    """Give d = m̂ / (√v̂ + ε) after m ← β₁m + (1 − β₁)g and v ← β₂v + (1 − β₂)g².

    m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ), as in `torch.optim.Adam`.
    """
    m, v = vectors
    beta_1, beta_2 = numbers.first_moment_decay, numbers.second_moment_decay
    m.mul_(beta_1).add_(g, alpha=1.0 - beta_1)
    v.mul_(beta_2).addcmul_(g, g, value=1.0 - beta_2)
    return (m / (1.0 - beta_1**t)) / (torch.sqrt(v / (1.0 - beta_2**t)) + numbers.epsilon)


TORCH_RULES: dict[str, Rule] = {
    "gradient_descent": _plain,
    "sgd": _plain,
    "momentum": _momentum,
    "nesterov": _nesterov,
    "rmsprop": _rmsprop,
    "adagrad": _adagrad,
    "adam": _adam,
    "adamw": _adam,  # its own decay of the weights is part of every update
}
