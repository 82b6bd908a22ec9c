"""How fast training is here, against the loop a user would write, in one run.

Run it with `OMP_NUM_THREADS=1`, so that neither has more than one thread: torch reads that as it is loaded.
"""

import importlib
import statistics
import sys
import time
from collections.abc import Callable, Iterator

import msgspec
import numpy as np
import torch
from torch import Tensor, nn

from engine.data.data_set import DataSet, Task
from engine.errors import EngineError
from engine.network import edits
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.project.settings import TrainingSettings
from engine.training import side_by_side
from engine.training.kernels.loading import make_ready
from engine.training.path import Place, TrainingTask
from engine.training.paths import PATHS
from engine.training.trainer import Trainer

ROUNDS = 5
SECONDS_A_ROUND = 0.4
_LEARNING_RATE = 0.01


class Case(msgspec.Struct, frozen=True, eq=False):
    """A network to train and how much faster than the eager loop it should be.

    Attributes:
        widths: Neurons of each layer, inputs first; hidden layers are tanh.
        batch_size: B.
        samples: N.
        target: The design's ratio of rates on the CPU.
        gpu_target: The one on a GPU, against the eager loop there; None where it only tells how things grow.
    """

    widths: tuple[int, ...]
    batch_size: int
    samples: int
    target: float | None = None
    gpu_target: float | None = None

    def target_on(self, device: str) -> float | None:
        """The ratio to reach on a device."""
        return self.target if device == "cpu" else self.gpu_target

    @property
    def name(self) -> str:
        """The widths and batch size, as in “2-4-2-1 B=10”."""
        return f"{'-'.join(map(str, self.widths))} B={self.batch_size}"


CASES = (
    Case((2, 4, 2, 1), 10, 250, 40.0, 5.0),
    Case((2, 8, 8, 8, 8, 8, 8, 1), 10, 250, 15.0, 5.0),
    Case((2, 100, 2, 1), 10, 250, 10.0, 5.0),
    Case((784, 128, 64, 10), 64, 2048, 1.3),
    Case((784, 1024, 1024, 10), 128, 1024, 0.97),
)


class Measured(msgspec.Struct, frozen=True):
    """Something measured.

    Attributes:
        name: What.
        value: The figure.
        unit: “×” (a ratio of rates measured in turn), “µs”, “s”, “MB”.
        target: What it must reach; None where it only tells how things grow.
        at_most: Whether the target is an upper bound.
        detail: The figures behind it.
    """

    name: str
    value: float
    unit: str
    target: float | None = None
    at_most: bool = True
    detail: str = ""


def figures(device: str = "cpu") -> Iterator[Measured]:
    """Give all figures as they are measured.

    Raises:
        SettingError: There is no such device.
    """
    if device == "cpu":
        make_ready("float32")
    for case in CASES:
        yield compare(case, device)
    yield _whole_run(device)
    for neurons in (10, 100, 1000, 10_000):
        yield _step(f"a step of 2-{neurons}-1 B=10", Case((2, neurons, 1), 10, 250), device)
    for samples in (100, 1_000, 10_000, 100_000, 1_000_000):
        yield _epoch(Case((2, 8, 1), 10, samples), device)
    for epochs in (100, 1_000, 10_000):
        yield _run(f"{epochs:,} epochs of 2-4-1, 250 samples B=10", Case((2, 4, 1), 10, 250), epochs, device)
    yield from _peak_memory(device)
    if device == "cpu":
        for lesson in side_by_side.LESSONS:
            yield from map(_beside_another, side_by_side.compare(lesson))


def compare(case: Case, device: str = "cpu") -> Measured:
    """Time mini-batches of the engine and of the eager loop in turn; neither measures between epochs.

    Raises:
        SettingError: There is no such device.
    """
    trainer = _trainer(case, device)
    steps = _Steps(trainer, _task(case, trainer.device))
    eager = _eager_loop(case, _data_set(case), trainer.device)
    rounds = [(_rate(eager, trainer.device), _rate(steps.run, trainer.device)) for _ in range(ROUNDS)]
    measuring = _rate(trainer.advance, trainer.device)
    first, second = (statistics.median(rates) for rates in zip(*rounds, strict=True))
    return Measured(
        name=f"{case.name} on {trainer.device}, against the eager loop",
        value=statistics.median(ours / theirs for theirs, ours in rounds),
        unit="×",
        target=case.target_on(trainer.device),
        at_most=False,
        detail=f"{second:,.0f} against {first:,.0f} steps/s by {trainer.path_name}; {measuring:,.0f} with measuring",
    )


class _Steps:
    """Takes mini-batches of one epoch after the other, each up to the last, so that no end is measured."""

    def __init__(self, trainer: Trainer, task: TrainingTask) -> None:
        self._path = PATHS[trainer.path_name].make(task)
        self._most = max(1, trainer.mini_batches_per_epoch - 1)
        self._epoch = 0

    def run(self, mini_batches: int) -> None:
        """Take so many."""
        while mini_batches > 0:
            count = min(mini_batches, self._most)
            self._path.advance(Place(epoch=self._epoch), count, float("inf"))
            mini_batches -= count
            self._epoch += 1


def _whole_run(device: str) -> Measured:
    case = Case((2, 8, 8, 1), 10, 250)
    target = 0.4 if device == "cpu" else None
    return _run("1,000 epochs of 2-8-8-1, 250 samples B=10", case, 1000, device, target)


def _run(name: str, case: Case, epochs: int, device: str, target: float | None = None) -> Measured:
    """Time a whole run, every epoch's end measured: the best of three."""

    def seconds() -> float:
        trainer = _trainer(case, device)
        began = time.perf_counter()
        trainer.measure()
        trainer.advance(epochs * trainer.mini_batches_per_epoch)
        return time.perf_counter() - began

    return Measured(name, min(seconds() for _ in range(3)), "s", target)


