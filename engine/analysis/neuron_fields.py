"""The response of single neurons over a part of the input plane, for small pictures of them."""

from functools import partial

import numpy as np
from numpy.typing import DTypeLike, NDArray

from engine.analysis.boundary import plane_pieces
from engine.analysis.finite import shown_values
from engine.arrays import Float32Array
from engine.network.forward import LayerValues, forward
from engine.network.model import LayerId, Network
from engine.process.pictures import NeuronFields, NeuronFieldsRequest, NeuronGroup


def neuron_fields(network: Network, request: NeuronFieldsRequest) -> NeuronFields:
    """Evaluate neurons on a grid over two inputs, in float32: h⁽ˡ⁾ⱼ or a⁽ˡ⁾ⱼ where the boundary field gives f.

    The contour a = 0 is a neuron's line pulled back to the input plane.

    Args:
        network: A complete network with D inputs.
        request: Which neurons of which layers, over which plane, how fine.

    Returns:
        For each group of n neurons their values (n, resolution, resolution), y growing with the row; (n, 1,
        resolution) where D = 1. Those beyond the range of float32 are at its end; NaN stands where the
        network overflows float64, too.

    Raises:
        GraphError: The network is not complete, or has no such layer.
        SettingError: The plane is not one of two different inputs of the D, the resolution is outside 2 … 1000, or
            there are no such values.
        ShapeError: A layer has no such neuron, or `held` does not have D entries.
    """
    for group in request.groups:
        group.check(network)
    pieces: list[list[np.ndarray]] = [[] for _ in request.groups]
    for samples in plane_pieces(network, request.plane):
        for piece, found in zip(pieces, _values(network, samples, request), strict=True):
            piece.append(found)
    fields = tuple(np.ascontiguousarray(np.moveaxis(np.concatenate(piece), 2, 0)) for piece in pieces)
    return NeuronFields(request=request, fields=fields)


def _values(network: Network, samples: Float32Array, request: NeuronFieldsRequest) -> list[Float32Array]:
    """Give for each group the values (rows, resolution, n) at samples (rows, resolution, D)."""
    batch = samples.reshape(-1, samples.shape[2])
    known: dict[DTypeLike, dict[LayerId, LayerValues]] = {}

    def values_of(group: NeuronGroup, dtype: DTypeLike) -> NDArray[np.floating]:
        if dtype not in known:
            known[dtype] = forward(network, batch, dtype)
        return known[dtype][group.layer].quantity(request.quantity)[:, list(group.neurons)]

    found = [shown_values(partial(values_of, group)) for group in request.groups]
    return [values.reshape(*samples.shape[:2], -1) for values in found]
