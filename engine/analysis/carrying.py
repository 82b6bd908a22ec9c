"""Many points carried through a network in pieces, of which only what is shown is kept."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from engine.arrays import FloatArray
from engine.network.forward import LayerValues, forward
from engine.network.model import LayerId, Network

# Values a layer may hold at a time: pieces of points fit the cache.
_VALUES_AT_A_TIME = 1_000_000

# All layers' values (n, H) at n points → what is kept of them (n, d).
Look = Callable[[Mapping[LayerId, LayerValues]], FloatArray]


def carried(network: Network, points: FloatArray, looks: Sequence[Look]) -> list[FloatArray]:
    """Give what is seen of the layers' values at points of the input space, in float64.

    Args:
        network: A complete network with D inputs.
        points: (…, D), at least one dimension before the last.
        looks: What is kept, one after the other.

    Returns:
        For each look (…, d).

    Raises:
        GraphError: The network is not complete.
        ShapeError: The points have another width than the input layer.
    """
    rows = points.reshape(-1, points.shape[-1])
    at_once = max(1, _VALUES_AT_A_TIME // max(layer.width for layer in network.layers))
    found: list[list[FloatArray]] = [[] for _ in looks]
    for start in range(0, max(len(rows), 1), at_once):
        values = forward(network, rows[start : start + at_once])
        for pieces, look in zip(found, looks, strict=True):
            pieces.append(look(values))
    return [np.concatenate(pieces).reshape(*points.shape[:-1], pieces[0].shape[1]) for pieces in found]
