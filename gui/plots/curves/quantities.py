"""What curves can show of a run, and along what."""

from collections.abc import Callable

import msgspec
import numpy as np

from engine.arrays import FloatArray
from engine.network.metrics import METRICS, Metric
from engine.project.history import column
from engine.project.runs.course import Course
from gui.plots.curves.comparable import OF_DATA, OF_LOSS

TRAINING, VALIDATION = "training", "validation"


class Series(msgspec.Struct, frozen=True, eq=False):
    """Values of one part of the data along a run: float64 (n,) each, the steps ascending."""

    part: str
    steps: FloatArray
    values: FloatArray


class Quantity(msgspec.Struct, frozen=True, eq=False):
    """Something that curves show.

    Attributes:
        name: What settings call it.
        label: What the box calls it; the axis does so, too, unless it is the loss.
        help: One sentence.
        missing: What to say where there is no value at all.
        series: `(history (rows, columns), course)` → its series.
        has_zero: Whether its axis begins at 0.
        is_measured_seldom: Whether it is there only where metrics were measured.
        alike: The settings that runs need to have alike for their values to be compared.
    """

    name: str
    label: str
    help: str
    missing: str
    series: Callable[[FloatArray, Course], tuple[Series, ...]]
    has_zero: bool = False
    is_measured_seldom: bool = False
    alike: tuple[str, ...] = OF_DATA


class Along(msgspec.Struct, frozen=True, eq=False):
    """What curves run along.

    Attributes:
        name: What settings call it.
        label: What the box calls it.
        axis: What the axis is called.
        places: `(steps (n,), history, course)` → where they lie (n,); NaN where nobody knows.
        is_logarithmic: Whether the axis is.
    """

    name: str
    label: str
    axis: str
    places: Callable[[FloatArray, FloatArray, Course], FloatArray]
    is_logarithmic: bool = False


def _columns(*names: str) -> Callable[[FloatArray, Course], tuple[Series, ...]]:
    """Give what reads columns of a history, training first."""

    def series(history: FloatArray, _course: Course) -> tuple[Series, ...]:
        steps = column(history, "step")
        return tuple(
            Series(part, steps, column(history, name))
            for part, name in zip((TRAINING, VALIDATION), names, strict=False)
        )

    return series


def _objective(history: FloatArray, _course: Course) -> tuple[Series, ...]:
    total = column(history, "training_loss") + column(history, "penalty")
    return (Series(TRAINING, column(history, "step"), total),)


def _learning_rate(history: FloatArray, course: Course) -> tuple[Series, ...]:
    steps = column(history, "step")
    return (Series(TRAINING, steps, course.learning_rates(steps, column(history, "epoch"))),)


def _measured(metric: Metric) -> Quantity:
    def series(_history: FloatArray, course: Course) -> tuple[Series, ...]:
        return tuple(Series(part, *course.metric(metric.name, part)) for part in (TRAINING, VALIDATION))

    return Quantity(
        metric.name, metric.label, f"{metric.help} Measured while it is shown.",
        f"{metric.label} is measured while it is shown and training goes on.", series, is_measured_seldom=True,
    )  # fmt: skip


_ALL = (
    Quantity(
        "loss", "Loss", "The loss of the data, without penalty", "",
        _columns("training_loss", "validation_loss"), has_zero=True, alike=OF_LOSS,
    ),
    Quantity(
        "accuracy", "Accuracy", "The share of samples classified rightly",
        "Accuracy is for classes; this data has values to predict.",
        _columns("training_accuracy", "validation_accuracy"),
    ),
    Quantity(
        "objective", "Loss + penalty", "What training makes small: the loss with what L1 and L2 add", "",
        _objective, has_zero=True, alike=OF_LOSS,
    ),
    Quantity(
        "penalty", "Penalty", "What L1 and L2 add to the training loss", "",
        _columns("penalty"), has_zero=True, alike=(),
    ),
    Quantity(
        "learning_rate", "Learning rate α", "α of each update, as the schedule has it",
        "Nothing was noted of the learning rate of a run from a file.", _learning_rate, has_zero=True, alike=(),
    ),
    *(_measured(metric) for metric in METRICS.values() if metric.name != "accuracy"),
)  # fmt: skip
QUANTITIES = {quantity.name: quantity for quantity in _ALL}


def _epochs(steps: FloatArray, history: FloatArray, _course: Course) -> FloatArray:
    known, epochs = column(history, "step"), column(history, "epoch")
    if np.array_equal(steps, known):  # those of the history itself, with every frame of a long run
        return epochs
    return np.asarray(np.interp(steps, known, epochs)) if len(known) else steps


def _seconds(steps: FloatArray, _history: FloatArray, course: Course) -> FloatArray:
    return course.seconds_at(steps)


ALONG = {
    along.name: along
    for along in (
        Along("epoch", "epochs", "epoch", _epochs),
        Along("log-epoch", "epochs, log", "epoch", _epochs, is_logarithmic=True),
        Along("second", "seconds", "seconds of training", _seconds),
        Along("log-second", "seconds, log", "seconds of training", _seconds, is_logarithmic=True),
    )
}
SMOOTHING = {"0": "Raw", "0.01": "Smooth 1 %", "0.03": "Smooth 3 %", "0.1": "Smooth 10 %"}
