"""Which way of training to take: the one that was fastest when tried, here, on a network like it.

A choice is kept, in memory and on the disk, so that the same project trains the same way the next time and its numbers
are the same to the last bit.
"""

import contextlib
import hashlib
import json
import os
import platform
import time
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

import torch

from engine import cache
from engine.training.path import Path as TrainingPath
from engine.training.path import Place, Task
from engine.training.paths import PATHS

_ROUNDS = 3
_ROUND_S = 0.001
_MOST_KEPT = 2000
_FILE = "paths.json"
_NO_LIMIT = float("inf")

_chosen: dict[str, str] = {}


def choose(tasks: Sequence[Task]) -> tuple[Task, str]:
    """Give the task to train, and the name of the way.

    Args:
        tasks: The same task on each device that may be taken, the first one preferred; all ways that fit are tried, for
            some milliseconds each, on parameters of their own.
    """
    candidates = {
        f"{name} {task.device}": (task, name) for task in tasks for name, kind in PATHS.items() if kind.fits(task)
    }
    if len(candidates) == 1:
        return next(iter(candidates.values()))
    key = _signature(tasks[0], tuple(candidates))
    if key not in _chosen:
        _chosen.update(_read())
    if _chosen.get(key) not in candidates:
        _chosen[key] = min(candidates, key=lambda name: _seconds_a_step(*candidates[name]))
        _write(key, _chosen[key])
    return candidates[_chosen[key]]


def _seconds_a_step(task: Task, name: str) -> float:
    path = PATHS[name].make(task)
    place, seconds = _advanced(path, task, Place())  # what is slow the first time
    steps, best = 1, seconds
    for _ in range(_ROUNDS):
        steps = max(1, min(8 * steps, int(_ROUND_S / max(best, 1e-9))))
        place, seconds = _advanced(path, task, place, steps)
        best = min(best, seconds)
    return best


def _advanced(path: TrainingPath, task: Task, place: Place, steps: int = 1) -> tuple[Place, float]:
    """Give where the path then stands, and its seconds a mini-batch; one that diverges was at least as much work."""
    before, began = place, time.perf_counter()
    while place.step < before.step + steps:
        advance = path.advance(place, before.step + steps - place.step, _NO_LIMIT)
        place = place.after(advance.steps, task.batches.per_epoch)
        if advance.not_finite is not None:
            break
    if task.device != "cpu":
        path.parameters()  # waits for the device
    return place, (time.perf_counter() - began) / max(place.step - before.step, 1)


def _signature(task: Task, candidates: tuple[str, ...]) -> str:
    """Name all that decides how long a mini-batch takes, parameters and data apart."""
    settings, network = task.settings, task.network
    described = (
        [(layer.kind, layer.shape, layer.activation_function, layer.dropout > 0.0) for layer in network.layers],
        [connection.key for connection in network.connections],
        (settings.loss, settings.optimizer.name, settings.precision, task.batches.batch_size, task.batches.per_epoch),
        (task.data_set.task.value, settings.l1 > 0.0 or settings.l2 > 0.0, settings.clip_norm > 0.0),
        (candidates, platform.node(), platform.machine(), os.cpu_count(), torch.__version__, metadata.version("numba")),
    )
    return hashlib.sha256(repr(described).encode()).hexdigest()[:24]


def _read() -> dict[str, str]:
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(_file().read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return {str(key): str(name) for key, name in found.items()}
    return {}


def _write(key: str, name: str) -> None:
    """Keep a choice; where the disk takes none, it holds until the program ends."""
    kept = dict(list({**_read(), key: name}.items())[-_MOST_KEPT:])
    with contextlib.suppress(OSError):
        file = _file()
        fresh = file.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps(kept), encoding="utf-8")
        fresh.replace(file)


def _file() -> Path:
    return cache.cache_folder("training") / _FILE
