"""Contours as few long lines: the same ones, with short strokes on their upper side."""

import numpy as np
import pytest

from gui.plots.contours import contour
from gui.plots.polylines import chained, hairs, simplified

AXIS = np.linspace(-2.0, 2.0, 41)
X, Y = np.meshgrid(AXIS, AXIS)
CELL = np.array([0.1, 0.1])
PIXEL = np.array([0.01, 0.01])


def test_a_closed_contour_becomes_one_closed_line() -> None:
    segments = contour(X**2 + Y**2 - 1.0, AXIS, AXIS, 0.0)
    (line,) = chained(segments, CELL)
    np.testing.assert_allclose(line[0], line[-1], atol=1e-9)
    np.testing.assert_allclose(np.hypot(*line.T), 1.0, atol=5e-3)


def test_contours_that_do_not_meet_stay_apart() -> None:
    lines = chained(contour(np.abs(X) - 1.0, AXIS, AXIS, 0.0), CELL)
    assert sorted(round(float(line[0, 0]), 9) for line in lines) == [-1.0, 1.0]
    assert all(len(line) == 41 for line in lines)


def test_all_segments_are_found_again_at_saddles_too() -> None:
    segments = contour(X * Y + 0.0013, AXIS, AXIS, 0.0)
    lines = chained(segments, CELL)
    assert sum(len(line) - 1 for line in lines) == len(segments.ends)


def test_a_straight_line_keeps_its_ends_and_a_bent_one_its_corner() -> None:
    (line,) = chained(contour(X + 2.0 * Y, AXIS, AXIS, 0.0), CELL)
    assert len(simplified(line, PIXEL, 0.5)) == 2
    (bent,) = chained(contour(np.maximum(X, 0.0) + Y, AXIS, AXIS, 0.0), CELL)
    kept = simplified(bent, PIXEL, 0.5)
    assert len(kept) == 3
    np.testing.assert_allclose(kept[1], 0.0, atol=1e-9)


def test_a_curve_stays_within_the_tolerance() -> None:
    (line,) = chained(contour(X**2 + Y**2 - 1.0, AXIS, AXIS, 0.0), CELL)
    kept = simplified(line, PIXEL, 0.5)
    assert len(kept) < len(line)
    middles = (kept[1:] + kept[:-1]) / 2
    assert np.abs(np.hypot(*middles.T) - 1.0).max() < 0.012


@pytest.mark.parametrize("field", [X + 2.0 * Y, X**2 + Y**2 - 1.0, 1.0 - X**2 - Y**2, np.tanh(X * Y - 0.3)])
def test_strokes_stand_on_the_side_above(field: np.ndarray) -> None:
    for line in chained(contour(field, AXIS, AXIS, 0.0), CELL):
        strokes = hairs(line, PIXEL, spacing=20.0, length=8.0)
        assert len(strokes) > 0
        for x, y in strokes[:, 2:]:
            column, row = np.abs(AXIS - np.clip(x, -2, 2)).argmin(), np.abs(AXIS - np.clip(y, -2, 2)).argmin()
            assert field[row, column] > -0.15
        middle = strokes[len(strokes) // 2]
        np.testing.assert_allclose(np.hypot(*((middle[2:] - middle[:2]) / PIXEL)), 8.0)
