"""What a run came to, as the numbers that runs are compared by."""

import math

import msgspec
import numpy as np

from engine.arrays import FloatArray
from engine.project.history import column
from engine.project.runs.course import Course


class Outcome(msgspec.Struct, frozen=True):
    """The numbers of a run; NaN where something was not measured.

    Attributes:
        loss: The last training loss.
        best_loss: The lowest training loss.
        validation_loss: The last one.
        best_validation_loss: The lowest one.
        best_epoch: Where that was.
        accuracy: The last training accuracy.
        validation_accuracy: The last one.
        epochs: How many were trained.
        seconds: How long that took.
    """

    loss: float = math.nan
    best_loss: float = math.nan
    validation_loss: float = math.nan
    best_validation_loss: float = math.nan
    best_epoch: float = math.nan
    accuracy: float = math.nan
    validation_accuracy: float = math.nan
    epochs: float = math.nan
    seconds: float = math.nan


def outcome(history: FloatArray, course: Course) -> Outcome:
    """Give what a run came to, from its history (rows, columns) and what was noted of it."""
    if not len(history):
        return Outcome()
    best = best_row(history)
    lowest = column(history, "training_loss")
    return Outcome(
        loss=float(column(history, "training_loss")[-1]),
        best_loss=float(np.fmin.reduce(lowest)),
        validation_loss=float(column(history, "validation_loss")[-1]),
        best_validation_loss=math.nan if best is None else float(column(history, "validation_loss")[best]),
        best_epoch=math.nan if best is None else float(column(history, "epoch")[best]),
        accuracy=float(column(history, "training_accuracy")[-1]),
        validation_accuracy=float(column(history, "validation_accuracy")[-1]),
        epochs=float(column(history, "epoch")[-1]),
        seconds=course.seconds,
    )


def best_row(history: FloatArray) -> int | None:
    """Give the first row of the lowest validation loss; None where there is no validation part."""
    losses = column(history, "validation_loss")
    finite = np.isfinite(losses)
    return int(np.where(finite, losses, np.inf).argmin()) if finite.any() else None
