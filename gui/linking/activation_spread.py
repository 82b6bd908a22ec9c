"""How large activations are over the data, so that a neuron's colour says the same of every sample."""

from collections.abc import Mapping

import numpy as np

from engine.data.data_set import DataSet
from engine.errors import EngineError
from engine.network.forward import forward
from engine.network.model import LayerId, Network
from gui.canvas.edges.scale import full_color_of

MOST_SAMPLES = 64
MOST_PRODUCTS = 4_000_000  # weights times samples: a few milliseconds, which each frame of a run has to spare
LEAST_SAMPLES = 4


class ActivationSpread:
    """Finds for every layer a round number that its activations reach over some training samples.

    The samples are evenly apart in the training part, so the same network and data give the same numbers. They are
    worked out anew for another network or data set alone.
    """

    def __init__(self) -> None:
        self._found_for: tuple[Network | None, DataSet | None] = (None, None)
        self._found: Mapping[LayerId, float] = {}

    def of(self, network: Network, data_set: DataSet) -> Mapping[LayerId, float]:
        """Give the numbers by layer id; none where the network computes nothing of the data."""
        network_before, data_set_before = self._found_for
        if network is not network_before or data_set is not data_set_before:
            self._found_for = (network, data_set)
            self._found = _full_activations(network, data_set)
        return self._found


def _full_activations(network: Network, data_set: DataSet) -> Mapping[LayerId, float]:
    rows = data_set.training_indices
    count = min(MOST_SAMPLES, max(LEAST_SAMPLES, MOST_PRODUCTS // max(network.parameter_count, 1)), len(rows))
    chosen = rows[np.linspace(0, len(rows) - 1, count).astype(np.int64)]
    try:
        with np.errstate(all="ignore"):  # a diverging run overflows; its numbers are shown as they are
            values = forward(network, data_set.inputs[chosen])
    except EngineError:
        return {}  # an unfinished drawing computes nothing yet
    return {
        layer_id: full_color_of(np.asarray(of_layer.activation, np.float64)) for layer_id, of_layer in values.items()
    }
