"""The weights from one layer to the neurons of another, a row of numbers for each."""

import msgspec

from engine.arrays import Float32Array
from engine.network.model import LayerId


class WeightPicturesRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Which weights.

    Attributes:
        source: The layer they lead from.
        target: The layer of the neurons that read it.
        most_values: At most so many weights are given, those of the first neurons.
    """

    source: LayerId
    target: LayerId
    most_values: int = 500_000


class WeightPictures(msgspec.Struct, frozen=True, eq=False, tag=True):
    """The weights of neurons.

    Attributes:
        request: What was asked for.
        weights: float32 (n, D), a row for each of the first n neurons; NaN for an edge that was removed.
        neuron_count: How many neurons the layer has.
    """

    request: WeightPicturesRequest
    weights: Float32Array
    neuron_count: int
