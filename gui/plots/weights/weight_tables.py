"""What the weights plot shows, as tables: a row for each number, or for each bin at each step."""

from collections.abc import Mapping

import numpy as np

from engine.arrays import FloatArray, IntArray
from engine.network.model import LayerId, Network, Parameters, parameters_of
from gui.plots.sample_tables import Columns
from gui.plots.table import Table
from gui.plots.weights.layer_numbers import LayerNumbers
from gui.selection import EdgeItem, NeuronItem


def numbers_table(network: Network, layer: LayerId, start: Parameters | None) -> Table:
    """Give a layer's weights and biases, each with where it stands, and what it was at the start if that is known."""
    numbers, now = LayerNumbers(network, layer), parameters_of(network)
    weights, biases = numbers.weights(now), numbers.biases(now)
    edges = [each for each in numbers.edges_where(np.ones(len(weights), np.bool_)) if isinstance(each, EdgeItem)]
    own = [each for each in numbers.neurons_where(np.ones(len(biases), np.bool_)) if isinstance(each, NeuronItem)]
    of_weights: Columns = {
        "parameter": ["weight"] * len(weights),
        "from layer": [network.layer(each.source).name for each in edges],
        "from neuron": [each.column + 1 for each in edges],
        "to neuron": [each.row + 1 for each in edges],
        "frozen": [bool(network.connection(each.source, layer).frozen[each.row, each.column]) for each in edges],
    }
    of_biases: Columns = {
        "parameter": ["bias"] * len(biases),
        "to neuron": [each.index + 1 for each in own],
        "frozen": network.layer(layer).bias_frozen,
    }
    if start is not None:
        of_weights["at the start"], of_biases["at the start"] = numbers.weights(start), numbers.biases(start)
    return Table.stacked([{**of_weights, "now": weights}, {**of_biases, "now": biases}])


def course_table(edges: Mapping[str, FloatArray], shares: Mapping[str, FloatArray], steps: IntArray) -> Table:
    """Give which share of the numbers lies in each bin, at each step shown.

    Args:
        edges: (bins + 1,) by what the numbers are.
        shares: (bins, columns), likewise.
        steps: (columns,) of the columns, some of them several times.
    """
    found, columns = np.unique(steps, return_index=True)
    parts: list[Columns] = []
    for name, limits in edges.items():
        bins = len(limits) - 1
        parts.append(
            {
                "parameters": [name] * (len(found) * bins),
                "step": np.repeat(found, bins),
                "from": np.tile(limits[:-1], len(found)),
                "to": np.tile(limits[1:], len(found)),
                "share": shares[name][:, columns].T.ravel(),
            }
        )
    return Table.stacked(parts)
