"""Choosing what is shown of a layer's space: neurons of it, or principal components."""

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from engine.analysis.distribution import evenly_spread
from engine.arrays import FloatArray
from engine.errors import SettingError
from engine.process.views.projection import Projection

MAX_DIMENSIONS = 3
# Multiplications that the decomposition of a wide layer's values may take: some 10 ms.
_MOST_PRODUCTS = 4_000_000
_LEAST_SAMPLES = 50
# Of the mean's size: values that differ less differ by rounding errors alone.
_ROUNDING = 1e-13


def neuron_projection(values: NDArray[np.floating], neurons: tuple[int, ...]) -> Projection:
    """Show 1 to 3 neurons of a layer.

    Args:
        values: The layer's values (N, H) over samples.
        neurons: The neurons along the axes, from 0.

    Raises:
        SettingError: They are not 1 to 3 different ones of the H.
    """
    width = values.shape[1]
    if not 1 <= len(neurons) <= MAX_DIMENSIONS or len(set(neurons)) < len(neurons):
        raise SettingError(f"1 to {MAX_DIMENSIONS} different neurons can be shown; {_listed(neurons)} were chosen.")
    if not all(0 <= neuron < width for neuron in neurons):
        raise SettingError(f"The layer has {width} neurons; {_listed(neurons)} were chosen.")
    finite = _finite_rows(values)
    mean, scaled = _centred(finite)
    variances = (scaled**2).sum(axis=0)
    mean[list(neurons)] = 0.0
    basis = np.zeros((len(neurons), width))
    basis[np.arange(len(neurons)), list(neurons)] = 1.0
    return Projection(basis, mean, neurons, _shares(variances, neurons), len(finite))


def principal_components(values: NDArray[np.floating], dimensions: int) -> Projection:
    """Show the first principal components of a layer's values over samples (Pearson, 1901; Hotelling, 1933).

    They are the right singular vectors of the centred values. A component's sign is the one that makes its entry of
    the largest size positive, the first of equal ones. Samples with values that are not finite are left out, and of
    very many in wide layers evenly spread ones are decomposed.

    Args:
        values: The layer's values (N, H).
        dimensions: How many components, 1 to 3; a narrower layer has as many as neurons.

    Raises:
        SettingError: The dimensions are not 1 to 3.
    """
    if not 1 <= dimensions <= MAX_DIMENSIONS:
        raise SettingError(f"1 to {MAX_DIMENSIONS} components can be shown; {dimensions} were asked for.")
    width = values.shape[1]
    most = max(_LEAST_SAMPLES, _MOST_PRODUCTS // width**2, int((_MOST_PRODUCTS / width) ** 0.5))
    fitted = evenly_spread(_finite_rows(values), most)
    mean, scaled = _centred(fitted)
    shown = min(dimensions, width)
    square = np.linalg.qr(scaled, mode="r") if len(scaled) > width else scaled  # the same vectors, of fewer rows
    _, sizes, directions = np.linalg.svd(square, full_matrices=len(square) < shown)
    variances = np.zeros(width)
    variances[: len(sizes)] = sizes**2
    basis = directions[:shown]
    largest = np.abs(basis).argmax(axis=1)
    basis = basis * np.where(basis[np.arange(shown), largest] < 0.0, -1.0, 1.0)[:, np.newaxis]
    return Projection(basis, mean, (), _shares(variances, tuple(range(shown))), len(fitted))


def facing(projection: Projection, agreement: FloatArray) -> Projection:
    """Turn round the principal components, whose signs mean nothing, that disagree with a direction.

    Args:
        projection: What is shown; chosen neurons stay as they are.
        agreement: (d,) or more; a component is turned round where it is negative.
    """
    signs = np.where(agreement[: projection.dimensions] < 0.0, -1.0, 1.0)
    if projection.neurons or (signs > 0.0).all():
        return projection
    return replace(projection, basis=projection.basis * signs[:, np.newaxis])


def _finite_rows(values: NDArray[np.floating]) -> FloatArray:
    return np.asarray(values[np.isfinite(values).all(axis=1)], np.float64)


def _centred(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give the mean (H,), and what is left (N, H) in units of its largest entry, so that no square overflows."""
    if not len(values):
        return np.zeros(values.shape[1]), values
    mean = np.asarray(values.mean(axis=0))
    centred = values - mean
    largest = np.abs(centred).max(initial=0.0)
    return mean, centred / largest if largest > _ROUNDING * np.abs(mean).max(initial=0.0) else np.zeros_like(centred)


def _shares(variances: FloatArray, chosen: tuple[int, ...]) -> FloatArray:
    total = variances.sum()
    return variances[list(chosen)] / total if total > 0.0 else np.zeros(len(chosen))


def _listed(neurons: tuple[int, ...]) -> str:
    return ", ".join(str(neuron + 1) for neuron in neurons) or "none"
