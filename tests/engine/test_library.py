"""The engine as a library: what its docstrings show, and hooks into a training."""

import doctest
import importlib
import pkgutil

import numpy as np
import pytest

import engine
from engine.arrays import same_value
from engine.errors import DataError, SettingError
from engine.library import build, predict, train
from engine.network.model import Parameters
from engine.training.callbacks import TrainingCallback
from engine.training.trainer import Trainer

WITH_EXAMPLES = ["engine.library"]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    failed, attempted = doctest.testmod(importlib.import_module(name))
    assert (failed, attempted > 0) == (0, True)


def test_all_examples_in_docstrings_are_tried() -> None:
    found = []
    for module in pkgutil.walk_packages(engine.__path__, "engine."):
        spec = module.module_finder.find_spec(module.name)  # type: ignore[call-arg]
        assert spec is not None
        source = spec.loader.get_source(module.name)  # type: ignore[union-attr]
        if "\n>>> " in source or "    >>> " in source:
            found.append(module.name)
    assert found == WITH_EXAMPLES


def test_own_points_are_learnt_and_predicted() -> None:
    generator = np.random.default_rng(0)
    inputs = 100 * generator.standard_normal((120, 2)) + 500
    labels = (inputs[:, 0] > inputs[:, 1]).astype(int)
    project = build("2-6t-1", inputs=inputs, targets=labels, learning_rate=0.5)

    trained = train(project, epochs=60).project

    assert project.training.loss == "log_loss"
    assert trained.data.standardize
    assert np.mean((predict(trained, inputs)[:, 0] > 0) == labels) > 0.95


def test_classes_and_values_are_told_apart() -> None:
    three = build("1-3", inputs=[[0.0], [1.0], [2.0]], targets=[0, 1, 2])
    assert three.training.loss == "cross_entropy"
    with pytest.raises(DataError, match=r"\(2, 1\) and \(3,\) are not"):
        build("1-1", inputs=[[0.0], [1.0]], targets=[0, 1, 0])
    with pytest.raises(SettingError, match="There is no data source “mars”"):
        build("2-1", "mars")


class Diary(TrainingCallback):
    """Writes down what it hears."""

    def __init__(self) -> None:
        self.turns: list[str] = []
        self.gradients: list[Parameters] = []
        self.losses: list[float] = []

    def on_epoch_begin(self, trainer: Trainer) -> None:
        self.turns.append(f"begin {trainer.epoch}")

    def on_gradients_computed(self, trainer: Trainer, gradients: Parameters) -> None:
        self.turns.append(f"gradients {trainer.step}")
        self.gradients.append(gradients)

    def on_mini_batch_end(self, trainer: Trainer) -> None:
        self.turns.append(f"step {trainer.step}")

    def on_epoch_end(self, trainer: Trainer, measured: dict[str, float]) -> None:
        self.turns.append(f"end {trainer.epoch}")
        self.losses.append(measured["training_loss"])


def test_a_callback_hears_every_turn_in_order() -> None:
    project = build("2-3t-1", "xor", batch_size=80, device="cpu")
    diary = Diary()
    result = train(project, epochs=2, callback=diary)

    steps = (len(diary.turns) - 4) // 4
    expected = [f"{word} {n + (word == 'step')}" for n in range(steps) for word in ("gradients", "step")]
    assert diary.turns == ["begin 0", *expected, "end 1", "begin 1"] + [
        f"{word} {n + (word == 'step')}" for n in range(steps, 2 * steps) for word in ("gradients", "step")
    ] + ["end 2"]
    assert result.project.run is not None
    assert diary.losses == result.project.run.history[1:, 2].tolist()


def test_the_gradients_told_are_the_change_of_the_parameters() -> None:
    project = build("2-3t-1", "xor", batch_size=1000, learning_rate=0.25, precision="float64", device="cpu")
    diary = Diary()
    trained = train(project, epochs=1, callback=diary).project
    for before, after, gradient in zip(
        project.network.connections, trained.network.connections, diary.gradients[0].weights, strict=True
    ):
        np.testing.assert_allclose(before.weight - 0.25 * gradient, after.weight, rtol=1e-12)
    for before, after, bias in zip(
        project.network.layers, trained.network.layers, diary.gradients[0].biases, strict=True
    ):
        np.testing.assert_allclose(before.bias - 0.25 * bias, after.bias, rtol=1e-12)


def test_a_callback_changes_nothing() -> None:
    project = build("2-3t-1", "xor", device="cpu")
    trainer_network = train(project, epochs=3, callback=TrainingCallback()).project.network
    again = train(project, epochs=3, callback=Diary()).project.network
    assert same_value(trainer_network, again)
