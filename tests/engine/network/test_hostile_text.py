"""Texts made to keep the window waiting: reading or refusing them takes time in proportion to their length."""

import contextlib
import time
from collections.abc import Callable

import pytest

from engine.errors import EngineError
from engine.network.matrix_text import parse_matrix, read_weights_and_biases
from engine.network.shape_text import is_like_shape, parse_shape

SHORT, FACTOR = 400, 16
# A time that grows with the square of the length would be 256 times as long.
GENEROUS = 80
LEAST_SECONDS = 0.0005


@pytest.mark.parametrize(
    "text_of_length",
    [
        pytest.param(lambda n: ";".join("1" * n), id="one line of semicolons"),
        pytest.param(lambda n: ";".join("1" * n) + "x", id="one line of semicolons and a word"),
        pytest.param(lambda n: "; " * n + "\n" + "; " * n, id="semicolons and blanks"),
        pytest.param(lambda n: "np.array([[1]]" + " " * n + "x", id="blanks after a list"),
        pytest.param(lambda n: "np.array([[1]], dtype=" + " " * n + "[", id="blanks in an argument"),
        pytest.param(lambda n: "array" + " " * n + "[[1]]", id="blanks before a bracket"),
        pytest.param(lambda n: "Parameter containing:" + " " * n + "x", id="blanks before a name"),
        pytest.param(lambda n: "[[sqrt(4" + ", 1" * n + "]]", id="an open parenthesis before many entries"),
        pytest.param(lambda n: "[[" + "1, " * n + "sqrt(4)]]", id="a parenthesis after many entries"),
        pytest.param(lambda n: "[[sqrt(4)" + " " * n + "x", id="blanks after a parenthesis"),
        pytest.param(lambda n: "[" * n, id="brackets"),
        pytest.param(lambda n: "[[" + "(" * n + "]]", id="parentheses"),
        pytest.param(lambda n: r"\sqrt{" * n + "4" + "}" * n + "&1", id="roots in roots"),
        pytest.param(lambda n: r"\frac{1}{" * n + "4" + "}" * n + "&1", id="fractions in fractions"),
        pytest.param(lambda n: r"1 \\[" * n, id="row ends begun"),
        pytest.param(lambda n: r"\begin{a" * n, id="environments begun"),
        pytest.param(lambda n: "1" * n + r"& 1 \times" + " " * n, id="a power of ten begun"),
        pytest.param(lambda n: r"\\pi" + "\\" * (2 * n + 1), id="backslashes doubled but for one"),
        pytest.param(lambda n: "\\" * n, id="backslashes"),
        pytest.param(lambda n: "|" * n + "x", id="columns of nothing"),
        pytest.param(lambda n: "1\t" * n + "x", id="tabs"),
        pytest.param(lambda n: "1 " * n + "x", id="blanks"),
    ],
)
def test_a_matrix_is_read_or_refused_in_a_time_that_grows_with_its_text_alone(
    text_of_length: Callable[[int], str],
) -> None:
    short, long = (seconds_for(parse_matrix, text_of_length(length)) for length in (SHORT, FACTOR * SHORT))
    assert long < GENEROUS * max(short, LEAST_SECONDS)


@pytest.mark.parametrize("text", ["b,", "W ", "\n", "W_", "import ", "W = 1\nb = +, ", r"W = 1\quad", "[W|"])
def test_weights_and_biases_are_found_in_a_time_that_grows_with_the_text_alone(text: str) -> None:
    short, long = (seconds_for(read_weights_and_biases, text * length) for length in (SHORT, FACTOR * SHORT))
    assert long < GENEROUS * max(short, LEAST_SECONDS)


@pytest.mark.parametrize("text", ["2{}!", "2-8{}", "2-8t{}1", "{}"])
@pytest.mark.parametrize("read", [is_like_shape, parse_shape])
def test_a_shape_is_read_or_refused_in_a_time_that_grows_with_its_blanks_alone(
    read: Callable[[str], object], text: str
) -> None:
    short, long = (seconds_for(read, text.format(" " * length)) for length in (SHORT, FACTOR * SHORT))
    assert long < GENEROUS * max(short, LEAST_SECONDS)


def seconds_for(read: Callable[[str], object], text: str) -> float:
    """The least of three tries: what else the machine does must not count."""
    tries = []
    for _ in range(3):
        start = time.process_time()
        with contextlib.suppress(EngineError):
            read(text)
        tries.append(time.process_time() - start)
    return min(tries)
