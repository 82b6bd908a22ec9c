"""The size of the gradient in each layer, beside that of the weights."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from engine.analysis.activity import still_neurons
from engine.analysis.backpropagation import backpropagation
from engine.analysis.gradient_findings import LayerGradient, gradient_findings
from engine.analysis.shown_samples import shown_rows
from engine.arrays import FloatArray
from engine.network.model import Network, with_parameters
from engine.process.views.backpropagation import LayerTrace
from engine.process.views.gradients import (
    GradientCourse,
    GradientCourseRequest,
    GradientNorms,
    GradientNormsRequest,
)
from engine.project.settings import TrainingSettings


def gradient_norms(
    network: Network,
    inputs: FloatArray,
    targets: FloatArray,
    settings: TrainingSettings,
    request: GradientNormsRequest,
    classes: ArrayLike | None = None,
) -> GradientNorms:
    """Measure the gradient of the mean loss in each layer, and tell what keeps layers from learning.

    Args:
        network: A complete network with D inputs and K outputs.
        inputs: Training samples (N, D), N ≥ 1.
        targets: (N, 1) labels or class indices, or (N, K) values.
        settings: Of these the loss and the learning rate α count.
        request: How many samples the gradient is a mean over.
        classes: (N,) the samples' classes, of which each takes part with about its share; None for a regression.

    Raises:
        GraphError: The network is not complete.
        ShapeError: The samples have another width than the input layer.
        SettingError: There is no such loss.
    """
    rows = shown_rows(len(inputs), request.most_samples, classes)
    trace = backpropagation(network, inputs[rows], targets[rows], settings.loss, settings.loss_numbers, rows)
    with np.errstate(over="ignore", invalid="ignore"):
        layers = tuple(_layer_gradient(network, layer, settings.learning_rate) for layer in trace.layers)
    return GradientNorms(
        request=request,
        layers=tuple(layer.layer for layer in layers),
        weight_norms=np.array([layer.weight_norm for layer in layers]),
        weight_gradient_norms=np.array([layer.weight_gradient_norm for layer in layers]),
        bias_gradient_norms=np.array([layer.bias_gradient_norm for layer in layers]),
        mean_gradients=np.array([layer.mean_gradient for layer in layers]),
        update_ratios=np.array([layer.update_ratio for layer in layers]),
        loss=trace.loss,
        shown=len(rows),
        sample_count=len(inputs),
        findings=gradient_findings(network, layers),
    )


def gradient_course(
    network: Network,
    inputs: FloatArray,
    targets: FloatArray,
    settings: TrainingSettings,
    request: GradientCourseRequest,
    classes: ArrayLike | None = None,
) -> GradientCourse:
    """Measure the gradient as `gradient_norms` does, with the parameters of each of some moments.

    Raises:
        ShapeError: The parameters are those of a network of another structure.
    """
    measured = GradientNormsRequest(request.most_samples)
    return GradientCourse(
        request.steps,
        tuple(
            gradient_norms(with_parameters(network, parameters), inputs, targets, settings, measured, classes)
            for parameters in request.parameters
        ),
    )


def _layer_gradient(network: Network, trace: LayerTrace, learning_rate: float) -> LayerGradient:
    layer, incoming = network.layer(trace.layer), network.incoming(trace.layer)
    learnt = [edges.mask & ~edges.frozen for edges in incoming]
    gradients = [read.weight_gradient[part] for read, part in zip(trace.sources, learnt, strict=True)]
    weight_norm = _norm(edges.weight[part] for edges, part in zip(incoming, learnt, strict=True))
    gradient_norm = _norm(gradients)
    return LayerGradient(
        layer=trace.layer,
        weight_norm=weight_norm,
        weight_gradient_norm=gradient_norm,
        bias_gradient_norm=_norm([trace.bias_gradient[~layer.bias_frozen]]),
        mean_gradient=gradient_norm / max(sum(map(len, gradients)), 1) ** 0.5,
        update_ratio=learning_rate * gradient_norm / weight_norm if weight_norm > 0.0 else float("nan"),
        mean_error=float(np.sqrt((trace.pre_activation_gradient**2).mean())) * len(trace.pre_activation),
        mean_slope=float(np.abs(trace.slope).mean()),
        stillness=still_neurons(trace.pre_activation, layer.activation_function),
    )


def _norm(arrays: Iterable[FloatArray]) -> float:
    """Give the Euclidean norm of all entries of some arrays."""
    return float(np.linalg.norm([np.linalg.norm(array) for array in arrays]))
