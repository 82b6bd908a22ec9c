"""Settings, networks and distances of runs that are held against each other."""

import numpy as np
from hypothesis import assume, reject
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.data.data_set import DataSet, Task
from engine.network.losses import LossNumbers
from engine.network.model import Network, Parameters
from engine.network.optimizers import OPTIMIZERS, OptimizerSettings
from engine.network.schedules import SCHEDULES, ScheduleSettings
from engine.project.history import HISTORY_COLUMNS
from engine.project.settings import TrainingSettings
from engine.training.divergence import DivergenceError
from engine.training.trainer import Trainer
from tests.engine.training.networks import TASK_OF_LOSS, networks, random_data

# Where a pre-activation is within rounding of a kink, two ways may take different sides of it.
SMOOTH = ("identity", "sigmoid", "tanh", "softplus", "gelu", "sine")


@st.composite
def settings_of_runs(draw: st.DrawFn, loss: str) -> TrainingSettings:
    """Draw settings under which a small network seldom runs away."""
    optimizer = draw(st.sampled_from(list(OPTIMIZERS)))
    rates = st.floats(1e-4, 0.02) if optimizer in {"rmsprop", "adagrad", "adam", "adamw"} else st.floats(1e-3, 0.05)
    return TrainingSettings(
        loss=loss,
        learning_rate=draw(rates),
        batch_size=draw(st.integers(1, 20)),
        weight_decay=draw(st.sampled_from([0.0, 0.01])),
        shuffle=draw(st.booleans()),
        precision="float64",
        device="cpu",
        loss_numbers=LossNumbers(draw(st.sampled_from([0.0, 0.1])), draw(st.sampled_from([0.3, 1.0]))),
        optimizer=OptimizerSettings(optimizer, epsilon=1e-4),
        schedule=ScheduleSettings(draw(st.sampled_from(list(SCHEDULES))), period=2, warm_up_epochs=1.0),
        l1=draw(st.sampled_from([0.0, 0.001])),
        l2=draw(st.sampled_from([0.0, 0.01])),
        clip_norm=draw(st.sampled_from([0.0, 0.5])),
        epochs=10,
    )


def reference_run(network: Network, samples: DataSet, chosen: TrainingSettings, steps: int) -> Trainer:
    """Train by autograd; a run whose loss grows tenfold is no example, since it makes rounding grow as well."""
    trainer = Trainer(network, samples, chosen, path="autograd")
    try:
        trainer.measure()
        trainer.advance(steps)
    except DivergenceError:
        reject()
    losses = trainer.run().history[:, HISTORY_COLUMNS.index("training_loss")]
    assume(losses.max() < 10.0 * max(losses[0], 1.0))
    return trainer


def with_dropout(network: Network, rate: float) -> Network:
    return replace(network, layers=tuple(replace(layer, dropout=rate) for layer in network.layers))


def distance(one: Parameters, other: Parameters) -> float:
    """Give ‖θ − θ′‖ / ‖θ′‖ over all parameters."""
    first, second = (
        np.concatenate([array.ravel() for array in (*found.weights, *found.biases)]) for found in (one, other)
    )
    return float(np.linalg.norm(first - second) / max(np.linalg.norm(second), 1e-30))


def drawn_run(data: st.DataObject, loss: str, dropout: float) -> tuple[Network, TrainingSettings, DataSet]:
    """Draw a network without kinks, settings that train it by a loss, and samples for both."""
    task = TASK_OF_LOSS[loss]
    outputs = 1 if task is Task.BINARY else data.draw(st.integers(2, 3))
    network = with_dropout(data.draw(networks(outputs, loss, SMOOTH)), dropout)
    return network, data.draw(settings_of_runs(loss)), random_data(task, network.layers[0].width, outputs)
