"""What boundary and distributions show, as tables."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.arrays import FloatArray, IntArray
from engine.process.pictures import BoundaryField, Distribution
from gui.plots.table import Table


def field_table(field: BoundaryField, names: Sequence[str]) -> Table:
    """Give the points of a grid, as the network is given them, with the outputs there, by their names."""
    rows, columns = field.outputs.shape[:2]
    along_x = np.linspace(*field.request.x_range, columns)
    along_y = np.linspace(*field.request.y_range, rows)
    columns_of: dict[str, NDArray[np.floating]] = {f"x{field.request.inputs[0] + 1}": np.tile(along_x, rows)}
    if rows > 1:
        columns_of[f"x{field.request.inputs[1] + 1}"] = np.repeat(along_y, columns)
    columns_of |= {name: field.outputs[:, :, k].ravel() for k, name in enumerate(names)}
    return Table.of(columns_of)


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
