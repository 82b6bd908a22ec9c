"""What tables tell of samples, read as other programs read it."""

import io
from functools import partial

import numpy as np
from msgspec.structs import replace

from engine.data.data_set import DataSet, Task
from engine.process.pictures import BoundaryField, BoundaryRequest
from gui.plots.sample_tables import boundary_columns, output_columns, sample_columns
from gui.plots.table import Table
from tests.gui.plots.conftest import data_set

PLANE = BoundaryRequest((0, 1), (-1.0, 1.0), (0.0, 2.0), 3)


def field(data: DataSet) -> BoundaryField:
    rows = 1 if data.input_count == 1 else 3
    return BoundaryField(PLANE, np.arange(rows * 3 * data.output_count, dtype=np.float32).reshape(rows, 3, -1))


def read(data: DataSet, outputs: np.ndarray | None) -> np.ndarray:
    told = boundary_columns(data, field(data), outputs, partial(output_columns, data, loss_name="log_loss"))
    text = io.StringIO(Table.stacked(told).csv().decode())
    found: np.ndarray = np.genfromtxt(text, delimiter=",", names=True, dtype=None, encoding="utf-8")
    return found


def test_a_boundary_has_its_samples_and_its_grid_as_the_axes_tell_them(xor: DataSet) -> None:
    scaled = replace(xor, input_mean=np.array([10.0, 0.0]), input_scale=np.array([2.0, 1.0]))
    table = read(scaled, np.array([[-1.0], [1.0], [1.0], [-1.0]]))
    assert table.dtype.names == ("sample", "part", "x1", "x2", "true_class", "predicted_class", "f")
    assert table["part"].tolist() == ["training"] * 3 + ["validation"] + ["grid"] * 9
    assert table["x1"][:4].tolist() == [10.0, 10.0, 12.0, 12.0]
    assert table["true_class"][:5].tolist() == ["no", "yes", "yes", "no", ""]
    assert table["f"].tolist() == [-1, 1, 1, -1, *range(9)]
    grid = table[4:]
    assert grid["x1"].tolist() == [8.0, 10.0, 12.0] * 3
    assert grid["x2"].tolist() == [0.0] * 3 + [1.0] * 3 + [2.0] * 3
    assert grid["predicted_class"].tolist() == ["no"] + ["yes"] * 8


def test_over_one_input_there_is_one_axis_and_inputs_have_their_names() -> None:
    data = data_set(np.array([[0.5], [1.5]]), np.array([[3.0], [4.0]]), Task.REGRESSION)
    table = read(replace(data, input_names=("y",)), None)
    assert table.dtype.names == ("sample", "part", "x1_y", "y", "f")
    assert table["y"][:2].tolist() == [3.0, 4.0]
    assert np.isnan(table["f"][:2]).all()  # nobody knows
    assert len(table) == 2 + 3


def test_samples_tell_their_part(xor: DataSet) -> None:
    data = replace(xor, training_indices=np.array([0, 2]), validation_indices=np.array([3]), test_indices=np.array([1]))
    told = sample_columns(data, np.arange(4))
    assert list(told["part"]) == ["training", "test", "training", "validation"]
    assert list(told["sample"]) == [1, 2, 3, 4]
