"""All parameters of a network in one row of numbers, and back."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.arrays import BoolArray, FloatArray
from engine.network.graph import loose_layers
from engine.network.model import ConnectionKey, LayerId, Network, Parameters, parameters_of

Values = NDArray[Any]


class FlatParameters:
    """Where each parameter of a network stands in one row of P numbers: weights first, then biases.

    Weights come connection by connection, each matrix row by row; biases layer by layer, both in the network's order.
    """

    def __init__(self, network: Network) -> None:
        self._initial = parameters_of(network)
        self._layers = {layer.id: place for place, layer in enumerate(network.layers)}
        self._connections = {connection.key: place for place, connection in enumerate(network.connections)}
        self.arrays: tuple[FloatArray, ...] = (*self._initial.weights, *self._initial.biases)
        self._ends = np.cumsum([0, *(array.size for array in self.arrays)]).tolist()
        self.initial = np.concatenate([array.ravel() for array in self.arrays])
        loose = {layer.id for layer in loose_layers(network)}
        self.trainable_arrays: tuple[BoolArray, ...] = (
            *(item.mask & ~item.frozen & (item.target not in loose) for item in network.connections),
            *(~layer.bias_frozen & (layer.id not in loose) for layer in network.layers),
        )

    @property
    def weight_count(self) -> int:
        """How many of the numbers are weights; the others are biases."""
        return int(self._ends[len(self._connections)])

    @property
    def trainable(self) -> BoolArray:
        """Which numbers training may change: no removed edges, nothing frozen and nothing loose, (P,)."""
        return np.concatenate([array.ravel() for array in self.trainable_arrays])

    def first_weight(self, key: ConnectionKey) -> int:
        """Give the place of a connection's `weight[0, 0]`."""
        return int(self._ends[self._connections[key]])

    def first_bias(self, layer: LayerId) -> int:
        """Give the place of a layer's first bias."""
        return int(self._ends[len(self._connections) + self._layers[layer]])

    def parameters(self, began: Values, now: Values) -> Parameters:
        """Give the parameters as float64.

        An entry that training has not changed is the number it was before, to the last of its 64 bits, also where
        training computes in 32.

        Args:
            began: The row as training began, (P,) in the precision of training.
            now: The row now.
        """
        changed = now != began
        results: list[FloatArray] = []
        for place, array in enumerate(self.arrays):
            part = slice(self._ends[place], self._ends[place + 1])
            if not changed[part].any():
                results.append(array)
                continue
            values = np.where(changed[part], now[part], self.initial[part]).reshape(array.shape)
            values.flags.writeable = False  # shared from here on, or it would be copied
            results.append(values)
        weights = len(self._connections)
        return Parameters(weights=tuple(results[:weights]), biases=tuple(results[weights:]))
