"""Real sets that ship with scikit-learn, so that nothing is ever downloaded."""

import functools
import importlib.util
import math
from pathlib import Path

import numpy as np

from engine.arrays import FloatArray, IntArray, read_only
from engine.data import parameters
from engine.data.data_set import Task
from engine.data.source import DataSource, Samples
from engine.data.specification import DataSpecification
from engine.errors import DataError

DIGITS_SHAPE = (8, 8)
CELL_MEASURES = (
    "radius",
    "texture",
    "perimeter",
    "area",
    "smoothness",
    "compactness",
    "concavity",
    "concave points",
    "symmetry",
    "fractal dimension",
)


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
def _read(file_name: str, *, header_lines: int) -> tuple[FloatArray, tuple[str, ...]]:
    """Give a file's table, classes in the last column, and the class names that its header ends with.

    The files lie in scikit-learn's folder. They are read without importing it: that takes seconds, this milliseconds.

    Raises:
        DataError: scikit-learn is not installed, or has the file no more.
    """
    found = importlib.util.find_spec("sklearn")
    folders = [Path(folder) for folder in found.submodule_search_locations or ()] if found else []
    path = next((folder / "datasets" / "data" / file_name for folder in folders), Path(file_name))
    try:
        table = np.loadtxt(path, delimiter=",", skiprows=header_lines)
        header = path.read_text(encoding="ascii").partition("\n")[0] if header_lines else ""
    except (OSError, ValueError):
        raise DataError(f"The file “{file_name}” that comes with scikit-learn cannot be read; reinstall it.") from None
    return read_only(table), tuple(header.strip().split(",")[2:])


@functools.cache
def _samples(file_name: str, task: Task, input_names: tuple[str, ...], class_names: tuple[str, ...] = ()) -> Samples:
    """Put a set together once and for all: its arrays are shared by every data set made from it."""
    table, names = _read(file_name, header_lines=0 if class_names else 1)
    labels = table[:, -1].astype(np.int64)
    order = _class_by_turns(labels)
    return Samples(
        inputs=read_only(table[order, :-1]),
        targets=read_only(labels[order, np.newaxis]),
        task=task,
        input_names=input_names,
        class_names=class_names or names,
        image_shape=DIGITS_SHAPE if len(input_names) == math.prod(DIGITS_SHAPE) else None,
    )


def _iris(_specification: DataSpecification) -> Samples:
    names = tuple(f"{part} {measure} (cm)" for part in ("sepal", "petal") for measure in ("length", "width"))
    return _samples("iris.csv", Task.MULTICLASS, names)


def _breast_cancer(_specification: DataSpecification) -> Samples:
    means = tuple(f"mean {measure}" for measure in CELL_MEASURES)
    errors = tuple(f"{measure} error" for measure in CELL_MEASURES)
    worst = tuple(f"worst {measure}" for measure in CELL_MEASURES)
    return _samples("breast_cancer.csv", Task.BINARY, means + errors + worst)


def _digits(_specification: DataSpecification) -> Samples:
    rows, columns = DIGITS_SHAPE
    pixels = tuple(f"px {row},{column}" for row in range(1, rows + 1) for column in range(1, columns + 1))
    return _samples("digits.csv.gz", Task.MULTICLASS, pixels, tuple(map(str, range(10))))


_PARAMETERS = parameters.brought()

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
