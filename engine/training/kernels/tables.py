"""A network, its data and its settings as numbers that compiled code reads."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

from engine.data.data_set import DataSet
from engine.network.dropout import dropout_threshold
from engine.network.graph import computed_part, input_layer, topological_order
from engine.network.kinds import layer_kind
from engine.network.model import Network
from engine.training.flat_parameters import FlatParameters

LANES = 8  # samples that go through the graph side by side: as many as fit a processor's vector

ACTIVATION_CODES = {
    name: code
    for code, name in enumerate(
        ("identity", "sigmoid", "tanh", "relu", "leaky_relu", "step", "softplus", "gelu", "sine")
    )
}
LOSS_CODES = {
    name: code
    for code, name in enumerate(
        (
            "log_loss",
            "cross_entropy",
            "squared_error",
            "half_squared_error",
            "absolute_error",
            "huber",
            "hinge",
        )
    )
}
OPTIMIZER_CODES = {
    name: code
    for code, name in enumerate(
        ("gradient_descent", "sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adam", "adamw")
    )
}

# What `advance` may find that is not finite, in the order of looking.
NOTHING, LOSS, WEIGHTS, VECTORS = 0, 1, 2, 3

# The columns of a row measured.
TRAINING_LOSS, VALIDATION_LOSS, TRAINING_ACCURACY, VALIDATION_ACCURACY, PENALTY = range(5)

Places = NDArray[np.uintp]  # unsigned, so that compiled code need not ask whether an index counts from the end
Values = NDArray[Any]  # float32 or float64, as the run computes
Number = Any  # one of them, or a place: mypy and Numba do not agree on what their sums are
Table = Any  # a structured array: numpy's types do not know its columns
Rows = NDArray[np.float64]  # (n, 5): the columns above

_LAYER = np.dtype(
    [
        *((name, np.uintp) for name in ("first_neuron", "width", "bias", "activation", "place")),
        *((name, np.uintp) for name in ("first_connection", "end_connection")),
        ("dropout", np.float64),
        ("dropout_threshold", np.uint64),
    ]
)
_CONNECTION = np.dtype([(name, np.uintp) for name in ("source", "source_width", "weight")])


class GraphTable(NamedTuple):
    """A complete network. All neurons stand in one row, the inputs first, all parameters as in `FlatParameters`.

    Attributes:
        layers: Those that compute, in the order of computing: places of the first neuron and of the first bias, width,
            code of the activation function, place in the network, which connections lead into it, and dropout's p.
        connections: Place of the first neuron read, how many are read, and place of `weight[0, 0]`.
        neuron_count: Inputs and all layers' neurons together.
        input_count: D.
        output_count: K.
    """

    layers: Table
    connections: Table
    neuron_count: int
    input_count: int
    output_count: int


class SampleTable(NamedTuple):
    """Samples: inputs (N, D) in the precision of training, targets (N, T) as the data set holds them."""

    inputs: Values
    targets: Values


class RuleTable(NamedTuple):
    """How parameters learn; `engine.training.gradient_descent` is the reference.

    Attributes:
        loss: One of `LOSS_CODES`.
        label_smoothing: s.
        huber_delta: δ.
        threshold: The output above which a single one says class 1; NaN where there are no classes.
        optimizer: One of `OPTIMIZER_CODES`, then its numbers, as in `OptimizerSettings`; w is 0 where it has none.
        weight_decay: λ.
        l1: λ₁.
        l2: λ₂.
        clip_norm: c, 0 for none.
        weight_count: The parameters before this place are weights, those from it on biases.
        seed: Of the orders.
        shuffle: Whether each epoch draws a new order.
        batch_size: B, at most N.
        per_epoch: Mini-batches in an epoch.
    """

    loss: int
    label_smoothing: float
    huber_delta: float
    threshold: float
    optimizer: int
    momentum: float
    smoothing: float
    first_moment_decay: float
    second_moment_decay: float
    epsilon: float
    decoupled_decay: float
    weight_decay: float
    l1: float
    l2: float
    clip_norm: float
    weight_count: int
    seed: int
    shuffle: bool
    batch_size: int
    per_epoch: int


class Position(NamedTuple):
    """Where a run stands: arrays of one int64, which the code moves on.

    Attributes:
        step: Mini-batches taken since the run began.
        epoch: Epochs finished.
        mini_batch: Mini-batches taken of the one under way.
        updates: Updates the optimizer has made.
        rows: Rows written in this call.
        order_epoch: The epoch whose order the workspace holds, −1 for none.
    """

    step: NDArray[np.int64]
    epoch: NDArray[np.int64]
    mini_batch: NDArray[np.int64]
    updates: NDArray[np.int64]
    rows: NDArray[np.int64]
    order_epoch: NDArray[np.int64]


class Workspace(NamedTuple):
    """What the code computes with; a neuron has `LANES` values side by side, one for each sample under way.

    Attributes:
        parameters: (P,), which training changes.
        trainable: Bool (P,), false for what it leaves alone.
        vectors: (rows, P), what the optimizer remembers.
        parameters_before: (P,), the parameters before the step under way.
        vectors_before: (rows, P), likewise.
        gradient: (P,) ∂L/∂W and ∂L/∂b of the mini-batch, then the optimizer's direction.
        pre_activation: (neurons · LANES,) a.
        activation: (neurons · LANES,) h; the inputs' are the samples.
        neuron_gradient: (neurons · LANES,) ∂L/∂h, then ∂L/∂a.
        dropout_factor: (neurons · LANES,) 0 or 1 / (1 − p), where a layer has dropout.
        output: (K,) f of one sample.
        measured_output: Float64 (K,), likewise.
        output_gradient: (K,) ∂L/∂f of one sample.
        order: (N,) the samples in the order of the epoch.
        keys: Uint64 (N,) and `buckets` (2ᵏ + 1,): for drawing the order.
    """

    parameters: Values
    trainable: NDArray[np.bool_]
    vectors: Values
    parameters_before: Values
    vectors_before: Values
    gradient: Values
    pre_activation: Values
    activation: Values
    neuron_gradient: Values
    dropout_factor: Values
    output: Values
    measured_output: NDArray[np.float64]
    output_gradient: Values
    order: Places
    keys: NDArray[np.uint64]
    buckets: Places


def graph_table(network: Network, parameters: FlatParameters) -> GraphTable:
    """Give a complete network of input and dense layers as numbers.

    Raises:
        GraphError: The network is not complete.
    """
    order = topological_order(computed_part(network))
    computing = [layer for layer in order if layer_kind(layer.kind).takes_sources]
    inputs = input_layer(network)
    first_neuron = {inputs.id: 0}
    neuron_count = inputs.width
    layers: list[tuple[float, ...]] = []
    connections: list[tuple[int, ...]] = []
    places = {layer.id: place for place, layer in enumerate(network.layers)}
    for layer in computing:
        dropout = 0.0 if layer is computing[-1] else layer.dropout
        incoming = network.incoming(layer.id)
        first_neuron[layer.id] = neuron_count
        neuron_count += layer.width
        layers.append(
            (
                first_neuron[layer.id],
                layer.width,
                parameters.first_bias(layer.id),
                ACTIVATION_CODES[layer.activation_function],
                places[layer.id],
                len(connections),
                len(connections) + len(incoming),
                dropout,
                dropout_threshold(dropout),
            )
        )
        connections += [
            (first_neuron[item.source], item.weight.shape[1], parameters.first_weight(item.key)) for item in incoming
        ]
    return GraphTable(
        layers=np.array(layers, _LAYER),
        connections=np.array(connections, _CONNECTION),
        neuron_count=neuron_count,
        input_count=inputs.width,
        output_count=computing[-1].width,
    )


def sample_table(
    data_set: DataSet, rows: NDArray[np.int64], inputs_dtype: DTypeLike, targets_dtype: DTypeLike
) -> SampleTable:
    """Give the samples of these rows."""
    return SampleTable(
        inputs=np.array(data_set.inputs[rows], dtype=inputs_dtype, order="C"),
        targets=np.array(data_set.targets[rows], dtype=targets_dtype, order="C"),
    )


def workspace(
    graph: GraphTable, parameters: FlatParameters, vectors: NDArray[np.float64], sample_count: int, dtype: DTypeLike
) -> Workspace:
    """Give the arrays to compute with, the parameters and the optimizer's vectors (rows, P) in their place."""
    with np.errstate(over="ignore"):  # what float32 can't hold is infinite, which the run tells before its first step
        started, remembered = parameters.initial.astype(dtype), np.array(vectors, dtype, order="C")
    cells = graph.neuron_count * LANES
    buckets = 1 << max(1, int(sample_count - 1).bit_length())
    return Workspace(
        parameters=started,
        trainable=parameters.trainable,
        vectors=remembered,
        parameters_before=started.copy(),
        vectors_before=remembered.copy(),
        gradient=np.zeros_like(started),
        pre_activation=np.zeros(cells, dtype),
        activation=np.zeros(cells, dtype),
        neuron_gradient=np.zeros(cells, dtype),
        dropout_factor=np.ones(cells, dtype),
        output=np.zeros(graph.output_count, dtype),
        measured_output=np.zeros(graph.output_count),
        output_gradient=np.zeros(graph.output_count, dtype),
        order=np.arange(sample_count, dtype=np.uintp),
        keys=np.zeros(sample_count, np.uint64),
        buckets=np.zeros(buckets + 1, np.uintp),
    )


def position(step: int, epoch: int, mini_batch: int, updates: int, order_epoch: int = -1) -> Position:
    """Give where a run begins or goes on."""
    return Position(*(np.array([value]) for value in (step, epoch, mini_batch, updates, 0, order_epoch)))
