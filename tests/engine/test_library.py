"""The engine as a library: what its docstrings show, and hooks into a training."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import numpy as np
import pytest

import engine
from engine.arrays import same_value
from engine.data.sources import make_data_set
from engine.errors import DataError, SettingError
from engine.library import build, predict, train
from engine.network.losses import LossNumbers
from engine.network.model import Parameters
from engine.project.file import load_project, save_project
from engine.project.history import column
from engine.training.callbacks import TrainingCallback
from engine.training.trainer import Trainer

WITH_EXAMPLES = ["engine.library", "engine.training.callbacks"]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    failed, attempted = doctest.testmod(importlib.import_module(name))
    assert (failed, attempted > 0) == (0, True)


def test_the_example_in_the_readme_is_true() -> None:
    readme = Path(engine.__path__[0]).parent / "README.md"
    failed, attempted = doctest.testfile(str(readme), module_relative=False, encoding="utf-8")
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


class ValidationLosses(TrainingCallback):
    """Writes down the validation loss at every epoch's end."""

    def __init__(self) -> None:
        self.values: list[float] = []

    def on_epoch_end(self, trainer: Trainer, measured: dict[str, float]) -> None:  # noqa: ARG002
        self.values.append(measured["validation_loss"])


def test_early_stopping_tells_a_callback_the_last_epochs_own_row() -> None:
    losses = ValidationLosses()
    result = train(build("2-8t-1", "moons", learning_rate=3.0, patience=3), epochs=100, callback=losses)
    assert result.stopped == "patience"
    assert result.project.run is not None
    of_epochs, of_best = result.project.run.history[1:-1], result.project.run.history[-1]
    assert losses.values == column(of_epochs, "validation_loss").tolist()
    assert losses.values[-1] > column(of_best, "validation_loss")


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


@pytest.mark.parametrize(
    ("targets", "names"),
    [
        (["cat", "dog", "cat", "cat"], ("cat", "dog")),
        (np.array(["b", "a", "b", "b"], dtype=object), ("a", "b")),
        ([-1, 1, -1, -1], ("-1", "1")),
        ([5, 7, 5, 5], ("5", "7")),
        ([False, True, False, False], ("False", "True")),
        ([[3], [9], [4], [3]], ("3", "4", "9")),
    ],
)
def test_labels_of_any_kind_are_classes_with_their_names(targets: object, names: tuple[str, ...]) -> None:
    project = build(f"1-{1 if len(names) == 2 else 3}", inputs=[[0.0], [1.0], [2.0], [3.0]], targets=targets)
    data_set = make_data_set(project.data)
    assert data_set.class_names == names
    assert [names[int(index)] for index in data_set.targets[:, 0]] == [str(name) for name in np.ravel(targets)]
    assert train(project, epochs=1).stopped == "finished"


def test_several_values_are_learnt_of_each_point_and_kept_in_a_file(tmp_path: Path) -> None:
    inputs = np.linspace(-1.0, 1.0, 40).reshape(-1, 1)
    targets = np.hstack([2 * inputs, 1 - inputs])
    project = build("1-2", inputs=inputs, targets=targets, learning_rate=0.3)
    save_project(project, tmp_path / "two.neuro")
    trained = train(load_project(tmp_path / "two.neuro"), epochs=100).project
    np.testing.assert_allclose(predict(trained, inputs), targets, atol=1e-3)


