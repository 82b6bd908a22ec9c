"""Penalties, clipping, schedules and settings changed in a run, beside a loop written with `torch.nn`."""

import numpy as np
import pytest
import torch
from msgspec.structs import replace

from engine.data.data_set import Task
from engine.errors import SettingError
from engine.network.regularization import penalty
from engine.network.schedules import ScheduleSettings, learning_rate_at
from engine.project.history import HISTORY_COLUMNS
from engine.project.settings import TrainingSettings
from engine.training.trainer import Trainer
from tests.engine.training.networks import chain, random_data

NETWORK = chain(3, 4, 2)
SAMPLES = random_data(Task.REGRESSION, 3, 2, held=0)
SETTINGS = TrainingSettings("squared_error", 0.1, batch_size=6, shuffle=False, precision="float64", device="cpu")


def trained_by_torch(settings: TrainingSettings, steps: int) -> list[np.ndarray]:
    """Give the two weight matrices after so many updates of a loop as one would write it."""
    weights = [torch.tensor(np.array(c.weight), requires_grad=True) for c in NETWORK.connections]
    biases = [torch.zeros(4, dtype=torch.float64, requires_grad=True), torch.zeros(2).double().requires_grad_()]
    inputs, targets = torch.tensor(np.array(SAMPLES.inputs)), torch.tensor(np.array(SAMPLES.targets))
    for step in range(steps):
        rows = slice(step % 4 * 6, step % 4 * 6 + 6)
        hidden = torch.tanh(inputs[rows] @ weights[0].T + biases[0])
        loss = torch.nn.functional.mse_loss(hidden @ weights[1].T + biases[1], targets[rows])
        for weight in weights:
            loss = loss + settings.l1 * weight.abs().sum() + settings.l2 / 2 * weight.square().sum()
        gradients = torch.autograd.grad(loss, [*weights, *biases])
        norm = torch.sqrt(sum((gradient.square().sum() for gradient in gradients), torch.zeros(())))
        scale = min(1.0, settings.clip_norm / float(norm)) if settings.clip_norm else 1.0
        rate = float(learning_rate_at(settings.learning_rate, settings.schedule, step, 4, settings.epochs))
        with torch.no_grad():
            for parameter, gradient in zip([*weights, *biases], gradients, strict=True):
                parameter.sub_(rate * scale * gradient)
    return [weight.detach().numpy() for weight in weights]


@pytest.mark.parametrize(
    "changes",
    [
        {"l1": 0.01},
        {"l2": 0.05},
        {"clip_norm": 0.3},
        {"l1": 0.02, "l2": 0.01, "clip_norm": 0.5},
        {"schedule": ScheduleSettings("cosine", warm_up_epochs=1.0), "epochs": 6},
        {"schedule": ScheduleSettings("step", period=1, factor=0.7)},
    ],
)
def test_thirty_updates_are_those_of_a_loop_in_torch(changes: dict[str, object]) -> None:
    settings = replace(SETTINGS, **changes)
    trainer = Trainer(NETWORK, SAMPLES, settings)
    trainer.advance(30)
    for mine, theirs in zip(trainer.parameters().weights, trained_by_torch(settings, 30), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-9, atol=1e-12)


def test_history_tells_loss_and_penalty_apart() -> None:
    trainer = Trainer(NETWORK, SAMPLES, replace(SETTINGS, l1=0.1, l2=0.2))
    plain = Trainer(NETWORK, SAMPLES, SETTINGS)
    for each in (trainer, plain):
        each.measure()

    loss, added = (HISTORY_COLUMNS.index(column) for column in ("training_loss", "penalty"))
    weights = [connection.weight for connection in NETWORK.connections]
    assert trainer.history_since(0)[0, loss] == plain.history_since(0)[0, loss]
    assert trainer.history_since(0)[0, added] == pytest.approx(penalty(weights, 0.1, 0.2))
    assert plain.history_since(0)[0, added] == 0.0


def test_penalty_is_the_sum_worked_out_by_hand() -> None:
    assert penalty([np.array([[1.0, -2.0]]), np.array([[3.0]])], 0.1, 0.5) == pytest.approx(0.6 + 0.25 * 14)


def test_a_learning_rate_changed_in_a_run_counts_from_the_next_update() -> None:
    changed = Trainer(NETWORK, SAMPLES, SETTINGS)
    changed.advance(4)
    changed.change_settings(replace(SETTINGS, learning_rate=0.02))
    changed.advance(4)

    trained = trained_by_torch(replace(SETTINGS, schedule=ScheduleSettings("step", period=1, factor=0.2)), 8)

    for mine, theirs in zip(changed.parameters().weights, trained, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-9, atol=1e-12)


def test_a_batch_size_cannot_be_changed_in_a_run() -> None:
    trainer = Trainer(NETWORK, SAMPLES, SETTINGS)
    with pytest.raises(SettingError, match="Only numbers such as the learning rate can be changed while"):
        trainer.change_settings(replace(SETTINGS, batch_size=3))
