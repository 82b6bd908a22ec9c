"""Training on an NVIDIA GPU: the numbers of the CPU.

An update that could not be recorded logs so, which fails a test.
"""

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.arrays import same_value
from engine.data.data_set import Task
from engine.network.losses import LOSSES
from engine.network.model import with_parameters
from engine.network.optimizers import OptimizerSettings
from engine.project.settings import TrainingSettings
from engine.training.divergence import DivergenceError
from engine.training.trainer import Trainer
from tests.engine.training.networks import chain, random_data
from tests.engine.training.runs import distance, drawn_run, with_dropout

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not torch.cuda.is_available(), reason="no NVIDIA GPU that torch can use (CUDA)"),
]
PATHS_ON_GPU = ("cuda_graph", "backpropagation", "autograd")


@pytest.mark.parametrize("path", PATHS_ON_GPU)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), loss=st.sampled_from(list(LOSSES)), dropout=st.sampled_from([0.0, 0.3]))
def test_fifty_steps_are_those_of_autograd_on_the_cpu(
    path: str, data: st.DataObject, loss: str, dropout: float
) -> None:
    network, chosen, samples = drawn_run(data, loss, dropout)

    def trained(name: str, device: str, precision: str) -> Trainer:
        trainer = Trainer(network, samples, replace(chosen, precision=precision), device=device, path=name)
        trainer.measure()
        trainer.advance(50)
        return trainer

    reference, found = trained("autograd", "cpu", "float64"), trained(path, "cuda", "float64")
    rounding = distance(found.parameters(), reference.parameters())
    assert rounding < 1e-9
    np.testing.assert_allclose(found.run().history, reference.run().history, rtol=1e-8, atol=1e-9)
    if rounding < 1e-13:  # else the run blows up rounding itself, in whichever precision
        single = trained(path, "cuda", "float32").parameters()
        assert distance(single, trained("autograd", "cpu", "float32").parameters()) < 1e-4


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_a_recorded_run_is_the_same_however_it_is_split(optimizer: str) -> None:
    network = with_dropout(chain(2, 4, 1, activation="relu"), 0.2)
    samples = random_data(Task.BINARY, 2, 1, samples=43, held=5)
    chosen = TrainingSettings(batch_size=2, optimizer=OptimizerSettings(optimizer), device="cuda")
    whole = Trainer(network, samples, chosen, path="cuda_graph")
    whole.advance(60)

    split = Trainer(network, samples, chosen, path="cuda_graph")
    split.advance(7)  # in the middle of an epoch
    resumed = Trainer(with_parameters(network, split.parameters()), samples, chosen, run=split.run(), path="cuda_graph")
    resumed.advance(1)
    resumed.advance(52)

    assert same_value(resumed.parameters(), whole.parameters())


def test_settings_change_on_the_way() -> None:
    network, samples = chain(2, 3, 1), random_data(Task.BINARY, 2, 1)
    chosen = TrainingSettings(batch_size=1, precision="float64", device="cpu")
    runs = []
    for name, device in (("autograd", "cpu"), ("cuda_graph", "cuda")):
        trainer = Trainer(network, samples, chosen, path=name, device=device)
        trainer.advance(21)
        trainer.change_settings(replace(chosen, learning_rate=0.5, weight_decay=0.01))
        trainer.advance(21)
        trainer.change_settings(replace(chosen, l1=0.01, clip_norm=0.2))
        trainer.advance(21)
        runs.append(trainer)

    assert distance(runs[1].parameters(), runs[0].parameters()) < 1e-12


def test_a_run_that_diverges_keeps_the_last_finite_numbers() -> None:
    network, samples = chain(2, 4, 1, activation="relu"), random_data(Task.REGRESSION, 2, 1)
    chosen = TrainingSettings("squared_error", 1e12, batch_size=4, device="cuda")
    trainer = Trainer(network, samples, chosen, path="cuda_graph")

    with pytest.raises(DivergenceError):
        trainer.advance(1000)

    assert trainer.parameters().all_finite


@pytest.mark.usefixtures("compiled_code")
@pytest.mark.parametrize(("widths", "device"), [((2, 4, 1), "cpu"), ((784, 4096, 4096, 10), "cuda")])
def test_auto_takes_the_cpu_for_tiny_networks_and_the_gpu_for_large_ones(widths: tuple[int, ...], device: str) -> None:
    task = Task.BINARY if widths[-1] == 1 else Task.MULTICLASS
    loss = "log_loss" if task is Task.BINARY else "cross_entropy"
    samples = random_data(task, widths[0], widths[-1], samples=600)

    trainer = Trainer(chain(*widths), samples, TrainingSettings(loss, 0.001, 256 if device == "cuda" else 10))

    assert trainer.device == device
