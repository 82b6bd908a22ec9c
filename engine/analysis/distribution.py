"""Histograms of a layer's values over many samples, before and after its activation function."""

import itertools
import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.arrays import FloatArray, IntArray
from engine.errors import SettingError
from engine.network.forward import forward
from engine.network.graph import computed_layer
from engine.network.model import Network
from engine.process.pictures import Distribution, DistributionRequest

# A layer with more neurons has one histogram for all of them.
MAX_NEURONS = 16
MIN_BINS, MAX_BINS = 2, 500
# Of more values so many are counted, of evenly spread samples: the shape is the same, and training goes on.
_COUNTED_VALUES = 100_000

_NICE_STEPS = (1.0, 2.0, 2.5, 5.0)
_MIN_SPAN = 1e-6  # relative to the values' size; below it they are one value, drawn in the middle

Values = NDArray[np.floating]
Scalar = TypeVar("Scalar", bound=np.generic)


def layer_distribution(network: Network, inputs: FloatArray, request: DistributionRequest) -> Distribution:
    """Count a layer's pre-activations and activations in bins.

    Bins are equally wide and all neurons share them. Their width is a round number and they begin at a multiple of it,
    so they stay put while the values move a little. Values that are not finite are not counted.

    Args:
        network: A complete network with D inputs.
        inputs: Samples (N, D). Where samples times neurons pass 100,000, evenly spread samples stand for all.
        request: Which layer, and into how many bins.

    Returns:
        A histogram for each neuron of a layer of up to 16, else one for all neurons together.

    Raises:
        GraphError: The network is not complete, or has no such layer.
        ShapeError: The samples have another width than the network's input layer.
        SettingError: The bins are not 2 to 500.
    """
    check_bins(request.bins)
    layer = computed_layer(network, request.layer)
    samples = counted_samples(network, inputs)
    with np.errstate(over="ignore", invalid="ignore"):
        values = forward(network, samples, np.float32)[layer.id]
    is_narrow = layer.width <= MAX_NEURONS
    pre_activation_edges = bin_edges(values.pre_activation, request.bins)
    activation_edges = bin_edges(values.activation, request.bins)
    return Distribution(
        layer=layer.id,
        neurons=tuple(range(layer.width)) if is_narrow else (),
        pre_activation_edges=pre_activation_edges,
        pre_activation_counts=bin_counts(values.pre_activation, pre_activation_edges, separate=is_narrow),
        activation_edges=activation_edges,
        activation_counts=bin_counts(values.activation, activation_edges, separate=is_narrow),
        samples=len(samples),
        pre_activation_moments=_moments(values.pre_activation, separate=is_narrow),
        activation_moments=_moments(values.activation, separate=is_narrow),
    )


def check_bins(bins: int) -> None:
    """Do nothing if a histogram may have so many bins.

    Raises:
        SettingError: It may not.
    """
    if not MIN_BINS <= bins <= MAX_BINS:
        raise SettingError(f"A histogram has {MIN_BINS} to {MAX_BINS} bins; {bins} were asked for.")


def counted_samples(network: Network, samples: NDArray[Scalar]) -> NDArray[Scalar]:
    """Give the samples (N, …) or, where those times a layer's neurons pass 100,000, fewer, evenly spread."""
    return evenly_spread(samples, max(1, _COUNTED_VALUES // max(layer.width for layer in network.layers)))


def bin_edges(values: Values, bins: int) -> FloatArray:
    """Give `bins + 1` ascending edges around all finite values: multiples of a round step (1, 2, 2.5 or 5 · 10ᵏ).

    There must be at least 2 bins: one alone could not begin at a multiple of its width and hold both signs.
    """
    finite = values[np.isfinite(values)]
    lowest, highest = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    least = max(_MIN_SPAN * max(abs(lowest), abs(highest)), _MIN_SPAN)
    if highest - lowest < least:
        middle, half = (lowest + highest) / 2, max(abs(lowest), 1.0) / 2
        lowest, highest = middle - half, middle + half
    exponent = math.floor(math.log10((highest - lowest) / bins))
    steps = (factor * 10.0**power for power in itertools.count(exponent) for factor in _NICE_STEPS)
    step, first = next((step, math.floor(lowest / step)) for step in steps if _covers(lowest, highest, step, bins))
    return np.asarray((first + np.arange(bins + 1)) * step)


def _covers(lowest: float, highest: float, step: float, bins: int) -> bool:
    return (math.floor(lowest / step) + bins) * step >= highest


def bin_counts(values: Values, edges: FloatArray, *, separate: bool) -> IntArray:
    """Count values (N, H) between edges: (H, bins) if separate, else (1, bins); the last bin holds its upper edge."""
    bins = len(edges) - 1
    rows = values.shape[1] if separate else 1
    places = np.searchsorted(edges, values, side="right") - 1
    places[values == edges[-1]] = bins - 1
    if separate:
        places += bins * np.arange(rows)
    counted = np.isfinite(values)
    return np.bincount(places[counted], minlength=rows * bins).reshape(rows, bins).astype(np.int64)


def _moments(values: Values, *, separate: bool) -> FloatArray:
    """Give mean and standard deviation of the finite values (N, H): (H, 2) if separate, else (1, 2)."""
    rows = values.T if separate else values.reshape(1, -1)
    finite = (np.asarray(row[np.isfinite(row)], dtype=np.float64) for row in rows)
    return np.array([(row.mean(), row.std()) if row.size else (np.nan, np.nan) for row in finite]).reshape(-1, 2)


def evenly_spread(samples: NDArray[Scalar], most: int) -> NDArray[Scalar]:
    """Give at most `most` of the samples (N, …), evenly spread."""
    if len(samples) <= most:
        return samples
    return samples[np.linspace(0, len(samples) - 1, most).astype(np.int64)]
