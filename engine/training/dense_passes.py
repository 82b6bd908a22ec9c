"""The two passes of a mini-batch through a network of dense layers: no graph of autograd's, no memory taken anew.

G⁽ᴸ⁾ = ∂L/∂H⁽ᴸ⁾, then for l = L…1: Δ = G⁽ˡ⁾ ⊙ g′(A⁽ˡ⁾), ∂L/∂W⁽ˡ,ˢ⁾ = ΔᵀH⁽ˢ⁾, ∂L/∂b⁽ˡ⁾ = column sums of Δ, and
ΔW⁽ˡ,ˢ⁾ is added to G⁽ˢ⁾ of every source s.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import msgspec
import torch
from torch import Tensor

from engine.network.activations import LEAKY_SLOPE
from engine.training.activations import SOFTPLUS_THRESHOLD
from engine.training.compiled import CompiledNetwork, Dropout, LayerStep

_ops = torch.ops.aten


class _Differentiable(msgspec.Struct, frozen=True, eq=False):
    """An activation function on buffers of one shape.

    Attributes:
        write: `(A, H)`: writes H = g(A).
        chain: `(G, A, H)`: turns G = ∂L/∂H into ∂L/∂A, in place.
    """

    write: Callable[[Tensor, Tensor], object]
    chain: Callable[[Tensor, Tensor, Tensor], object]


DIFFERENTIABLE = {
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


class Link(msgspec.Struct, frozen=True, eq=False):
    """What a layer has from one of its sources.

    Attributes:
        weight: W (H, H_source).
        transposed: Wᵀ, a view.
        part: Where ∂L/∂W is written; None where W is not trained.
        sent: What the source sends, (B, H_source).
        gradient: The source's G; None where that is the input.
        is_first: Whether no other layer has written to that G before.
    """

    weight: Tensor
    transposed: Tensor
    part: Tensor | None
    sent: Tensor
    gradient: Tensor | None
    is_first: bool


class Layer(msgspec.Struct, frozen=True, eq=False):
    """A layer's part of the work; everything but b is (B, H).

    Attributes:
        step: What it computes.
        function: Its activation function.
        bias: b (H,).
        part: Where ∂L/∂b is written; None where b is not trained.
        pre_activation: A.
        activation: H.
        sent: What other layers read: H, or H with dropout in a place of its own, since g′ asks for H itself.
        gradient: G, then ∂L/∂A.
        transposed: The latter's transpose, a view.
        links: What it has from its sources.
    """

    step: LayerStep
    function: _Differentiable
    bias: Tensor
    part: Tensor | None
    pre_activation: Tensor
    activation: Tensor
    sent: Tensor
    gradient: Tensor
    transposed: Tensor
    links: tuple[Link, ...]


class GradientGoal(Protocol):
    """What becomes of a mini-batch's gradient."""

    def take_weight(self, link: Link, transposed: Tensor) -> None:
        """Take ∂L/∂W, the product of (∂L/∂A)ᵀ (H, B) and of what the source sends."""

    def take_bias(self, layer: Layer) -> None:
        """Take ∂L/∂b, the column sums of the layer's ∂L/∂A."""


class Writing:
    """It is written."""

    def take_weight(self, link: Link, transposed: Tensor) -> None:
        """Write ∂L/∂W."""
        if link.part is not None:
            torch.mm(transposed, link.sent, out=link.part)

    def take_bias(self, layer: Layer) -> None:
        """Write ∂L/∂b."""
        if layer.part is not None:
            torch.sum(layer.gradient, 0, out=layer.part)


class Descending(msgspec.Struct, frozen=True, eq=False):
    """Parameters go down it at once: θ ← rθ − αg, where r of biases is 1."""

    rate: float
    share: float

    def take_weight(self, link: Link, transposed: Tensor) -> None:
        """Change W; ∂L/∂W itself stands nowhere."""
        link.weight.addmm_(transposed, link.sent, beta=self.share, alpha=-self.rate)

    def take_bias(self, layer: Layer) -> None:
        """Change b."""
        layer.bias.sub_(layer.gradient.sum(0), alpha=self.rate)


class DensePasses:
    """Backpropagation through a network for mini-batches of one size: all memory it takes, and what it does there.

    Attributes:
        inputs: A mini-batch, (B, D), to be written before it is propagated.
        layers: In the order of computing.
    """

    def __init__(
        self, network: CompiledNetwork, gradients: Mapping[int, Tensor], batch_size: int, input_width: int
    ) -> None:
        """Prepare.

        Args:
            network: Whose parameters are read.
            gradients: Where ∂L/∂θ is written of each tensor that is trained, by its place in the network.
            batch_size: B.
            input_width: D.
        """
        self.inputs = network.storage.new_empty((batch_size, input_width))
        sent: dict[int, Tensor] = {network.input: self.inputs}
        gradient: dict[int, Tensor] = {}
        last_reader = {source: step.layer for step in network.steps for source in step.sources}
        layers: list[Layer] = []
        for step in network.steps:
            links = [
                Link(
                    weight=(weight := network.tensors[place].detach()),
                    transposed=weight.t(),
                    part=gradients.get(place),
                    sent=sent[source],
                    gradient=gradient.get(source),
                    is_first=last_reader[source] == step.layer,
                )
                for source, place in zip(step.sources, step.weights, strict=True)
            ]
            bias = network.tensors[step.bias].detach()
            layers.append(_layer(step, bias, gradients.get(step.bias), links, batch_size))
            sent[step.layer], gradient[step.layer] = layers[-1].sent, layers[-1].gradient
        self.layers = tuple(layers)

    def forward(self, dropout: Dropout) -> dict[int, Tensor]:
        """Compute every layer, give the factors of those that have dropout."""
        factors = {}
        for layer in self.layers:
            a, step = layer.pre_activation, layer.step
            total = layer.bias
            for link in layer.links:
                total = torch.addmm(total, link.sent, link.transposed, out=a)
            layer.function.write(a, layer.activation)
            if step.dropout > 0.0:
                factors[step.layer] = dropout.factors(step.layer, layer.activation, step.dropout)
                torch.mul(layer.activation, factors[step.layer], out=layer.sent)
        return factors

    def backward(self, gradient: Tensor, factors: dict[int, Tensor], goal: GradientGoal) -> None:
        """Go from ∂L/∂f (B, K) back to every layer."""
        self.layers[-1].gradient.copy_(gradient)
        for layer in reversed(self.layers):
            g = layer.gradient
            if layer.step.layer in factors:
                g.mul_(factors[layer.step.layer])
            layer.function.chain(g, layer.pre_activation, layer.activation)
            goal.take_bias(layer)
            for link in layer.links:
                if link.gradient is not None and link.is_first:
                    torch.mm(g, link.weight, out=link.gradient)
                elif link.gradient is not None:
                    link.gradient.addmm_(g, link.weight)
                goal.take_weight(link, layer.transposed)  # after it was read


def _layer(step: LayerStep, bias: Tensor, part: Tensor | None, links: Sequence[Link], batch_size: int) -> Layer:
    pre_activation, activation, gradient = (bias.new_empty((batch_size, len(bias))) for _ in range(3))
    return Layer(
        step=step,
        function=DIFFERENTIABLE[step.activation_name],
        bias=bias,
        part=part,
        pre_activation=pre_activation,
        activation=activation,
        sent=torch.empty_like(activation) if step.dropout > 0.0 else activation,
        gradient=gradient,
        transposed=gradient.t(),
        links=tuple(links),
    )
