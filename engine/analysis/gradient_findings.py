"""What keeps layers from learning, told from the size of their gradients: in words, with why and what to try."""

import math
from collections.abc import Callable, Iterator, Sequence

import msgspec

from engine.arrays import IntArray
from engine.network.activations import ActivationFunction, activation_function
from engine.network.graph import ancestors, output_layer, reachable
from engine.network.model import LayerId, Network
from engine.process.views.activity import Stillness
from engine.process.views.gradients import GradientFinding

# What comes back to a layer's neurons is this much smaller than at a layer behind it.
VANISHED = 1e-3
# A layer's mean gradient is this much larger than the output layer's.
EXPLODED = 1e3
# One step changes the weights by this part of their size.
LARGE_STEP = 0.5
# Below this nothing is learnt anywhere: a run that is done has small gradients, and their proportions mean nothing.
_NOTHING = 1e-9
_MOST_NAMED = 8


class LayerGradient(msgspec.Struct, frozen=True, eq=False):
    """The gradient in one layer; norms and ratios as in `GradientNorms`.

    Attributes:
        layer: The layer.
        weight_norm: ‖W‖ of the weights that training changes.
        weight_gradient_norm: ‖∂L/∂W‖.
        bias_gradient_norm: ‖∂L/∂b‖.
        mean_gradient: Root mean square of ∂L/∂W.
        update_ratio: α‖∂L/∂W‖ / ‖W‖.
        mean_error: Root mean square of ∂ℓ/∂A, of the loss of each sample by itself, over samples and neurons. Unlike
            the gradient of weights it does not shrink where samples cancel each other, as in a run that is stuck.
        mean_slope: The mean of |g′(A)| over samples and neurons.
        stillness: Its dead and saturated neurons.
    """

    layer: LayerId
    weight_norm: float
    weight_gradient_norm: float
    bias_gradient_norm: float
    mean_gradient: float
    update_ratio: float
    mean_error: float
    mean_slope: float
    stillness: Stillness

    @property
    def is_finite(self) -> bool:
        """Whether no number of the gradient has overflowed."""
        return math.isfinite(self.weight_gradient_norm) and math.isfinite(self.bias_gradient_norm)


def gradient_findings(network: Network, layers: Sequence[LayerGradient]) -> tuple[GradientFinding, ...]:
    """Tell what keeps layers from learning.

    Args:
        network: A complete network.
        layers: The gradients of its computing layers, in the order of the forward pass.

    Returns:
        What is the matter, the gravest first; where numbers have overflowed, nothing else is told.
    """
    overflowed = tuple(_not_finite(network, layers))
    return overflowed or tuple(finding for find in _FINDERS for finding in find(network, layers))


def _not_finite(network: Network, layers: Sequence[LayerGradient]) -> Iterator[GradientFinding]:
    found = next((layer for layer in reversed(layers) if not layer.is_finite), None)
    if found is not None:
        yield _finding(
            "not_finite",
            found,
            f"The gradient of {_name(network, found)} is no longer a finite number: values have grown beyond what a "
            "computer can hold. Go back to the initial weights and try a smaller learning rate, or clip the gradient.",
        )


def _blocked(network: Network, layers: Sequence[LayerGradient]) -> Iterator[GradientFinding]:
    for layer in layers:
        function = _function(network, layer)
        if not function.has_slope:
            yield _finding(
                "blocked",
                layer,
                f"No gradient passes {_name(network, layer)}, because the slope of {function.label} is 0 everywhere: "
                "neither its weights nor those that lead to it alone can learn. Try Sigmoid, a smooth step.",
            )


class _Still(msgspec.Struct, frozen=True, eq=False):
    """A way in which neurons stand still.

    Attributes:
        subject: What it is called, of `GradientFinding` and in the sentence.
        neurons: Which do.
        reason: What the sentence goes on with: what that does, what to try, and why.
    """

    subject: str
    neurons: Callable[[Stillness], IntArray]
    reason: Callable[[ActivationFunction], str]

    def __call__(self, network: Network, layers: Sequence[LayerGradient]) -> Iterator[GradientFinding]:
        """Tell of each layer that has such neurons."""
        for layer in layers:
            neurons = tuple(self.neurons(layer.stillness).tolist())
            if neurons:
                who, why = _counted(network, layer, neurons), self.reason(_function(network, layer))
                yield _finding(self.subject, layer, f"{who} {self.subject}, so {why}", neurons)


