"""Real sets that ship with scikit-learn, so that nothing is ever downloaded."""

import functools

import numpy as np

from engine.arrays import IntArray, read_only
from engine.data import parameters
from engine.data.data_set import Task
from engine.data.source import DataSource, Samples
from engine.data.specification import DataSpecification


def _class_by_turns(labels: IntArray) -> IntArray:
    """Give the order of rows that spreads every class evenly over the set, keeping the file's order within a class.

    The files come partly sorted by class, and the first rows of a table should not all be alike.
    """
    places = np.empty(len(labels))
    for label in np.unique(labels):
        rows = np.flatnonzero(labels == label)
        places[rows] = (np.arange(len(rows)) + 0.5) / len(rows)
    return np.argsort(places, kind="stable")


@functools.cache
def _load(loader_name: str, task: Task, image_shape: tuple[int, ...] | None = None) -> Samples:
    """Read a set once and for all: its arrays are shared by every data set made from it."""
    # Takes over a second to import, so only the process that makes data sets pays, and only when one is chosen.
    from sklearn import datasets  # type: ignore[import-untyped]  # noqa: PLC0415

    bunch = getattr(datasets, loader_name)()
    labels: IntArray = bunch.target.astype(np.int64)
    order = _class_by_turns(labels)
    return Samples(
        inputs=read_only(bunch.data[order]),
        targets=read_only(labels[order, np.newaxis]),
        task=task,
        input_names=tuple(str(name) for name in bunch.feature_names),
        class_names=tuple(str(name) for name in bunch.target_names),
        image_shape=image_shape,
    )


def _iris(_specification: DataSpecification) -> Samples:
    return _load("load_iris", Task.MULTICLASS)


def _breast_cancer(_specification: DataSpecification) -> Samples:
    return _load("load_breast_cancer", Task.BINARY)


def _digits(_specification: DataSpecification) -> Samples:
    return _load("load_digits", Task.MULTICLASS, image_shape=(8, 8))


_PARAMETERS = (parameters.SPLIT_SEED, parameters.VALIDATION_FRACTION)

IRIS = DataSource(
    name="iris",
    label="Iris",
    help="150 iris flowers of three species, told apart by the length and width of sepal and petal (Fisher, 1936).",
    task=Task.MULTICLASS,
    parameters=_PARAMETERS,
    generate=_iris,
    standardize=True,
)
BREAST_CANCER = DataSource(
    name="breast-cancer",
    label="Breast cancer",
    help="569 tumours, malignant (0) or benign (1), described by 30 measures of their cell nuclei (Wisconsin, 1995).",
    task=Task.BINARY,
    parameters=_PARAMETERS,
    generate=_breast_cancer,
    standardize=True,
)
DIGITS = DataSource(
    name="digits",
    label="Digits, 8×8",
    help="1,797 handwritten digits as images of 8×8 pixels with 17 shades of grey (Alpaydin and Kaynak, 1998).",
    task=Task.MULTICLASS,
    parameters=_PARAMETERS,
    generate=_digits,
    standardize=True,
)

REAL_SOURCES = (IRIS, BREAST_CANCER, DIGITS)
