"""Each optimizer beside `torch.optim`, and what it remembers where a run pauses."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from msgspec.structs import replace

from engine.arrays import same_value
from engine.data.data_set import Task
from engine.network.model import Parameters, with_parameters
from engine.network.optimizers import OPTIMIZERS, OptimizerSettings
from engine.project.settings import TrainingSettings
from engine.training.optimizers import TORCH_RULES
from engine.training.trainer import Trainer
from tests.engine.training.networks import chain, random_data

NETWORK = chain(3, 5, 2)
SAMPLES = random_data(Task.REGRESSION, 3, 2)
RATE = 0.02
SETTINGS = TrainingSettings("squared_error", RATE, batch_size=5, precision="float64", device="cpu")
ORACLES: dict[str, Callable[[Any], torch.optim.Optimizer]] = {
    "gradient_descent": lambda groups: torch.optim.SGD(groups, RATE),
    "sgd": lambda groups: torch.optim.SGD(groups, RATE),
    "momentum": lambda groups: torch.optim.SGD(groups, RATE, momentum=0.8),
    "nesterov": lambda groups: torch.optim.SGD(groups, RATE, momentum=0.8, nesterov=True),
    "rmsprop": lambda groups: torch.optim.RMSprop(groups, RATE, alpha=0.9, eps=1e-7),
    "adagrad": lambda groups: torch.optim.Adagrad(groups, RATE, eps=1e-7),
    "adam": lambda groups: torch.optim.Adam(groups, RATE, betas=(0.8, 0.95), eps=1e-7),
    "adamw": lambda groups: torch.optim.AdamW(groups, RATE, betas=(0.8, 0.95), eps=1e-7),
}


def using(name: str) -> TrainingSettings:
    numbers = OptimizerSettings(name, 0.8, 0.9, 0.8, 0.95, 1e-7, 0.1)
    return replace(SETTINGS, optimizer=numbers, shuffle=False)


def trained_by_torch(name: str, steps: int) -> Parameters:
    """Train NETWORK as one would with `torch.nn` and `torch.optim`; AdamW decays the weights alone."""
    layers = [torch.nn.Linear(3, 5, dtype=torch.float64), torch.nn.Linear(5, 2, dtype=torch.float64)]
    with torch.no_grad():
        for layer, connection in zip(layers, NETWORK.connections, strict=True):
            layer.weight.copy_(torch.tensor(np.array(connection.weight)))
            layer.bias.zero_()
    model = torch.nn.Sequential(layers[0], torch.nn.Tanh(), layers[1])
    decay = {"weight_decay": 0.1} if name == "adamw" else {}
    plain = {"weight_decay": 0.0} if name == "adamw" else {}
    groups = [
        {"params": [layer.weight for layer in layers], **decay},
        {"params": [layer.bias for layer in layers], **plain},
    ]
    descent = ORACLES[name](groups)
    inputs, targets = (torch.tensor(np.array(values[:16])) for values in (SAMPLES.inputs, SAMPLES.targets))
    size = 16 if name == "gradient_descent" else 5
    for step in range(steps):
        first = step % (16 // size) * size
        descent.zero_grad()
        loss = torch.nn.functional.mse_loss(model(inputs[first : first + size]), targets[first : first + size])
        loss.backward()  # type: ignore[no-untyped-call]
        descent.step()
    weights, biases = ([getattr(layer, part).detach().numpy() for layer in layers] for part in ("weight", "bias"))
    return Parameters(tuple(weights), (np.zeros(0), *biases))


def test_torch_has_a_rule_for_every_optimizer() -> None:
    assert TORCH_RULES.keys() == OPTIMIZERS.keys() == ORACLES.keys()


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_fifty_updates_are_those_of_torch_optim(name: str) -> None:
    trainer = Trainer(NETWORK, SAMPLES, using(name))
    trainer.advance(50)

    expected, found = trained_by_torch(name, 50), trainer.parameters()
    for mine, theirs in zip((*found.weights, *found.biases), (*expected.weights, *expected.biases), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_a_paused_run_goes_on_with_what_the_optimizer_remembers(name: str, precision: str) -> None:
    settings = replace(using(name), precision=precision, shuffle=True, weight_decay=0.001)
    whole = Trainer(NETWORK, SAMPLES, settings)
    whole.advance(20)

    first = Trainer(NETWORK, SAMPLES, settings)
    first.advance(7)
    resumed = Trainer(with_parameters(NETWORK, first.parameters()), SAMPLES, settings, run=first.run())
    resumed.advance(13)

    assert same_value(resumed.parameters(), whole.parameters())
    assert same_value(resumed.run().optimizer_state, whole.run().optimizer_state)


def test_another_optimizer_begins_with_nothing_to_remember() -> None:
    first = Trainer(NETWORK, SAMPLES, using("adam"))
    first.advance(7)
    network = with_parameters(NETWORK, first.parameters())

    changed = Trainer(network, SAMPLES, using("momentum"), run=first.run())
    anew = Trainer(network, SAMPLES, using("momentum"), run=replace(first.run(), optimizer_state=None))
    for trainer in (changed, anew):
        trainer.advance(3)

    assert same_value(changed.parameters(), anew.parameters())


def test_gradient_descent_takes_all_samples_whatever_the_batch_size() -> None:
    assert Trainer(NETWORK, SAMPLES, using("gradient_descent")).mini_batches_per_epoch == 1


def test_frozen_weights_are_not_moved_by_momentum_or_decay() -> None:
    frozen = np.zeros((5, 3), bool)
    frozen[0] = True
    network = NETWORK.with_connection(replace(NETWORK.connections[0], frozen=frozen))
    trainer = Trainer(network, SAMPLES, replace(using("adamw"), weight_decay=0.01))
    trainer.advance(9)

    before, after = network.connections[0].weight, trainer.parameters().weights[0]
    assert before[0].tobytes() == after[0].tobytes()
    assert (before[1:] != after[1:]).all()
