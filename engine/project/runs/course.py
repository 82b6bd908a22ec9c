"""What is noted of a run while it goes on, beside its history: its time, its settings, the metrics measured."""

from typing import Any

import msgspec
import numpy as np
from msgspec.structs import replace

from engine.arrays import FloatArray
from engine.network.schedules import learning_rate_at
from engine.project.settings import TrainingSettings

Clock = tuple[tuple[int, float], ...]
Measured = tuple[int, dict[str, dict[str, float]]]
MOST_NOTES = 4000


class Course(msgspec.Struct, frozen=True, eq=False):
    """How a run went on.

    Attributes:
        clock: Steps, ascending, and the seconds of training that they had taken; pauses don't count.
        settings: The settings that held from a step on, ascending by step.
        samples: Of the training part; 0 where nobody knows.
        measured: Steps, ascending, with the metrics measured there: by part, by name of `engine.network.metrics`.
        branched_at: The epoch of another run at which this one went its own way; None where it is from step 0 its own.
        name: What a person calls it; "" where nobody has named it.
    """

    clock: Clock = ()
    settings: tuple[tuple[int, TrainingSettings], ...] = ()
    samples: int = 0
    measured: tuple[Measured, ...] = ()
    branched_at: float | None = None
    name: str = ""

    @property
    def seconds(self) -> float:
        """Seconds of training so far; NaN where nobody took the time."""
        return self.clock[-1][1] if self.clock else float("nan")

    def seconds_at(self, steps: FloatArray) -> FloatArray:
        """Give the seconds of training that so many steps (n,) took; NaN where nobody knows."""
        if not self.clock:
            return np.full(len(steps), np.nan)
        known, seconds = np.array(self.clock, dtype=np.float64).T
        return np.asarray(np.interp(steps, known, seconds, left=np.nan))

    def learning_rates(self, steps: FloatArray, epochs: FloatArray) -> FloatArray:
        """Give α of updates, with the settings that held then: (n,), NaN where nobody knows.

        Args:
            steps: Mini-batches taken before each (n,).
            epochs: Epochs finished before each (n,), with the fraction of the one under way.
        """
        rates = np.full(len(steps), np.nan)
        for first, settings in self.settings if self.samples else ():
            later = steps >= first
            per_epoch = max(1, self.samples // max(1, min(settings.samples_per_update, self.samples)))
            rates[later] = learning_rate_at(
                settings.learning_rate,
                settings.schedule,
                np.round(epochs[later] * per_epoch),
                per_epoch,
                settings.epochs,
            )
        return rates

    def metric(self, name: str, part: str) -> tuple[FloatArray, FloatArray]:
        """Give the steps (n,) where a metric of a part was measured, and its values (n,)."""
        found = [(step, parts[part][name]) for step, parts in self.measured if name in parts.get(part, {})]
        pairs = np.array(found, dtype=np.float64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]


def with_time(course: Course, step: int, seconds: float) -> Course:
    """Note that a step was reached after so many seconds."""
    return replace(course, clock=_noted(course.clock, (step, seconds)))


def with_settings(course: Course, step: int, settings: TrainingSettings, samples: int) -> Course:
    """Note the settings that hold from a step on, and how many samples there are."""
    before = tuple(entry for entry in course.settings if entry[0] < step)
    if before and before[-1][1] is settings:
        return replace(course, settings=before, samples=samples)
    return replace(course, settings=(*before, (step, settings)), samples=samples)


def with_measured(course: Course, step: int, metrics: dict[str, dict[str, float]]) -> Course:
    """Note the metrics measured at a step."""
    return replace(course, measured=_noted(course.measured, (step, metrics)))


def cut_after(course: Course, step: int, epoch: float) -> Course:
    """Give the course of a run that goes its own way from a step of this one."""
    return Course(
        clock=tuple(entry for entry in course.clock if entry[0] < step) + _time_at(course, step),
        settings=tuple(entry for entry in course.settings if entry[0] < step),
        samples=course.samples,
        measured=tuple(entry for entry in course.measured if entry[0] <= step),
        branched_at=epoch,
    )


def _time_at(course: Course, step: int) -> Clock:
    seconds = float(course.seconds_at(np.array([step]))[0])
    return () if np.isnan(seconds) else ((step, seconds),)


def _noted(notes: tuple[Any, ...], note: tuple[int, Any]) -> tuple[Any, ...]:
    """Add a note; one of the last step again takes its place, and of too many every other one goes."""
    kept = notes[:-1] if notes and notes[-1][0] >= note[0] else notes
    return (*(kept if len(kept) < MOST_NOTES else kept[::2]), note)
