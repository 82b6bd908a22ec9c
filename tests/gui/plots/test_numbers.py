import pytest

from gui.plots.axis import tick_label
from gui.plots.numbers import readable, readable_apart, readable_within


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (-0.0, "0"), (0.001234, "0.001234"), (1e-6, "1e−6"), (2.94e5, "2.94e5"),
        (1e6, "1e6"), (-2.5, "−2.5"), (1234.56, "1235"), (0.5, "0.5"),
        (float("nan"), "–"), (float("inf"), "∞"), (float("-inf"), "−∞"),
    ],
)  # fmt: skip
def test_numbers_are_short_and_in_one_notation(value: float, text: str) -> None:
    assert readable(value) == text


@pytest.mark.parametrize(
    ("value", "extent", "text"),
    [(0.99812, 1.36, "0.998"), (1.23456, 1.36, "1.235"), (600123.0, 9e5, "6.001e5"), (0.0001, 1.36, "0")],
)
def test_a_place_is_told_as_exactly_as_the_view_can_show_it(value: float, extent: float, text: str) -> None:
    assert readable_within(value, extent) == text


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [
        (-0.4, 0.2, "−0.4"), (1e-17, 0.2, "0"), (0.25, 0.05, "0.25"), (2000.0, 1000.0, "2000"), (6e5, 2e5, "600,000"),
        (1.25e5, 5e3, "125,000"), (0.0004, 0.0002, "0.0004"), (2e-6, 1e-6, "2e−6"),
    ],
)  # fmt: skip
def test_ticks_have_short_labels(value: float, step: float, text: str) -> None:
    assert tick_label(value, step) == text


@pytest.mark.parametrize(
    ("first", "second", "texts"),
    [
        (0.5, 0.25, ("0.5", "0.25")),
        (0.6931472, 0.6931461, ("0.693147", "0.693146")),
        (1.0, 1.0, ("1", "1")),
        (1.0, 1.0 + 2**-52, ("1", "1.0000000000000002")),
        (float("nan"), float("nan"), ("–", "–")),
    ],
)
def test_two_values_are_told_apart(first: float, second: float, texts: tuple[str, str]) -> None:
    assert readable_apart(first, second) == texts