_DEAD = _Still(
    "dead",
    lambda stillness: stillness.dead,
    lambda function: (
        "no gradient gets through there; try Leaky ReLU or new weights: for every sample they give 0, where "
        f"{function.label} has no slope, so training cannot mend it. It often comes from a step too large, so a "
        "smaller learning rate helps, too."
    ),
)
_SATURATED = _Still(
    "saturated",
    lambda stillness: stillness.saturated,
    lambda function: (
        "hardly any gradient gets through there; try smaller weights or standardised inputs: nearly all samples lie "
        f"where {function.label} is flat, its slope below {function.saturated_slope:g}."
    ),
)


def _vanishing(network: Network, layers: Sequence[LayerGradient]) -> Iterator[GradientFinding]:
    faded = [
        (layer, strongest)
        for layer in layers
        if layer.mean_gradient > 0.0
        and 0.0 < layer.mean_error < VANISHED * (strongest := _strongest_behind(network, layers, layer)).mean_error
        and strongest.mean_error > _NOTHING
    ]
    if faded:
        layer, strongest = min(faded, key=lambda pair: pair[0].mean_error / pair[1].mean_error)
        passed = ancestors(network, strongest.layer) & reachable(network, layer.layer) - {strongest.layer}
        flattest = min((other for other in layers if other.layer in passed), key=lambda other: other.mean_slope)
        yield _finding(
            "vanishing",
            layer,
            f"The gradient fades on its way to {_name(network, layer)}; try Tanh, ReLU or a skip connection: at a "
            f"neuron there it is {_times(strongest.mean_error / layer.mean_error)} smaller than at one of "
            f"{_name(network, strongest)}, so this layer hardly learns. Each layer on the way multiplies it by its "
            f"weights and its slope, which in {_name(network, flattest)} ({_function(network, flattest).label}) is "
            f"{flattest.mean_slope:.2g} on average. Larger initial weights or fewer layers help, too.",
        )


def _strongest_behind(network: Network, layers: Sequence[LayerGradient], layer: LayerGradient) -> LayerGradient:
    """Give the layer with the largest mean error of those that this one leads to, itself included."""
    behind = reachable(network, layer.layer)
    return max((other for other in layers if other.layer in behind), key=lambda other: other.mean_error)


def _exploding(network: Network, layers: Sequence[LayerGradient]) -> Iterator[GradientFinding]:
    last = next(layer for layer in layers if layer.layer == output_layer(network).id)
    largest = max(layers, key=lambda layer: layer.mean_gradient)
    if last.mean_gradient > 0.0 and largest.mean_gradient > max(EXPLODED * last.mean_gradient, _NOTHING):
        yield _finding(
            "exploding",
            largest,
            f"The gradient grows on its way to {_name(network, largest)}; try smaller initial weights or clip it: at a "
            f"weight there it is {_times(largest.mean_gradient / last.mean_gradient)} larger than at one of "
            f"{_name(network, last)}, so a step that suits the one throws the other far off. Large weights multiply it "
            "layer by layer. A smaller learning rate helps, too.",
        )


def _large_step(network: Network, layers: Sequence[LayerGradient]) -> Iterator[GradientFinding]:
    for layer in layers:
        if layer.update_ratio > LARGE_STEP:
            yield _finding(
                "large_step",
                layer,
                f"One step of plain gradient descent changes the weights of {_name(network, layer)} by "
                f"{layer.update_ratio:,.0%} of their size, where about 0.1% is usual, so the loss may jump about. Try "
                "a smaller learning rate, or clip the gradient.",
            )


_FINDERS: tuple[Callable[[Network, Sequence[LayerGradient]], Iterator[GradientFinding]], ...] = (
    _exploding,
    _large_step,
    _blocked,
    _vanishing,
    _DEAD,
    _SATURATED,
)


def _finding(subject: str, layer: LayerGradient, sentence: str, neurons: tuple[int, ...] = ()) -> GradientFinding:
    return GradientFinding(subject, layer.layer, neurons, sentence)


def _name(network: Network, layer: LayerGradient) -> str:
    return f"“{network.layer(layer.layer).name}”"


def _function(network: Network, layer: LayerGradient) -> ActivationFunction:
    return activation_function(network.layer(layer.layer).activation_function)


def _counted(network: Network, layer: LayerGradient, neurons: tuple[int, ...]) -> str:
    """Write “2 of the 8 neurons of “Hidden” (3, 5) are”."""
    named = ", ".join(str(neuron + 1) for neuron in neurons[:_MOST_NAMED])
    more = ", …" if len(neurons) > _MOST_NAMED else ""
    verb = "is" if len(neurons) == 1 else "are"
    return (
        f"{len(neurons):,} of the {layer.stillness.neurons:,} neurons of {_name(network, layer)} ({named}{more}) {verb}"
    )


def _times(factor: float) -> str:
    return f"{factor:,.0f} times" if factor < 1e6 else f"{factor:.0e} times".replace("e+0", "e").replace("e+", "e")
