"""The morph plot: stages on the slider, what is drawn at each moment, what is said, and how it is linked."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.data.data_set import DataSet, Task
from engine.network import edits
from engine.network.forward import forward
from engine.network.initializers import Initialization
from engine.network.parameters import set_biases
from engine.process.views.morph import Morph, MorphRequest
from engine.project.examples import EXAMPLES
from gui.panels.notation import share_text
from gui.plots.engine_plot import PlotSettings
from gui.plots.morph.plot import MorphPlot
from gui.selection import LayerItem, NeuronItem
from gui.theme import LIGHT
from tests.engine.training.networks import chain, random_data
from tests.gui.plots.morph.fed_morph import FedMorph

Pixel = Callable[[QWidget, QPoint], QColor]
XOR = EXAMPLES["xor-by-hand"].build().network


def place_of(plot: MorphPlot, x: float, y: float) -> QPoint:
    """Where a point of the plane lies in the viewport."""
    box = plot.graphics.ci.getItem(0, 0).getViewBox()
    box.updateMatrix()
    place: QPoint = plot.graphics.mapFromScene(box.mapViewToScene(QPointF(x, y)))
    return place


def stage_names(plot: MorphPlot) -> tuple[str, ...]:
    return plot.controls.slider._names


def test_its_stages_are_named_as_in_the_formulas(fed: FedMorph, xor: DataSet) -> None:
    fed.look_at(XOR, xor)
    assert stage_names(fed.plot) == ("x", "a⁽¹⁾", "h⁽¹⁾", "f(x)")
    fed.plot.controls.set_moment(1)
    assert "a⁽¹⁾ = W⁽¹⁾x + b⁽¹⁾" in fed.plot.readout
    fed.plot.controls.set_moment(2)
    assert "h⁽¹⁾ = ReLU(a⁽¹⁾)" in fed.plot.readout
    fed.plot.controls.set_moment(1.25)
    assert "25% of the way from a⁽¹⁾ to h⁽¹⁾" in fed.plot.readout
    fed.plot.controls.set_moment(3)
    assert "f(x) = W⁽²⁾h⁽¹⁾ + b⁽²⁾" in fed.plot.readout


def test_the_plane_lies_where_the_layers_put_it(fed: FedMorph, xor: DataSet, pixel: Pixel) -> None:
    fed.look_at(XOR, xor)
    background = QColor(LIGHT.palette.plot_background)
    viewport = fed.plot.graphics.viewport()
    assert pixel(viewport, place_of(fed.plot, 1.1, 1.08)) != background  # the surface covers the square
    fed.plot.controls.set_moment(2)
    assert pixel(viewport, place_of(fed.plot, 1.2, 0.8)) == background  # folded to a bent line
    on_line = pixel(viewport, place_of(fed.plot, 2.2, 1.2) + QPoint(1, 1))
    assert on_line != background


def test_regions_have_the_boundary_plots_colours(fed: FedMorph, xor: DataSet, pixel: Pixel) -> None:
    fed.look_at(XOR, xor)
    fed.plot._grid.setChecked(False)
    viewport = fed.plot.graphics.viewport()
    above, below = (pixel(viewport, place_of(fed.plot, *at)) for at in ((0.5, 0.45), (0.04, 0.12)))
    assert above.blue() > above.red()
    assert below.red() > below.blue()


def test_switches_ask_for_less(fed: FedMorph, xor: DataSet) -> None:
    fed.look_at(XOR, xor)
    fed.plot._regions.click()
    fed.plot._grid.click()
    assert isinstance(fed.plot.request, MorphRequest)
    assert fed.plot.request.grid is None
    assert fed.plot.request.regions is None
    assert fed.plot.settings.options == {"regions": "False", "grid": "False"}


def test_components_of_wide_layers_are_named_with_their_share(fed: FedMorph) -> None:
    fed.look_at(chain(2, 8, 8, 1), random_data(Task.BINARY, 2, 1))
    assert stage_names(fed.plot) == ("x", "a⁽¹⁾", "h⁽¹⁾", "a⁽²⁾", "h⁽²⁾", "f(x)")
    fed.plot.controls.set_moment(4)
    view = fed.plot.view
    assert isinstance(view, Morph)
    share = view.stages[4].projection.explained_variance.sum()
    assert f"2 principal components: {share_text(share)} of the variance of 8 neurons" in fed.plot.readout
    first = share_text(view.stages[4].projection.explained_variance[0])
    label = fed.plot.graphics.ci.getItem(0, 0).getAxis("bottom").labelText
    assert label == f"component 1 of h⁽²⁾, {first} of the variance"


def test_the_way_may_end_at_any_layer_and_the_handle_stays_at_its_stage(fed: FedMorph, qtbot: QtBot) -> None:
    fed.look_at(chain(2, 3, 3, 1), random_data(Task.BINARY, 2, 1))
    fed.plot.controls.set_moment(2)
    fed.plot.set_settings(PlotSettings(layer="L2"))
    assert stage_names(fed.plot) == ("x", "a⁽¹⁾", "h⁽¹⁾")
    assert fed.plot.controls.moment == 2
    with qtbot.waitSignal(fed.plot.settings_changed) as told:
        fed.plot._target.setCurrentIndex(fed.plot._target.findData("L3"))
        fed.plot._target.activated.emit(fed.plot._target.currentIndex())
    assert told.args[0].layer == "L3"
    assert stage_names(fed.plot)[-1] == "h⁽²⁾"
    fed.look_at(chain(2, 3, 1), random_data(Task.BINARY, 2, 1))  # there, L3 is the output
    assert stage_names(fed.plot)[-1] == "f(x)"


def test_an_edited_weight_moves_it_where_it_is(fed: FedMorph, xor: DataSet) -> None:
    fed.look_at(XOR, xor)
    fed.plot.controls.set_moment(1)
    fed.look_at(set_biases(XOR, "L2", [3.0, -1.0]), xor)
    assert fed.plot.controls.moment == 1
    table = fed.plot.table()
    assert table is not None
    values = forward(fed.plot.subject.network, xor.inputs[xor.training_indices])["L2"].pre_activation
    assert table.names == (
        "sample", "part", "true class", "x neuron 1", "x neuron 2", "a⁽¹⁾ neuron 1", "a⁽¹⁾ neuron 2",
        "h⁽¹⁾ neuron 1", "h⁽¹⁾ neuron 2", "f(x) neuron 1",
    )  # fmt: skip
    np.testing.assert_array_equal(table.columns[5], values[:, 0])


def test_one_input_is_a_line_and_many_are_components(fed: FedMorph, pixel: Pixel) -> None:
    for inputs in (1, 5):
        fed.look_at(chain(inputs, 3, 1), random_data(Task.BINARY, inputs, 1))
        for moment in (0, 0.5, 1, 3):
            fed.plot.controls.set_moment(moment)
            assert not fed.plot.grab().isNull()


@pytest.mark.parametrize(("task", "outputs"), [(Task.MULTICLASS, 3), (Task.REGRESSION, 1)])
def test_other_tasks_have_their_colours(fed: FedMorph, task: Task, outputs: int) -> None:
    fed.look_at(chain(2, 3, outputs), random_data(task, 2, outputs))
    fed.plot.controls.set_moment(1.5)
    assert not fed.plot.grab().isNull()
    assert fed.plot.table() is not None


def test_skip_connections_are_told(fed: FedMorph) -> None:
    network = edits.connect(chain(2, 3, 1), "L1", "L3", Initialization())
    fed.look_at(network, random_data(Task.BINARY, 2, 1))
    fed.plot.controls.set_moment(3)
    assert "f(x) = W⁽²˒¹⁾h⁽¹⁾ + W⁽²˒⁰⁾x + b⁽²⁾" in fed.plot.readout


def test_what_is_not_finite_draws_nothing_and_breaks_nothing(fed: FedMorph, xor: DataSet) -> None:
    fed.look_at(set_biases(XOR, "L2", [1e308, 1e308]), xor)
    for moment in (0, 0.5, 1, 2, 2.5, 3):
        fed.plot.controls.set_moment(moment)
        assert not fed.plot.grab().isNull()


def test_nothing_to_see_says_why(fed: FedMorph, xor: DataSet) -> None:
    fed.look_at(XOR, None)
    assert not fed.plot.controls.isVisible()
    assert fed.plot.table() is None
    fed.look_at(XOR, xor)
    assert fed.plot.controls.isVisible()


def test_a_click_on_a_sample_tells_which(fed: FedMorph, xor: DataSet, qtbot: QtBot) -> None:
    fed.look_at(XOR, xor)
    fed.plot.controls.set_moment(1)
    place = place_of(fed.plot, *forward(XOR, xor.inputs)["L2"].pre_activation[0].tolist())
    QTest.mouseMove(fed.plot.graphics.viewport(), place)
    qtbot.waitUntil(lambda: "sample 1" in fed.plot.readout)
    assert "(0, −1)" in fed.plot.readout
    with qtbot.waitSignal(fed.plot.sample_clicked) as told:
        QTest.mouseClick(fed.plot.graphics.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [0]


def test_stages_and_layers_stand_out_together(fed: FedMorph, xor: DataSet, qtbot: QtBot) -> None:
    fed.look_at(XOR, xor)
    slider, selection = fed.plot.controls.slider, fed.plot.selection
    QTest.mouseMove(slider, QPoint(round(slider.x_of(2)), 10))
    qtbot.waitUntil(lambda: selection.hovered == LayerItem("L2"))
    QTest.mouseMove(slider, QPoint(round(slider.x_of(2.5)), 10))
    qtbot.waitUntil(lambda: selection.hovered is None)
    selection.select(NeuronItem("L2", 0))
    assert slider._marked == {1, 2}


def test_playing_moves_it_and_a_hand_or_hiding_stops_it(fed: FedMorph, xor: DataSet, qtbot: QtBot) -> None:
    fed.look_at(XOR, xor)
    controls = fed.plot.controls
    controls.set_speed("4×")
    QTest.mouseClick(controls.play_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: controls.moment > 0.3)
    QTest.keyClick(controls.slider, Qt.Key.Key_Right)
    assert not controls.is_playing
    assert controls.moment == int(controls.moment)
    controls.toggle()
    fed.plot.hide()
    assert not controls.is_playing


def test_zooming_stays_until_the_view_is_reset(fed: FedMorph, xor: DataSet) -> None:
    fed.look_at(XOR, xor)
    box = fed.plot.graphics.ci.getItem(0, 0).getViewBox()
    whole = box.viewRange()
    box.setRange(xRange=(0, 0.1), padding=0)
    box.sigRangeChangedManually.emit([True, True])
    fed.plot.controls.set_moment(1)
    assert box.viewRange()[0][1] - box.viewRange()[0][0] < 0.5
    fed.plot.controls.set_moment(0)
    fed.plot.reset_view()
    np.testing.assert_allclose(box.viewRange(), whole)


def test_pictures_are_saved_as_it_is(fed: FedMorph, xor: DataSet, tmp_path: Path) -> None:
    fed.look_at(XOR, xor)
    fed.plot.controls.set_moment(0.5)
    for name in ("morph.png", "morph.svg"):
        fed.plot.save_image(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1000


def test_the_slider_moves_what_is_drawn_while_the_next_view_waits_for_its_turn(fed: FedMorph, xor: DataSet) -> None:
    fed.look_at(XOR, xor)
    box = fed.plot.graphics.ci.getItem(0, 0).getViewBox()
    before = box.viewRange()
    fed.plot.takes_turns = True
    fed.look_at(set_biases(XOR, "L2", [0.0, -1.5]), xor)
    fed.plot.controls.set_moment(1)
    assert "a⁽¹⁾ = W⁽¹⁾x + b⁽¹⁾" in fed.plot.readout
    assert box.viewRange() != before
