"""All benchmarks in a row: start-up, the canvas, the window at work, and training; on a GPU training alone."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator

import msgspec

from engine.errors import EngineError
from gui.benchmark.canvas import measure_canvas
from gui.benchmark.report import Figure, last_line
from gui.benchmark.startup import measure_startup
from gui.benchmark.window import measure_window


def measure_all(device: str) -> Iterator[Figure]:
    """Give the figures as they are measured.

    Args:
        device: Where the training rates are measured: “cpu”, “cuda” or “mps”; nothing else depends on it, and is
            measured with “cpu” alone.

    Raises:
        EngineError: Some could not be measured; the others have been given before.
    """
    parts: list[Callable[[], Iterable[Figure]]] = [lambda: _measure_training(device)]
    if device == "cpu":
        parts = [measure_startup, measure_canvas, measure_window, *parts]
    failures = []
    for part in parts:
        try:
            yield from part()
        except EngineError as error:
            failures.append(str(error))
    if failures:
        raise EngineError(" ".join(failures))


def _measure_training(device: str) -> Iterator[Figure]:
    """Measure training in a process of its own: the window's never loads torch, and this one gets a single thread."""
    command = [sys.executable, "-m", "engine.training.benchmark", device]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    with (
        tempfile.TemporaryFile("w+") as said,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, env=environment) as process,
    ):
        assert process.stdout is not None
        yield from (msgspec.json.decode(line, type=Figure) for line in process.stdout)
        if process.wait():
            said.seek(0)
            raise EngineError(f"Training could not be measured: {last_line(said.read())}")
