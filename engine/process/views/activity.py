"""What a layer's neurons do over the samples: which of them never do anything, and all values as a picture."""

import msgspec

from engine.arrays import Float32Array, IntArray
from engine.network.model import LayerId


class Stillness(msgspec.Struct, frozen=True, eq=False):
    """The neurons of a layer that hardly anything can move.

    Attributes:
        dead: Neurons, from 0 and ascending, that are 0 for every sample and have no slope there (ReLU alone).
        saturated: Neurons for which |g′| is below `saturated_slope` for more than 95 % of the samples.
        saturated_slope: That of the layer's activation function; 0 where none of its neurons can be saturated.
        neurons: H, of which the share is meant.
        samples: How many samples were looked at.
    """

    dead: IntArray
    saturated: IntArray
    saturated_slope: float
    neurons: int
    samples: int

    @property
    def dead_share(self) -> float:
        """The share of dead neurons, 0 … 1."""
        return len(self.dead) / self.neurons

    @property
    def saturated_share(self) -> float:
        """The share of saturated neurons, 0 … 1."""
        return len(self.saturated) / self.neurons


class ActivityRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Which layer's values, as a picture of samples × neurons.

    Attributes:
        layer: The layer.
        quantity: “pre_activation” or “activation”.
        most_samples: At most so many samples are shown; fewer in layers of more than 1,000 neurons.
    """

    layer: LayerId
    quantity: str = "activation"
    most_samples: int = 400


class Activity(msgspec.Struct, frozen=True, eq=False, tag=True):
    """A layer's values over the samples.

    Attributes:
        request: What was asked for.
        values: float32 (n, H), a sample a row. They may be infinite or NaN where the network overflows.
        rows: (n,) which of the samples given these are, those of a class together, the classes ascending.
        sample_count: How many samples there are.
        stillness: Of all samples, or, where those times a layer's neurons pass 100,000, of evenly spread ones.
    """

    request: ActivityRequest
    values: Float32Array
    rows: IntArray
    sample_count: int
    stillness: Stillness