@pytest.mark.parametrize(
    ("inputs", "targets", "sentence"),
    [
        ([[0.0], [1.0]], [3, 3], "All points are of one class, “3”"),
        ([["a"], ["b"]], [0, 1], "The inputs must be real numbers"),
        ([[0.0], [1.0, 2.0]], [0, 1], "The rows of the inputs must be of one length"),
        ([[0.0], [1.0]], [{}, 1], "The targets must be real numbers"),
        ([[0.0], [1.0]], [[0, 1], [1, 0]], "are classes, one for each point; a row of 2 is not"),
        (np.zeros((1001, 1)), np.arange(1001), "hold 1,001 classes, and there may be 1,000. Values to predict are"),
    ],
)
def test_points_that_make_no_sense_are_refused_in_a_sentence(inputs: object, targets: object, sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        build("1-1", inputs=inputs, targets=targets)
    with pytest.raises(DataError, match="The inputs must be real numbers"):
        predict(build("2-1", "xor"), [["a", "b"]])


def test_names_stand_for_settings_whatever_their_case() -> None:
    training = build(
        "2-1", "xor", optimizer="Adam", schedule="COSINE", initialization="he", loss="Squared error", device="CPU",
        learning_rate=np.float32(0.5), batch_size=np.int64(4),
    ).training  # fmt: skip
    assert training.optimizer.name == "adam"
    assert training.schedule.name == "cosine"
    assert training.initialization.scheme == "he"
    assert (training.loss, training.device) == ("squared_error", "cpu")
    assert (training.learning_rate, training.batch_size) == (0.5, 4)


def test_a_field_that_one_record_alone_has_is_set_in_it() -> None:
    training = build("2-1", "xor", seed=3, initialization="he", optimizer="momentum", momentum=0.5, patience=7).training
    assert (training.initialization.scheme, training.initialization.seed) == ("he", 3)
    assert (training.optimizer.name, training.optimizer.momentum) == ("momentum", 0.5)
    assert training.stopping.patience == 7


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"learning_rate": "fast"}, "The learning rate α must be a number; “fast” is not"),
        ({"learn_rate": 1}, r"There is no training setting “learn_rate”; did you mean learning_rate\?"),
        ({"patience": 2.5}, "The patience must be a whole number; 2.5 is not"),
        ({"patient": 5}, r"There is no training setting “patient”; did you mean patience\?"),
        ({"restore_best": "no"}, "The setting restore_best must be True or False; “no” is not"),
        ({"momentum": 0.9}, "The optimizer “sgd” has no momentum; “momentum” and “nesterov” have"),
        ({"optimizer": "adam", "decoupled_decay": 0.1}, "The optimizer “adam” has no decoupled_decay; “adamw” has"),
        ({"sigma": 0.1}, "The initialization “xavier” has no sigma; “normal” has"),
        ({"schedule": "cosine", "period": 5}, "The schedule “cosine” has no period; “step” has"),
        ({"loss": "cross_entropy"}, "does not fit data with two classes; choose Binary log loss, "),
        ({"name": "adam"}, r"There is no training setting “name”; did you mean optimizer or schedule\?"),
        ({"opt": "adam"}, r"There is no training setting “opt”; did you mean optimizer\?"),
        ({"xyz": 1}, "“xyz”; there are loss, learning_rate, batch_size.*seed.*momentum.*patience"),
        ({"optimizer": "adm"}, "There is no optimizer “adm”; there are gradient_descent, sgd"),
        ({"optimizer": 5}, "The setting optimizer must be a name or a record of OptimizerSettings; 5 is not"),
        ({"stopping": "early"}, "The setting stopping must be a record of StoppingSettings; “early” is not"),
        ({"shuffle": "no"}, "The setting shuffle must be True or False; “no” is not"),
        ({"batch_size": 2.5}, "The batch size B must be a whole number; 2.5 is not"),
        ({"accuracy": -1}, "The accuracy to stop at must be at least 0 and at most 1; -1 is not"),
        ({"batch_size": None}, "The batch size B must be a number; None is not"),
        ({"loss": None}, "The setting loss must be a name; None is not"),
        ({"loss_numbers": LossNumbers(huber_delta="x")}, "must be a number; “x” is not"),  # type: ignore[arg-type]
    ],
)
def test_settings_that_make_no_sense_are_refused_in_a_sentence(typed: dict[str, object], sentence: str) -> None:
    with pytest.raises(SettingError, match=sentence):
        build("2-1", "xor", **typed)


def test_a_loss_for_two_classes_is_refused_for_three() -> None:
    with pytest.raises(SettingError, match=r"Binary log loss does not fit data with .* classes; choose Cross-entropy"):
        build("4-3", "iris", loss="log_loss")


class Stopper(TrainingCallback):
    """Ends the training at the first call of one of its hooks."""

    def __init__(self, hook: str) -> None:
        setattr(self, hook, lambda trainer, *_: trainer.request_stop())


@pytest.mark.parametrize(
    ("hook", "steps", "epochs"),
    [("on_epoch_begin", 0, 0), ("on_gradients_computed", 1, 0), ("on_mini_batch_end", 1, 0), ("on_epoch_end", 16, 1)],
)
def test_every_hook_can_end_the_training_with_what_was_learnt(hook: str, steps: int, epochs: int) -> None:
    result = train(build("2-3t-1", "xor", device="cpu"), epochs=50, callback=Stopper(hook))
    assert (result.stopped, result.sentence) == ("callback", "The training was ended by a callback.")
    run = result.project.run
    assert run is not None
    assert (run.step, result.epochs) == (steps, epochs)
    assert train(result.project, epochs=1).stopped == "finished"


def test_dropout_is_of_the_hidden_layers() -> None:
    project = build("2-6t-4t-1", "xor", dropout=0.3)
    assert [layer.dropout for layer in project.network.layers] == [0.0, 0.3, 0.3, 0.0]
    with pytest.raises(SettingError):
        build("2-6t-1", "xor", dropout=1.0)
