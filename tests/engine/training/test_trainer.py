import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.arrays import same_value
from engine.data.data_set import DataSet, Task
from engine.data.sources import default_specification, make_data_set
from engine.errors import EngineError, SettingError
from engine.network import edits
from engine.network.forward import output
from engine.network.losses import LOSSES, LossNumbers
from engine.network.model import Network, Parameters, parameters_of, with_parameters
from engine.network.optimizers import OptimizerSettings
from engine.project.settings import TrainingSettings
from engine.training.compiled import CompiledNetwork
from engine.training.divergence import DivergenceError, divergence, runaway
from engine.training.losses import TORCH_LOSSES
from engine.training.trainer import Trainer
from tests.engine.training.networks import TASK_OF_LOSS, chain, networks, random_data

FLOAT64 = TrainingSettings(loss="squared_error", batch_size=4, precision="float64", learning_rate=0.05, device="cpu")


def hand_written(network: Network) -> tuple[dict[str, torch.Tensor], list[torch.Tensor], list[torch.Tensor]]:
    """Give the oracle's parameters: biases by layer id, then all weights and all biases as leaves."""
    weights = [torch.tensor(np.array(c.weight), requires_grad=True) for c in network.connections]
    biases = {layer.id: torch.tensor(np.array(layer.bias), requires_grad=True) for layer in network.layers}
    return biases, weights, list(biases.values())


ORACLE_ACTIVATIONS = {
    "identity": torch.nn.Identity(),
    "sigmoid": torch.nn.Sigmoid(),
    "tanh": torch.nn.Tanh(),
    "relu": torch.nn.ReLU(),
    "leaky_relu": torch.nn.LeakyReLU(0.01),
    "softplus": torch.nn.Softplus(),
    "gelu": torch.nn.GELU(),
    "sine": torch.sin,
    "step": lambda a: (a > 0).to(a.dtype) + 0 * a,
}


def oracle_output(
    network: Network, weights: list[torch.Tensor], biases: dict[str, torch.Tensor], inputs: torch.Tensor
) -> torch.Tensor:
    """Give f(X) as one would write it with `torch.nn.functional.linear`; layers are numbered in order."""
    values = {network.layers[0].id: inputs}
    for layer in network.layers[1:]:
        a = biases[layer.id]
        for connection, weight in zip(network.connections, weights, strict=True):
            if connection.target == layer.id:
                mask = torch.tensor(np.array(connection.mask))
                a = a + torch.nn.functional.linear(values[connection.source], weight * mask)
        values[layer.id] = ORACLE_ACTIVATIONS[layer.activation_function](a)
    return values[network.layers[-1].id]


ORACLE_LOSSES = {
    "log_loss": torch.nn.BCEWithLogitsLoss(),
    "cross_entropy": lambda f, y: torch.nn.CrossEntropyLoss()(f, y[:, 0].long()),
    "squared_error": torch.nn.MSELoss(),
    "half_squared_error": lambda f, y: torch.nn.MSELoss()(f, y) / 2,
    "absolute_error": torch.nn.L1Loss(),
    "huber": torch.nn.HuberLoss(),
    "hinge": lambda f, y: torch.nn.MultiMarginLoss()(f, y[:, 0].long()),
}


