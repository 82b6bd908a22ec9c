import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.plots.contours import contour, contours, region_borders


def grid(count: int = 50, extent: float = 1.0) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    axis = np.linspace(-extent, extent, count)
    gx, gy = np.meshgrid(axis, axis)
    return axis, axis, gx, gy


@given(st.floats(-3, 3), st.floats(-3, 3), st.floats(-1, 1))
def test_of_a_plane_the_line_is_exact(slope_x: float, slope_y: float, level: float) -> None:
    x, y, gx, gy = grid(12)
    ends = contour(slope_x * gx + slope_y * gy, x, y, level).ends
    points = ends.reshape(-1, 2)
    np.testing.assert_allclose(points @ [slope_x, slope_y], level, atol=1e-9)


def test_of_a_circle_the_line_is_closed_and_has_its_length() -> None:
    x, y, gx, gy = grid(100)
    ends = contour(gx**2 + gy**2, x, y, 0.64).ends
    radius = np.hypot(*ends.reshape(-1, 2).T)
    np.testing.assert_allclose(radius, 0.8, atol=2e-4)
    assert np.hypot(*(ends[:, 2:] - ends[:, :2]).T).sum() == pytest.approx(2 * np.pi * 0.8, rel=1e-3)
    _places, visits = np.unique(np.round(ends.reshape(-1, 2), 9), axis=0, return_counts=True)
    assert set(visits) == {2}


def test_rows_are_y_and_columns_are_x() -> None:
    x, y = np.linspace(0, 1, 5), np.linspace(10, 30, 9)
    ends = contour(np.tile(x, (9, 1)), x, y, 0.6).ends
    np.testing.assert_allclose(ends[:, [0, 2]], 0.6)
    assert (ends[:, [1, 3]].min(), ends[:, [1, 3]].max()) == (10, 30)


@pytest.mark.parametrize(("centre_is_above", "corner"), [(True, (1.0, 0.0)), (False, (0.0, 0.0))])
def test_a_saddle_is_parted_by_its_mean(centre_is_above: bool, corner: tuple[float, float]) -> None:
    high = 3.0 if centre_is_above else 0.5
    values = np.array([[high, -1.0], [-1.0, high]])
    ends = contour(values, np.array([0.0, 1.0]), np.array([0.0, 1.0]), 0.0).ends
    assert len(ends) == 2
    # The corner cut off has a segment that meets both of its edges.
    near = np.abs(ends.reshape(-1, 2, 2) - corner)
    assert (near.min(axis=2).max(axis=1) < 1e-12).sum() == 1


def test_missing_values_have_no_line_and_do_no_harm() -> None:
    x, y, gx, _gy = grid(10)
    values = gx.copy()
    values[3, :] = np.nan
    values[7, 2] = np.inf
    assert np.isfinite(contour(values, x, y, 0.0).ends).all()
    assert len(contour(np.full((10, 10), np.nan), x, y, 0.0).ends) == 0
    assert len(contour(np.ones((10, 10)), x, y, 0.0).ends) == 0
    region_borders(np.full((10, 10, 3), np.inf), x, y)


def test_several_levels_lie_together() -> None:
    x, y, gx, _gy = grid(10)
    ends = contours(gx, x, y, np.array([-0.5, 0.5])).ends
    assert set(np.round(ends[:, 0], 9)) == {-0.5, 0.5}


def test_regions_of_three_scores_meet_at_120_degrees() -> None:
    x, y, gx, gy = grid(60)
    angles = np.array([0, 2, 4]) * np.pi / 3
    scores = gx[..., None] * np.cos(angles) + gy[..., None] * np.sin(angles)
    ends = region_borders(scores, x, y).ends
    middles = (ends[:, :2] + ends[:, 2:]) / 2
    outside = middles[np.hypot(*middles.T) > 0.1]
    direction = np.degrees(np.arctan2(outside[:, 1], outside[:, 0])) % 360
    distance = np.abs(direction[:, None] - [60, 180, 300]).min(axis=1)
    assert distance.max() < 1.0
    assert {int(np.abs(one - np.array([60, 180, 300])).argmin()) for one in direction} == {0, 1, 2}


def test_the_border_of_a_flat_area_is_as_straight_as_the_slope_beside_it() -> None:
    x, y, gx, gy = grid(100)
    ramp = 0.7 * gx + 0.4 * gy - 0.11
    for values in (np.maximum(ramp, 0), np.maximum(ramp, 0) - np.maximum(-gx - 0.8, 0)):
        ends = contour(values.astype(np.float32), x, y, 0.0).ends
        inside = ends[np.abs(ends).max(axis=1) < 0.95].reshape(-1, 2)
        assert len(inside) > 200
        np.testing.assert_allclose(inside @ [0.7, 0.4], 0.11, atol=1e-6)


def test_rounding_draws_nothing_in_a_flat_area() -> None:
    x, y, gx, _gy = grid(60)
    noise = np.random.default_rng(0).choice([-6e-8, 0.0, 6e-8], size=gx.shape)
    values = np.where(gx < 0.3, noise, gx - 0.3).astype(np.float32)
    np.testing.assert_allclose(contour(values, x, y, 0.0).ends[:, [0, 2]], 0.3, atol=1e-4)


def test_what_only_touches_the_level_from_below_has_no_line() -> None:
    x, y, gx, gy = grid(40)
    assert len(contour(-np.maximum(gx + gy, 0), x, y, 0.0).ends) == 0
    assert len(contour(np.zeros((40, 40)), x, y, 0.0).ends) == 0
