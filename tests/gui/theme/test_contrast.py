"""Everyone can read it: contrast ratios of WCAG 2, 4.5 for text and 3 for marks and lines."""

import pytest
from PySide6.QtGui import QColor

from gui.theme import DARK, LIGHT, Theme, contrast_ratio

TEXT, MARK = 4.5, 3.0
SURFACES = ("window", "panel", "raised", "hover", "canvas", "plot_background", "layer_fill", "neuron_fill")
SOFT_SURFACES = ("accent_soft", "selection", "info_soft", "success_soft", "warning_soft", "error_soft", "pressed")

pytestmark = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def color(theme: Theme, name: str) -> str:
    value: str = getattr(theme.palette, name)
    return value


def too_faint(theme: Theme, inks: tuple[str, ...], grounds: tuple[str, ...], least: float) -> list[str]:
    """Name every pair of palette colours that is less than `least` apart."""
    return [
        f"{ink} on {ground}"
        for ink in inks
        for ground in grounds
        if contrast_ratio(color(theme, ink), color(theme, ground)) < least
    ]


def test_text_is_readable(theme: Theme) -> None:
    assert too_faint(theme, ("text",), SURFACES + SOFT_SURFACES, TEXT) == []


def test_secondary_and_coloured_text_is_readable(theme: Theme) -> None:
    inks = ("text_muted", "accent", "error", "warning", "success", "info")
    grounds = ("window", "panel", "raised", "canvas", "plot_background", "layer_fill")
    assert too_faint(theme, inks, grounds, TEXT) == []


def test_text_on_coloured_ground_is_readable(theme: Theme) -> None:
    assert too_faint(theme, ("on_accent",), ("accent_fill", "danger_fill"), TEXT) == []
    assert too_faint(theme, ("on_tooltip",), ("tooltip",), TEXT) == []
    assert too_faint(theme, ("plot_text",), ("plot_background",), TEXT) == []


def test_both_signs_stand_out_from_the_ground(theme: Theme) -> None:
    for end in (theme.signed.negative, theme.signed.positive):
        for ground in ("canvas", "plot_background", "panel", "layer_fill"):
            assert contrast_ratio(end, color(theme, ground)) >= MARK


def test_classes_stand_out_from_the_plot(theme: Theme) -> None:
    for class_color in theme.class_colors:
        assert contrast_ratio(class_color, theme.palette.plot_background) >= MARK


def test_the_boundary_line_stands_out_from_both_regions(theme: Theme) -> None:
    for ground in (theme.field.negative, theme.field.zero, theme.field.positive):
        assert contrast_ratio(theme.palette.boundary_line, ground) >= MARK


def test_binary_classes_wear_the_colours_of_the_signs(theme: Theme) -> None:
    assert theme.class_color(0) == QColor(theme.signed.negative)
    assert theme.class_color(1) == QColor(theme.signed.positive)
    assert len(set(theme.class_colors)) == 10
    assert theme.class_color(10) == theme.class_color(0)


def test_signs_differ_without_colour_vision(theme: Theme) -> None:
    """Orange and blue keep apart in the blue-yellow sense that red-green blindness leaves (Viénot et al. 1999)."""
    for end, other in ((theme.signed.negative, theme.signed.positive), (theme.field.negative, theme.field.positive)):
        blueness = [QColor(value).blue() - (QColor(value).red() + QColor(value).green()) / 2 for value in (end, other)]
        assert blueness[1] - blueness[0] > 100
