"""Tables of numbers are read as people and spreadsheets write them; a damaged one gives one sentence."""

import contextlib
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data import importing, text_table
from engine.data.data_set import Task
from engine.data.importing import read_labelled_csv, read_points_csv
from engine.errors import DataError


@pytest.fixture
def points_file(tmp_path: Path):
    def write(content: str | bytes) -> Path:
        path = tmp_path / "points.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize(
    "content",
    [
        "0,1.5\n-2,3e2\n",
        "0,1.5\r\n-2,3e2\r\n",
        "0,1.5\r-2,3e2",
        "x1,x2\n0,1.5\n-2,3e2",
        "# x1, x2\n0, 1.5\n-2, 3e2\n",
        "\n  \nx1;x2\n\n0;1.5\n;\n-2;3e2\n\n",
        "x₁\tx₂\n0\t1.5\n-2\t3e2\n",
        "0;1,5\n-2;3e2\n",
        "0\t1,5\n-2\t3e2\n",
        '"x1","x2"\n"0","1.5"\n"-2","3e2"\n',
        b"\xef\xbb\xbf0,1.5\n-2,3e2\n",
    ],
)
def test_table_is_read_however_it_is_separated(points_file, content):
    points = read_points_csv(points_file(content))
    assert points.tolist() == [[0, 1.5], [-2, 300]]
    assert points.dtype == np.float64
    assert not points.flags.writeable


def test_one_column_needs_no_separator_and_a_path_may_be_text(points_file):
    assert read_points_csv(str(points_file("1\n2\n3"))).tolist() == [[1], [2], [3]]


@given(
    st.lists(st.tuples(*[st.floats(allow_nan=False, allow_infinity=False)] * 3), min_size=1), st.sampled_from(",;\t")
)
def test_numbers_written_and_read_are_the_same_to_the_bit(tmp_path_factory, rows, separator):
    path = tmp_path_factory.mktemp("points") / "points.csv"
    path.write_text("\n".join(separator.join(map(repr, row)) for row in rows))
    assert np.array_equal(read_points_csv(path), np.array(rows))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "the file has no points: it needs a line of numbers for each."),
        ("\n \n", "the file has no points: it needs a line of numbers for each."),
        ("x1,x2\n", "the file has no points: it needs a line of numbers for each."),
        ("1,2\n3,abc\n", "line 2, column 2: “abc” is not a finite number."),
        ("1,abc\n3,4\n", "line 1, column 2: “abc” is not a finite number."),
        ("x1,x2\n\n1,2\nnan,4\n", "line 4, column 1: “nan” is not a finite number."),
        ("1,1e999\n", "line 1, column 2: “1e999” is not a finite number."),
        ("1,2\n3,1_000\n", "line 2, column 2: “1_000” is not a finite number."),
        ("1,2\n3,\n", "line 2, column 2: the cell is empty."),
        ("1,2\n3,\x1b[2J\n", "line 2, column 2: “�[2J” is not a finite number."),
        ("1,2\n3," + "9z" * 100, "line 2, column 2: “" + "9z" * 15 + "…” is not a finite number."),
        ("1,2\n3,4,5\n", "line 2 has 3 columns, but the lines before it have 2."),
        ("x1,x2,x3\n3,4\n", "line 2 has 2 columns, but the lines before it have 3."),
        (b"1,2\n3,\xff\xfe\n", "line 2 is not text in UTF-8."),
        ("1,2\n".encode("utf-16"), "line 1 is not text in UTF-8."),
        ("1," + "2" * 200_000, "line 1 cannot be read (field larger than field limit (131072))."),
    ],
)
def test_damaged_table_is_refused_with_line_and_column(points_file, content, problem):
    path = points_file(content)
    with pytest.raises(DataError) as error:
        read_points_csv(path)
    assert str(error.value) == f"{path}: {problem}"


@given(st.binary(max_size=200))
def test_any_bytes_give_finite_points_or_a_data_error(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("points") / "points.csv"
    path.write_bytes(content)
    with contextlib.suppress(DataError):
        points = read_points_csv(path)
        assert points.size > 0
        assert np.isfinite(points).all()


def test_file_that_is_missing_or_no_file_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"none\.csv: the file cannot be read"):
        read_points_csv(tmp_path / "none.csv")
    with pytest.raises(DataError, match="this is not a file"):
        read_points_csv(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes exist on Unix only")
def test_pipe_is_refused_rather_than_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DataError, match="this is not a file"):
        read_points_csv(tmp_path / "pipe")


def test_absurdly_large_file_is_refused_before_it_is_read_whole(tmp_path):
    path = tmp_path / "points.csv"
    with path.open("wb") as file:
        file.truncate(text_table.MAXIMUM_FILE_BYTES + 1)  # a sparse file: no disk is used
    with pytest.raises(DataError, match="the file is larger than 64 MiB, the most that is read"):
        read_points_csv(path)


def test_more_values_than_fit_are_refused(points_file, monkeypatch):
    monkeypatch.setattr(importing, "MAXIMUM_VALUE_COUNT", 5)
    assert read_points_csv(points_file("1,2\n3,4\n")).shape == (2, 2)
    with pytest.raises(DataError, match="line 3 exceeds the 5 values that are read at most"):
        read_points_csv(points_file("1,2\n3,4\n5,6\n"))


LABELLED = """sepal,petal,species
5.1,1.4,setosa
6.2,4.5,versicolor
5.9,5.1,virginica
5.0,1.3,setosa
"""


def test_the_last_column_is_the_target_and_words_are_classes_in_their_order(points_file):
    points = read_labelled_csv(points_file(LABELLED))
    assert points.inputs.tolist() == [[5.1, 1.4], [6.2, 4.5], [5.9, 5.1], [5.0, 1.3]]
    assert points.targets.tolist() == [[0], [1], [2], [0]]
    assert points.task is Task.MULTICLASS
    assert points.input_names == ("sepal", "petal")
    assert points.class_names == ("setosa", "versicolor", "virginica")


def test_a_column_called_target_is_the_target_wherever_it_stands(points_file):
    points = read_labelled_csv(points_file("Label;a;b\n-1;0,5;2\n1;1,5;3\n"))
    assert points.inputs.tolist() == [[0.5, 2], [1.5, 3]]
    assert points.targets.tolist() == [[0], [1]]
    assert points.task is Task.BINARY
    assert points.class_names == ("-1", "1")
    assert points.input_names == ("a", "b")


def test_numbers_that_are_no_classes_are_values_to_predict(points_file):
    points = read_labelled_csv(points_file("0,0.5\n1,1.25\n2,3\n"))
    assert points.task is Task.REGRESSION
    assert points.targets.tolist() == [[0.5], [1.25], [3]]
    assert points.input_names == points.class_names == ()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("1\n2\n", "one column only"),
        ("1,2,\n3,4,yes\n", "line 1, column 3: the target is missing"),
        ("a,b\n", "no points"),
        ("1,yes\n2,yes\n", "all points are of one class, “yes”"),
        ("x,class\n1,a\nq,b\n", "line 3, column 1: “q” is not a finite number"),
        ("".join(f"{number},w{number}\n" for number in range(200)), "200 different ones"),
    ],
)
def test_what_cannot_be_labelled_points_is_refused_with_the_place(points_file, content, sentence):
    with pytest.raises(DataError, match=r"^points.csv: ") as refused:
        read_labelled_csv(points_file(content))
    assert sentence in str(refused.value)
