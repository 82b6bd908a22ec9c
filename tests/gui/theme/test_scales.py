"""Colour scales as a reader of the picture sees them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.theme import DARK, LIGHT, Theme, contrast_ratio, mixed

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


@THEMES
def test_sign_has_its_colour_and_zero_is_grey(theme: Theme) -> None:
    for scale in (theme.signed, theme.field):
        assert scale.color(-2.0, 2.0).name().upper() == scale.negative
        assert scale.color(0.0, 2.0).name().upper() == scale.zero
        assert scale.color(2.0, 2.0).name().upper() == scale.positive
        red, _, blue, _ = scale.color(-2.0, 2.0).getRgb()
        assert red > blue
        red, _, blue, _ = scale.color(2.0, 2.0).getRgb()
        assert blue > red


@THEMES
def test_beyond_the_scale_the_colour_stays(theme: Theme) -> None:
    assert theme.signed_color(1e9, 1.0) == theme.signed_color(1.0, 1.0)
    assert theme.signed_color(-np.inf, 1.0) == theme.signed_color(-1.0, 1.0)


@THEMES
def test_an_array_is_coloured_as_its_entries_are(theme: Theme) -> None:
    values = np.array([[-1.0, -0.3], [0.0, 0.7]])
    colors = theme.signed_rgba(values, 1.0)
    assert (colors.dtype, colors.shape) == (np.uint8, (2, 2, 4))
    for index in np.ndindex(2, 2):
        assert tuple(colors[index]) == theme.signed_color(float(values[index]), 1.0).getRgb()


@THEMES
def test_what_is_no_number_is_transparent(theme: Theme) -> None:
    assert theme.field_rgba([np.nan, 1.0], 1.0)[:, 3].tolist() == [0, 255]
    assert theme.sequential.rgba([np.nan, 1.0], 1.0)[:, 3].tolist() == [0, 255]


@THEMES
def test_a_scale_of_nothing_shows_the_sign(theme: Theme) -> None:
    assert theme.signed_color(0.0, 0.0).name().upper() == theme.signed.zero
    assert theme.signed_color(0.1, 0.0).name().upper() == theme.signed.positive


@THEMES
def test_counts_run_from_the_background_to_full_colour(theme: Theme) -> None:
    low, high = theme.sequential.rgba([0.0, 7.0], 7.0)
    assert "#{:02X}{:02X}{:02X}".format(*low[:3]) == theme.sequential.low
    assert "#{:02X}{:02X}{:02X}".format(*high[:3]) == theme.sequential.high


@given(st.floats(-5, 5), st.floats(-5, 5))
def test_more_weight_never_looks_like_less(first: float, second: float) -> None:
    """Away from zero the colour moves steadily towards its end: distance from grey grows with |w|."""
    small, large = sorted((abs(first), abs(second)))
    grey = LIGHT.signed_rgba(0.0, 5.0).astype(int)
    distances = [np.abs(LIGHT.signed_rgba(value, 5.0).astype(int) - grey).sum() for value in (small, large)]
    assert distances[0] <= distances[1]


def test_contrast_has_its_textbook_values() -> None:
    assert contrast_ratio("#FFFFFF", "#000000") == pytest.approx(21.0)
    assert contrast_ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast_ratio("#123456", "#123456") == 1.0


def test_mixing_reaches_both_ends() -> None:
    assert [mixed("#D85F00", "#1670C9", fraction) for fraction in (0.0, 1.0)] == ["#D85F00", "#1670C9"]


def test_widths_run_from_one_to_ten_pixels_for_weights_up_to_five() -> None:
    assert LIGHT.connection_widths([0.0, 2.5, -5.0, 50.0]).tolist() == [1.0, 5.5, 10.0, 10.0]
    assert LIGHT.scaled(2.0).connection_widths([-5.0]).tolist() == [20.0]
