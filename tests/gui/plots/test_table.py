import csv
import io

import numpy as np

from gui.plots.table import Table


def test_numbers_are_read_back_as_they_were() -> None:
    values = np.array([0.1, 1e-17, np.nan, -3.0])
    text = Table.of({"a, b": values, "n": np.arange(4)}).csv().decode()
    header, *rows = csv.reader(io.StringIO(text))
    assert header == ["a; b", "n"]
    np.testing.assert_array_equal([float(row[0]) for row in rows], values)
    assert [row[1] for row in rows] == ["0", "1", "2", "3"]


def test_cells_of_a_shorter_column_stay_empty() -> None:
    assert Table.of({"long": (1, 2), "short": ("one",)}).csv() == b"long,short\n1,one\n2,\n"


def test_parts_below_each_other_share_columns() -> None:
    table = Table.stacked([{"n": np.arange(2), "name": ["a", "b"]}, {"n": [5], "x": [0.5]}])
    assert table.csv() == b"n,name,x\n0,a,\n1,b,\n5,,0.5\n"
