"""Calling the compiled code once, which is when Numba loads or compiles it."""

import numpy as np

from engine.network import edits
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.training.flat_parameters import FlatParameters
from engine.training.kernels.loading import Kernels
from engine.training.kernels.tables import RuleTable, SampleTable, graph_table, position, workspace
from engine.training.path import MEASURED_COLUMNS


def warm(code: Kernels, precision: str) -> None:
    """Take a mini-batch of one sample with a network of one edge, with arrays of the very types that training uses."""
    network = edits.add_layer(edits.add_layer(Network(), "input", 1), "dense", 1)
    network = edits.connect(network, network.layers[0].id, network.layers[1].id, Initialization())
    dtype = np.dtype(precision)
    flat = FlatParameters(network)
    graph = graph_table(network, flat)
    samples = SampleTable(np.zeros((1, 1), dtype), np.zeros((1, 1), dtype))
    measured = SampleTable(np.zeros((1, 1), dtype), np.zeros((1, 1)))
    rules = RuleTable(
        0, 0.0, 1.0, 0.0, 0, *(0.0,) * 10, weight_count=1, seed=0, shuffle=True, batch_size=1, per_epoch=1
    )
    work = workspace(graph, flat, np.zeros((0, 2)), 1, dtype)
    rows = np.empty((1, len(MEASURED_COLUMNS)))
    code.advance(graph, rules, samples, measured, measured, work, position(0, 0, 0, 0), np.ones(1), 1.0, rows)
    code.measure(graph, rules, measured, measured, work, rows[0])