@settings(max_examples=40)
@given(data=st.data(), loss_name=st.sampled_from(list(LOSSES)))
def test_outputs_and_gradients_are_those_of_torch_nn(data: st.DataObject, loss_name: str) -> None:
    task = TASK_OF_LOSS[loss_name]
    outputs = 1 if task is Task.BINARY else data.draw(st.integers(2, 3))
    network = data.draw(networks(outputs, loss_name))
    samples = random_data(task, network.layers[0].width, outputs)
    inputs, targets = torch.tensor(np.array(samples.inputs)), torch.tensor(np.array(samples.targets))
    biases, weights, bias_list = hand_written(network)
    expected = oracle_output(network, weights, biases, inputs)
    gradients = torch.autograd.grad(
        ORACLE_LOSSES[loss_name](expected, targets), [*weights, *bias_list], allow_unused=True, materialize_grads=True
    )

    compiled = CompiledNetwork(network, torch.float64, "cpu")
    found = compiled.outputs(inputs)
    loss = TORCH_LOSSES[loss_name]
    trained = [tensor for tensor in compiled.tensors if tensor.requires_grad]
    found_loss = loss.value(found, loss.prepare(targets, outputs), LossNumbers())
    found_gradients = iter(torch.autograd.grad(found_loss, trained))

    torch.testing.assert_close(found, expected, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(output(network, samples.inputs), expected.detach().numpy(), rtol=1e-6, atol=1e-6)
    for tensor, trainable, gradient in zip(compiled.tensors, compiled.is_trainable, gradients, strict=True):
        if tensor.requires_grad:
            np.testing.assert_allclose(
                next(found_gradients).numpy()[trainable], gradient.numpy()[trainable], rtol=1e-6, atol=1e-6
            )


def test_a_hundred_steps_are_those_of_torch_optim_sgd() -> None:
    network, samples = chain(3, 5, 4, 2, activation="tanh"), random_data(Task.REGRESSION, 3, 2, samples=40, held=0)
    decay, rate = 0.003, 0.05
    chosen = replace(FLOAT64, learning_rate=rate, weight_decay=decay, batch_size=40)
    biases, weights, bias_list = hand_written(network)
    optimizer = torch.optim.SGD(
        [{"params": weights, "weight_decay": decay / rate}, {"params": bias_list[1:], "weight_decay": 0.0}], lr=rate
    )
    for _ in range(100):
        optimizer.zero_grad()
        predicted = oracle_output(network, weights, biases, torch.tensor(np.array(samples.inputs)))
        torch.nn.MSELoss()(predicted, torch.tensor(np.array(samples.targets))).backward()  # type: ignore[no-untyped-call]
        optimizer.step()

    trainer = Trainer(network, samples, chosen)
    trainer.advance(100)

    found = trainer.parameters()
    for weight, expected in zip(found.weights, weights, strict=True):
        np.testing.assert_allclose(weight, expected.detach().numpy(), rtol=1e-6, atol=1e-6)
    for bias, expected in zip(found.biases[1:], bias_list[1:], strict=True):
        np.testing.assert_allclose(bias, expected.detach().numpy(), rtol=1e-6, atol=1e-6)


def test_mini_batches_hold_every_sample_once_an_epoch_in_an_order_of_its_own() -> None:
    network, samples = chain(1, 1), random_data(Task.REGRESSION, 1, 1, samples=12, held=0)
    chosen = replace(FLOAT64, batch_size=5)  # the remainder of 2 sits out
    trainer = Trainer(network, samples, chosen)

    assert trainer.mini_batches_per_epoch == 2
    trainer.advance(5)
    assert (trainer.step, trainer.epoch, trainer.mini_batch) == (5, 2, 1)


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_the_same_run_comes_out_bit_for_bit_however_it_is_split(precision: str) -> None:
    network, samples = chain(2, 4, 1, activation="sigmoid"), random_data(Task.BINARY, 2, 1, samples=23, held=5)
    chosen = TrainingSettings(batch_size=4, precision=precision, weight_decay=0.001, device="cpu")
    whole = Trainer(network, samples, chosen)
    whole.advance(19)

    split = Trainer(network, samples, chosen)
    split.advance(7)  # in the middle of an epoch
    resumed = Trainer(with_parameters(network, split.parameters()), samples, chosen, run=split.run())
    resumed.advance(5)
    resumed.advance(7)

    assert same_value(resumed.parameters(), whole.parameters())
    assert (resumed.step, resumed.epoch, resumed.mini_batch) == (whole.step, whole.epoch, whole.mini_batch)


@settings(max_examples=30)
@given(network=networks(1, "log_loss"))
def test_frozen_and_removed_entries_and_numbers_not_trained_stay_bit_for_bit(network: Network) -> None:
    samples = random_data(Task.BINARY, network.layers[0].width, 1)
    trainer = Trainer(network, samples, TrainingSettings(batch_size=4, weight_decay=0.01, device="cpu"))

    assert same_value(trainer.parameters(), parameters_of(network))
    trainer.advance(9)

    trained = with_parameters(network, trainer.parameters())
    for before, after in zip(network.connections, trained.connections, strict=True):
        kept = before.frozen | ~before.mask
        assert before.weight[kept].tobytes() == after.weight[kept].tobytes()
        assert not after.weight[~before.mask].any()
    for old, new in zip(network.layers, trained.layers, strict=True):
        assert old.bias[old.bias_frozen].tobytes() == new.bias[old.bias_frozen].tobytes()


def test_a_typed_number_outlives_training_that_does_not_reach_it() -> None:
    network = chain(2, 2, 1, activation="relu")
    hidden = network.connections[0]
    dead = replace(hidden, weight=np.array([[2.7, 9.6], [0.5, 0.5]]))
    layers = (network.layers[0], replace(network.layers[1], bias=np.array([-1000.0, 0.1])), network.layers[2])
    network = Network(layers=layers, connections=(dead, network.connections[1]))
    trainer = Trainer(network, random_data(Task.BINARY, 2, 1), TrainingSettings(batch_size=4, device="cpu"))

    trainer.advance(10)

    weights = trainer.parameters().weights[0]
    assert weights[0].tolist() == [2.7, 9.6]  # the neuron is never above 0, so its gradient is 0
    assert (weights[1] != 0.5).all()


def test_history_has_a_row_at_the_start_at_each_epochs_end_and_where_the_run_pauses() -> None:
    network, samples = chain(2, 3, 1), random_data(Task.BINARY, 2, 1, samples=20, held=4)
    trainer = Trainer(network, samples, TrainingSettings(batch_size=4, device="cpu"))

    trainer.measure()
    trainer.advance(10)
    trainer.measure()
    trainer.measure()

    history = trainer.run().history
    assert history[:, 0].tolist() == [0, 4, 8, 10]
    assert history[:, 1].tolist() == [0, 1, 2, 2.5]
    trained = with_parameters(network, trainer.parameters())
    for column, rows in ((2, samples.training_indices), (3, samples.validation_indices)):
        expected = LOSSES["log_loss"].value(output(trained, samples.inputs[rows]), samples.targets[rows])
        assert history[-1, column] == pytest.approx(expected, rel=1e-5)
    predicted = output(trained, samples.inputs[samples.training_indices])[:, 0] > 0
    expected_accuracy = np.mean(predicted == samples.targets[samples.training_indices, 0])
    assert history[-1, 4] == expected_accuracy


def paused(network: Network, samples: DataSet, steps: int) -> Trainer:
    trainer = Trainer(network, samples, TrainingSettings(batch_size=4, device="cpu"))
    trainer.measure()
    trainer.advance(steps)
    trainer.measure()
    return trainer


def test_a_run_that_goes_on_unchanged_is_not_measured_twice() -> None:
    network, samples = chain(2, 3, 1), random_data(Task.BINARY, 2, 1, samples=20, held=4)
    before = paused(network, samples, 10)
    run = replace(before.run(), history=before.run().history[-1:])
    resumed = Trainer(
        with_parameters(network, before.parameters()), samples, TrainingSettings(batch_size=3, device="cpu"), run=run
    )

    resumed.measure()
    assert resumed.row_count == 0
    resumed.advance(1)
    resumed.measure()
    assert resumed.history_since(0)[:, 0].tolist() == [11]


def test_weights_edited_while_a_run_stood_still_give_a_row_of_their_own() -> None:
    network, samples = chain(2, 3, 1), random_data(Task.BINARY, 2, 1, samples=20, held=4)
    run = paused(network, samples, 8).run()

    edited = Trainer(network, samples, TrainingSettings(batch_size=4, device="cpu"), run=run)
    edited.measure()
    edited.measure()

    assert edited.run().history[:, 0].tolist() == [0, 4, 8, 8]
    assert edited.run().history[-1, 2:] == pytest.approx(edited.run().history[0, 2:])


def test_a_loss_moved_far_by_hand_is_no_divergence() -> None:
    network, samples = chain(2, 1), random_data(Task.REGRESSION, 2, 1)
    before = Trainer(network, samples, FLOAT64)
    before.measure()
    for value, is_finite in ((1e4, True), (1e200, False)):
        huge = replace(network.connections[0], weight=np.full((1, 2), value))
        resumed = Trainer(replace(network, connections=(huge,)), samples, FLOAT64, run=before.run())
        if is_finite:
            resumed.measure()
            assert resumed.run().history[-1, 2] > 1e6
        else:
            with pytest.raises(DivergenceError, match="before the first step"):
                resumed.measure()


@pytest.mark.parametrize(("optimizer", "tried"), [("sgd", "0.1"), ("adam", "0.001"), ("rmsprop", "0.001")])
def test_the_rate_to_try_after_a_divergence_is_one_for_the_optimizer(optimizer: str, tried: str) -> None:
    chosen = TrainingSettings(learning_rate=1_000_001.0, optimizer=OptimizerSettings(optimizer))

    sentence = f"the learning rate 1000001 is too large; try {tried}."
    assert sentence in str(divergence("loss", float("nan"), 3, 1, chosen))
    assert sentence in str(runaway(1e9, 1.0, 3, 1, chosen))


def test_where_there_is_no_validation_part_or_no_accuracy_history_says_nan() -> None:
    trainer = Trainer(chain(2, 3, 1), random_data(Task.REGRESSION, 2, 1, held=0), FLOAT64)

    trainer.measure()

    row = trainer.history_since(0)[0]
    assert math.isfinite(row[2])
    assert np.isnan(row[3:6]).all()


def test_divergence_says_when_and_keeps_the_last_finite_parameters() -> None:
    network, samples = chain(2, 4, 1, activation="relu"), random_data(Task.REGRESSION, 2, 1)
    chosen = replace(FLOAT64, learning_rate=1e6, precision="float32")
    trainer = Trainer(network, samples, chosen)

    with pytest.raises(DivergenceError) as caught:
        trainer.advance(1000)

    step = trainer.step + 1
    assert f"at step {step} " in str(caught.value)
    assert "learning rate 1e6 is too large; try 0.1." in str(caught.value)
    assert f"The weights of step {step - 1} were kept." in str(caught.value)
    assert trainer.parameters().all_finite
    one_by_one = Trainer(network, samples, chosen)
    for _ in range(step - 1):
        one_by_one.advance(1)
    assert same_value(one_by_one.parameters(), trainer.parameters())


def test_hopeless_initial_weights_are_told_before_the_first_step() -> None:
    network = chain(2, 1)
    huge = replace(network.connections[0], weight=np.full((1, 2), 1e200))
    network = replace(network, connections=(huge,))
    trainer = Trainer(network, random_data(Task.REGRESSION, 2, 1), FLOAT64)

    with pytest.raises(DivergenceError, match="before the first step"):
        trainer.measure()


SAMPLES = random_data(Task.BINARY, 2, 1)


@pytest.mark.parametrize(
    ("network", "samples", "change", "sentence"),
    [
        (chain(3, 1), SAMPLES, {}, "The data has 2 inputs, but the input layer has 3 neurons."),
        (chain(2, 2), SAMPLES, {}, "Two classes need 1 output, but the output layer “Dense” has 2 neurons."),
        (chain(2, 1), SAMPLES, {"loss": "cross_entropy"}, "Cross-entropy does not fit data with two classes"),
        (
            edits.set_activation_function(chain(2, 1), "L2", "sigmoid"),
            SAMPLES,
            {},
            "which Sigmoid does not give: choose Identity for the output layer, or another loss such as Squared error",
        ),
        (chain(2, 1), random_data(Task.MULTICLASS, 2, 3), {"loss": "cross_entropy"}, "The data has 3 classes"),
        (Network(), SAMPLES, {}, "The canvas is empty"),
        (chain(2, 1), SAMPLES, {"batch_size": 0}, "batch size B must be at least 1 and"),
        (chain(2, 1), random_data(Task.BINARY, 2, 1, samples=4, held=4), {}, "no training samples"),
    ],
)
def test_what_cannot_be_trained_is_refused_with_a_sentence(
    network: Network, samples: DataSet, change: dict[str, object], sentence: str
) -> None:
    with pytest.raises(EngineError) as caught:
        Trainer(network, samples, replace(TrainingSettings(), **change))
    assert sentence in str(caught.value)


def test_a_network_frozen_whole_is_refused() -> None:
    network = chain(2, 1)
    frozen = Network(
        layers=tuple(replace(layer, bias_frozen=np.ones_like(layer.bias_frozen)) for layer in network.layers),
        connections=tuple(replace(c, frozen=np.ones_like(c.frozen)) for c in network.connections),
    )
    with pytest.raises(EngineError, match="frozen"):
        Trainer(frozen, SAMPLES, TrainingSettings())


def test_an_absent_device_is_refused() -> None:
    absent = "mps" if not torch.backends.mps.is_available() else "cuda"
    with pytest.raises(SettingError, match="This computer has no"):
        Trainer(chain(2, 1), SAMPLES, TrainingSettings(), device=absent)


def test_parameters_are_plain_read_only_float64() -> None:
    trainer = Trainer(chain(2, 3, 1), SAMPLES, TrainingSettings(device="cpu"))
    trainer.advance(3)
    parameters = trainer.parameters()
    assert isinstance(parameters, Parameters)
    for array in (*parameters.weights, *parameters.biases):
        assert array.dtype == np.float64
        assert not array.flags.writeable


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid"])
def test_a_learning_rate_of_a_million_stops_even_where_the_loss_stays_finite(activation: str) -> None:
    data_set = make_data_set(replace(default_specification("circles"), sample_count=100))
    settings = TrainingSettings(learning_rate=1e6, batch_size=10)
    trainer = Trainer(chain(2, 4, 2, 1, activation=activation), data_set, settings)
    trainer.measure()
    with pytest.raises(DivergenceError, match="learning rate 1e6 is too large"):
        trainer.advance(10_000)
    assert trainer.parameters().all_finite
