"""Every way of training beside the reference, autograd: the same mini-batches, formulas and sentences."""

import functools
import importlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.arrays import same_value
from engine.data.data_set import Task
from engine.network.activations import ACTIVATION_FUNCTIONS
from engine.network.losses import LOSSES
from engine.network.model import Network, Parameters, with_parameters
from engine.network.optimizers import OptimizerSettings
from engine.network.schedules import ScheduleSettings
from engine.project.settings import TrainingSettings
from engine.training.batches import MiniBatches
from engine.training.divergence import DivergenceError
from engine.training.kernels import loading
from engine.training.paths import PATHS
from engine.training.trainer import Trainer
from tests.engine.training.networks import TASK_OF_LOSS, chain, random_data
from tests.engine.training.runs import distance, drawn_run, reference_run, with_dropout

pytestmark = [pytest.mark.usefixtures("compiled_code"), pytest.mark.timeout(300)]  # compiling may take a minute
FASTER = [name for name in PATHS if name != "autograd"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), loss=st.sampled_from(list(LOSSES)), dropout=st.sampled_from([0.0, 0.3]))
def test_fifty_steps_are_those_of_autograd(data: st.DataObject, loss: str, dropout: float) -> None:
    network, chosen, samples = drawn_run(data, loss, dropout)

    def trained(name: str, precision: str) -> Trainer:
        trainer = Trainer(network, samples, replace(chosen, precision=precision), path=name)
        trainer.measure()
        trainer.advance(50)
        return trainer

    reference = reference_run(network, samples, chosen, 50)
    single: Trainer | None = None
    for path in FASTER:
        found = trained(path, "float64")
        rounding = distance(found.parameters(), reference.parameters())
        assert rounding < 1e-9, path
        assert_untouched(network, found.parameters())
        np.testing.assert_allclose(found.run().history, reference.run().history, rtol=1e-8, atol=1e-9, err_msg=path)
        if rounding < 1e-13:  # else the run blows up rounding itself, a thousandfold or more, in whichever precision
            single = single or trained("autograd", "float32")
            assert distance(trained(path, "float32").parameters(), single.parameters()) < 1e-4, path


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), loss=st.sampled_from(list(LOSSES)), dropout=st.sampled_from([0.0, 0.3]))
def test_updates_that_change_whole_matrices_at_once_are_those_of_autograd(
    data: st.DataObject, loss: str, dropout: float
) -> None:
    drawn, chosen, samples = drawn_run(data, loss, dropout)
    network = Network(
        layers=tuple(replace(layer, bias_frozen=np.zeros_like(layer.bias_frozen)) for layer in drawn.layers),
        connections=tuple(
            replace(connection, mask=np.ones_like(connection.mask), frozen=np.zeros_like(connection.frozen))
            for connection in drawn.connections
        ),
    )
    plain = replace(chosen, optimizer=OptimizerSettings("sgd"), l1=0.0, l2=0.0, clip_norm=0.0)
    reference = reference_run(network, samples, plain, 50)
    found = Trainer(network, samples, plain, path="backpropagation")
    found.measure()
    found.advance(50)

    assert distance(found.parameters(), reference.parameters()) < 1e-9
    np.testing.assert_allclose(found.run().history, reference.run().history, rtol=1e-8, atol=1e-9)


def assert_untouched(network: Network, parameters: Parameters) -> None:
    """Make sure that removed edges and what is frozen are bit for bit what they were."""
    trained = with_parameters(network, parameters)
    for before, after in zip(network.connections, trained.connections, strict=True):
        held = before.frozen | ~before.mask
        assert after.weight[held].tobytes() == before.weight[held].tobytes()
    for old, new in zip(network.layers, trained.layers, strict=True):
        assert new.bias[old.bias_frozen].tobytes() == old.bias[old.bias_frozen].tobytes()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("precision", ["float32", "float64"])
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_a_run_is_the_same_bit_for_bit_however_it_is_split(path: str, precision: str, optimizer: str) -> None:
    network = with_dropout(chain(2, 4, 1, activation="relu"), 0.2)
    samples = random_data(Task.BINARY, 2, 1, samples=23, held=5)
    chosen = TrainingSettings(
        batch_size=4, precision=precision, optimizer=OptimizerSettings(optimizer), device="cpu", l2=0.01
    )
    whole = Trainer(network, samples, chosen, path=path)
    whole.advance(30)

    split = Trainer(network, samples, chosen, path=path)
    split.advance(7)  # in the middle of an epoch
    resumed = Trainer(with_parameters(network, split.parameters()), samples, chosen, run=split.run(), path=path)
    resumed.advance(1)
    resumed.advance(22)

    assert same_value(resumed.parameters(), whole.parameters())
    assert same_value(resumed.run(), replace(whole.run(), initial=resumed.run().initial))


@pytest.mark.parametrize("path", PATHS)
def test_a_schedule_goes_on_from_the_epochs_done_whatever_the_batch_size_was(path: str) -> None:
    network, samples = chain(2, 4, 1, activation="tanh"), random_data(Task.BINARY, 2, 1, samples=20, held=0)
    schedule = ScheduleSettings("step", period=4, factor=0.5)
    full_batch = TrainingSettings(batch_size=20, precision="float64", device="cpu", schedule=schedule)
    begun = Trainer(network, samples, full_batch, path=path)
    begun.advance(3)  # epochs
    network, small = with_parameters(network, begun.parameters()), replace(full_batch, batch_size=5)
    resumed = Trainer(network, samples, small, run=begun.run(), path=path)
    resumed.advance(6)  # an epoch and a half

    constant = replace(small, schedule=ScheduleSettings())
    by_hand = Trainer(network, samples, constant, run=begun.run(), path=path)
    by_hand.advance(4)
    by_hand.change_settings(replace(constant, learning_rate=0.5 * small.learning_rate))
    by_hand.advance(2)
    assert same_value(resumed.parameters(), by_hand.parameters())


