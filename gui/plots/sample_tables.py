"""What plots' tables tell of single samples: which they are, where they lie, and what is predicted of them."""

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.arrays import FloatArray, IntArray
from engine.data.data_set import PARTS, DataSet
from engine.network.metrics import predicted_classes
from engine.process.pictures import BoundaryField

Columns = dict[str, NDArray[Any] | Sequence[object]]
Told = Callable[[NDArray[np.floating]], Columns]
GRID = "grid"  # stands for the part of what is no sample


def sample_columns(data_set: DataSet, rows: IntArray) -> Columns:
    """Tell of the samples in some rows (n,) of the data: their number, their part and their class or value."""
    parts = np.empty(data_set.sample_count, dtype=object)
    for part in PARTS:
        parts[data_set.part(part)] = part
    targets = data_set.targets[rows]
    if data_set.task.is_classification:
        told: Columns = {"true class": class_names(data_set, targets[:, 0].astype(np.int64))}
    else:
        told = numbered("y", targets)
    return {"sample": rows + 1, "part": parts[rows], **told}


def output_columns(data_set: DataSet, outputs: NDArray[np.floating], loss_name: str) -> Columns:
    """Tell outputs (n, K), and of classes which one they predict."""
    told: Columns = {}
    if data_set.task.is_classification:
        told["predicted class"] = class_names(data_set, predicted_classes(outputs, loss_name))
    return told | numbered("f", outputs)


def class_names(data_set: DataSet, classes: IntArray) -> list[str]:
    """Name classes; outputs of a network that doesn't fit may say more than the data have."""
    names = data_set.class_names
    return [names[index] if index < len(names) else f"class {index}" for index in classes.tolist()]


def numbered(symbol: str, values: NDArray[Any]) -> Columns:
    """Give the columns of (n, K), by number where there are several."""
    return {f"{symbol}{k + 1 if values.shape[1] > 1 else ''}": values[:, k] for k in range(values.shape[1])}


def boundary_columns(data_set: DataSet, field: BoundaryField, outputs: FloatArray | None, tell: Told) -> list[Columns]:
    """Tell a boundary: the samples drawn, then the points of the grid, with inputs as the axes have them.

    Args:
        data_set: Whose samples.
        field: What is drawn over the plane.
        outputs: (N, K) of all samples; None where what is drawn is not known of them.
        tell: Gives the columns of values drawn.
    """
    samples = np.concatenate([data_set.training_indices, data_set.validation_indices])
    rows, columns = field.outputs.shape[:2]
    axes = field.request.inputs[: 2 if rows > 1 else 1]
    places = (
        np.tile(np.linspace(*field.request.x_range, columns), rows),
        np.repeat(np.linspace(*field.request.y_range, rows), columns),
    )
    measured = data_set.measured(data_set.inputs[samples])
    headings = [_heading(data_set, axis) for axis in axes]
    of_samples = {heading: measured[:, axis] for heading, axis in zip(headings, axes, strict=True)}
    of_grid: Columns = {
        heading: place * data_set.input_scale[axis] + data_set.input_mean[axis]
        for heading, axis, place in zip(headings, axes, places, strict=False)
    }
    known = {} if outputs is None else tell(outputs[samples])
    over_grid = tell(field.outputs.reshape(rows * columns, -1))
    head = sample_columns(data_set, samples)
    return [
        {name: head[name] for name in ("sample", "part")} | of_samples | head | known,
        {"part": [GRID] * (rows * columns), **of_grid, **over_grid},
    ]


def _heading(data_set: DataSet, axis: int) -> str:
    """Name an input: “x1”, and what the data call it where that is something else."""
    symbol, name = f"x{axis + 1}", data_set.input_names[axis]
    return symbol if unicodedata.normalize("NFKC", name) == symbol else f"{symbol} {name}"
