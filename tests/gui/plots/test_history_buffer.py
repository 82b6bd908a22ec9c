import math

import numpy as np
import pytest

from engine.project.history import HISTORY_COLUMNS
from gui.plots.history_buffer import HistoryBuffer, peak_decimated, visible_part
from gui.plots.log_ticks import logarithmic_ticks


def test_rows_added_bit_by_bit_are_those_added_at_once() -> None:
    rows = np.random.default_rng(0).normal(size=(5000, len(HISTORY_COLUMNS)))
    at_once, bit_by_bit = HistoryBuffer(), HistoryBuffer()
    at_once.append(rows)
    for part in np.array_split(rows, 37):
        bit_by_bit.append(part)
    assert len(bit_by_bit) == 5000
    for index, name in ((1, "epoch"), (3, "validation_loss")):
        np.testing.assert_array_equal(bit_by_bit.column(name), rows[:, index])
        np.testing.assert_array_equal(at_once.column(name), rows[:, index])


def test_decimation_keeps_every_peak_in_its_place() -> None:
    x = np.arange(1_000_001.0)
    y = np.zeros_like(x)
    y[[123_456, 999_999]] = 5.0, -3.0
    few_x, few_y = peak_decimated(x, y, 500)
    assert len(few_x) == len(few_y) < 4000
    assert few_x[few_y.argmax()] == pytest.approx(123_456, abs=2100)
    assert (few_y.min(), few_y.max()) == (-3, 5)
    assert (np.diff(few_x) >= 0).all()


def test_decimation_draws_no_line_through_points_that_never_were() -> None:
    """A run of 200,000 epochs was thinned when it ended; another one adds a row for each epoch."""
    x = np.concatenate([np.arange(0.0, 200_000.0, 20.0), np.arange(200_000.0, 297_000.0)])
    y = 1.75 * np.exp(-x / 200.0)
    few_x, few_y = peak_decimated(x, y, 150)
    assert len(few_x) < 4 * 150
    between = np.linspace(0.0, 297_000.0, 10_000)
    drawn = np.interp(between, few_x, few_y)
    beside = np.interp(np.maximum(between - 2 * 297_000 / 150, 0.0), x, y)  # no more than two stretches off
    assert (drawn <= beside + 1e-9).all()


def test_decimation_keeps_the_ends_of_a_gap() -> None:
    x = np.concatenate([np.linspace(0.0, 10.0, 500), np.linspace(90.0, 100.0, 500)])
    y = np.where(x < 50.0, np.sin(20 * x), 5.0 + np.sin(20 * x))
    few_x, few_y = peak_decimated(x, y, 20)
    gap = int(np.diff(few_x).argmax())
    assert (few_x[gap], few_x[gap + 1]) == (10.0, 90.0)
    assert (few_y[gap], few_y[gap + 1]) == (y[499], y[500])


def test_decimation_leaves_short_curves_alone_and_keeps_what_is_missing_missing() -> None:
    x = np.arange(10.0)
    assert peak_decimated(x, x, 100)[1] is x
    y = np.full(1000, np.nan)
    assert np.isnan(peak_decimated(np.arange(1000.0), y, 10)[1]).all()


def test_the_visible_part_reaches_one_row_beyond_the_range() -> None:
    x = np.arange(10.0)
    assert visible_part(x, 2.5, 4.5) == slice(2, 6)
    assert visible_part(x, -5.0, 50.0) == slice(0, 10)


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (-2.1, 0.1, ["0.01", "0.1", "1"]),
        (-1.05, 0.05, ["0.1", "0.2", "0.5", "1"]),
        (-6.0, 6.0, ["10⁻⁶", "0.0001", "0.01", "1", "100", "10,000", "10⁶"]),
    ],
)
def test_a_logarithmic_axis_has_round_labels(low: float, high: float, labels: list[str]) -> None:
    ticks = sorted(logarithmic_ticks(low, high)[0])
    assert [label for _place, label in ticks] == labels
    assert all(low <= place <= high for place, _label in ticks)


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (0.07816, 0.1726, ["0.08", "0.10", "0.12", "0.14", "0.16"]),
        (0.08, 0.24, ["0.10", "0.15", "0.20"]),
        (0.52341, 0.52344, ["0.52341", "0.52342", "0.52343", "0.52344"]),
        (3e-7, 4.2e-7, ["3e−7", "3.5e−7", "4e−7"]),
        (0.04, 0.6, ["0.1", "0.05", "0.2", "0.5"]),
    ],
)
def test_a_logarithmic_axis_has_round_labels_where_it_is_short_too(low: float, high: float, labels: list[str]) -> None:
    shown, *_minor = logarithmic_ticks(math.log10(low) - 1e-9, math.log10(high) + 1e-9)
    assert [label for _place, label in shown] == labels
    for place, label in shown:
        assert 10.0**place == pytest.approx(float(label.replace("−", "-")), rel=1e-6)
