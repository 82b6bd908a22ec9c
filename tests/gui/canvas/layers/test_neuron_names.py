"""Names beside neurons fit and can be told apart."""

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from gui.canvas.layers.neuron_names import fitting_names, name_width
from gui.canvas.style import CanvasStyle
from gui.theme import LIGHT

WIDTH = name_width(20.0)


@pytest.mark.parametrize(
    "names",
    [
        ("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"),
        ("concentration_before", "concentration_after"),
        ("measurementnumberone", "measurementnumbertwo"),
        ("x₁", "x₂"),
    ],
)
def test_they_stay_different_and_within_their_room(qapp: QApplication, names: tuple[str, ...]) -> None:
    style = CanvasStyle(LIGHT)
    lines = fitting_names(names, style, WIDTH)
    assert len(set(lines)) == len(names)
    for one in lines:
        font = style.symbol_font if len(one) == 1 and one[0] in names else style.small_font
        assert all(QFontMetricsF(font).horizontalAdvance(line) <= WIDTH + 1 for line in one)


def test_a_unit_is_left_out_before_anything_else(qapp: QApplication) -> None:
    lines = fitting_names(("sepal length (cm)", "sepal width (cm)"), CanvasStyle(LIGHT), WIDTH)
    assert lines == (("sepal", "length"), ("sepal", "width"))
    same = fitting_names(("petal length (cm)", "petal length (in)"), CanvasStyle(LIGHT), WIDTH)
    assert same[0] != same[1]


def test_short_names_stand_as_they_are(qapp: QApplication) -> None:
    assert fitting_names(("age", "sepal length"), CanvasStyle(LIGHT), WIDTH) == (("age",), ("sepal", "length"))
