"""The table of what changed between two moments."""

import math

import pytest
from pytestqt.qtbot import QtBot

from gui.plots.moments.delta_table import Change, DeltaTable


@pytest.mark.parametrize(
    ("change", "texts"),
    [
        (Change("Training loss", 0.69314718, 0.69314719, 1e-8), ["0.69314718", "0.69314719", "+1e−8"]),
        (Change("Training loss", 0.25, math.nan, math.nan), ["0.25", "", "–"]),
        (Change("Training loss", math.nan, 0.25, math.nan), ["", "0.25", "–"]),
        (Change("Distance ‖Δθ‖", math.nan, math.nan, 2.0), ["", "", "2"]),
    ],
)
def test_each_moment_tells_the_number_that_it_has(change: Change, texts: list[str], qtbot: QtBot) -> None:
    table = DeltaTable()
    qtbot.addWidget(table)
    table.show_changes(("start", "end"), [change])
    found = [table.item(0, column) for column in range(4)]
    assert [item.text() for item in found if item is not None] == [change.name, *texts]
