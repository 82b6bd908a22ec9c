"""Where a dragged layer snaps to, and the guides that say why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from gui.canvas.arranging.alignment import Neighbour, equal_gaps, guides, snap

PANEL = QRectF(-80.0, -100.0, 160.0, 140.0)


def others(*positions: tuple[float, float]) -> list[Neighbour]:
    return [Neighbour(place, PANEL.translated(*place)) for place in positions]


def test_alignment_beats_the_grid_only_when_near() -> None:
    assert snap((106.0, 303.0), PANEL, others((101.0, 7.0)), 8.0) == (101.0, 300.0)
    assert snap((120.0, 13.0), PANEL, others((101.0, 7.0)), 8.0) == (120.0, 7.0)
    assert snap((33.0, 33.0), PANEL, [], 8.0) == (40.0, 40.0)


def test_between_two_it_snaps_to_the_middle() -> None:
    row = others((0.0, 0.0), (610.0, 0.0))
    assert snap((311.0, 4.0), PANEL, row, 8.0) == (305.0, 0.0)
    assert snap((280.0, 4.0), PANEL, row, 8.0) == (280.0, 0.0)
    column = others((0.0, 0.0), (0.0, 510.0))
    assert snap((0.0, 251.0), PANEL, column, 8.0) == (0.0, 255.0)


def test_beyond_two_it_snaps_to_their_gap() -> None:
    row = others((0.0, 0.0), (275.0, 0.0))
    assert snap((553.0, 3.0), PANEL, row, 8.0) == (550.0, 0.0)
    assert snap((-271.0, 3.0), PANEL, row, 8.0) == (-275.0, 0.0)


def test_layers_elsewhere_make_no_gaps() -> None:
    row = others((0.0, 1000.0), (610.0, 1000.0))
    assert snap((311.0, 4.0), PANEL, row, 8.0) == (320.0, 0.0)


def test_guides_show_what_is_level_and_which_gaps_are_equal() -> None:
    row = others((0.0, 0.0), (275.0, 0.0))
    lines = [line.toTuple() for line in guides((550.0, 0.0), PANEL, row)]
    assert (-104.0, 0.0, 654.0, 0.0) in lines
    assert (83.0, -30.0, 192.0, -30.0) in lines
    assert (358.0, -30.0, 467.0, -30.0) in lines
    assert guides((553.0, 500.0), PANEL, row) == []
    column = [line.toTuple() for line in guides((0.0, 300.0), PANEL, others((0.0, 0.0)))]
    assert column == [(0.0, -124.0, 0.0, 364.0)]


@given(st.lists(st.tuples(st.floats(-2e3, 2e3), st.floats(-2e3, 2e3)), max_size=5), st.floats(-2e3, 2e3))
def test_snapping_moves_no_farther_than_its_reach_or_half_the_grid(places: list, x: float) -> None:
    snapped = snap((x, -x), PANEL, others(*places), 8.0)
    assert abs(snapped[0] - x) <= 10.0
    assert abs(snapped[1] + x) <= 10.0
    guides(snapped, PANEL, others(*places))


def test_gaps_that_overlap_are_none() -> None:
    assert equal_gaps((0, 10), [(20, 30), (25, 40)]) == []
    assert equal_gaps((0, 10), [(20, 30), (40, 50)]) == [(10, 20), (30, 40)]
    assert equal_gaps((0, 10), []) == []
    assert equal_gaps((20, 30), [(0, 10), (40.2, 50)]) == [(10, 20), (30, pytest.approx(40.2))]
