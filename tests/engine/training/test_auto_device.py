"""The device “auto”: on computers that this one is not, whose ways of training take what a table says."""

from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace

from engine.data.data_set import Task
from engine.network.model import Parameters, parameters_of
from engine.project.settings import TrainingSettings
from engine.training import choosing, devices, racing, trainer
from engine.training.path import MEASURED_COLUMNS, Advance, Place, TrainingTask
from engine.training.paths import PathKind
from engine.training.trainer import Trainer
from tests.engine.training.networks import chain, random_data

# Seconds a mini-batch of so many multiplications, by way and device: launching costs on GPUs, multiplying on CPUs.
Seconds = dict[tuple[str, str], Callable[[int], float]]
# A GPU takes seconds besides before its first mini-batch.
COMPUTER: Seconds = {
    ("kernel", "cpu"): lambda work: 2e-6 + work * 1e-9,
    ("autograd", "cpu"): lambda work: 4e-4 + work * 2e-10,
    ("cuda_graph", "cuda"): lambda work: 5e-5 + work * 2e-12,
    ("autograd", "cuda"): lambda work: 6e-4 + work * 2e-12,
    ("autograd", "mps"): lambda work: 9e-4 + work * 1e-11,
}


class FakePath:
    """Lets time pass, and trains nothing."""

    def __init__(self, task: TrainingTask, seconds: float, pass_time: Callable[[float], None]) -> None:
        self._task, self._seconds, self._pass_time = task, seconds, pass_time
        self._awakening = 0.0 if task.device == "cpu" else 2.0

    def advance(self, _place: Place, mini_batches: int, _largest_loss: float) -> Advance:
        self._pass_time(self._seconds * mini_batches + self._awakening)
        self._awakening = 0.0
        return Advance(mini_batches, np.empty((0, len(MEASURED_COLUMNS))))

    def parameters(self) -> Parameters:
        return parameters_of(self._task.network)

    def optimizer_state(self) -> None:
        return None


@pytest.fixture
def computer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Seconds], None]:
    """Give what puts another computer in the place of this one."""
    now = 0.0

    def pass_time(seconds: float) -> None:
        nonlocal now
        now += seconds

    def become(table: Seconds) -> None:
        def make(name: str) -> Callable[[TrainingTask], FakePath]:
            return lambda task: FakePath(task, table[name, task.device](task.work), pass_time)

        names = dict.fromkeys(name for name, _ in table)
        kinds = {
            name: PathKind(name, name, lambda task, name=name: (name, task.device) in table, make(name))
            for name in names
        }
        found = dict.fromkeys(device for _, device in table)
        for module in (choosing, racing, trainer):
            monkeypatch.setattr(module, "PATHS", kinds)
        monkeypatch.setattr(devices, "available_devices", lambda: tuple(found))
        for clock in ("perf_counter", "thread_time"):
            monkeypatch.setattr(f"time.{clock}", lambda: now)

    return become


def trainer_of(*widths: int, batch_size: int = 10, **settings: str) -> Trainer:
    samples = random_data(Task.BINARY, widths[0], 1, samples=1200)
    return Trainer(chain(*widths), samples, replace(TrainingSettings(batch_size=batch_size), **settings))


@pytest.mark.parametrize(
    ("widths", "batch_size", "device", "path"),
    [
        ((2, 4, 1), 10, "cpu", "kernel"),
        ((100, 300, 1), 1, "cpu", "kernel"),
        ((100, 500, 300, 1), 256, "cuda", "cuda_graph"),
    ],
)
def test_small_networks_stay_on_the_cpu_and_large_ones_go_to_the_gpu(
    computer: Callable[[Seconds], None], widths: tuple[int, ...], batch_size: int, device: str, path: str
) -> None:
    computer(COMPUTER)

    chosen = trainer_of(*widths, batch_size=batch_size)

    assert (chosen.device, chosen.path_name) == (device, path)


def test_a_slow_gpu_is_left_alone(computer: Callable[[Seconds], None]) -> None:
    computer({way: (lambda _: 1e-3) if "cpu" in way else (lambda _: 1.0) for way in COMPUTER})

    assert trainer_of(100, 500, 300, 1, batch_size=128).device == "cpu"


def test_a_device_that_is_named_is_taken(computer: Callable[[Seconds], None]) -> None:
    computer(COMPUTER)

    assert trainer_of(2, 4, 1, device="cuda").path_name == "cuda_graph"
    assert trainer_of(100, 500, 300, 1, batch_size=256, device="cpu").device == "cpu"


def test_float64_is_never_tried_where_it_cannot_be_computed(computer: Callable[[Seconds], None]) -> None:
    computer({**COMPUTER, ("autograd", "mps"): lambda _: 1e-9})

    assert trainer_of(2, 5, 1).device == "mps"
    assert trainer_of(2, 5, 1, precision="float64").device == "cpu"


def test_a_run_on_the_gpu_comes_to_the_cpu_when_compiled_code_is_ready(
    computer: Callable[[Seconds], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    computer({way: seconds for way, seconds in COMPUTER.items() if "kernel" not in way})
    going_on = trainer_of(2, 6, 1)
    assert going_on.device == "cuda"
    computer(COMPUTER)
    monkeypatch.setattr(trainer, "kernels", lambda _: "compiled")

    going_on.advance(going_on.mini_batches_per_epoch)

    assert (going_on.device, going_on.path_name) == ("cpu", "kernel")
