"""Which way of training to take: the one that was fastest when tried, here, on a network like it.

A choice is kept, in memory and on the disk, so that the same project trains the same way the next time and its numbers
are the same to the last bit. One that was close is tried again before long, but given up only for a clearly faster way.
"""

import contextlib
import hashlib
import math
import os
import platform
import time
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

import msgspec
import torch
from msgspec.structs import replace

from engine import cache
from engine.training.path import TrainingTask
from engine.training.paths import PATHS
from engine.training.racing import race

_MOST_KEPT = 2000
_FILE = "paths.json"
# How many times as long a mini-batch must take the next best way for a choice to be clear.
_CLEAR_LEAD = 1.25
_CLEAR_FOR_S, _CLOSE_FOR_S = 30 * 24 * 3600.0, 3600.0
# One part of the key of a choice: raised where ways of training become faster or slower.
_GENERATION = 2


class Choice(msgspec.Struct, frozen=True):
    """A way of training that was the fastest.

    Attributes:
        candidate: The name of the way, the device, and the number of threads if there are several.
        lead: How many times as long a mini-batch took the next best candidate; 1 if a slower one was chosen to stay.
        measured_at: Seconds since 1970.
    """

    candidate: str
    lead: float
    measured_at: float

    def holds(self, now: float) -> bool:
        """Tell whether it need not be measured again yet."""
        age = now - self.measured_at
        return 0.0 <= age < (_CLEAR_FOR_S if self.lead >= _CLEAR_LEAD else _CLOSE_FOR_S)


_chosen: dict[str, Choice] = {}


def choose(tasks: Sequence[TrainingTask], path: str | None = None) -> tuple[TrainingTask, str]:
    """Give the task to train, and the name of the way.

    Args:
        tasks: The same task on each device that may be taken, the first one preferred; all ways that fit are tried, for
            some milliseconds each, on parameters of their own, and large networks also on several threads.
        path: The only way to try; None for all.
    """
    candidates = _candidates(tasks, path)
    if len(candidates) == 1:
        return next(iter(candidates.values()))
    key = _signature(tasks[0], tuple(candidates))
    if key not in _chosen:
        kept = _read().get(key)
        if kept is None or kept.candidate not in candidates or not kept.holds(time.time()):
            kept = _fastest(race(candidates), kept)
            _write(key, kept)
        _chosen[key] = kept
    return candidates[_chosen[key].candidate]


def _candidates(tasks: Sequence[TrainingTask], path: str | None) -> dict[str, tuple[TrainingTask, str]]:
    """Give what may be chosen from, by names that tell all of it apart."""
    candidates = {}
    for task in tasks:
        for name in [name for name, kind in PATHS.items() if kind.fits(task)] if path is None else [path]:
            for threads in PATHS[name].thread_counts(task):
                label = f"{name} {task.device}" + f" {threads} threads" * (threads > 1)
                candidates[label] = (replace(task, threads=threads), name)
    return candidates


def _fastest(seconds: dict[str, float], before: Choice | None) -> Choice:
    """Choose by the seconds that a mini-batch took; what was chosen before stays unless another is clearly faster."""
    best = min(seconds, key=lambda candidate: seconds[candidate])
    if before is not None and seconds.get(before.candidate, math.inf) < _CLEAR_LEAD * seconds[best]:
        best = before.candidate
    others = [taken for candidate, taken in seconds.items() if candidate != best]
    lead = min(others) / seconds[best] if others else 1.0  # what else failed may go well the next time
    return Choice(best, max(1.0, lead), time.time())


def _signature(task: TrainingTask, candidates: tuple[str, ...]) -> str:
    """Name all that decides how long a mini-batch takes, parameters and data apart."""
    settings, network = task.settings, task.network
    described = (
        [(layer.kind, layer.shape, layer.activation_function, layer.dropout > 0.0) for layer in network.layers],
        [connection.key for connection in network.connections],
        (settings.loss, settings.optimizer.name, settings.precision, task.batches.batch_size, task.batches.per_epoch),
        (task.data_set.task.value, settings.l1 > 0.0 or settings.l2 > 0.0, settings.clip_norm > 0.0),
        (candidates, platform.node(), platform.machine(), os.cpu_count(), torch.__version__, metadata.version("numba")),
        _GENERATION,
    )
    return hashlib.sha256(repr(described).encode()).hexdigest()[:24]


def _read() -> dict[str, Choice]:
    """Give all that was kept; nothing where the file is not to be had, or not ours."""
    with contextlib.suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode(_file().read_bytes(), type=dict[str, Choice])
    return {}


def _write(key: str, choice: Choice) -> None:
    """Keep a choice; where the disk takes none, it holds until the program ends."""
    kept = {name: old for name, old in _read().items() if name != key}
    newest = dict([*kept.items(), (key, choice)][-_MOST_KEPT:])
    with contextlib.suppress(OSError):
        file = _file()
        fresh = file.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(msgspec.json.encode(newest))
        fresh.replace(file)


def _file() -> Path:
    return cache.cache_folder("training") / _FILE
