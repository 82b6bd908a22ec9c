"""A history of any length keeps to a bounded number of rows, and looks as before."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.network.model import Parameters
from engine.project.history import HISTORY_COLUMNS, MOST_ROWS, thinned
from engine.project.project import Run


def history(losses: np.ndarray, validation: np.ndarray | None = None) -> np.ndarray:
    rows = np.zeros((len(losses), len(HISTORY_COLUMNS)))
    rows[:, 0] = rows[:, 1] = np.arange(len(losses))
    rows[:, 2], rows[:, 3] = losses, np.nan if validation is None else validation
    return rows


def test_a_million_rows_become_no_more_than_the_most_and_spread_evenly() -> None:
    generator = np.random.default_rng(0)
    long = history(np.exp(-np.arange(10**6) / 1e5) + 0.01 * generator.random(10**6))
    run = Run(Parameters((), ()), history=long)
    assert MOST_ROWS / 4 < len(run.history) <= MOST_ROWS
    assert np.diff(run.history[:, 1]).max() < 3 * 10**6 / (MOST_ROWS / 6)


def test_a_short_history_stays_as_it_is() -> None:
    short = history(np.arange(100.0))
    assert thinned(short) is short


@given(st.lists(st.floats(-1e6, 1e6), min_size=61, max_size=300), st.integers(0, 2**32 - 1), st.booleans())
def test_first_last_lowest_and_highest_rows_stay(losses: list[float], seed: int, is_measured: bool) -> None:
    validation = np.random.default_rng(seed).random(len(losses)) if is_measured else None
    long = history(np.array(losses), validation)
    kept = thinned(long, 60)

    assert len(kept) <= 60
    assert (np.diff(kept[:, 0]) > 0).all()
    np.testing.assert_array_equal(kept[[0, -1]], long[[0, -1]])
    assert (kept[:, 2].min(), kept[:, 2].max()) == (min(losses), max(losses))
    if validation is not None:
        assert kept[:, 3].min() == validation.min()


def test_rows_of_one_epoch_are_thinned_too() -> None:
    rows = history(np.arange(200.0))
    rows[:, 1] = 3.0
    assert len(thinned(rows, 60)) <= 60
