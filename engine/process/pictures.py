"""What can be watched of a network: how it is asked for, and what comes."""

import msgspec

from engine.arrays import Float32Array, FloatArray, IntArray
from engine.errors import ShapeError
from engine.network.graph import computed_layer
from engine.network.metrics import Evaluation
from engine.network.model import LayerId, Network


class BoundaryRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Which outputs over which part of the input plane.

    Attributes:
        inputs: The two inputs (columns of X) along x and y; a network with one input uses the first alone.
        x_range: Lowest and highest x, in the units of X.
        y_range: Lowest and highest y.
        resolution: Grid points along each axis.
        held: (D,) values of the inputs that are not varied; None holds them at 0.
    """

    inputs: tuple[int, int]
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    resolution: int
    held: FloatArray | None = None


class BoundaryField(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Outputs on a grid.

    Attributes:
        request: What was asked for.
        outputs: float32 (resolution, resolution, K): `outputs[row, column]` is f at the row-th y and column-th x;
            (1, resolution, K) for a network with one input.
    """

    request: BoundaryRequest
    outputs: Float32Array


class DistributionRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Which layer's values over the training samples, in how many bins."""

    layer: LayerId
    bins: int = 40


class Distribution(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Histograms of a layer's values over the training samples, before and after its activation function.

    Attributes:
        layer: The layer's id.
        neurons: Which neurons have histograms of their own; a wide layer has one histogram for all, and () here.
        pre_activation_edges: (bins + 1,) edges, ascending.
        pre_activation_counts: int64 (rows, bins), a row a neuron, or one row for all.
        activation_edges: likewise.
        activation_counts: likewise.
        samples: How many samples were counted.
        pre_activation_moments: (rows, 2), mean and standard deviation of what each row counts; NaN where nothing is.
        activation_moments: likewise.
    """

    layer: LayerId
    neurons: tuple[int, ...]
    pre_activation_edges: FloatArray
    pre_activation_counts: IntArray
    activation_edges: FloatArray
    activation_counts: IntArray
    samples: int
    pre_activation_moments: FloatArray
    activation_moments: FloatArray


class NeuronGroup(msgspec.Struct, frozen=True, eq=False):
    """Some neurons of a layer."""

    layer: LayerId
    neurons: tuple[int, ...]

    def check(self, network: Network) -> None:
        """Do nothing if a network has these neurons, and they have values.

        Raises:
            GraphError: It has no such layer, or that hangs loose.
            ShapeError: The layer has no such neuron.
        """
        layer = computed_layer(network, self.layer)
        missing = next((index for index in self.neurons if not 0 <= index < layer.width), None)
        if missing is not None:
            raise ShapeError(f"The layer “{layer.name}” has {layer.width} neurons and no neuron {missing + 1}.")


class NeuronFieldsRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Which neurons' responses over which part of the input plane: their “activation” or “pre_activation”."""

    plane: BoundaryRequest
    groups: tuple[NeuronGroup, ...]
    quantity: str = "activation"


class NeuronFields(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Responses of neurons over the input plane.

    Attributes:
        request: What was asked for.
        fields: For each group of n neurons, float32 (n, resolution, resolution) as in `BoundaryField`; (n, 1,
            resolution) for a network with one input.
    """

    request: NeuronFieldsRequest
    fields: tuple[Float32Array, ...]


class NeuronHistogramsRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Which neurons' activations over the training samples, in how many bins."""

    groups: tuple[NeuronGroup, ...]
    bins: int


class NeuronHistograms(msgspec.Struct, frozen=True, eq=False, tag=True):
    """Histograms of neurons' activations over the training samples.

    Attributes:
        request: What was asked for.
        edges: For each group (bins + 1,) edges, ascending.
        counts: For each group of n neurons, int64 (n, bins).
    """

    request: NeuronHistogramsRequest
    edges: tuple[FloatArray, ...]
    counts: tuple[IntArray, ...]


class MetricsRequest(msgspec.Struct, frozen=True, eq=False, tag=True):
    """How good the network is on the training and on the validation part; never on the test part."""


class Metrics(msgspec.Struct, frozen=True, eq=False, tag=True):
    """How good the network is.

    Attributes:
        parts: What was measured, by the part's name, for those of the parts that have samples.
    """

    parts: dict[str, Evaluation]


NeuronPicturesRequest = NeuronFieldsRequest | NeuronHistogramsRequest
NeuronPictures = NeuronFields | NeuronHistograms
