"""How one neuron computes its activation: h₂⁽¹⁾ = ReLU(1·x₁ + 1·x₂ − 1) = ReLU(0.4) = 0.4."""

from collections.abc import Callable, Mapping

import msgspec
from msgspec.structs import replace

from engine.network.edits import layer_with_neuron
from engine.network.formulas.names import Names, applied
from engine.network.formulas.pieces import Formula, Line, Number, Pieces
from engine.network.formulas.shortening import SHORT, Extent, shown, with_dots
from engine.network.formulas.sums import DOTS, Term, constant, guarded, product, summed
from engine.network.forward import LayerValues
from engine.network.kinds import layer_kind
from engine.network.model import LayerId, Network


class _Edge(msgspec.Struct, frozen=True):
    """An edge into the neuron: from which neuron, with which weight."""

    source: LayerId
    column: int
    weight: float


def neuron_formula(
    network: Network, layer_id: LayerId, index: int, values: Mapping[LayerId, LayerValues], extent: Extent = SHORT
) -> Formula:
    """Write how a neuron computes its activation: in symbols, with its weights, with the sample's numbers, the result.

    h_i = g(Σⱼ w_ij hⱼ + b_i), over all edges that exist, from however many layers; the identity g is not written.

    Args:
        network: The network.
        layer_id: The neuron's layer.
        index: Which of its neurons, from 0.
        values: Values of every layer for one sample (row 0), or empty: then none of its numbers are written.
        extent: How much of a long sum is written out.

    Raises:
        GraphError: There is no such layer or neuron.
    """
    names, layer = Names(network), layer_with_neuron(network, layer_id, index)
    symbol = names.activation(layer_id, index)
    result = values.get(layer_id)
    if not layer_kind(layer.kind).takes_sources:
        given: Pieces = () if result is None else (Number(float(result.activation[0, index])),)
        return Formula((Line(given, left=symbol),) if given else (), notes=() if given else (symbol,))
    edges = _edges_into(network, layer_id, index)
    places = shown(len(edges), extent.terms)
    bias = float(layer.bias[index])

    def written(write: Callable[[_Edge], Term], last: Term | None) -> Pieces:
        terms = with_dots(places, lambda place: write(edges[place]), Term(DOTS))
        return applied(layer, summed([*terms, *([last] if last is not None else [])]))

    def symbolic(edge: _Edge) -> Term:
        weight = names.weight(edge.source, layer_id, index, edge.column)
        return Term((weight, *names.activation(edge.source, edge.column)))

    constant_term = constant(bias) if bias or not edges else None
    lines = [
        Line(written(symbolic, Term((names.bias(layer_id, index),))), left=symbol),
        Line(written(lambda edge: product(edge.weight, names.activation(edge.source, edge.column)), constant_term)),
    ]
    if result is not None and all(edge.source in values for edge in edges):

        def numeric(edge: _Edge) -> Term:
            return product(edge.weight, guarded(float(values[edge.source].activation[0, edge.column])))

        lines += [
            Line(written(numeric, constant_term)),
            *_results(layer.activation_function, network, layer_id, index, result),
        ]
    return Formula(tuple(lines), is_shortened=None in places)


def neuron_equation(
    network: Network, layer_id: LayerId, index: int, values: Mapping[LayerId, LayerValues], extent: Extent = SHORT
) -> Formula:
    """Write in short how a neuron computes its activation: with its weights, and for a sample what comes out.

    For example h₂⁽¹⁾ = ReLU(1·x₁ + 1·x₂ − 1) = ReLU(0.4) = 0.4. Arguments and errors as of `neuron_formula`.
    """
    formula = neuron_formula(network, layer_id, index, values, extent)
    if not layer_kind(network.layer(layer_id).kind).takes_sources:
        return formula
    symbolic, weighted, *of_sample = formula.lines
    return replace(formula, lines=(replace(weighted, left=symbolic.left), *of_sample[1:]))


def _results(function: str, network: Network, layer_id: LayerId, index: int, result: LayerValues) -> list[Line]:
    activation = Line((Number(float(result.activation[0, index])),), is_result=True)
    if function == "identity":
        return [activation]
    argument = applied(network.layer(layer_id), (Number(float(result.pre_activation[0, index])),))
    return [Line(argument), activation]


def _edges_into(network: Network, layer_id: LayerId, index: int) -> list[_Edge]:
    return [
        _Edge(connection.source, int(column), float(connection.weight[index, column]))
        for connection in network.incoming(layer_id)
        for column in connection.mask[index].nonzero()[0]
    ]
