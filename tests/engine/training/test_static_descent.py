"""Updates that a GPU records: drawn, counted and replayed as those that are taken one by one."""

import logging

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.data.data_set import Task
from engine.network.dropout import kept_neurons
from engine.network.losses import LOSSES
from engine.network.optimizers import OPTIMIZERS, OptimizerSettings
from engine.project.settings import TrainingSettings
from engine.training import static_descent
from engine.training.device_dropout import DeviceDropout
from engine.training.recording import Work
from engine.training.trainer import Trainer
from tests.engine.training.networks import chain, random_data
from tests.engine.training.runs import distance, drawn_run, reference_run, with_dropout
from tests.engine.training.tape import record_on_tape


@pytest.fixture
def taped(monkeypatch: pytest.MonkeyPatch) -> list[Work]:
    """Record on a tape what is to be recorded; gives all that was recorded."""
    tapes: list[Work] = []

    def record(work: Work, rewind: Work) -> Work:
        tapes.append(record_on_tape(work, rewind))
        return tapes[-1]

    monkeypatch.setattr(static_descent, "recorder", lambda _: record)
    return tapes


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), loss=st.sampled_from(list(LOSSES)), dropout=st.sampled_from([0.0, 0.3]))
def test_fifty_replayed_updates_are_those_of_autograd(
    taped: list[Work], data: st.DataObject, loss: str, dropout: float
) -> None:
    network, chosen, samples = drawn_run(data, loss, dropout)
    taped.clear()

    reference = reference_run(network, samples, chosen, 50)
    found = Trainer(network, samples, chosen, path="cuda_graph")
    found.measure()
    found.advance(50)

    assert taped
    assert distance(found.parameters(), reference.parameters()) < 1e-9
    np.testing.assert_allclose(found.run().history, reference.run().history, rtol=1e-8, atol=1e-9)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_rates_and_decay_change_without_recording_anew_and_other_numbers_with(
    taped: list[Work], optimizer: str
) -> None:
    network, samples = with_dropout(chain(2, 6, 1), 0.2), random_data(Task.BINARY, 2, 1, samples=40)
    chosen = TrainingSettings(
        batch_size=2, precision="float64", optimizer=OptimizerSettings(optimizer, epsilon=1e-4), device="cpu"
    )
    changes = (replace(chosen, learning_rate=0.03, weight_decay=0.01), replace(chosen, clip_norm=0.1))
    runs, recorded = [], []
    for name in ("autograd", "cuda_graph"):
        trainer = Trainer(network, samples, chosen, path=name)
        trainer.advance(11)
        for change in changes:
            recorded.append(len(taped))
            trainer.change_settings(change)
            trainer.advance(12)
        runs.append(trainer)

    assert distance(runs[1].parameters(), runs[0].parameters()) < 1e-12
    first, second = recorded[2:]
    assert first == second  # the first change needed nothing new
    assert len(taped) == 2 * first


@pytest.mark.allows_log("without a recorded update")
def test_work_that_cannot_be_recorded_is_done_all_the_same(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    network, samples = chain(2, 4, 1), random_data(Task.BINARY, 2, 1)
    chosen = TrainingSettings(batch_size=4, optimizer=OptimizerSettings("adam"), device="cpu")

    def fail(work: Work, rewind: Work) -> Work:
        rewind()
        work()
        raise RuntimeError("operation not permitted when stream is capturing")

    monkeypatch.setattr(static_descent, "recorder", lambda _: fail)
    with caplog.at_level(logging.INFO):
        failing = Trainer(network, samples, chosen, path="cuda_graph")
        failing.advance(20)
    plain = Trainer(network, samples, chosen, path="backpropagation")
    plain.advance(20)

    assert caplog.messages == [
        "Training goes on without a recorded update: operation not permitted when stream is capturing"
    ]
    assert distance(failing.parameters(), plain.parameters()) == 0.0


def test_gradients_are_seen_before_and_after_updates_are_replayed(taped: list[Work]) -> None:
    network, samples = chain(2, 4, 1), random_data(Task.BINARY, 2, 1)
    chosen = TrainingSettings(batch_size=4, precision="float64", device="cpu")
    seen: list[list[np.ndarray]] = []
    for name in ("autograd", "cuda_graph"):
        trainer = Trainer(network, samples, chosen, path=name)
        trainer.advance(4)
        gradients: list[np.ndarray] = []
        trainer.observe_gradients(gradients.append)
        trainer.advance(6)
        seen.append(gradients)

    assert len(seen[1]) == 6
    np.testing.assert_allclose(seen[1], seen[0], atol=1e-12)


@given(
    seed=st.integers(0, 2**32 - 1),
    step=st.integers(0, 10**9),
    layer=st.integers(0, 50),
    shape=st.tuples(st.integers(1, 20), st.integers(1, 30)),
    rate=st.floats(0.0, 0.99),
)
def test_neurons_left_out_are_the_same_on_every_device(
    seed: int, step: int, layer: int, shape: tuple[int, int], rate: float
) -> None:
    dropout = DeviceDropout({layer: shape}, torch.device("cpu"))
    dropout.keys[layer].copy_(dropout.keys_of(seed, range(step, step + 1))[layer])

    factors = dropout.factors(layer, torch.zeros(shape, dtype=torch.float64), rate)

    np.testing.assert_array_equal(factors.numpy() > 0.0, kept_neurons(seed, step, layer, shape, rate))
    assert set(factors.unique().tolist()) <= {0.0, 1.0 / (1.0 - rate)}
