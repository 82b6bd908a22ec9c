"""The weights into a layer and its biases, as plain numbers that can be counted."""

from collections.abc import Sequence

import numpy as np

from engine.arrays import BoolArray, FloatArray, IntArray
from engine.network.model import LayerId, Network, Parameters
from gui.plots.weights.parameter_items import ParameterItem
from gui.selection import EdgeItem, NeuronItem

MOST_COUNTED = 5000  # weights of a layer; of more, evenly spread ones


class LayerNumbers:
    """The parameters of one layer of a network; removed edges are none.

    Args:
        network: Its structure and marks; the numbers may be any.
        layer: The layer's id.
    """

    def __init__(self, network: Network, layer: LayerId) -> None:
        self._layer = layer
        self._place = [each.id for each in network.layers].index(layer)
        self._keys = [(place, each) for place, each in enumerate(network.connections) if each.target == layer]
        flat = [np.flatnonzero(edges.mask) for _place, edges in self._keys]
        self.weight_count = sum(map(len, flat))
        stride = max(1, -(-self.weight_count // MOST_COUNTED))
        self._flat: list[IntArray] = [places[::stride] for places in flat]
        self.counted = sum(map(len, self._flat))
        self.removed = sum(edges.mask.size for _place, edges in self._keys) - self.weight_count
        self.frozen_weights = sum(int(np.count_nonzero(edges.frozen & edges.mask)) for _place, edges in self._keys)
        bias_frozen = network.layer(layer).bias_frozen
        self.bias_count, self.frozen_biases = len(bias_frozen), int(np.count_nonzero(bias_frozen))

    def weights(self, parameters: Parameters) -> FloatArray:
        """Give the weights that are counted, of all matrices into the layer together."""
        found = [
            parameters.weights[place].ravel()[places]
            for (place, _edges), places in zip(self._keys, self._flat, strict=True)
        ]
        return np.concatenate(found) if found else np.empty(0)

    def biases(self, parameters: Parameters) -> FloatArray:
        """Give the biases."""
        return parameters.biases[self._place]

    def edges_where(self, chosen: BoolArray) -> Sequence[ParameterItem]:
        """Give the edges whose weights were chosen among those of `weights`."""
        items: list[ParameterItem] = []
        begin = 0
        for (_place, edges), places in zip(self._keys, self._flat, strict=True):
            own = places[chosen[begin : begin + len(places)]]
            begin += len(places)
            rows, columns = np.unravel_index(own, edges.weight.shape)
            items += [
                EdgeItem(edges.source, edges.target, row, column)
                for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
            ]
        return items

    def neurons_where(self, chosen: BoolArray) -> Sequence[ParameterItem]:
        """Give the neurons whose biases were chosen among those of `biases`."""
        return [NeuronItem(self._layer, index) for index in np.flatnonzero(chosen).tolist()]
