"""What numbers a text may mean, and which of them is meant."""

import pytest

from engine.errors import EngineError
from engine.network.matrix_text import fitting_reading, read_numbers
from engine.network.matrix_text.reading import LEAST_ENTRIES, LONGEST_ENTRY


@pytest.mark.parametrize(
    ("text", "sizes", "expected"),
    [
        ("0,5", [1], [[0.5]]),
        ("0,5", [2], [[0.0, 5.0]]),
        ("0,5", [4, 1], [[0.5]]),
        ("0,5\n1,5", [2], [[0.5], [1.5]]),
        ("0,5\n1,5", [4], [[0.0, 5.0], [1.0, 5.0]]),
        ("0,5\n1,5", [], [[0.0, 5.0], [1.0, 5.0]]),
        ("0,5\n1,5", [3], [[0.0, 5.0], [1.0, 5.0]]),
        ("1/3", [7], [[1 / 3]]),
        ("1 2", [1], [[1.0, 2.0]]),
        ("sqrt(4)\n0,5", [2], [[2.0], [0.5]]),
        ("1,2\n3\n4,5", [3], [[1.2], [3.0], [4.5]]),
    ],
)
def test_the_reading_of_the_size_wished_for_is_meant(text: str, sizes: list[int], expected: list[list[float]]) -> None:
    assert fitting_reading(read_numbers(text), *sizes).tolist() == expected


@pytest.mark.parametrize("sizes", [[], [6], [6, 1]])
def test_a_table_with_a_gap_is_no_column_of_decimal_commas(sizes: list[int]) -> None:
    with pytest.raises(EngineError, match=r"Row 2 has 1 entry, but row 1 has 2\."):
        fitting_reading(read_numbers("1,2\n3\n4,5"), *sizes)


@pytest.mark.parametrize("text", ["", "hello", "0,5\noops", "2020-01-02", "[[2020-01-02]]", "0,5\n2020-01-02"])
def test_what_holds_no_numbers_is_refused(text: str) -> None:
    with pytest.raises(EngineError):
        read_numbers(text)


def test_a_text_far_too_long_for_what_it_is_for_is_refused_unread() -> None:
    text = "oops " * (LONGEST_ENTRY * LEAST_ENTRIES // 5 + 1)
    with pytest.raises(EngineError, match=r"500,005 characters long, but 4 numbers are wanted here\."):
        read_numbers(text, 4)
    with pytest.raises(EngineError, match="1 number is wanted"):
        read_numbers(text, 1)
    with pytest.raises(EngineError, match="“oops” is not a finite number"):
        read_numbers(text, 20_000)
