"""What distributions show, as a table."""

from engine.arrays import FloatArray, IntArray
from engine.process.pictures import Distribution
from gui.plots.table import Table


def bars_table(distribution: Distribution) -> Table:
    """Give the bars: where each begins and ends, and what it counts of each neuron, or of all where they are many."""
    columns: dict[str, FloatArray | IntArray] = {}
    names = [f"neuron {neuron + 1}" for neuron in distribution.neurons] or ["all neurons"]
    for symbol, edges, counts in (
        ("a", distribution.pre_activation_edges, distribution.pre_activation_counts),
        ("h", distribution.activation_edges, distribution.activation_counts),
    ):
        columns |= {f"{symbol} from": edges[:-1], f"{symbol} to": edges[1:]}
        columns |= {f"{symbol} of {name}": row for name, row in zip(names, counts, strict=True)}
    return Table.of(columns)
