"""Schedules: how the learning rate changes during a run, as a pure function of the epochs done."""

import math
from collections.abc import Callable

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.arrays import FloatArray
from engine.network.number_setting import NumberSetting, check_numbers
from engine.registry import look_up


class ScheduleSettings(msgspec.Struct, frozen=True, eq=False):
    """Which schedule, and its numbers; a schedule ignores those that it does not list among its parameters.

    Attributes:
        name: Key of `SCHEDULES`.
        period: p in 1 … 10⁹, epochs between two drops of the schedule “step”.
        factor: γ in (0, 1], what each drop multiplies α by.
        final_share: φ in [0, 1], what share of α the schedule “cosine” ends with.
        warm_up_epochs: e_w in [0, 10⁹], epochs during which α grows from 0, before any of the schedules begins.
    """

    name: str = "constant"
    period: int = 100
    factor: float = 0.5
    final_share: float = 0.01
    warm_up_epochs: float = 0.0


# `(e, numbers, E)` → share of α; e epochs done since the warm-up, of E.
Share = Callable[[FloatArray, ScheduleSettings, float], FloatArray]


class Schedule(msgspec.Struct, frozen=True, eq=False):
    """A schedule.

    Attributes:
        name: Key stored in projects.
        label: What menus call it.
        formula: The learning rate after e epochs of E, in plain text; `%(e)s` and `%(E)s` stand for the two.
        latex: The same for typesetting.
        help: One sentence for a student.
        parameters: The numbers of `ScheduleSettings` that it uses, those of the warm-up apart.
        share: The share of α.
    """

    name: str
    label: str
    formula: str
    latex: str
    help: str
    parameters: tuple[NumberSetting, ...]
    share: Share

    def formulas(self, warm_up_epochs: float = 0.0) -> tuple[str, ...]:
        """Give the learning rate's formulas in plain text, that of a warm-up of so many epochs first.

        M is the number of mini-batches of an epoch, as `SYMBOLS` says: the first update of all has α/(M·e_w).
        """
        if not warm_up_epochs:
            return (self.formula % _PLAIN_EPOCHS,)
        warmed = f"{self.formula % {'e': '(e − e_w)', 'E': '(E − e_w)'}}, e ≥ e_w"
        return "α_e = α·min(1, (e + 1/M)/e_w), e < e_w", warmed

    def latex_formulas(self, warm_up_epochs: float = 0.0) -> tuple[str, ...]:
        """Give the same for typesetting."""
        if not warm_up_epochs:
            return (self.latex % _PLAIN_EPOCHS,)
        warmed = self.latex % {"e": "(e - e_w)", "E": "(E - e_w)"}
        growing = r"\alpha_e = \alpha \min(1, (e + 1/M) / e_w), \quad e < e_w"
        return growing, rf"{warmed}, \quad e \geq e_w"


_PLAIN_EPOCHS = {"e": "e", "E": "E"}
SYMBOLS = "e: epochs done; E: epochs of the run; e_w: warm-up epochs; M: mini-batches of an epoch."


def _constant(e: FloatArray, numbers: ScheduleSettings, epochs: float) -> FloatArray:  # noqa: ARG001
    return np.ones_like(e)


def _step(e: FloatArray, numbers: ScheduleSettings, epochs: float) -> FloatArray:  # noqa: ARG001
    return np.asarray(numbers.factor ** np.floor(e / numbers.period))


def _cosine(e: FloatArray, numbers: ScheduleSettings, epochs: float) -> FloatArray:
    # A warm-up as long as the run leaves no epochs to glide over: α is whole until it is through.
    done = np.minimum(e / epochs, 1.0) if epochs > 0 else np.where(e > 0, 1.0, 0.0)
    return np.asarray(numbers.final_share + (1.0 - numbers.final_share) * 0.5 * (1.0 + np.cos(math.pi * done)))


