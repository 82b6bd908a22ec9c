"""Reading points, with or without targets, from text files of separated values."""

from array import array
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np

from engine.arrays import FloatArray, read_only
from engine.data.data_set import Task
from engine.data.text_table import TextTable, read_text, shown
from engine.errors import DataError

MAXIMUM_VALUE_COUNT = 5_000_000
MAXIMUM_CLASS_COUNT = 100
MOST_NUMBERED_CLASSES = 20
TARGET_NAMES = ("target", "label", "class", "y")


class LabelledPoints(msgspec.Struct, frozen=True, eq=False):
    """Points and what a network should say of each.

    Attributes:
        inputs: float64 (N, D).
        targets: float64 (N, 1) class indices, or (N, K) values to predict.
        task: What the targets are.
        input_names: D names, or () where the file names no columns.
        class_names: A name for each class; () for values to predict.
    """

    inputs: FloatArray
    targets: FloatArray
    task: Task
    input_names: tuple[str, ...]
    class_names: tuple[str, ...]


def read_points_csv(path: Path | str) -> FloatArray:
    """Read a table of numbers from a text file as `TextTable` describes, one point a line.

    Returns:
        The points, shape (N, D), read-only, every value finite.

    Raises:
        DataError: the file cannot be read, is not UTF-8, is larger than `text_table.MAXIMUM_FILE_BYTES` or holds more
            than `MAXIMUM_VALUE_COUNT` values, has no points, has lines of different lengths, or a cell that is not a
            finite number. The sentence names the file, the line and the column.
    """
    path = Path(path)
    try:
        return _columns(TextTable(read_text(path)), None)[0]
    except DataError as error:
        raise DataError(f"{path}: {error}") from None


def read_labelled_csv(path: Path | str) -> LabelledPoints:
    """Read points with their targets from a text file as `TextTable` describes.

    The target is the column called target, label, class or y, else the last one. Targets that are words are classes;
    so are whole numbers, if at least two and at most `MOST_NUMBERED_CLASSES` different ones occur. Classes are
    numbered in the order of their names.

    Raises:
        DataError: As in `read_points_csv`; or there is one column only, a target is missing, or there are more than
            `MAXIMUM_CLASS_COUNT` classes, or all points are of one.
    """
    path = Path(path)
    try:
        table = TextTable(read_text(path))
        target = _target_column(table)
        inputs, cells = _columns(table, target)
        numbers = [table.number(cell) for cell in cells]
        targets, task, class_names = _targets(cells, numbers)
    except DataError as error:
        raise DataError(f"{path.name}: {error}") from None
    names = tuple(name for column, name in enumerate(table.names) if column != target)
    return LabelledPoints(inputs, targets, task, names, class_names)


def _columns(table: TextTable, target: int | None) -> tuple[FloatArray, list[str]]:
    """Give all columns of numbers but `target`, whose cells are given as they are."""
    values, cells_of_target = array("d"), []
    row_count = 0
    for line, cells in table.rows():
        if len(values) + len(cells) > MAXIMUM_VALUE_COUNT:
            raise DataError(f"line {line} exceeds the {MAXIMUM_VALUE_COUNT:,} values that are read at most.")
        if target is not None:
            if not cells[target].strip():
                raise DataError(f"line {line}, column {target + 1}: the target is missing.")
            cells_of_target.append(cells[target].strip())
        values.extend(
            table.finite_number(cell, line, column + 1) for column, cell in enumerate(cells) if column != target
        )
        row_count += 1
    if not row_count:
        raise DataError("the file has no points: it needs a line of numbers for each.")
    return read_only(np.frombuffer(values, dtype=np.float64).reshape(row_count, -1)), cells_of_target


def _target_column(table: TextTable) -> int:
    width = len(next(table.rows(), (0, []))[1])
    if width == 1:
        raise DataError("there is one column only; a point needs its inputs and, in another column, its target.")
    named = [column for column, name in enumerate(table.names) if name.strip().lower() in TARGET_NAMES]
    return named[0] if named else width - 1


def _targets(cells: list[str], numbers: list[float | None]) -> tuple[FloatArray, Task, tuple[str, ...]]:
    values = [number for number in numbers if number is not None and np.isfinite(number)]
    distinct = sorted(set(values))
    are_numbers = len(values) == len(cells)
    are_few_whole = len(distinct) <= MOST_NUMBERED_CLASSES and all(value.is_integer() for value in distinct)
    if are_numbers and not (are_few_whole and len(distinct) > 1):
        return read_only(np.array(values).reshape(-1, 1)), Task.REGRESSION, ()
    labels = [f"{value:g}" for value in values] if are_numbers else cells
    names = sorted(set(labels), key=float if are_numbers else str)
    _check_classes(names)
    numbering = {name: index for index, name in enumerate(names)}
    classes = [numbering[label] for label in labels]
    task = Task.BINARY if len(names) == 2 else Task.MULTICLASS
    return read_only(np.array(classes, dtype=np.float64).reshape(-1, 1)), task, tuple(map(shown, names))


def _check_classes(names: Sequence[str]) -> None:
    if len(names) == 1:
        raise DataError(f"all points are of one class, “{shown(names[0])}”; there is nothing to tell apart.")
    if len(names) > MAXIMUM_CLASS_COUNT:
        raise DataError(
            f"the targets are words, and {len(names):,} different ones; there may be {MAXIMUM_CLASS_COUNT} classes."
        )
