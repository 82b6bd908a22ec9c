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


def test_a_narrow_one_has_short_names_and_leaves_out_the_difference_but_of_the_distance(qtbot: QtBot) -> None:
    table = DeltaTable()
    qtbot.addWidget(table)
    table.resize(600, 200)
    table.show()
    found = [Change("Validation accuracy", 0.25, 0.5, 0.25), Change("Distance ‖Δθ‖", math.nan, math.nan, 2.0)]
    table.show_changes(("Start", "End"), found)
    shown, names = [], set()
    for width in range(600, 100, -1):
        table.resize(width, 200)
        columns = [column for column in range(1, 4) if not table.isColumnHidden(column)]
        names.add(table.item(0, 0).text())
        texts = [[table.item(row, column).text() for column in columns] for row in range(2)]
        if texts not in shown:
            shown.append(texts)
        if "…" in table.item(0, 0).text():
            break
    assert shown == [[["0.25", "0.5", "+0.25"], ["", "", "2"]], [["0.25", "0.5"], ["", "2"]]]
    assert {"Validation accuracy", "Val. accuracy"} <= names
