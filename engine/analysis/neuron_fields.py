"""The response of single neurons over a part of the input plane, for small pictures of them."""

import numpy as np

from engine.analysis.boundary import plane_pieces
from engine.network.forward import forward
from engine.network.model import Network
from engine.process.pictures import NeuronFields, NeuronFieldsRequest


def neuron_fields(network: Network, request: NeuronFieldsRequest) -> NeuronFields:
    """Evaluate neurons on a grid over two inputs, in float32: h⁽ˡ⁾ⱼ or a⁽ˡ⁾ⱼ where the boundary field gives f.

    The contour a = 0 is a neuron's line pulled back to the input plane.

    Args:
        network: A complete network with D inputs.
        request: Which neurons of which layers, over which plane, how fine.

    Returns:
        For each group of n neurons their values (n, resolution, resolution), y growing with the row; (n, 1,
        resolution) where D = 1. They may be infinite or NaN where the network overflows float32.

    Raises:
        GraphError: The network is not complete, or has no such layer.
        SettingError: The plane is not one of two different inputs of the D, the resolution is outside 2 … 1000, or
            there are no such values.
        ShapeError: A layer has no such neuron, or `held` does not have D entries.
    """
    for group in request.groups:
        group.check(network)
    pieces: list[list[np.ndarray]] = [[] for _ in request.groups]
    with np.errstate(over="ignore", invalid="ignore"):
        for samples in plane_pieces(network, request.plane):
            rows = samples.shape[0]
            values = forward(network, samples.reshape(-1, samples.shape[2]), np.float32)
            for piece, group in zip(pieces, request.groups, strict=True):
                found = values[group.layer].quantity(request.quantity)[:, list(group.neurons)]
                piece.append(found.reshape(rows, -1, len(group.neurons)))
    fields = tuple(np.ascontiguousarray(np.moveaxis(np.concatenate(piece), 2, 0)) for piece in pieces)
    return NeuronFields(request=request, fields=fields)
