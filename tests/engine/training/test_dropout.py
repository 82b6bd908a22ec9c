"""Dropout beside a loop that multiplies the masks in by hand."""

import numpy as np
import pytest
import torch
from msgspec.structs import replace

from engine.arrays import same_value
from engine.data.data_set import Task
from engine.errors import SettingError
from engine.network.dropout import kept_neurons
from engine.network.edits import set_dropout
from engine.network.forward import output
from engine.network.model import with_parameters
from engine.project.settings import TrainingSettings
from engine.training.trainer import Trainer
from tests.engine.training.networks import chain, random_data

RATE = 0.3
NETWORK = set_dropout(chain(3, 6, 2), "L2", RATE)
SAMPLES = random_data(Task.REGRESSION, 3, 2, held=0)
SETTINGS = TrainingSettings("squared_error", 0.1, batch_size=6, shuffle=False, precision="float64", device="cpu")


def test_twenty_updates_are_those_of_a_loop_with_masks() -> None:
    weights = [torch.tensor(np.array(c.weight), requires_grad=True) for c in NETWORK.connections]
    biases = [torch.zeros(6).double().requires_grad_(), torch.zeros(2).double().requires_grad_()]
    inputs, targets = torch.tensor(np.array(SAMPLES.inputs)), torch.tensor(np.array(SAMPLES.targets))
    for step in range(20):
        rows = slice(step % 4 * 6, step % 4 * 6 + 6)
        mask = torch.tensor(kept_neurons(SETTINGS.seed, step, 1, (6, 6), RATE)) / (1 - RATE)
        hidden = torch.tanh(inputs[rows] @ weights[0].T + biases[0]) * mask
        loss = torch.nn.functional.mse_loss(hidden @ weights[1].T + biases[1], targets[rows])
        gradients = torch.autograd.grad(loss, [*weights, *biases])
        with torch.no_grad():
            for parameter, gradient in zip([*weights, *biases], gradients, strict=True):
                parameter.sub_(0.1 * gradient)

    trainer = Trainer(NETWORK, SAMPLES, SETTINGS)
    trainer.advance(20)

    for mine, theirs in zip(trainer.parameters().weights, weights, strict=True):
        np.testing.assert_allclose(mine, theirs.detach().numpy(), rtol=1e-9, atol=1e-7)


def test_masks_leave_out_their_share_and_differ_by_seed_step_and_layer() -> None:
    mask = kept_neurons(0, 0, 1, (500, 200), RATE)
    assert 1 - mask.mean() == pytest.approx(RATE, abs=0.005)
    assert mask.mean(axis=0).std() == pytest.approx((RATE * (1 - RATE) / 500) ** 0.5, rel=0.15)
    for other in (kept_neurons(1, 0, 1, (500, 200), RATE), kept_neurons(0, 1, 1, (500, 200), RATE)):
        assert (mask == other).mean() == pytest.approx(RATE**2 + (1 - RATE) ** 2, abs=0.01)
    assert kept_neurons(0, 0, 1, (500, 200), 0.0).all()


def test_measuring_drops_nothing_and_the_output_layer_never_does() -> None:
    network = set_dropout(NETWORK, "L3", 0.9)
    trainer = Trainer(network, SAMPLES, SETTINGS)
    trainer.advance(4)
    other = Trainer(NETWORK, SAMPLES, SETTINGS)
    other.advance(4)

    assert same_value(trainer.parameters(), other.parameters())
    trained = output(with_parameters(network, trainer.parameters()), SAMPLES.inputs)
    assert trainer.history_since(0)[-1, 2] == pytest.approx(np.mean((trained - SAMPLES.targets) ** 2))


def test_the_same_run_comes_out_however_it_is_split() -> None:
    settings = replace(SETTINGS, precision="float32", shuffle=True)
    whole, first = (Trainer(NETWORK, SAMPLES, settings) for _ in range(2))
    whole.advance(13)
    first.advance(6)
    resumed = Trainer(with_parameters(NETWORK, first.parameters()), SAMPLES, settings, run=first.run())
    resumed.advance(7)
    assert same_value(resumed.parameters(), whole.parameters())


@pytest.mark.parametrize("rate", [1.0, -0.1, float("nan")])
def test_a_rate_outside_its_range_is_refused(rate: float) -> None:
    with pytest.raises(SettingError, match="The dropout p must be at least 0 and below 1"):
        set_dropout(NETWORK, "L2", rate)


def test_an_input_layer_has_no_dropout() -> None:
    with pytest.raises(SettingError, match="holds the sample as it is and has no dropout"):
        set_dropout(NETWORK, "L1", 0.5)
