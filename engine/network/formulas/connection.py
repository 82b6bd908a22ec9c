"""What a connection, and what a single edge, contributes to the layer it leads to."""

from collections.abc import Mapping

from engine.network.edits import connection_with_entry
from engine.network.formulas.layer import element
from engine.network.formulas.names import Names
from engine.network.formulas.pieces import Formula, Line, Number, Pieces
from engine.network.formulas.shortening import SHORT, Extent, matrix_of, vector_of
from engine.network.formulas.sums import DOTS, Term, constant, guarded, product, summed
from engine.network.forward import LayerValues
from engine.network.model import LayerId, Network

NOISE = 1e-12  # what subtracting two equal float64 sums may leave


def connection_formula(
    network: Network, source: LayerId, target: LayerId, values: Mapping[LayerId, LayerValues], extent: Extent = SHORT
) -> Formula:
    """Write a connection's matrix, and for a sample what it adds to the target's pre-activations, W⁽ˡ,ˢ⁾h⁽ˢ⁾.

    Args:
        network: The network.
        source: The layer it comes from.
        target: The layer it leads to.
        values: Values of every layer for one sample (row 0), or empty.
        extent: How much of a large matrix is written out.

    Raises:
        GraphError: There is no such connection.
    """
    names, weight = Names(network), network.connection(source, target).weight
    symbol, given = names.matrix(source, target), names.activation(source)
    matrix = matrix_of(weight, extent.entries)
    notes = (element((symbol,), *weight.shape), element(given, weight.shape[1]))
    lines = [Line((matrix,), left=(symbol,))]
    sample = values.get(source)
    if sample is not None and sample.activation.shape[1] == weight.shape[1]:
        inputs = sample.activation[0]
        lines.append(Line((matrix, vector_of(inputs, extent.entries)), left=(symbol, *given)))
        lines.append(Line((vector_of(weight @ inputs, extent.entries),), is_result=True))
    return Formula(tuple(lines), notes, is_shortened=max(weight.shape) > extent.entries)


def edge_formula(
    network: Network, source: LayerId, target: LayerId, row: int, column: int, values: Mapping[LayerId, LayerValues]
) -> Formula:
    """Write an edge's weight, and for a sample its term w·h and what that adds to the pre-activation.

    Args:
        network: The network.
        source: The layer it comes from.
        target: The layer it leads to.
        row: The neuron of `target`, from 0.
        column: The neuron of `source`, from 0.
        values: Values of every layer for one sample (row 0), or empty.

    Raises:
        GraphError: There is no such connection, or no such entry in its matrix.
    """
    names = Names(network)
    weight = float(connection_with_entry(network, source, target, row, column).weight[row, column])
    symbol = names.weight(source, target, row, column)
    term: Pieces = (symbol, *names.activation(source, column))
    total = names.pre_activation(target, row)
    lines = [Line((Number(weight),), left=(symbol,))]
    before, after = values.get(source), values.get(target)
    if before is None or after is None:
        return Formula((*lines, Line(summed([Term(term), Term(DOTS)]), left=total)))
    given = float(before.activation[0, column])
    sum_of_all = float(after.pre_activation[0, row])
    rest = sum_of_all - weight * given
    if abs(rest) < NOISE * max(abs(sum_of_all), abs(weight * given)):
        rest = 0.0
    lines += [
        Line(summed([product(weight, guarded(given))]), left=term),
        Line((Number(weight * given),), is_result=True),
        Line(summed([Term(term), Term(DOTS)]), left=total),
        Line(summed([constant(weight * given), constant(rest)])),
        Line((Number(sum_of_all),), is_result=True),
    ]
    return Formula(tuple(lines))