@pytest.mark.parametrize("path", FASTER)
@pytest.mark.parametrize("activation", ACTIVATION_FUNCTIONS)
def test_every_activation_function_goes_through_an_epoch(path: str, activation: str) -> None:
    network, samples = chain(3, 9, 2, activation=activation), random_data(Task.REGRESSION, 3, 2, samples=40)
    chosen = TrainingSettings("squared_error", 0.05, batch_size=8, precision="float64", device="cpu")
    runs = []
    for name in ("autograd", path):
        trainer = Trainer(network, samples, chosen, path=name)
        trainer.advance(4)
        runs.append(trainer)

    assert distance(runs[1].parameters(), runs[0].parameters()) < 1e-12
    np.testing.assert_allclose(runs[1].run().history, runs[0].run().history, rtol=1e-12)


@pytest.mark.parametrize("path", FASTER)
@pytest.mark.parametrize("loss", ["squared_error", "log_loss"])
@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adagrad"])
def test_divergence_is_told_alike_and_keeps_the_last_finite_numbers(path: str, loss: str, optimizer: str) -> None:
    task = TASK_OF_LOSS[loss]
    network, samples = chain(2, 4, 1, activation="relu"), random_data(task, 2, 1)
    chosen = TrainingSettings(
        loss, 1e12, batch_size=4, device="cpu", optimizer=OptimizerSettings(optimizer), weight_decay=0.5
    )
    told = []
    for name in ("autograd", path):
        trainer = Trainer(network, samples, chosen, path=name)
        trainer.measure()
        with pytest.raises(DivergenceError) as caught:
            trainer.advance(1000)
        assert trainer.parameters().all_finite
        state = trainer.run().optimizer_state
        assert state is None or np.isfinite(state.vectors).all()
        told.append((str(caught.value), trainer.step, trainer.epoch))

    assert told[1] == told[0]


@pytest.mark.parametrize("path", FASTER)
def test_settings_change_on_the_way(path: str) -> None:
    network, samples = chain(2, 3, 1), random_data(Task.BINARY, 2, 1)
    chosen = TrainingSettings(batch_size=4, precision="float64", device="cpu")
    runs = []
    for name in ("autograd", path):
        trainer = Trainer(network, samples, chosen, path=name)
        trainer.advance(5)
        trainer.change_settings(replace(chosen, learning_rate=0.5, l1=0.01))
        trainer.advance(6)
        runs.append(trainer)

    assert distance(runs[1].parameters(), runs[0].parameters()) < 1e-12
    np.testing.assert_allclose(runs[1].run().history, runs[0].run().history, rtol=1e-10)


@pytest.mark.parametrize("path", FASTER)
def test_outputs_that_are_classes_and_no_validation_part(path: str) -> None:
    network, samples = chain(2, 5, 3), random_data(Task.MULTICLASS, 2, 3, held=0)
    for loss in ("cross_entropy", "hinge", "squared_error"):
        rows = []
        for name in ("autograd", path):
            trainer = Trainer(network, samples, TrainingSettings(loss, 0.1, 5, device="cpu"), path=name)
            trainer.advance(9)
            rows.append(trainer.run().history)
        np.testing.assert_allclose(rows[1], rows[0], rtol=1e-4)


@functools.cache
def compiled_draw_order() -> Callable[..., None]:
    numba: Any = importlib.import_module("numba")  # takes long
    orders: Any = importlib.import_module("engine.training.kernels.code.orders")
    callable_from_python: Callable[..., None] = numba.njit(orders.draw_order.py_func)
    return callable_from_python


@given(count=st.integers(1, 200), seed=st.integers(0, 2**32 - 1), epoch=st.integers(0, 10**6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_compiled_orders_are_those_of_mini_batches(count: int, seed: int, epoch: int) -> None:
    order, keys = np.zeros(count, np.uintp), np.zeros(count, np.uint64)
    buckets = np.zeros((1 << max(1, (count - 1).bit_length())) + 1, np.uintp)
    compiled_draw_order()(seed, epoch, order, keys, buckets)

    np.testing.assert_array_equal(order, MiniBatches(count, 1, seed, shuffle=True).order(epoch))


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_a_run_changes_over_at_an_epochs_end_when_compiled_code_is_ready(
    monkeypatch: pytest.MonkeyPatch, optimizer: str
) -> None:
    network, samples = chain(2, 4, 1), random_data(Task.BINARY, 2, 1)
    chosen = TrainingSettings(batch_size=4, precision="float64", device="cpu", optimizer=OptimizerSettings(optimizer))
    with monkeypatch.context() as patch:
        patch.setenv(loading.SWITCH_VARIABLE, "off")
        trainer = Trainer(network, samples, chosen)
        trainer.advance(6)
        assert trainer.path_name != "kernel"
    monkeypatch.setattr("engine.training.trainer.choose", lambda tasks, path=None: (tasks[0], path or "kernel"))
    trainer.advance(1)
    assert trainer.path_name != "kernel"
    trainer.advance(10)

    assert trainer.path_name == "kernel"
    reference = Trainer(network, samples, chosen, path="autograd")
    reference.advance(17)
    assert distance(trainer.parameters(), reference.parameters()) < 1e-12
    np.testing.assert_allclose(trainer.run().history, reference.run().history, rtol=1e-10)
