"""Linear probes: how separable the classes are in each layer's activations (Alain and Bengio, 2016)."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from engine.analysis.distribution import evenly_spread
from engine.analysis.logistic_regression import logistic_regression
from engine.analysis.shown_samples import shown_rows
from engine.arrays import FloatArray, IntArray
from engine.data.data_set import DataSet
from engine.network.forward import LayerValues, forward
from engine.network.graph import computed_layer, computed_part, topological_order
from engine.network.metrics import metric
from engine.network.model import LayerId, Network
from engine.process.views.linear_probes import LinearProbe, LinearProbes, LinearProbesRequest

RIDGE = 1e-4
# Of a neuron's mean: what deviates less is a constant with rounding errors, which must not be made large.
_ROUNDING = 1e-12
# Entries that the probe of a wide layer is fitted to, and multiplications that one may take: some 20 ms.
_FITTED_VALUES = 100_000
_MOST_PRODUCTS = 40_000_000
_LEAST_ITERATIONS, _MOST_ITERATIONS = 15, 100

Predict = Callable[[FloatArray], FloatArray]
Standardize = Callable[[NDArray[np.floating]], FloatArray]


def linear_probes(network: Network, data_set: DataSet, request: LinearProbesRequest) -> LinearProbes:
    """Fit a linear model to each layer's activations over the training part, and measure it on both parts.

    For classes it is logistic regression, for a regression linear least squares; both on activations that are
    standardised, with a penalty of ½λ‖W‖², λ = 10⁻⁴, on a mean loss. Neurons that have overflowed are left out.

    Args:
        network: A complete network that fits the data.
        data_set: The data; its training part has samples.
        request: Which layers, and how many samples at most.

    Raises:
        GraphError: The network is not complete, or has no such layer.
        ShapeError: The network does not fit the data.
    """
    wanted = {computed_layer(network, layer).id for layer in request.layers}
    classes = data_set.targets[:, 0] if data_set.task.is_classification else None
    training, validation = (
        part[shown_rows(len(part), request.most_samples, None if classes is None else classes[part])]
        for part in (data_set.training_indices, data_set.validation_indices)
    )
    with np.errstate(over="ignore", invalid="ignore"):
        seen, held_back = (forward(network, data_set.inputs[rows]) for rows in (training, validation))
        probes = tuple(
            _probe(layer.id, data_set, (training, seen), (validation, held_back))
            for layer in topological_order(computed_part(network))
            if not wanted or layer.id in wanted
        )
    return LinearProbes(
        request=request,
        measure=_measure(data_set),
        baseline=0.0 if classes is None else _largest_share(classes[data_set.training_indices]),
        probes=probes,
        training_count=len(data_set.training_indices),
        validation_count=len(data_set.validation_indices),
    )


def _probe(
    layer: LayerId,
    data_set: DataSet,
    training: tuple[IntArray, dict[LayerId, LayerValues]],
    validation: tuple[IntArray, dict[LayerId, LayerValues]],
) -> LinearProbe:
    """Fit and measure the probe of one layer, given the rows of both parts and all layers' values there."""
    activations = training[1][layer].activation
    places = evenly_spread(np.arange(len(activations)), max(100, _FITTED_VALUES // activations.shape[1]))
    standardize = _standardizer(activations[places])
    features, targets = standardize(activations[places]), data_set.targets[training[0][places]]
    if data_set.task.is_classification:
        predict = _classifier(features, targets, len(data_set.class_names))
    else:
        predict = _regressor(features, targets)

    def measured(given: FloatArray, wanted: FloatArray) -> float:
        return metric(_measure(data_set)).value(predict(given), wanted, "cross_entropy")

    rows, values = validation
    return LinearProbe(
        layer=layer,
        training=measured(features, targets),
        validation=measured(standardize(values[layer].activation), data_set.targets[rows]) if len(rows) else None,
        fitted=len(places),
    )


def _measure(data_set: DataSet) -> str:
    return "accuracy" if data_set.task.is_classification else "r2"


def _standardizer(fitted: NDArray[np.floating]) -> Standardize:
    """Give what brings activations (N, H) to mean 0 and standard deviation 1 of those fitted; what can't be, to 0."""
    mean, deviation = fitted.mean(axis=0), fitted.std(axis=0)
    is_usable = np.isfinite(mean) & np.isfinite(deviation) & (deviation > _ROUNDING * np.abs(mean))
    scale = np.where(is_usable, deviation, 1.0)

    def standardize(values: NDArray[np.floating]) -> FloatArray:
        return np.nan_to_num(np.where(is_usable, (values - mean) / scale, 0.0))

    return standardize


def _classifier(features: FloatArray, targets: FloatArray, class_count: int) -> Predict:
    products = features.size * class_count
    iterations = int(np.clip(_MOST_PRODUCTS // max(products, 1), _LEAST_ITERATIONS, _MOST_ITERATIONS))
    parameters = logistic_regression(features, targets[:, 0].astype(np.int64), class_count, RIDGE, iterations)
    return lambda given: np.asarray(parameters[0] + given @ parameters[1:])


def _regressor(features: FloatArray, targets: FloatArray) -> Predict:
    mean = targets.mean(axis=0)
    count, width = features.shape
    ridge = RIDGE * count * np.eye(min(count, width))
    if width <= count:
        weights = np.linalg.solve(features.T @ features + ridge, features.T @ (targets - mean))
    else:  # the same, by the smaller matrix
        weights = features.T @ np.linalg.solve(features @ features.T + ridge, targets - mean)
    return lambda given: np.asarray(mean + given @ weights)


def _largest_share(classes: FloatArray) -> float:
    return float(np.unique(classes, return_counts=True)[1].max() / len(classes))
