"""The weight history plot on a real run: the recorded numbers, what is selected, pinned, and set by hand."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.network.parameters import set_weight
from engine.project.edits import change_training
from engine.project.examples import EXAMPLES
from engine.project.project import Project
from gui.app import Program
from gui.plots.kinds import PLOT_KINDS
from gui.plots.weights.history_plot import WeightHistoryPlot
from gui.plots.weights.lasting_places import PLACES, LastingPlaces
from gui.plots.weights.parameter_items import read, written
from gui.selection import EdgeItem, NeuronItem
from tests.gui.programs import train

EDGE = EdgeItem("L2", "L3", 0, 1)


@pytest.fixture
def project() -> Project:
    return change_training(EXAMPLES["xor-output-trained"].build(), epochs=50)


def opened(program: Program, qtbot: QtBot) -> WeightHistoryPlot:
    name = program.window.open_plots.open(PLOT_KINDS["history"])
    plot = program.window.open_plots[name]
    assert isinstance(plot, WeightHistoryPlot)
    program.window.docks[name].setFloating(True)
    program.window.docks[name].resize(700, 400)
    qtbot.waitUntil(lambda: plot.isVisible() and plot.width() > 600 and plot.graphics.width() > 300)
    return plot


def test_it_shows_what_was_recorded_of_what_is_selected_or_pinned(
    program: Program, qtbot: QtBot, pixel: Callable[[QWidget, QPoint], QColor]
) -> None:
    window = program.window
    train(program, qtbot)
    plot = opened(program, qtbot)
    moments = window.timeline.moments
    assert {track.item for track in plot._tracks} == {EdgeItem("L2", "L3", 0, 0), EDGE, NeuronItem("L3", 0)}
    window.selection.select(EDGE)
    (track,) = plot._tracks
    assert track.name == "w₁₂⁽²⁾"
    np.testing.assert_array_equal(track.values, [moment.parameters.weights[1][0, 1] for moment in moments])
    assert track.start == moments[0].parameters.weights[1][0, 1]
    plot._pin.click()
    window.selection.select(NeuronItem("L3", 0))
    assert [each.name for each in plot._tracks] == ["w₁₂⁽²⁾", "b₁⁽²⁾"]
    last = QPointF(np.log10(1 + moments[-1].step), plot._tracks[1].values[-1])
    place = plot._plot.getViewBox().mapViewToScene(last)
    assert pixel(plot.graphics, plot.graphics.mapFromScene(place)) == plot._chart.color(1)
    plot.pointer.clicked.emit(plot._plot.getViewBox().mapViewToScene(QPointF(last.x(), track.values[-1])))
    assert window.selection.items == (EDGE,)
    table = plot.table()
    assert table is not None
    assert table.names == ("step", "epoch", "w₁₂⁽²⁾")
    window.canvas.display.choose(edge_quantity="change")
    shown = window.canvas.network_scene.connection_graphics(("L2", "L3"))._values.array
    np.testing.assert_array_equal(shown, moments[-1].parameters.weights[1] - moments[0].parameters.weights[1])
    window.reset_run()
    assert window.canvas.network_scene.edges.lacking


def test_a_weight_keeps_its_colour_and_no_number_of_the_list_is_cut(program: Program, qtbot: QtBot) -> None:
    window = program.window
    train(program, qtbot)
    plot = opened(program, qtbot)
    colors = {track.item: plot._chart.color(place) for place, track in enumerate(plot._tracks) if track.item}
    for item in reversed([*colors]):
        window.selection.select(item)
        assert plot._chart.color(0) == colors[item]
    assert len({color.name() for color in colors.values()}) == len(colors)
    window.docks[plot.objectName().removeprefix("plot-")].resize(260, 300)
    qtbot.waitUntil(lambda: plot.width() < 300 and not plot._table.isVisible())
    plot._list.click()
    qtbot.waitUntil(plot._table.isVisible)
    table = plot._table
    for column in range(table.model().columnCount()):
        assert table.columnWidth(column) >= table.sizeHintForColumn(column)
    assert table.model().rowCount() > 0
    plot._list.click()
    assert plot.graphics.isVisible()


def test_places_last_while_others_come_and_go() -> None:
    places = LastingPlaces()
    assert places.of(["a", "b", "c"]) == [0, 1, 2]
    assert places.of(["c", "d"]) == [2, 3]
    assert places.of(["d", "a", "b"]) == [3, 0, 1]
    many = places.of([f"{number}" for number in range(PLACES)])
    assert sorted(many) == [*range(PLACES)]
    again = places.of(["a", "b", "0"])
    assert len({*again}) == 3


def test_a_number_set_by_hand_in_the_run_is_marked_and_the_list_shows_what_moved_most(
    program: Program, qtbot: QtBot
) -> None:
    window, document = program.window, program.document
    train(program, qtbot)
    plot = opened(program, qtbot)
    window.selection.select(EDGE)
    step = window.timeline.moments[-1].step
    document.edit_network("Set weight", lambda network: set_weight(network, "L2", "L3", 0, 1, 40.0))
    qtbot.waitUntil(lambda: plot._tracks[0].now == 40.0)
    assert plot._tracks[0].typed == ((step, 40.0),)
    assert "set by hand" in plot.readout
    window.canvas.display.choose(edge_quantity="change")
    output = window.canvas.network_scene.connection_graphics(("L2", "L3"))
    assert output._values.array[0, 1] == 0.0  # what is set by hand counts as a start
    assert output._values.array[0, 0] != 0.0
    model = plot._table.model()
    assert model.index(0, 0).data() == "w₁₂⁽²⁾"
    assert model.index(0, 2).data() == "40"
    plot._table.clicked.emit(model.index(1, 0))
    assert window.selection.items != (EDGE,)
    window.selection.select(EDGE)
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: plot._tracks[0].typed == ())
    assert output._values.array[0, 1] != 0.0


def test_items_are_kept_in_settings() -> None:
    items = (EDGE, NeuronItem("L3", 0))
    assert read(written(items)) == items
    assert read("nonsense;a,b;L1,-1;") == ()
