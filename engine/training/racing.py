"""Which of several ways trains fastest: all take the same mini-batches, in turn, on parameters of their own.

What counts is the least time that a mini-batch took: a busy machine makes some slower, never faster. Where one thread
does all the work it is that thread's processor time, which others on the machine add next to nothing to. Of several
threads it is the mean time by the clock: each has to wait for that one which others hold up.
"""

import contextlib
import logging
import math
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from engine.training.path import Place, TrainingTask
from engine.training.paths import PATHS

_log = logging.getLogger(__name__)

_ROUNDS = 7
_ROUND_S = 0.003
_MOST_STEPS = 256
_LEAST_S = 1e-9  # what a clock that stood still is taken for
# Slow networks end the race after fewer rounds, since whoever wants to train waits for it.
_FEWEST_ROUNDS, _ENOUGH_S = 2, 0.25
# A way is out if it took so many times as long as the best: at once, and after the fewest rounds.
_OUT_AT_ONCE, _OUT = 4.0, 2.0
# Getting ready takes less of the first mini-batch than that; what is above is the way's own.
_FIRST_STEP_S = 0.03
# More samples take longer to get ready, and no longer a mini-batch.
_MOST_SAMPLES = 4096


def race(entries: Mapping[str, tuple[TrainingTask, str]]) -> dict[str, float]:
    """Give the seconds that a mini-batch took each way, of one out early in fewer rounds; none of one that failed.

    Args:
        entries: What to train, and the name of the way (a key of `engine.training.paths.PATHS`).

    Raises:
        Exception: Whatever the last way failed with, where all have.
    """
    runners: dict[str, _Runner] = {}
    failures: dict[str, Exception] = {}
    for key, (task, name) in entries.items():
        with _out_if_it_fails(key, failures):
            runner = _Runner(task, name)
            runner.take(1)
            runners[key] = runner
    running, began = dict(runners), time.perf_counter()
    for number in range(_ROUNDS):
        best = min((runner.seconds for runner in running.values()), default=math.inf)
        running = {key: runner for key, runner in running.items() if not runner.is_out(best, number)}
        is_late = number >= _FEWEST_ROUNDS and time.perf_counter() - began > _ENOUGH_S
        if len(running) <= 1 or is_late:
            break
        for key, runner in running.items():
            with _out_if_it_fails(key, failures):
                runner.take(max(1, min(_MOST_STEPS, int(_ROUND_S / runner.seconds))))
        running = {key: runner for key, runner in running.items() if key not in failures}
    if len(failures) == len(entries):
        raise failures.popitem()[1]
    return {key: runner.seconds for key, runner in runners.items() if key not in failures}


@contextlib.contextmanager
def _out_if_it_fails(key: str, failures: dict[str, Exception]) -> Iterator[None]:
    """Go on with the others where one fails, and tell the log why: it would have failed in training, too."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - a device, its driver and its memory may raise anything
        _log.warning("“%s” failed where ways of training were tried, and is not taken: %s", key, error)
        failures[key] = error


class _Runner:
    """A way in the race."""

    def __init__(self, task: TrainingTask, name: str) -> None:
        task = _shortened(task)
        self._path = PATHS[name].make(task)
        self._per_epoch = task.batches.per_epoch
        self._is_asynchronous = task.device != "cpu"
        self._is_shared = task.threads > 1
        self._clock = _clock(task)
        self._place = Place()
        self._measured: list[float] = []
        if self._is_asynchronous:  # a GPU wakes up, loads its libraries and records work: seconds that say nothing
            self.take(1)
            self._measured.clear()

    @property
    def seconds(self) -> float:
        """What a mini-batch takes, by all that was measured."""
        if self._is_shared:
            return statistics.fmean(self._measured[1:] or self._measured)  # getting ready is in the first
        return min(self._measured)

    def take(self, mini_batches: int) -> None:
        """Take mini-batches; those of one that diverges are at least as much work."""
        first, began = self._place.step, self._clock()
        while (left := first + mini_batches - self._place.step) > 0:
            advance = self._path.advance(self._place, left, math.inf)
            self._place = self._place.after(advance.steps, self._per_epoch)
            if advance.not_finite is not None:
                break
        if self._is_asynchronous:
            self._path.parameters()  # waits for the device
        taken = max(self._place.step - first, 1)
        self._measured.append(max((self._clock() - began) / taken, _LEAST_S))

    def is_out(self, best: float, rounds: int) -> bool:
        """Tell whether it cannot win any more against a way that took `best` seconds, after so many rounds."""
        own = self.seconds if rounds else self.seconds - _FIRST_STEP_S
        return own > best * (_OUT if rounds >= _FEWEST_ROUNDS else _OUT_AT_ONCE)


def _clock(task: TrainingTask) -> Callable[[], float]:
    """Give the clock for a task: of the thread, unless others or a device work for it, or Windows counts in 15 ms."""
    is_alone = task.device == "cpu" and task.threads == 1 and sys.platform != "win32"
    return time.thread_time if is_alone else time.perf_counter


def _shortened(task: TrainingTask) -> TrainingTask:
    """Give the task with few enough samples that every way is ready at once."""
    data_set, most = task.data_set, max(_MOST_SAMPLES, 2 * task.batches.batch_size)
    if len(data_set.training_indices) <= most:
        return task
    training, validation = data_set.training_indices[:most], data_set.validation_indices[:most]
    return replace(task, data_set=replace(data_set, training_indices=training, validation_indices=validation))
