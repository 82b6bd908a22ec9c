"""How strong edges must be for full colour and width follows from what they show."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gui.canvas.edges.scale import EdgeScale, chosen_scale, common_scale, full_color_of
from gui.canvas.style import LEVELS, CanvasStyle, weight_levels
from gui.theme import DARK, LIGHT, Theme


@pytest.mark.parametrize(
    ("largest", "full"), [(0.05, 0.05), (0.9, 1.0), (1.0, 1.0), (1.2, 1.5), (5.8, 6.0), (30.0, 30.0), (701.0, 800.0)]
)
def test_full_colour_is_a_round_number_that_the_largest_reaches(largest: float, full: float) -> None:
    assert full_color_of(np.array([0.01, -largest])) == full


def test_where_nothing_is_known_or_all_is_0_there_is_no_full_colour() -> None:
    assert full_color_of(np.zeros(3)) == full_color_of(np.full((2, 2), np.nan)) == 0
    assert common_scale([0.0, 0.0]) == common_scale([]) == EdgeScale()


def test_a_diverged_network_has_a_scale() -> None:
    assert full_color_of(np.array([np.inf, -1.0])) == full_color_of(np.array([1e300])) == 1e6


def test_among_many_weights_a_single_strong_one_does_not_set_the_scale() -> None:
    small = np.random.default_rng(0).uniform(-0.05, 0.05, (20, 50))
    usual = full_color_of(small)
    assert usual < 0.1
    small[3, 7] = -40.0
    assert full_color_of(small) == usual
    small[3, :] = 0.8  # a whole neuron's are no outliers
    assert full_color_of(small) == 0.8
    assert full_color_of(np.array([0.01] * 30 + [0.9])) == 1.0  # of so few the largest counts


def test_removed_edges_are_not_counted_among_those_that_set_the_scale() -> None:
    sparse = np.zeros((100, 100))
    sparse[0, :20] = 0.5
    assert full_color_of(sparse) == full_color_of(np.full(20, 0.5))


@given(arrays(np.float64, (12, 12), elements=st.floats(-3, 3)), st.floats(1, 4))
def test_stronger_weights_never_have_a_smaller_scale(weights: np.ndarray, factor: float) -> None:
    assert full_color_of(factor * weights) >= full_color_of(weights)
    assert full_color_of(-weights) == full_color_of(weights)


def test_the_strongest_connection_sets_the_scale_of_all() -> None:
    assert common_scale([0.5, 6.0, 1.0]) == EdgeScale(6.0, 6.0)
    assert common_scale([0.5, 2.0]) == EdgeScale(5.0, 2.0)  # widths are those of the numbers themselves up to 5


def test_a_chosen_scale_holds_for_colour_and_width() -> None:
    scale = chosen_scale(2.0)
    assert (scale.full_color, scale.full_width) == (2.0, 2.0)
    assert weight_levels(np.array([0.5, -2.0, 8.0]), scale.full_width).tolist() == [12, -24, 24]


def test_where_all_weights_are_small_width_tells_them_apart() -> None:
    small = common_scale([full_color_of(np.array([0.09, -0.03]))])
    strong, weak = weight_levels(np.array([0.09, -0.03]), small.full_width).tolist()
    assert strong >= LEVELS / 2
    assert -strong < weak < 0


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_sign_of_edges_is_seen_beside_a_far_stronger_one(theme: Theme) -> None:
    contributions = np.array([-105.0, 13.0, -13.0, 0.0])
    colors = CanvasStyle(theme).edge_rgba(contributions, full_color_of(contributions)).astype(int)
    _strongest, positive, negative, zero = colors[:, :3]
    assert np.abs(positive - zero).sum() >= 75
    assert np.abs(negative - zero).sum() >= 75


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_sign_of_the_weakest_edge_is_seen_beside_what_marks_it(theme: Theme) -> None:
    pens = CanvasStyle(theme).edge_pens(1.0, EdgeScale(), 1, marked=True)
    negative, zero, positive = (pens[LEVELS + level].color() for level in (-1, 0, 1))
    assert negative.red() - negative.blue() >= 75
    assert positive.blue() - positive.red() >= 75
    assert abs(zero.red() - zero.blue()) < 30


def test_the_finest_lines_of_a_picture_are_as_wide_as_wanted() -> None:
    style = CanvasStyle(LIGHT)
    assert min(pen.widthF() for pen in style.edge_pens(1.0, EdgeScale(), 1000, ratio=2.0)) == 1.0
    assert min(pen.widthF() for pen in style.edge_pens(1.0, EdgeScale(), 1000, ratio=2.0, finest=2.0)) == 2.0
