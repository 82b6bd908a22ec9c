"""How fast training is here, against the loop a user would write, in one run on one thread."""

import statistics
import sys
import time
from collections.abc import Callable

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
        target: The design's ratio of rates.
    """

    widths: tuple[int, ...]
    batch_size: int
    samples: int
    target: float

    @property
    def name(self) -> str:
        """The widths and batch size, as in “2-4-2-1 B=10”."""
        return f"{'-'.join(map(str, self.widths))} B={self.batch_size}"


CASES = (
    Case((2, 4, 2, 1), 10, 250, 40.0),
    Case((2, 8, 8, 8, 8, 8, 8, 1), 10, 250, 15.0),
    Case((2, 100, 2, 1), 10, 250, 10.0),
    Case((784, 128, 64, 10), 64, 2048, 1.3),
    Case((784, 1024, 1024, 10), 128, 1024, 0.97),
)


class Comparison(msgspec.Struct, frozen=True):
    """Rates of one case, in mini-batches a second; medians of rounds taken in turn.

    Attributes:
        name: The case's.
        device: Where both ran.
        eager: The loop a user would write.
        trainer: The engine's.
        ratio: Median over the rounds of engine over eager.
        target: What the ratio should reach.
    """

    name: str
    device: str
    eager: float
    trainer: float
    ratio: float
    target: float


def compare(case: Case, device: str = "cpu") -> Comparison:
    """Time the engine and the eager loop in turn on one case.

    Raises:
        SettingError: There is no such device.
    """
    data_set = _data_set(case)
    settings = TrainingSettings(
        loss="log_loss" if case.widths[-1] == 1 else "cross_entropy",
        learning_rate=_LEARNING_RATE,
        batch_size=case.batch_size,
    )
    trainer = Trainer(chain(case.widths), data_set, settings, device=device)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        eager = _eager_loop(case, data_set, trainer.device)
        rounds = [(_rate(eager, trainer.device), _rate(trainer.advance, trainer.device)) for _ in range(ROUNDS)]
    finally:
        torch.set_num_threads(threads)
    return Comparison(
        name=case.name,
        device=trainer.device,
        eager=statistics.median(first for first, _ in rounds),
        trainer=statistics.median(second for _, second in rounds),
        ratio=statistics.median(second / first for first, second in rounds),
        target=case.target,
    )


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
    """Print the comparisons of all cases on a device as one JSON list."""
    try:
        comparisons = [compare(case, device) for case in CASES]
    except EngineError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(msgspec.json.encode(comparisons).decode() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
