"""The rules that end a run, and the best parameters that early stopping goes back to."""

import math

import numpy as np
import pytest
from msgspec.structs import replace

from engine.arrays import same_value
from engine.data.data_set import DataSet, Task
from engine.errors import EngineError
from engine.network.forward import output
from engine.network.losses import loss
from engine.network.model import Network, with_parameters
from engine.project.history import HISTORY_COLUMNS
from engine.project.settings import TrainingSettings
from engine.project.stopping import StoppingSettings
from engine.training.trainer import Trainer
from tests.engine.training.networks import chain, random_data

NETWORK = chain(2, 12, 1)
SAMPLES = random_data(Task.BINARY, 2, 1, samples=30, held=10)  # noise alone: all that is learnt is overfitting
SETTINGS = TrainingSettings(learning_rate=0.5, batch_size=5, precision="float64", device="cpu")
LONG = 100_000


def trained(rules: StoppingSettings, network: Network = NETWORK, samples: DataSet = SAMPLES) -> Trainer:
    trainer = Trainer(network, samples, replace(SETTINGS, stopping=rules))
    trainer.measure()
    trainer.advance(LONG if trainer.stop is None else 0)
    return trainer


def column(trainer: Trainer, name: str) -> np.ndarray:
    return trainer.run().history[:, HISTORY_COLUMNS.index(name)]


def test_early_stopping_goes_back_to_the_best_validation_loss() -> None:
    trainer = trained(StoppingSettings(patience=8))
    losses, epochs = column(trainer, "validation_loss"), column(trainer, "epoch")

    best = int(np.argmin(losses[1:-1])) + 1
    assert trainer.stop is not None
    assert trainer.stop.rule == "patience"
    assert trainer.epoch == epochs[best] + 8
    assert losses[-1] == losses[best]
    held = SAMPLES.validation_indices
    network = with_parameters(NETWORK, trainer.parameters())
    measured = loss("log_loss").value(output(network, SAMPLES.inputs[held]), SAMPLES.targets[held])
    assert measured == pytest.approx(losses[best])


def test_early_stopping_may_leave_the_last_parameters() -> None:
    trainer = trained(StoppingSettings(patience=8, restore_best=False))
    plain = Trainer(NETWORK, SAMPLES, SETTINGS)
    plain.advance(trainer.step)
    assert same_value(plain.parameters(), trainer.parameters())


def test_patience_outlives_a_pause() -> None:
    rules = StoppingSettings(patience=8)
    whole = trained(rules)
    settings = replace(SETTINGS, stopping=rules)
    first = Trainer(NETWORK, SAMPLES, settings)
    first.advance(whole.step - 9)
    run = replace(first.run(), history=first.run().history[-1:])

    resumed = Trainer(with_parameters(NETWORK, first.parameters()), SAMPLES, settings, run=run)
    resumed.advance(LONG)

    assert resumed.step == whole.step
    assert same_value(resumed.parameters(), whole.parameters())


def test_after_early_stopping_training_on_waits_for_its_whole_patience_again() -> None:
    first = trained(StoppingSettings(patience=8))
    network = with_parameters(NETWORK, first.parameters())
    again = Trainer(network, SAMPLES, replace(SETTINGS, stopping=StoppingSettings(patience=8)), run=first.run())
    again.measure()
    again.advance(LONG)
    assert again.row_count >= 8
    assert again.epoch >= first.epoch + 8


def test_an_improvement_too_small_to_count_does_not_count() -> None:
    patient = trained(StoppingSettings(patience=8))
    strict = trained(StoppingSettings(patience=8, minimum_improvement=0.5))
    assert strict.epoch < patient.epoch
    assert strict.epoch == 9  # the first epoch is the best, as nothing was before it


def test_a_loss_or_an_accuracy_reached_ends_the_run() -> None:
    low = trained(StoppingSettings(loss_below=0.5))
    assert low.stop is not None
    assert low.stop.rule == "loss_below"
    losses = column(low, "training_loss")
    assert losses[-1] < 0.5 <= losses[:-1].min()

    accurate = trained(StoppingSettings(accuracy=0.9))
    assert accurate.stop is not None
    assert accurate.stop.rule == "accuracy"
    assert "accuracy reached 90.0%" in accurate.stop.sentence
    assert column(accurate, "training_accuracy")[-1] >= 0.9


def test_a_plateau_ends_the_run() -> None:
    trainer = trained(StoppingSettings(plateau=5), network=chain(2, 1))
    assert trainer.stop is not None
    assert trainer.stop.rule == "plateau"
    losses = column(trainer, "training_loss")
    assert losses[-6] * (1 - 1e-3) <= losses[-5:].min()


def test_time_ends_the_run() -> None:
    trainer = trained(StoppingSettings(seconds=0.05))
    assert trainer.stop is not None
    assert trainer.stop.rule == "seconds"


def test_a_trainer_that_has_stopped_takes_no_more() -> None:
    trainer = trained(StoppingSettings(loss_below=0.6))
    step = trainer.step
    trainer.advance(100)
    assert trainer.step == step


def test_early_stopping_needs_a_validation_part() -> None:
    with pytest.raises(EngineError, match="the data has no validation part: hold some samples back"):
        Trainer(
            NETWORK, random_data(Task.BINARY, 2, 1, held=0), replace(SETTINGS, stopping=StoppingSettings(patience=3))
        )


def test_without_rules_nothing_is_kept() -> None:
    trainer = Trainer(NETWORK, SAMPLES, SETTINGS)
    trainer.advance(40)
    assert trainer.stop is None
    assert trainer.run().best is None
    assert math.isfinite(column(trainer, "validation_loss")[-1])
