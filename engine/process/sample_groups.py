"""Groups of samples that something on the screen counts."""

import msgspec

from engine.network.model import LayerId


class SamplesInBin(msgspec.Struct, frozen=True, tag=True):
    """The samples that a bar of a `Distribution` counts.

    Attributes:
        layer: The layer's id.
        neuron: Whose histogram; None for the one of a wide layer, which counts all neurons.
        quantity: “pre_activation” or “activation”.
        low: Where the bar begins.
        high: Where it ends; it counts low ≤ value < high.
    """

    layer: LayerId
    neuron: int | None
    quantity: str
    low: float
    high: float


class SamplesInCell(msgspec.Struct, frozen=True, tag=True):
    """The samples that a cell of a confusion matrix counts.

    Attributes:
        part: The part of the data that is counted.
        true: Their class.
        predicted: The class predicted.
    """

    part: str
    true: int
    predicted: int


SampleGroup = SamplesInBin | SamplesInCell
