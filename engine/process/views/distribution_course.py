"""How a layer's values are distributed at moments of a run, and those of one neuron for one sample."""

import msgspec

from engine.arrays import FloatArray, IntArray
from engine.network.model import LayerId, Parameters


class DistributionCourseRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """A layer's values over the training samples, at moments of a run.

    Attributes:
        layer: Whose values.
        steps: The moments' steps.
        parameters: The network's parameters at each of them.
        neuron: Whose values alone, None for all neurons of the layer.
        sample: Inputs (D,) whose values of that neuron are followed; None for none.
        bins: How many bins there are.
    """

    layer: LayerId
    steps: tuple[int, ...]
    parameters: tuple[Parameters, ...]
    neuron: int | None = None
    sample: FloatArray | None = None
    bins: int = 40


class ValuesOverTime(msgspec.Struct, frozen=True, eq=False):
    """Values before or after the activation function, at M moments.

    Attributes:
        edges: (bins + 1,) ascending, the same for all moments.
        counts: (M, bins).
        trace: (M,), the neuron's value for the sample; (0,) where none is followed.
    """

    edges: FloatArray
    counts: IntArray
    trace: FloatArray


class DistributionCourse(msgspec.Struct, frozen=True, eq=False, tag=True):
    """What was asked for.

    Attributes:
        layer: As asked.
        neuron: As asked.
        steps: As asked.
        sample: As asked.
        pre_activation: Before the activation function.
        activation: After it.
        samples: How many samples were counted.
    """

    layer: LayerId
    neuron: int | None
    steps: tuple[int, ...]
    sample: FloatArray | None
    pre_activation: ValuesOverTime
    activation: ValuesOverTime
    samples: int
