"""Networks and data that the training tests share."""

import numpy as np
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.data.data_set import DataSet, Task
from engine.network import edits
from engine.network.activations import ACTIVATION_FUNCTIONS
from engine.network.initializers import Initialization
from engine.network.losses import LOSSES
from engine.network.model import Network

TASK_OF_LOSS = {
    "log_loss": Task.BINARY,
    "cross_entropy": Task.MULTICLASS,
    "squared_error": Task.REGRESSION,
    "half_squared_error": Task.REGRESSION,
    "absolute_error": Task.REGRESSION,
    "huber": Task.REGRESSION,
    "hinge": Task.MULTICLASS,
}


def chain(*widths: int, activation: str = "tanh", seed: int = 0) -> Network:
    """Make an input layer and dense layers, one after the other; the last one is the identity."""
    network = edits.add_layer(Network(), "input", widths[0])
    for place, width in enumerate(widths[1:], start=1):
        last = place == len(widths) - 1
        network = edits.add_layer(network, "dense", width, activation="identity" if last else activation)
        network = edits.connect(network, f"L{place}", f"L{place + 1}", Initialization("normal", 0.7, seed))
    return network


def random_data(task: Task, inputs: int, outputs: int, *, samples: int = 24, held: int = 8, seed: int = 0) -> DataSet:
    """Make random samples, the last `held` of them for validation."""
    generator = np.random.default_rng(seed)
    targets = generator.standard_normal((samples, outputs))
    if task.is_classification:
        targets = generator.integers(0, 2 if task is Task.BINARY else outputs, (samples, 1)).astype(float)
    return DataSet(
        inputs=generator.standard_normal((samples, inputs)),
        targets=targets,
        task=task,
        training_indices=np.arange(samples - held),
        validation_indices=np.arange(samples - held, samples),
        input_names=tuple(f"x{place}" for place in range(inputs)),
        class_names=tuple(f"class {k}" for k in range(2 if task is Task.BINARY else outputs))
        if task.is_classification
        else (),
        input_mean=np.zeros(inputs),
        input_scale=np.ones(inputs),
    )


@st.composite
def networks(
    draw: st.DrawFn,
    outputs: int,
    loss: str = "squared_error",
    activations: tuple[str, ...] = tuple(ACTIVATION_FUNCTIONS),
) -> Network:
    """Draw a complete network to train with a loss: a directed acyclic graph with skips, masks and frozen entries.

    Its layers are narrower and wider than what compiled code takes in one turn, and as wide.
    """
    count = draw(st.integers(1, 4))
    widths = [draw(st.integers(1, 9)) for _ in range(count)] + [outputs]
    network = edits.add_layer(Network(), "input", widths[0])
    for width in widths[1:-1]:
        network = edits.add_layer(network, "dense", width, activation=draw(st.sampled_from(activations)))
    fitting = [name for name in activations if not LOSSES[loss].range_misfit(name)]
    network = edits.add_layer(network, "dense", outputs, activation=draw(st.sampled_from(fitting)))
    seed = draw(st.integers(0, 1000))
    for target in range(2, len(widths) + 1):
        sources = draw(st.sets(st.integers(1, target - 1)))
        for source in sorted({target - 1} | sources):
            sigma = 0.8 / max(1.0, widths[source - 1] / 2) ** 0.5  # wide layers must not send on more than narrow ones
            network = edits.connect(network, f"L{source}", f"L{target}", Initialization("normal", sigma, seed))
    generator = np.random.default_rng(seed)
    connections = tuple(
        replace(
            connection,
            mask=generator.random(connection.weight.shape) < 0.8,
            frozen=generator.random(connection.weight.shape) < 0.2,
        )
        for connection in network.connections
    )
    layers = tuple(
        replace(
            layer,
            bias=generator.standard_normal(layer.bias.shape),
            bias_frozen=(generator.random(layer.bias.shape) < 0.2) & (layer is not network.layers[-1]),
        )
        for layer in network.layers
    )
    return Network(layers=layers, connections=connections)
