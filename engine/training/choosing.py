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
from engine.training.path import Place, TrainingTask
from engine.training.paths import PATHS

_ROUNDS = 5
_ROUND_S = 0.002
_MOST_STEPS = 256
_MOST_KEPT = 2000
_FILE = "paths.json"
_NO_LIMIT = float("inf")

_chosen: dict[str, str] = {}


def choose(tasks: Sequence[TrainingTask]) -> tuple[TrainingTask, str]:
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
        _chosen[key] = _fastest(candidates)
        _write(key, _chosen[key])
    return candidates[_chosen[key]]


def _fastest(candidates: dict[str, tuple[TrainingTask, str]]) -> str:
    """Let the candidates train in turn, so that a busy machine is as unfair to one as to another.

    One that takes more than twice the best's time is out of the race.
    """
    paths = {key: PATHS[name].make(task) for key, (task, name) in candidates.items()}
    # The first mini-batch counts for nothing: much is slow the first time.
    places = {key: _advanced(path, candidates[key][0], Place())[0] for key, path in paths.items()}
    seconds: dict[str, float] = {}
    for _ in range(_ROUNDS):
        for key, place in places.items():
            steps = max(1, min(_MOST_STEPS, int(_ROUND_S / seconds.get(key, _ROUND_S))))
            places[key], found = _advanced(paths[key], candidates[key][0], place, steps)
            seconds[key] = min(found, seconds.get(key, found))
        best = min(seconds.values())
        places = {key: place for key, place in places.items() if seconds[key] < 2.0 * best}
    return min(seconds, key=lambda key: seconds[key])


def _advanced(path: TrainingPath, task: TrainingTask, place: Place, steps: int = 1) -> tuple[Place, float]:
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


def _signature(task: TrainingTask, candidates: tuple[str, ...]) -> str:
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
