"""Points the user brought: clicked into a plot, or read from a file."""

from collections.abc import Callable

import numpy as np

from engine.arrays import FloatArray
from engine.data import parameters
from engine.data.data_set import Task
from engine.data.source import DataSource, Samples, numbered_class_names, numbered_input_names
from engine.data.specification import DataSpecification
from engine.errors import DataError

_LARGEST_VALUE = 1e30  # squares stay finite, and the value fits a float32
LARGEST_CLASS_COUNT = 1000


def _own(specification: DataSpecification) -> Samples:
    inputs, targets = _points(specification)
    task = OWN.task_of(specification)
    return Samples(
        inputs=inputs,
        targets=targets,
        task=task,
        input_names=_fitting(specification.user_input_names, numbered_input_names(inputs.shape[1])),
        class_names=_CLASS_NAMES[task](targets, specification),
    )


def _points(specification: DataSpecification) -> tuple[FloatArray, FloatArray]:
    """Give the user's inputs and targets, or raise `DataError` if there are none or they don't fit together."""
    inputs, targets = specification.user_inputs, specification.user_targets
    if inputs is None or targets is None or inputs.size == 0:
        raise DataError("This project holds no points of its own; choose other data.")
    if inputs.ndim != 2 or targets.ndim != 2 or len(inputs) != len(targets) or targets.shape[1] == 0:
        raise DataError(f"Inputs of shape {inputs.shape} and targets of shape {targets.shape} do not fit together.")
    for name, values in (("inputs", inputs), ("targets", targets)):
        wrong = ~(np.abs(values) <= _LARGEST_VALUE)  # finds NaN too
        if wrong.any():
            row = int(np.flatnonzero(wrong.any(axis=1))[0])
            value = values[row][wrong[row]][0]
            raise DataError(f"The {name} of point {row + 1} hold {value}, which is not a finite number of usable size.")
    return inputs, targets


def _fitting(given: tuple[str, ...], numbered: tuple[str, ...]) -> tuple[str, ...]:
    return given if len(given) == len(numbered) else numbered


def _check_labels(targets: FloatArray, largest: int) -> None:
    if targets.shape[1] != 1:
        raise DataError(f"A class is one number for each point, not {targets.shape[1]}.")
    wrong = (targets != np.round(targets)) | (targets < 0) | (targets > largest)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise DataError(
            f"The class of point {row + 1} must be a whole number from 0 to {largest}, not {targets[row, 0]:g}."
        )


def _binary_names(targets: FloatArray, specification: DataSpecification) -> tuple[str, ...]:
    _check_labels(targets, 1)
    return _fitting(specification.user_class_names, numbered_class_names(2))


def _multiclass_names(targets: FloatArray, specification: DataSpecification) -> tuple[str, ...]:
    _check_labels(targets, LARGEST_CLASS_COUNT - 1)
    count = max(specification.class_count, int(targets.max()) + 1)
    given = specification.user_class_names
    return given if len(given) > targets.max() else numbered_class_names(count)


def _no_names(_targets: FloatArray, _specification: DataSpecification) -> tuple[str, ...]:
    return ()


_CLASS_NAMES: dict[Task, Callable[[FloatArray, DataSpecification], tuple[str, ...]]] = {
    Task.BINARY: _binary_names,
    Task.MULTICLASS: _multiclass_names,
    Task.REGRESSION: _no_names,
}

OWN = DataSource(
    name="own",
    label="Own points",
    help="Points of your own, kept in the project file.",
    task=None,
    parameters=parameters.brought(
        parameters.class_count(2, 10, 3, "How many classes at least, if there are more than two."),
    ),
    generate=_own,
)
