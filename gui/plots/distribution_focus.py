"""How the values of the samples in focus are distributed among those of all samples."""

import numpy as np
from numpy.typing import NDArray

from engine.arrays import BoolArray, FloatArray
from engine.data.data_set import DataSet
from engine.network.forward import forward
from engine.network.model import Network
from engine.process.pictures import Distribution

MOST_MULTIPLICATIONS = 2_000_000  # what is reckoned within a frame's share; of more samples evenly spread ones stand

Values = NDArray[np.floating]
Heights = tuple[FloatArray, FloatArray]


def heights_in_focus(distribution: Distribution, network: Network, data_set: DataSet, in_focus: BoolArray) -> Heights:
    """Give how much of each bar the samples in focus are, before and after the activation function.

    Args:
        distribution: The bars.
        network: The network that it is of.
        data_set: The data that it is of.
        in_focus: Which of the samples (N,) are in focus.

    Returns:
        (rows, bins) each, in the unit of the distribution's counts.
    """
    rows = data_set.training_indices[in_focus[data_set.training_indices]]
    every = -(-len(rows) * network.parameter_count // MOST_MULTIPLICATIONS) or 1
    with np.errstate(over="ignore", invalid="ignore"):  # a diverging run overflows
        values = forward(network, data_set.inputs[rows[::every]], np.float32)[distribution.layer]
    weight = every * distribution.samples / max(len(data_set.training_indices), 1)  # of which samples it counts some
    is_single = len(distribution.neurons) > 0
    return (
        weight * _counts(values.pre_activation, distribution.pre_activation_edges, separate=is_single),
        weight * _counts(values.activation, distribution.activation_edges, separate=is_single),
    )


def _counts(values: Values, edges: FloatArray, *, separate: bool) -> FloatArray:
    """Count finite values (n, H) between edges: a row for each column if separate, else one."""
    columns = values.T if separate else values.reshape(1, -1)
    return np.array([np.histogram(column[np.isfinite(column)], edges)[0] for column in columns], np.float64)