def _step(name: str, case: Case, device: str) -> Measured:
    trainer = _trainer(case, device)
    rate = _rate(_Steps(trainer, _task(case, trainer.device)).run, trainer.device)
    return Measured(name, 1e6 / rate, "µs", detail=f"by {trainer.path_name}")


def _epoch(case: Case, device: str) -> Measured:
    trainer = _trainer(case, device)
    trainer.advance(1)
    began = time.perf_counter()
    trainer.advance(trainer.mini_batches_per_epoch)
    seconds = time.perf_counter() - began
    return Measured(f"an epoch of 2-8-1 B=10, {case.samples:,} samples", seconds, "s", detail=f"by {trainer.path_name}")


def _beside_another(compared: side_by_side.Compared) -> Measured:
    lesson = compared.lesson
    return Measured(
        name=f"{lesson.epochs} epochs of {lesson.shape} on {lesson.source}, against {compared.other}",
        value=compared.times_as_fast,
        unit="×",
        target=1.0,
        at_most=False,
        detail=f"validation accuracy {compared.accuracy:.1%} against {compared.others_accuracy:.1%}",
    )


def _peak_memory(device: str) -> Iterator[Measured]:
    """Give the most memory that this process has held, on the GPU and on systems that tell."""
    if device == "cuda":
        yield Measured("peak memory of these measurements on the GPU", torch.cuda.max_memory_allocated() / 1e6, "MB")
    try:
        resource = importlib.import_module("resource")
    except ImportError:  # Windows
        return
    unit = 1.0 if sys.platform == "darwin" else 1024.0
    yield Measured(
        "peak memory of these measurements", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6, "MB"
    )


def _trainer(case: Case, device: str) -> Trainer:
    return Trainer(chain(case.widths), _data_set(case), _settings(case), device=device)


def _task(case: Case, device: str) -> TrainingTask:
    return TrainingTask(chain(case.widths), _data_set(case), _settings(case), device)


def _settings(case: Case) -> TrainingSettings:
    loss = "log_loss" if case.widths[-1] == 1 else "cross_entropy"
    return TrainingSettings(loss=loss, learning_rate=_LEARNING_RATE, batch_size=case.batch_size)


def chain(widths: tuple[int, ...]) -> Network:
    """Give a network of dense layers in a row: tanh, and the identity at the end."""
    network = edits.add_layer(Network(), "input", widths[0])
    for number, width in enumerate(widths[1:], start=2):
        activation = "identity" if number == len(widths) else "tanh"
        network = edits.add_layer(network, "dense", width, activation=activation)
        network = edits.connect(network, f"L{number - 1}", f"L{number}", Initialization())
    return network


def _data_set(case: Case) -> DataSet:
    generator = np.random.default_rng(0)
    inputs = generator.standard_normal((case.samples, case.widths[0]))
    classes = max(2, case.widths[-1])
    targets = generator.integers(0, classes, (case.samples, 1)).astype(np.float64)
    return DataSet(
        inputs=inputs,
        targets=targets,
        task=Task.BINARY if case.widths[-1] == 1 else Task.MULTICLASS,
        training_indices=np.arange(case.samples),
        validation_indices=np.empty(0, np.int64),
        input_names=tuple(f"x{number}" for number in range(case.widths[0])),
        class_names=tuple(f"class {number}" for number in range(classes)),
        input_mean=np.zeros(case.widths[0]),
        input_scale=np.ones(case.widths[0]),
    )


def _eager_loop(case: Case, data_set: DataSet, device: str) -> Callable[[int], None]:
    """Give the loop a user would write: `nn.Sequential`, autograd, `optim.SGD`, a shuffled index for each batch."""
    layers: list[nn.Module] = []
    for source, target in zip(case.widths[:-1], case.widths[1:], strict=True):
        layers += [nn.Linear(source, target), nn.Tanh()]
    model = nn.Sequential(*layers[:-1]).to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=_LEARNING_RATE)
    inputs = torch.tensor(data_set.inputs, dtype=torch.float32, device=device)
    binary = data_set.task is Task.BINARY
    targets = torch.tensor(data_set.targets, dtype=torch.float32, device=device)
    loss: nn.Module = nn.BCEWithLogitsLoss() if binary else nn.CrossEntropyLoss()
    if not binary:
        targets = targets[:, 0].long()
    order = torch.randperm(case.samples, device=device)
    place = 0

    def run(mini_batches: int) -> None:
        nonlocal order, place
        for _ in range(mini_batches):
            if place + case.batch_size > case.samples:
                order, place = torch.randperm(case.samples, device=device), 0
            batch: Tensor = order[place : place + case.batch_size]
            place += case.batch_size
            optimizer.zero_grad()
            loss(model(inputs[batch]), targets[batch]).backward()
            optimizer.step()

    return run


def _rate(run: Callable[[int], None], device: str) -> float:
    """Give mini-batches a second over about `SECONDS_A_ROUND`, the first call of all not counted."""
    run(1)
    done, mini_batches, start = 0, 8, time.perf_counter()
    while (elapsed := time.perf_counter() - start) < SECONDS_A_ROUND:
        run(mini_batches)
        if device == "cuda":
            torch.cuda.synchronize(device)
        done += mini_batches
        mini_batches = min(mini_batches * 2, 512)
    return done / elapsed


def main(device: str) -> int:
    """Print all figures on a device, each as a line of JSON when it has been measured."""
    try:
        for figure in figures(device):
            sys.stdout.write(msgspec.json.encode(figure).decode() + "\n")
            sys.stdout.flush()
    except EngineError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
