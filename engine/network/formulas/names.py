"""The symbols of a network's quantities, as the lecture writes them: x, h⁽ˡ⁾, a⁽ˡ⁾, W⁽ˡ⁾, b⁽ˡ⁾ and f(x)."""

from collections.abc import Mapping

from engine.network.activations import activation_function
from engine.network.formulas.pieces import Fence, Pieces, Symbol
from engine.network.graph import input_layers, output_layers, reachable, topological_order
from engine.network.kinds import layer_kind
from engine.network.model import Layer, LayerId, Network
from engine.network.remembering import remembered

X = Symbol("x")


class Names:
    """Names everything in one network.

    Args:
        network: The network; layers are numbered 1, 2, … in the order of computation, input layers 0. Layers that no
            input leads to come after all others: one that is yet to be wired takes no number from those that are.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._numbers, self._output = _numbering(network)

    def number(self, layer_id: LayerId) -> int:
        """Give the number l of a layer."""
        return self._numbers[layer_id]

    def activation(self, layer_id: LayerId, index: int | None = None) -> Pieces:
        """Write a layer's activation, or that of one neuron: x₁, h₁⁽ˡ⁾, or f₁(x) of the output."""
        layer = self._network.layer(layer_id)
        below = _below(index)
        if not layer_kind(layer.kind).takes_sources:
            return (Symbol("x", below),)
        if layer_id == self._output:
            return Symbol("f", below if layer.width > 1 else ""), Fence((X,))
        return (Symbol("h", below, self._mark(layer_id)),)

    def pre_activation(self, layer_id: LayerId, index: int | None = None) -> Pieces:
        """Write a⁽ˡ⁾, or a₁⁽ˡ⁾ of one neuron."""
        return (Symbol("a", _below(index), self._mark(layer_id)),)

    def bias(self, layer_id: LayerId, index: int | None = None) -> Symbol:
        """Write b⁽ˡ⁾, or b₁⁽ˡ⁾ of one neuron."""
        return Symbol("b", _below(index), self._mark(layer_id))

    def matrix(self, source: LayerId, target: LayerId) -> Symbol:
        """Write W⁽ˡ⁾, or W⁽ˡ,ˢ⁾ where layer l has several sources."""
        return Symbol("W", "", self._pair(source, target))

    def weight(self, source: LayerId, target: LayerId, row: int, column: int) -> Symbol:
        """Write w₂₁⁽ˡ⁾, or w₂₁⁽ˡ,ˢ⁾ where layer l has several sources, numbers of several digits parted by a comma."""
        separator = "," if max(row, column) >= 9 else ""
        return Symbol("w", f"{row + 1}{separator}{column + 1}", self._pair(source, target))

    def _pair(self, source: LayerId, target: LayerId) -> str:
        sources = {connection.source for connection in self._network.incoming(target)}
        if sources <= {source}:  # or none yet: what a connection about to be made will be called
            return self._mark(target)
        return f"({self._numbers[target]},{self._numbers[source]})"

    def _mark(self, layer_id: LayerId) -> str:
        return f"({self._numbers[layer_id]})"


def applied(layer: Layer, argument: Pieces) -> Pieces:
    """Write a layer's activation function of something; the identity is not written."""
    if layer.activation_function == "identity":
        return argument
    return Symbol(activation_function(layer.activation_function).label, is_name=True), Fence(argument)


@remembered
def _numbering(network: Network) -> tuple[Mapping[LayerId, int], LayerId | None]:
    """Give each layer's number, and the layer whose activation is f(x) if there is one alone."""
    numbers: dict[LayerId, int] = {}
    computing = 0
    fed = _fed(network)
    for layer in sorted(topological_order(network), key=lambda layer: layer.id not in fed):
        computing += layer_kind(layer.kind).takes_sources
        numbers[layer.id] = computing if layer_kind(layer.kind).takes_sources else 0
    outputs = [layer for layer in output_layers(network) if layer.id in fed]
    return numbers, outputs[0].id if len(outputs) == 1 else None


def _fed(network: Network) -> frozenset[LayerId]:
    """Give the ids of the layers that inputs lead to; of all where there is no input yet."""
    inputs = input_layers(network)
    if not inputs:
        return frozenset(layer.id for layer in network.layers)
    return reachable(network, *(layer.id for layer in inputs))


def _below(index: int | None) -> str:
    return "" if index is None else str(index + 1)
