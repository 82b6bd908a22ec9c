"""The weights plot: what it counts, against numpy, over a real run; what a bar in it selects."""

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from engine.network.model import Parameters, parameters_of
from engine.project.edits import change_training
from engine.project.examples import EXAMPLES
from engine.project.project import Project, with_network
from engine.project.timeline import Moment
from gui.app import Program
from gui.plots.kinds import PLOT_KINDS
from gui.plots.weights.bins import CountsOverTime, bin_edges, counted
from gui.plots.weights.layer_numbers import MOST_COUNTED, LayerNumbers
from gui.plots.weights.plot import WeightsPlot
from gui.selection import EdgeItem, NeuronItem
from tests.engine.training.networks import chain
from tests.gui.programs import train


@pytest.fixture
def project() -> Project:
    project = change_training(EXAMPLES["xor-by-hand"].build(), epochs=20)
    first = project.network.connections[0]
    marked = replace(first, mask=np.array([[1, 1], [0, 1]], np.bool_), frozen=np.array([[1, 0], [0, 0]], np.bool_))
    return with_network(project, project.network.with_connection(marked))


def test_a_bar_lets_its_edges_stand_out_and_selects_them_and_the_run_is_shown_over_time(
    program: Program, qtbot: QtBot
) -> None:
    window = program.window
    name = window.open_plots.open(PLOT_KINDS["weights"])
    plot = window.open_plots[name]
    assert isinstance(plot, WeightsPlot)
    qtbot.waitUntil(lambda: "3 weights (1 frozen, 1 removed)" in plot.readout)
    assert not plot._course.isEnabled()
    plot._layer.show_layer("L3")
    box = plot._plots[0].getViewBox()
    place = box.mapViewToScene(QPointF(-2.0, 0.3))
    window.selection.put_in_play(NeuronItem("L2", 0), teller="Backpropagation: step 3 of 12")
    plot.pointer.moved.emit(place)
    assert list(window.selection.in_play) == [EdgeItem("L2", "L3", 0, 1)]
    assert window.canvas.in_play_note.text.startswith("Weights: 1 weight from −2")
    plot.pointer.clicked.emit(place)
    assert list(window.selection.items) == [EdgeItem("L2", "L3", 0, 1)]
    plot.pointer.left.emit()
    assert list(window.selection.in_play) == [NeuronItem("L2", 0)]
    assert window.canvas.in_play_note.text == "Backpropagation: step 3 of 12"
    plot.pointer.moved.emit(place)
    plot.hide()
    assert window.canvas.in_play_note.text == "Backpropagation: step 3 of 12"
    plot.show()
    plot.pointer.clicked.emit(plot._plots[1].getViewBox().mapViewToScene(QPointF(-0.48, 0.3)))
    assert list(window.selection.items) == [NeuronItem("L3", 0)]
    train(program, qtbot)
    qtbot.waitUntil(plot._course.isEnabled)
    plot._course.click()
    place = box.mapViewToScene(QPointF(box.viewRange()[0][1] / 2, -2.0))
    plot.pointer.moved.emit(place)
    assert "50% of the weights" in plot.readout  # one of two is near −2
    table = plot.table()
    assert table is not None
    columns = dict(zip(table.names, map(np.array, table.columns), strict=True))
    is_last = (columns["step"] == columns["step"].max()) & (columns["parameters"] == "weights")
    assert columns["share"][is_last].sum() == 1
    plot._course.click()
    table = plot.table()
    assert table is not None
    rows = [*zip(*table.columns, strict=True)]
    assert table.names == ("parameter", "from layer", "from neuron", "to neuron", "frozen", "at the start", "now")
    name = program.document.network.layer("L2").name
    assert [row[:6] for row in rows] == [
        ("weight", name, 1, 1, False, 1.0), ("weight", name, 2, 1, False, -2.0), ("bias", "", "", 1, False, -0.5)
    ]  # fmt: skip


def test_counts_are_those_of_numpy() -> None:
    numbers = np.random.default_rng(0).normal(size=500)
    edges = bin_edges(numbers)
    assert edges[0] <= numbers.min() <= numbers.max() <= edges[-1]
    np.testing.assert_array_equal(counted(numbers, edges), np.histogram(numbers, edges)[0])
    assert counted(np.array([np.nan, np.inf, 0.0]), edges).sum() == 1


def test_over_time_each_place_shows_the_last_moment_before_it() -> None:
    values = (0.5, 1.5, 2.5)
    moments = [
        Moment(Parameters((np.full((1, 2), value),), (np.zeros(0), np.zeros(1))), step, 0, 0)
        for step, value in zip((0, 9, 99), values, strict=True)
    ]
    counts = CountsOverTime()
    shares = counts.of(moments, np.arange(4.0), lambda parameters: parameters.weights[0].ravel())
    assert (shares.sum(axis=0) == 1).all()
    assert shares.argmax(axis=0).tolist() == sorted(shares.argmax(axis=0).tolist())
    assert set(counts.steps.tolist()) == {0, 9, 99}
    assert shares.argmax(axis=0)[[0, 60, -1]].tolist() == [0, 1, 2]


def test_of_a_wide_layer_evenly_spread_weights_are_counted() -> None:
    network = chain(100, 101, 1)
    numbers = LayerNumbers(network, "L2")
    assert numbers.weight_count == 10_100
    assert numbers.counted <= MOST_COUNTED
    values = numbers.weights(parameters_of(network))
    (edge, *_others) = numbers.edges_where(values == values.max())
    assert isinstance(edge, EdgeItem)
    assert network.connections[0].weight[edge.row, edge.column] == values.max()