_PERIOD = NumberSetting("period", "p", "Period", 1, 10**9, 100, "Epochs between two drops.", while_running=True)
_FACTOR = NumberSetting(
    "factor",
    "γ",
    "Factor",
    0.0,
    1.0,
    0.5,
    "What each drop multiplies the learning rate by.",
    above_minimum=True,
    while_running=True,
)
_FINAL_SHARE = NumberSetting(
    "final_share",
    "φ",
    "Final share",
    0.0,
    1.0,
    0.01,
    "What share of the learning rate is left after E epochs, and from then on.",
    while_running=True,
)
WARM_UP = NumberSetting(
    "warm_up_epochs",
    "",
    "Warm-up epochs",
    0.0,
    1e9,
    0.0,
    "So many epochs the learning rate grows evenly from 0, while the optimizer gets to know the gradients.",
    while_running=True,
)

_ALL = (
    Schedule(
        "constant", "Constant", "α_e = α", r"\alpha_e = \alpha",
        "The learning rate stays as it is.", (), _constant,
    ),
    Schedule(
        "step", "Step", "α_e = α·γ^⌊%(e)s/p⌋", r"\alpha_e = \alpha \, \gamma^{\lfloor %(e)s / p \rfloor}",
        "The learning rate drops by a factor every p epochs.", (_PERIOD, _FACTOR), _step,
    ),
    Schedule(
        "cosine", "Cosine", "α_e = α·(φ + (1 − φ)·(1 + cos(π%(e)s/%(E)s)) / 2)",
        r"\alpha_e = \alpha \left(\varphi + (1 - \varphi) \, \frac{1 + \cos(\pi %(e)s / %(E)s)}{2}\right)",
        "The learning rate glides down over all E epochs, slowly at both ends (Loshchilov and Hutter, 2017).",
        (_FINAL_SHARE,), _cosine,
    ),
)  # fmt: skip

SCHEDULES: dict[str, Schedule] = {schedule.name: schedule for schedule in _ALL}
SCHEDULE_NUMBERS = (_PERIOD, _FACTOR, _FINAL_SHARE, WARM_UP)


def schedule(name: str) -> Schedule:
    """Give the schedule called `name`.

    Raises:
        SettingError: There is none of that name.
    """
    return look_up(SCHEDULES, name, "schedule")


def check_schedule(settings: ScheduleSettings) -> None:
    """Do nothing if there is such a schedule and its numbers, used or not, are within their ranges.

    Raises:
        SettingError: There is not, or the first number that is not.
    """
    schedule(settings.name)
    check_numbers(SCHEDULE_NUMBERS, settings)


def learning_rate_at(
    learning_rate: float, settings: ScheduleSettings, steps: ArrayLike, steps_per_epoch: int, epochs: int
) -> NDArray[np.float64]:
    """Give the learning rate of every update asked for.

    Args:
        learning_rate: α > 0.
        settings: The schedule.
        steps: Where updates stand: M·(epochs done) and the mini-batches taken of the epoch under way; integers ≥ 0 of
            any shape. These are the updates made before, unless epochs of the run had another number of mini-batches.
        steps_per_epoch: M, the mini-batches of an epoch now, ≥ 1.
        epochs: E ≥ 1; after so many epochs a schedule that ends stays where it ended.

    Returns:
        float64 of the shape of `steps`. With a warm-up of e_w epochs, the update at step t of t_w = M·e_w has
        α·(t + 1)/t_w (at most α), and the schedule's e counts from the end of the warm-up to E − e_w.
    """
    t = np.asarray(steps, dtype=np.float64)
    warm_up = settings.warm_up_epochs
    e = np.maximum(t / steps_per_epoch - warm_up, 0.0)
    rates = learning_rate * schedule(settings.name).share(e, settings, epochs - warm_up)
    if warm_up > 0:
        rates = rates * np.minimum((t + 1.0) / (warm_up * steps_per_epoch), 1.0)
    return np.asarray(rates)
