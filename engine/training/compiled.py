"""A network as torch tensors: its parameters on a device, and its forward pass."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import msgspec
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.arrays import FloatArray
from engine.network.dropout import kept_neurons
from engine.network.graph import computed_part, input_layer, output_layer, topological_order
from engine.network.kinds import LayerKind, layer_kind
from engine.network.model import Network, Parameters
from engine.training.activations import TORCH_ACTIVATIONS
from engine.training.flat_parameters import FlatParameters


class LayerStep(msgspec.Struct, frozen=True, eq=False):
    """One layer of the forward pass; layers and parameters are given by their places in the network."""

    layer: int
    sources: tuple[int, ...]
    weights: tuple[int, ...]
    bias: int
    kind: LayerKind
    activation_name: str
    activation: Callable[[Tensor], Tensor]
    dropout: float


class Dropout(Protocol):
    """Which neurons one update leaves out."""

    def factors(self, layer: int, activation: Tensor, rate: float) -> Tensor:
        """Give the factor on each entry of a layer's H (B, H): 0, or 1 / (1 − p)."""


class DropoutDraw(msgspec.Struct, frozen=True, eq=False):
    """Which neurons one update leaves out: those of this seed and step."""

    seed: int
    step: int

    def factors(self, layer: int, activation: Tensor, rate: float) -> Tensor:
        """Give the factor on each entry of a layer's H (B, H): 0, or 1 / (1 − p)."""
        kept = kept_neurons(self.seed, self.step, layer, (activation.shape[0], activation.shape[1]), rate)
        return to_tensor(kept, activation.dtype, activation.device).mul_(1.0 / (1.0 - rate))


class CompiledNetwork:
    """The parameters of a complete network as tensors on a device, and f(X) from them.

    All parameters lie in one `storage`, weights first, so that keeping a copy or looking for NaN is one operation;
    `tensors` are views of it, of which `is_weight` tells weights from biases. Those that training may change require a
    gradient. `steps` are the layers in the order of computing, `input` is the place of the layer they begin from.
    """

    def __init__(self, network: Network, dtype: torch.dtype, device: str) -> None:
        """Compile.

        Args:
            network: A complete network; its parameters are the starting point.
            dtype: `torch.float32` or `torch.float64`.
            device: “cpu”, “cuda” or “mps”.
        """
        self._flat = FlatParameters(network)
        self.storage = to_tensor(self._flat.initial, dtype, device)
        self.is_trainable = self._flat.trainable_arrays
        self.is_weight = [True] * len(network.connections) + [False] * len(network.layers)
        self.tensors = _views(self.storage, self._flat.arrays)
        for tensor, trainable in zip(self.tensors, self.is_trainable, strict=True):
            tensor.requires_grad_(bool(trainable.any()))
        self._started_at = self._values()
        self.steps, self.input, self.output = _plan(network)

    def outputs(self, inputs: Tensor, dropout: Dropout | None = None) -> Tensor:
        """Give f(X) (N, K) for a batch X (N, D) on the same device; with `dropout`, as in the update of that step."""
        activations: dict[int, Tensor] = {self.input: inputs}
        for step in self.steps:
            pre_activation: Tensor = step.kind.pre_activation(
                [activations[source] for source in step.sources],
                [self.tensors[weight] for weight in step.weights],
                self.tensors[step.bias],
            )
            activation = step.activation(pre_activation)
            if dropout is not None and step.dropout > 0.0:
                activation = activation * dropout.factors(step.layer, activation, step.dropout)
            activations[step.layer] = activation
        return activations[self.output]

    def parameters(self) -> Parameters:
        """Give the parameters as float64.

        An entry that training has not changed is the number it was before, to the last of its 64 bits, also where
        training computes in 32.
        """
        return self._flat.parameters(self._started_at, self._values())

    def _values(self) -> NDArray[Any]:
        values: NDArray[Any] = self.storage.detach().cpu().numpy()
        return values.copy()


def to_tensor(values: NDArray[Any], dtype: torch.dtype, device: torch.device | str) -> Tensor:
    """Give a tensor of its own for an array; converted before it travels, since MPS takes no float64."""
    return torch.tensor(values, dtype=dtype).to(device)


def _views(storage: Tensor, arrays: Sequence[FloatArray]) -> list[Tensor]:
    """Give a leaf tensor for each array, each looking at its part of `storage`."""
    parts = torch.split(storage, [array.size for array in arrays])
    return [part.view(array.shape).detach() for part, array in zip(parts, arrays, strict=True)]


def _plan(network: Network) -> tuple[tuple[LayerStep, ...], int, int]:
    """Give the layers in the order of computing, and the places of the input and of the output layer."""
    places = {layer.id: place for place, layer in enumerate(network.layers)}
    connections = {connection.key: place for place, connection in enumerate(network.connections)}
    steps, last = [], output_layer(network)
    for layer in topological_order(computed_part(network)):
        kind = layer_kind(layer.kind)
        if not kind.takes_sources:
            continue
        incoming = network.incoming(layer.id)
        steps.append(
            LayerStep(
                layer=places[layer.id],
                sources=tuple(places[connection.source] for connection in incoming),
                weights=tuple(connections[connection.key] for connection in incoming),
                bias=len(network.connections) + places[layer.id],
                kind=kind,
                activation_name=layer.activation_function,
                activation=TORCH_ACTIVATIONS[layer.activation_function],
                dropout=0.0 if layer is last else layer.dropout,
            )
        )
    return tuple(steps), places[input_layer(network).id], places[output_layer(network).id]
