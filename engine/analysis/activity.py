"""What neurons do over the samples: dead and saturated ones, and all values as a picture."""

import numpy as np
from numpy.typing import ArrayLike

from engine.analysis.distribution import counted_samples
from engine.analysis.shown_samples import shown_rows
from engine.arrays import FloatArray, IntArray
from engine.network.activations import activation_function
from engine.network.forward import Batch, forward
from engine.network.graph import computed_layer
from engine.network.model import Network
from engine.process.views.activity import Activity, ActivityRequest, Stillness

# Of a neuron's samples more than this share must be where its function is flat.
SATURATED_SHARE = 0.95
_MOST_VALUES = 400_000


def layer_activity(
    network: Network, inputs: FloatArray, request: ActivityRequest, classes: ArrayLike | None = None
) -> Activity:
    """Give a layer's values over the samples, and which of its neurons are dead or saturated.

    Args:
        network: A complete network with D inputs.
        inputs: Samples (N, D).
        request: Which layer, which of its values.
        classes: (N,) the samples' classes, by which rows are ordered; None to keep the samples' own order.

    Raises:
        GraphError: The network is not complete, or has no such layer.
        ShapeError: The samples have another width than the network's input layer.
        SettingError: There are no such values.
    """
    layer = computed_layer(network, request.layer)
    most = max(1, min(request.most_samples, _MOST_VALUES // layer.width))
    rows = _by_class(shown_rows(len(inputs), most, classes), classes)
    counted = counted_samples(network, inputs)
    with np.errstate(over="ignore", invalid="ignore"):
        shown = forward(network, inputs[rows])[layer.id].quantity(request.quantity)
        stillness = still_neurons(forward(network, counted)[layer.id].pre_activation, layer.activation_function)
        return Activity(request, shown.astype(np.float32), rows, len(inputs), stillness)


def still_neurons(pre_activation: Batch, function_name: str) -> Stillness:
    """Tell which neurons hardly anything can move; none are where there are no samples.

    Args:
        pre_activation: A (N, H).
        function_name: g, key of `ACTIVATION_FUNCTIONS`.

    Raises:
        SettingError: There is no such activation function.
    """
    function = activation_function(function_name)
    count, width = pre_activation.shape
    slopes = np.abs(function.derivative(pre_activation))
    dead = np.flatnonzero(~slopes.any(axis=0)) if count and function.can_die else np.zeros(0, np.int64)
    flat_samples = (slopes < function.saturated_slope).sum(axis=0)
    saturated = np.flatnonzero(flat_samples > SATURATED_SHARE * count)
    return Stillness(dead, saturated, function.saturated_slope, width, count)


def _by_class(rows: IntArray, classes: ArrayLike | None) -> IntArray:
    return rows if classes is None else rows[np.argsort(np.asarray(classes)[rows], kind="stable")]
