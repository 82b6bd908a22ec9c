"""Numbers as panels write them."""

import pytest

from gui.panels.notation import cell_text, number_text, share_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (1.0, "1"),
        (-0.5, "−0.5"),
        (1 / 3, "0.3333"),
        (12345.678, "1.235e4"),
        (-1e-7, "−1e−7"),
        (1e20, "1e20"),
    ],
)
def test_numbers_are_short_and_have_a_true_minus(value: float, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize("value", [0.0, 1.0, -0.123456, 1 / 3, -99.999, 123456.7, -1e-7, 1e-300, -1e300])
def test_numbers_fit_into_a_cell(value: float) -> None:
    assert len(cell_text(value)) <= 9


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0%"),
        (1e-17, "0%"),
        (2e-5, "0.1%"),
        (0.0512, "5.1%"),
        (0.9, "90%"),
        (0.9125, "91.2%"),
        (0.9999, "99.9%"),
        (1 - 1e-16, "100%"),
        (1.0, "100%"),
        (1 + 1e-15, "100%"),
    ],
)
def test_shares_are_percentages(share: float, text: str) -> None:
    assert share_text(share) == text
