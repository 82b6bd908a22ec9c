"""The whole network as one function: f(x) = W⁽²⁾ ReLU(W⁽¹⁾x + b⁽¹⁾) + b⁽²⁾, or layer by layer where it is deep."""

from collections.abc import Mapping

from engine.network.formulas.layer import element, symbolic_step
from engine.network.formulas.names import Names, X
from engine.network.formulas.pieces import Fence, Formula, Line, Number, Pieces, Symbol
from engine.network.formulas.shortening import SHORT, Extent, shown, vector_of, with_dots
from engine.network.forward import LayerValues
from engine.network.graph import computed_part, input_layer, output_layer, topological_order
from engine.network.kinds import layer_kind
from engine.network.model import Layer, LayerId, Network

MOST_NESTED = 3


def network_formula(network: Network, values: Mapping[LayerId, LayerValues], extent: Extent = SHORT) -> Formula:
    """Write f as the composition of its layers, and for a sample what comes out.

    Args:
        network: A complete network.
        values: Values of every layer for one sample (row 0), or empty.
        extent: How many layers, and entries of x and f(x), are written out.

    Raises:
        GraphError: The network is not complete; the text is its first problem.
    """
    names, first, last = Names(network), input_layer(network), output_layer(network)
    order = topological_order(computed_part(network))
    computing = [layer for layer in order if layer_kind(layer.kind).takes_sources]
    is_chain = all(len(network.incoming(layer.id)) == 1 for layer in computing)
    places: list[int | None] = []
    if is_chain and len(computing) <= MOST_NESTED:
        lines = [Line(_nested(network, names, last), left=names.activation(last.id))]
    else:
        places = shown(len(computing), extent.layers)
        dots = Line((Symbol("⋮"),), left=(Symbol("⋮"),))
        lines = with_dots(places, lambda place: _step(network, names, computing[place]), dots)
    given, result = values.get(first.id), values.get(last.id)
    if given is not None and result is not None:
        lines.append(_evaluated(given, result, extent))
    notes = (element((X,), first.width), element(names.activation(last.id), last.width))
    widest = max(first.width, last.width)
    return Formula(tuple(lines), notes, is_shortened=None in places or widest > extent.entries)


def _step(network: Network, names: Names, layer: Layer) -> Line:
    return Line(symbolic_step(network, names, layer), left=names.activation(layer.id))


def _nested(network: Network, names: Names, layer: Layer) -> Pieces:
    """Write a layer with the layers before it in place of their symbols."""
    (connection,) = network.incoming(layer.id)
    source = network.layer(connection.source)
    if not layer_kind(source.kind).takes_sources:
        return symbolic_step(network, names, layer)
    inner = _nested(network, names, source)
    if source.activation_function == "identity":
        inner = (Fence(inner),)
    return symbolic_step(network, names, layer, {source.id: inner})


def _evaluated(given: LayerValues, result: LayerValues, extent: Extent) -> Line:
    outputs, inputs = result.activation[0], given.activation[0]
    one = len(inputs) == 1
    argument: Pieces = (Number(float(inputs[0])),) if one else (vector_of(inputs, extent.entries),)
    right: Pieces = (vector_of(outputs, extent.entries),) if len(outputs) > 1 else (Number(float(outputs[0])),)
    return Line(right, left=(Symbol("f"), Fence(argument)))
