"""The network's outputs for all samples, worked out once for all plots that draw them."""

import numpy as np

from engine.arrays import FloatArray
from engine.data.data_set import DataSet
from engine.network.forward import output
from engine.network.model import Network

MAX_MULTIPLICATIONS = 20_000_000
ROWS_AT_ONCE = 2000  # so many values of all layers stay in the processor's cache: 100,000 rows at once take far longer


class SampleOutputs:
    """Works out outputs when they are first asked for.

    Args:
        network: It fits the data.
        data_set: The samples.
    """

    def __init__(self, network: Network, data_set: DataSet) -> None:
        self._network = network
        self._data_set = data_set
        self._outputs: FloatArray | None = None

    def __call__(self) -> FloatArray | None:
        """Give the outputs (N, K), None where they cost too much."""
        network, data_set = self._network, self._data_set
        if self._outputs is None and network.parameter_count * data_set.sample_count <= MAX_MULTIPLICATIONS:
            with np.errstate(all="ignore"):  # a diverging run overflows; such samples are simply wrong
                firsts = range(0, data_set.sample_count, ROWS_AT_ONCE)
                parts = [output(network, data_set.inputs[first : first + ROWS_AT_ONCE]) for first in firsts]
                self._outputs = np.concatenate(parts).astype(np.float64, copy=False)
        return self._outputs

    def are_of(self, network: Network, data_set: DataSet) -> bool:
        """Tell whose outputs they are."""
        return network is self._network and data_set is self._data_set
