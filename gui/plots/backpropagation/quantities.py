"""The matrices of a mini-batch as the terms that steps are made of."""

import numpy as np
from msgspec.structs import replace

from engine.arrays import BoolArray, FloatArray
from engine.network.formulas.names import Names
from engine.network.losses import LossNumbers, aims
from engine.network.model import Connection, LayerId, Network
from engine.process.views.backpropagation import BackpropagationTrace, LayerTrace, SourceTrace
from gui.plots.backpropagation.steps import Name, Term


class Quantities:
    """Names the matrices of one mini-batch and gives them as terms.

    Args:
        network: Which was gone through.
        trace: What came of it.
    """

    def __init__(self, network: Network, trace: BackpropagationTrace) -> None:
        self.network = network
        self.trace = trace
        self.passes = trace.passes
        self.layers = {layer.layer: layer for layer in trace.passes.layers}
        self.names = Names(network)
        self.samples = tuple((trace.passes.rows + 1).tolist())

    @property
    def input_term(self) -> Term:
        """X."""
        return self.of_batch(Name.of("X"), self.passes.inputs, self.passes.input_layer)

    @property
    def target_term(self) -> Term:
        """Y."""
        targets = self.passes.targets
        return Term(Name.of("Y"), targets, (self.trace.batch_size, targets.shape[1]), samples=self.samples)

    @property
    def targets_are_probabilities(self) -> bool:
        """Whether Y is compared with P entry by entry; else it holds the numbers of classes."""
        return self.passes.probabilities.shape == self.passes.targets.shape

    def aim_term(self, numbers: LossNumbers) -> Term:
        """T, what a loss of logits aims at: the targets with a column for each class, smoothed."""
        targets = np.asarray(aims(self.passes.probabilities, self.passes.targets, numbers), np.float64)
        return self.of_batch(Name.of("T"), targets, self.passes.layers[-1].layer)

    @property
    def probability_term(self) -> Term:
        """P, what the loss makes of logits."""
        return self.of_batch(Name.of("P"), self.passes.probabilities, self.passes.layers[-1].layer)

    def loss_term(self, value: float, name: str = "L", text: str = "") -> Term:
        """L, a single number, written so."""
        return Term(Name.of(name), np.array([[value]]), (1, 1), text=text)

    def activation(self, layer: LayerId) -> Term:
        """H⁽ˡ⁾, or X."""
        if layer == self.passes.input_layer:
            return self.input_term
        return self._numbered("H", self.layers[layer], self.layers[layer].activation)

    def pre_activation(self, layer: LayerTrace) -> Term:
        """A⁽ˡ⁾."""
        return self._numbered("A", layer, layer.pre_activation)

    def slope(self, layer: LayerTrace) -> Term:
        """g′(A⁽ˡ⁾)."""
        inner = self.pre_activation(layer).name
        name = Name(f"g′({inner.plain})", f"g′({inner.latex})")
        return self.of_batch(name, layer.slope, layer.layer)

    def gradient(self, layer: LayerTrace) -> Term:
        """G⁽ˡ⁾."""
        return self._numbered("G", layer, layer.activation_gradient)

    def input_gradient(self) -> Term:
        """G⁽⁰⁾."""
        return self.of_batch(Name.of("G", 0), self.passes.input_gradient, self.passes.input_layer)

    def delta(self, layer: LayerTrace) -> Term:
        """Δ⁽ˡ⁾."""
        return self._numbered("Δ", layer, layer.pre_activation_gradient)

    def weight(self, layer: LayerId, source: LayerId, values: FloatArray) -> Term:
        """W⁽ˡ⁾, or W⁽ˡ,ˢ⁾ of several sources."""
        symbol = self.names.matrix(source, layer)
        return self.of_edges(Name(symbol.plain, symbol.latex), values, self.network.connection(source, layer))

    def weight_gradient(self, layer: LayerTrace, source: SourceTrace) -> Term:
        """∂L/∂W⁽ˡ⁾."""
        weight = self.weight(layer.layer, source.source, source.weight_gradient)
        return replace(weight, name=weight.name.differentiated(), weighs=True)

    def bias(self, layer: LayerTrace) -> Term:
        """b⁽ˡ⁾ᵀ, as a row."""
        return self.of_neurons(self.bias_name(layer.layer), layer.bias, layer.layer)

    def bias_gradient(self, layer: LayerTrace) -> Term:
        """∂L/∂b⁽ˡ⁾ᵀ, as a row."""
        return self.of_neurons(self.bias_name(layer.layer).differentiated(), layer.bias_gradient, layer.layer)

    def bias_name(self, layer: LayerId) -> Name:
        """Write b⁽ˡ⁾."""
        return Name.of("b", self.names.number(layer))

    def of_batch(self, name: Name, values: FloatArray, layer: LayerId) -> Term:
        """Give a matrix with a sample a row and a neuron a column."""
        shape = (self.trace.batch_size, self.network.layer(layer).width)
        return Term(name, values, shape, column_layer=layer, samples=self.samples)

    def of_edges(self, name: Name, values: FloatArray, connection: Connection) -> Term:
        """Give a matrix with an edge an entry."""
        rows, columns = connection.weight.shape
        frozen = _mask(connection.frozen & connection.mask, values)
        return Term(name, values, (rows, columns), connection.target, connection.source, frozen=frozen)

    def of_neurons(self, name: Name, values: FloatArray, layer: LayerId) -> Term:
        """Give a row with a neuron an entry."""
        shape = (1, self.network.layer(layer).width)
        frozen = _mask(self.network.layer(layer).bias_frozen[np.newaxis], values[np.newaxis])
        return Term(name, values[np.newaxis], shape, column_layer=layer, is_row=True, frozen=frozen)

    def _numbered(self, letter: str, layer: LayerTrace, values: FloatArray) -> Term:
        return self.of_batch(Name.of(letter, self.names.number(layer.layer)), values, layer.layer)


def _mask(frozen: BoolArray, values: FloatArray) -> BoolArray | None:
    """Give the part of a mask that is of the values at hand; None where nothing is frozen."""
    part = frozen[tuple(map(slice, values.shape))]
    return part if part.any() else None
