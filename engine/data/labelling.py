"""Points and targets from the arrays of a notebook: what the targets are is told by their kind."""

import contextlib

import numpy as np
from numpy.typing import ArrayLike

from engine.arrays import FloatArray, read_only
from engine.data.data_set import Task
from engine.data.generators.own_points import LARGEST_CLASS_COUNT
from engine.data.importing import LabelledPoints
from engine.errors import DataError

_KINDS_OF_CLASSES = "buiUS"


def labelled_points(inputs: ArrayLike, targets: ArrayLike) -> LabelledPoints:
    """Give points with the task that their targets suggest, for a project.

    Words, truth values and whole numbers are classes; they are numbered in the order of `numpy.unique`, as scikit-learn
    does, and keep their names: −1 and 1, or 5 and 7, are two classes. Numbers of a floating type are values to predict,
    however whole they are: convert them with `astype(int)` if they mean classes.

    Args:
        inputs: X (N, D).
        targets: (N,) or (N, 1) classes; (N,) or (N, K) values, K for each point.

    Raises:
        DataError: They are no such arrays, or all points are of one class, or of more classes than a network can tell.
    """
    values, labels = numbers(inputs, "inputs"), _array(targets, "targets")
    if labels.dtype == object and all(isinstance(label, str) for label in labels.flat):
        labels = labels.astype(str)
    if values.ndim != 2 or labels.ndim not in {1, 2} or len(labels) != len(values) or not labels.size:
        raise DataError(
            f"Inputs must be a matrix with a point a row and targets a number for each; "
            f"{values.shape} and {labels.shape} are not."
        )
    columns = labels.reshape(len(labels), -1)
    if labels.dtype.kind in _KINDS_OF_CLASSES:
        return _classes(values, columns)
    return LabelledPoints(values, numbers(columns, "targets"), Task.REGRESSION, (), ())


def numbers(values: ArrayLike, subject: str) -> FloatArray:
    """Give an array as float64.

    Raises:
        DataError: It holds something that is no number, or its rows differ in length; `subject` is what it is called.
    """
    array = _array(values, subject)
    if array.dtype.kind in "buifO":
        with contextlib.suppress(TypeError, ValueError, OverflowError):  # of the kind O nothing is known yet
            return np.asarray(array, np.float64)
    raise DataError(f"The {subject} must be real numbers, in rows of one length.")


def _array(values: ArrayLike, subject: str) -> np.ndarray:
    try:
        return np.asarray(values)
    except ValueError:
        raise DataError(f"The rows of the {subject} must be of one length.") from None


def _classes(inputs: FloatArray, labels: np.ndarray) -> LabelledPoints:
    if labels.shape[1] != 1:
        raise DataError(
            f"Targets that are no numbers of a floating type are classes, one for each point; "
            f"a row of {labels.shape[1]} is not. Values to predict are floats, as astype(float) gives them."
        )
    found, indices = np.unique(labels[:, 0], return_inverse=True)
    if len(found) == 1:
        raise DataError(f"All points are of one class, “{found[0]}”; there is nothing to tell apart.")
    if len(found) > LARGEST_CLASS_COUNT:
        raise DataError(
            f"The targets hold {len(found):,} classes, and there may be {LARGEST_CLASS_COUNT:,}. "
            "Values to predict are floats, as astype(float) gives them."
        )
    task = Task.BINARY if len(found) == 2 else Task.MULTICLASS
    targets = read_only(indices.reshape(-1, 1).astype(np.float64))
    return LabelledPoints(inputs, targets, task, (), tuple(str(label) for label in found))
