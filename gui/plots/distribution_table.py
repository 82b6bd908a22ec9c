"""What distributions show, as a table: a row for each bar."""

import numpy as np

from engine.process.pictures import Distribution
from gui.plots.sample_tables import Columns
from gui.plots.table import Table


def bars_table(distribution: Distribution) -> Table:
    """Give where each bar begins and ends, and how many values of a neuron it counts, or of all where they are many."""
    neurons: list[int | str] = [neuron + 1 for neuron in distribution.neurons] or ["all"]
    parts: list[Columns] = []
    for quantity, edges, counts in (
        ("pre-activation", distribution.pre_activation_edges, distribution.pre_activation_counts),
        ("activation", distribution.activation_edges, distribution.activation_counts),
    ):
        for neuron, row in zip(neurons, counts, strict=True):
            head: Columns = {"quantity": [quantity] * len(row), "neuron": [neuron] * len(row)}
            parts.append({**head, "from": edges[:-1], "to": edges[1:], "count": np.asarray(row)})
    return Table.stacked(parts)
