"""How a layer computes its activations, in matrix form: h⁽¹⁾ = ReLU(W⁽¹⁾x + b⁽¹⁾) with W⁽¹⁾ ∈ ℝ³ˣ²."""

from collections.abc import Mapping

from engine.network.formulas.names import Names, applied
from engine.network.formulas.pieces import Formula, Line, Pieces, Sign, Symbol
from engine.network.formulas.shortening import SHORT, Extent, matrix_of, vector_of
from engine.network.formulas.sums import Term, summed
from engine.network.forward import LayerValues
from engine.network.kinds import layer_kind
from engine.network.model import Layer, LayerId, Network


def layer_formula(
    network: Network, layer_id: LayerId, values: Mapping[LayerId, LayerValues], extent: Extent = SHORT
) -> Formula:
    """Write how a layer computes its activations: in symbols, with its matrices, with the sample's numbers, the result.

    h⁽ˡ⁾ = g(Σₛ W⁽ˡ,ˢ⁾h⁽ˢ⁾ + b⁽ˡ⁾). The shapes of all that takes part are the notes.

    Args:
        network: The network.
        layer_id: The layer.
        values: Values of every layer for one sample (row 0), or empty: then vectors of the sample are left as symbols.
        extent: How much of a large matrix is written out.

    Raises:
        GraphError: There is no such layer.
    """
    names, layer = Names(network), network.layer(layer_id)
    result = values.get(layer_id)
    symbol = names.activation(layer_id)
    if not layer_kind(layer.kind).takes_sources:
        line = () if result is None else (Line((vector_of(result.activation[0], extent.entries),), left=symbol),)
        return Formula(line, (element(symbol, layer.width),), is_shortened=layer.width > extent.entries)
    incoming = network.incoming(layer_id)
    sources = [network.layer(connection.source) for connection in incoming]
    notes = [element((names.matrix(*connection.key),), *connection.weight.shape) for connection in incoming] + [
        element(names.activation(source.id), source.width) for source in sources if source.id != layer_id
    ]
    lines = [Line(symbolic_step(network, names, layer), left=symbol)]
    if result is not None and all(source.id in values for source in sources):
        terms = [
            Term(
                (
                    matrix_of(connection.weight, extent.entries),
                    vector_of(values[connection.source].activation[0], extent.entries),
                )
            )
            for connection in incoming
        ]
        lines.append(Line(applied(layer, summed([*terms, Term((vector_of(layer.bias, extent.entries),))]))))
        if layer.activation_function != "identity":
            lines.append(Line(applied(layer, (vector_of(result.pre_activation[0], extent.entries),))))
        lines.append(Line((vector_of(result.activation[0], extent.entries),), is_result=True))
    widest = max(layer.width, *(source.width for source in sources), 0)
    return Formula(tuple(lines), tuple(notes), is_shortened=widest > extent.entries)


def symbolic_step(
    network: Network, names: Names, layer: Layer, sources: Mapping[LayerId, Pieces] | None = None
) -> Pieces:
    """Write g(Σₛ W⁽ˡ,ˢ⁾h⁽ˢ⁾ + b⁽ˡ⁾) in symbols; arguments as in `weighted_sum`."""
    return applied(layer, weighted_sum(network, names, layer, sources))


def weighted_sum(
    network: Network, names: Names, layer: Layer, sources: Mapping[LayerId, Pieces] | None = None
) -> Pieces:
    """Write Σₛ W⁽ˡ,ˢ⁾h⁽ˢ⁾ + b⁽ˡ⁾ in symbols.

    Args:
        network: The network.
        names: Names its quantities.
        layer: The layer that computes it.
        sources: What to write for the activation of a source instead of its symbol.
    """
    terms = [
        Term(
            (
                names.matrix(*connection.key),
                *((sources or {}).get(connection.source) or names.activation(connection.source)),
            )
        )
        for connection in network.incoming(layer.id)
    ]
    return summed([*terms, Term((names.bias(layer.id),))])


def element(symbol: Pieces, *shape: int) -> Pieces:
    """Write that something is in ℝᴴ or ℝᴴˣᴰ."""
    return (*symbol, Sign("∈"), Symbol("ℝ", above="" if shape == (1,) else "×".join(map(str, shape))))
