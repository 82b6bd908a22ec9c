"""Histograms of the activations of single neurons over the training samples, for small pictures of them."""

import numpy as np

from engine.analysis.distribution import bin_counts, bin_edges, check_bins, counted_samples
from engine.arrays import FloatArray
from engine.network.forward import forward
from engine.network.model import Network
from engine.process.pictures import NeuronHistograms, NeuronHistogramsRequest


def neuron_histograms(network: Network, inputs: FloatArray, request: NeuronHistogramsRequest) -> NeuronHistograms:
    """Count neurons' activations in bins; the neurons of a group share their bins.

    Args:
        network: A complete network with D inputs.
        inputs: Samples (N, D). Where samples times neurons pass 100,000, evenly spread samples stand for all.
        request: Which neurons of which layers, and into how many bins.

    Returns:
        For each group of n neurons the edges (bins + 1,) and counts (n, bins); see `bin_edges`.

    Raises:
        GraphError: The network is not complete, or has no such layer.
        ShapeError: A layer has no such neuron, or the samples another width than the network's input layer.
        SettingError: The bins are not 2 to 500.
    """
    check_bins(request.bins)
    for group in request.groups:
        group.check(network)
    samples = counted_samples(network, inputs)
    with np.errstate(over="ignore", invalid="ignore"):
        values = forward(network, samples, np.float32)
    shown = [values[group.layer].activation[:, list(group.neurons)] for group in request.groups]
    edges = tuple(bin_edges(activations, request.bins) for activations in shown)
    counts = tuple(bin_counts(found, bins, separate=True) for found, bins in zip(shown, edges, strict=True))
    return NeuronHistograms(request=request, edges=edges, counts=counts)
