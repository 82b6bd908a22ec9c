"""How a film's frames are shared out to the moments of a run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize

from gui.timeline.film.plan import MOST_RATE, MOST_SECONDS, MOST_WIDTH, FilmPlan, Shot


@given(st.integers(1, 1000), st.integers(1, MOST_RATE), st.integers(1, MOST_SECONDS))
def test_a_film_is_as_long_as_was_chosen_and_ends_where_the_run_does(moments: int, rate: int, seconds: int) -> None:
    shots = FilmPlan(frames_per_second=rate, seconds=seconds).shots(moments)
    assert sum(shot.frames for shot in shots) == rate * seconds
    assert all(shot.frames > 0 for shot in shots)
    places = [shot.moment for shot in shots]
    assert places == sorted(set(places))
    assert places[-1] == moments - 1
    assert places[0] == 0 or len(places) == 1


def test_moments_are_seen_evenly_and_the_last_a_while() -> None:
    shots = FilmPlan(frames_per_second=10, seconds=1).shots(3)
    assert shots == (Shot(0, 3), Shot(1, 3), Shot(2, 4))


@pytest.mark.parametrize(
    ("natural", "width", "size"),
    [
        (QSize(400, 300), 800, QSize(800, 600)),
        (QSize(301, 200), 333, QSize(332, 222)),
        (QSize(5000, 3), 160, QSize(160, 16)),
        (QSize(3, 5000), 160, QSize(160, 2 * MOST_WIDTH)),
    ],
)
def test_the_height_follows_and_both_sides_are_even(natural: QSize, width: int, size: QSize) -> None:
    assert FilmPlan(width=width).size(natural) == size
