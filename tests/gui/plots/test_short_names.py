"""Names shortened to the room there is, and lists that show them."""

import pytest
from PySide6.QtGui import QFont, QFontMetricsF
from pytestqt.qtbot import QtBot

from gui.plots.short_names import fitting_form, short_forms

IRIS = ("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)")


@pytest.mark.parametrize(
    ("name", "names", "forms"),
    [
        ("sepal width (cm)", IRIS, ("sepal width (cm)", "sepal width", "s. width")),
        ("mean radius", ("mean radius", "worst area"), ("mean radius", "m. radius")),
        ("x₁", ("x₁", "x₂"), ("x₁",)),
        ("width", ("width", "sepal width"), ("width",)),
        ("width", ("width",), ("width",)),
    ],
)
def test_what_all_share_goes_first(name: str, names: tuple[str, ...], forms: tuple[str, ...]) -> None:
    assert short_forms(name, names) == forms


def test_names_stay_apart_as_long_as_there_is_room_for_that(qtbot: QtBot) -> None:
    metrics = QFontMetricsF(QFont())
    forms = [short_forms(name, IRIS) for name in IRIS]
    for shown in range(3):
        room = max(metrics.horizontalAdvance(form[shown]) for form in forms)
        assert len({fitting_form(form, room, metrics) for form in forms}) == len(IRIS)
    assert "…" in fitting_form(forms[0], metrics.horizontalAdvance("s.…th"), metrics)
