"""The feature space plot: what it asks for, what is seen in it, and what hands do to it."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QSpinBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from engine.analysis.feature_space import feature_space
from engine.analysis.linear_probe import linear_probes
from engine.data.data_set import DataSet, Task
from engine.network.model import Network
from engine.network.parameters import set_bias
from engine.process.views.feature_space import FeatureSpaceRequest
from engine.process.views.linear_probes import LinearProbesRequest
from engine.project.examples import EXAMPLES
from gui.panels.notation import share_text
from gui.plots.engine_plot import PlotSettings
from gui.plots.feature_space.plot import FeatureSpacePlot
from gui.plots.looked_at import LookedAt
from gui.plots.subject import PlotSubject
from gui.selection import LayerItem, NeuronItem, Selection
from gui.theme import ThemeManager
from tests.engine.training.networks import chain
from tests.gui.plots.conftest import data_set

BY_HAND = EXAMPLES["xor-by-hand"].build().network


@pytest.fixture
def plot(theme_manager: ThemeManager, selection: Selection, qtbot: QtBot) -> Iterator[FeatureSpacePlot]:
    plot = FeatureSpacePlot(theme_manager, selection)
    qtbot.addWidget(plot)
    plot.resize(900, 500)
    plot.show()
    yield plot
    plot.hide()


def asked(plot: FeatureSpacePlot) -> FeatureSpaceRequest:
    """Give what a plot asks for."""
    assert isinstance(plot.request, FeatureSpaceRequest)
    return plot.request


def look_at(plot: FeatureSpacePlot, network: Network, data: DataSet, sample: int | None = None) -> None:
    """Let a plot see a network and its data, as the engine would answer it."""
    plot.set_subject(PlotSubject(network=network, data_set=data, loss="log_loss", looked_at=LookedAt(sample)))
    answer(plot, network, data)


def answer(plot: FeatureSpacePlot, network: Network, data: DataSet) -> None:
    request = asked(plot)
    training, validation = data.inputs[data.training_indices], data.inputs[data.validation_indices]
    plot.show_view(feature_space(network, training, request, validation_inputs=validation))


def random_data(width: int = 2, count: int = 40) -> DataSet:
    rng = np.random.default_rng(0)
    inputs = rng.standard_normal((count, width))
    return data_set(inputs, (inputs[:, :1] > 0).astype(float))


def place_of(plot: FeatureSpacePlot, pane: int, x: float, y: float) -> QPoint:
    """Give where a place of one of the pictures lies in the viewport."""
    box = plot._plots[pane].getViewBox()
    found: QPoint = plot.graphics.mapFromScene(box.mapViewToScene(QPointF(x, y)))
    return found


def send(plot: FeatureSpacePlot, kind: QEvent.Type, place: QPoint, button: Qt.MouseButton) -> None:
    """Let the pointer do something over the plot."""
    viewport = plot.graphics.viewport()
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else button
    changed = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else button
    where = QPointF(place), QPointF(viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, QMouseEvent(kind, *where, changed, held, Qt.KeyboardModifier.NoModifier))


def hover(plot: FeatureSpacePlot, place: QPoint) -> None:
    send(plot, QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton)


def click(plot: FeatureSpacePlot, place: QPoint) -> None:
    QTest.mouseClick(plot.graphics.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def button(widget: QWidget, name: str) -> QAbstractButton:
    return next(each for each in widget.findChildren(QAbstractButton) if each.accessibleName() == name)


def choose(widget: QWidget, menu: str, action: str) -> None:
    """Choose from one of the plot's menus."""
    menu_button = button(widget, menu)
    assert isinstance(menu_button, QToolButton)
    next(each for each in menu_button.menu().actions() if each.text() == action).trigger()


def test_samples_are_drawn_where_the_layer_puts_them(
    plot: FeatureSpacePlot, xor: DataSet, pixel: Callable[[QWidget, QPoint], QColor]
) -> None:
    look_at(plot, BY_HAND, xor)
    viewport = plot.graphics.viewport()
    orange, blue = (plot.theme.class_color(label) for label in (0, 1))
    # x = (0, 1) and (1, 0): a = (1, 0), h = (1, 0); x = (0, 0): a = (0, −1), h = (0, 0).
    assert pixel(viewport, place_of(plot, 0, 1.0, 0.0)) == blue
    assert pixel(viewport, place_of(plot, 1, 1.0, 0.0)) == blue
    assert pixel(viewport, place_of(plot, 0, 0.0, -1.0)) == orange
    assert pixel(viewport, place_of(plot, 1, 0.0, 0.0)) == orange


def test_the_line_behind_it_and_its_equation(plot: FeatureSpacePlot, xor: DataSet, selection: Selection) -> None:
    look_at(plot, BY_HAND, xor)
    hover(plot, place_of(plot, 1, 0.9, 0.2))  # h₁ − 2h₂ − ½ = 0
    assert "h₁ − 2 h₂ − 0.5 = 0" in plot.readout
    assert selection.hovered == NeuronItem(BY_HAND.layers[-1].id, 0)
    click(plot, place_of(plot, 1, 0.9, 0.2))
    assert selection.items == (NeuronItem(BY_HAND.layers[-1].id, 0),)
    assert plot._layer.layer is BY_HAND.layers[-2], "the line clicked stays in sight"
    selection.select(LayerItem(BY_HAND.layers[0].id))
    selection.select(NeuronItem(BY_HAND.layers[-1].id, 0))  # on the canvas
    assert plot._layer.layer is BY_HAND.layers[-1]


def test_a_sample_under_the_pointer_tells_its_values_and_a_click_selects_it(
    plot: FeatureSpacePlot, xor: DataSet, qtbot: QtBot
) -> None:
    look_at(plot, BY_HAND, xor)
    place = place_of(plot, 0, 0.0, -1.0)
    hover(plot, place)
    assert "sample 1" in plot.readout
    assert "a = (0, −1)" in plot.readout
    assert "h = (0, 0)" in plot.readout
    with qtbot.waitSignal(plot.sample_clicked) as clicked:
        click(plot, place)
    assert clicked.args == [0]


def test_the_sample_looked_at_is_marked_even_where_its_part_is_not_shown(plot: FeatureSpacePlot, xor: DataSet) -> None:
    held_back = int(xor.validation_indices[0])  # x = (1, 1): h = (2, 1)
    look_at(plot, BY_HAND, xor, sample=held_back)
    np.testing.assert_array_equal(asked(plot).mark, [1.0, 1.0])
    drawn = plot._panes[1].samples._selected.getData()
    assert [each.tolist() for each in drawn] == [[2.0], [1.0]]


def test_validation_samples_come_when_asked_for(plot: FeatureSpacePlot, xor: DataSet) -> None:
    look_at(plot, BY_HAND, xor)
    assert "3 training samples" in plot.readout
    choose(plot, "Show", "Validation samples")
    answer(plot, BY_HAND, xor)
    assert "1 ○&nbsp;validation" in plot.readout
    table = plot.table()
    assert table is not None
    assert list(table.columns[1]) == ["training"] * 3 + ["validation"]


def test_the_legend_names_the_classes_that_the_samples_colours_stand_for(plot: FeatureSpacePlot, xor: DataSet) -> None:
    look_at(plot, BY_HAND, xor)
    assert all(name in plot.readout for name in xor.class_names)


def test_the_table_tells_classes_and_predictions(plot: FeatureSpacePlot, xor: DataSet) -> None:
    look_at(plot, BY_HAND, xor)
    table = plot.table()
    assert table is not None
    assert table.names[:3] == ("sample", "part", "true class")
    assert table.names[-2:] == ("predicted class", "f")
    columns = dict(zip(table.names, table.columns, strict=True))
    rows = np.asarray(columns["sample"]) - 1
    assert list(columns["true class"]) == [xor.class_names[int(target)] for target in xor.targets[rows, 0]]
    assert list(columns["predicted class"]) == list(columns["true class"])


def test_the_table_of_a_regression_tells_targets_and_outputs(plot: FeatureSpacePlot) -> None:
    inputs = random_data().inputs
    data = data_set(inputs, inputs[:, :1], Task.REGRESSION)
    look_at(plot, chain(2, 3, 1), data)
    table = plot.table()
    assert table is not None
    columns = dict(zip(table.names, table.columns, strict=True))
    assert list(columns["y"]) == list(data.targets[np.asarray(columns["sample"]) - 1, 0])
    assert "predicted class" not in columns


def test_any_neurons_of_a_wide_layer_may_stand_along_the_axes(plot: FeatureSpacePlot) -> None:
    network, data = chain(2, 6, 1), random_data()
    look_at(plot, network, data)
    assert asked(plot).neurons == ()
    choose(plot, "Axes", "Chosen neurons")
    assert asked(plot).neurons == (0, 1)
    first, second = (box for box in plot.findChildren(QSpinBox) if box.isVisible())
    second.setValue(5)
    assert asked(plot).neurons == (0, 4)
    first.setValue(5)  # the axes change places
    assert asked(plot).neurons == (4, 0)
    choose(plot, "Axes", "Three axes, to be turned")
    assert asked(plot).neurons == (4, 0, 1)
    answer(plot, network, data)
    table = plot.table()
    assert table is not None
    assert table.names[3:6] == ("a neuron 5", "a neuron 1", "a neuron 2")


def test_what_was_chosen_is_kept_and_comes_back(
    plot: FeatureSpacePlot, theme_manager: ThemeManager, qtbot: QtBot
) -> None:
    kept: list[PlotSettings] = []
    plot.settings_changed.connect(kept.append)
    network, data = chain(2, 6, 1), random_data()
    look_at(plot, network, data)
    choose(plot, "Axes", "Chosen neurons")
    choose(plot, "Axes", "Three axes, to be turned")
    choose(plot, "Show", "Grid of the input plane")
    again = FeatureSpacePlot(theme_manager, Selection())
    qtbot.addWidget(again)
    again.show()
    again.set_settings(kept[-1])
    again.set_subject(PlotSubject(network=network, data_set=data, loss="log_loss"))
    assert asked(again).neurons == (0, 1, 2)
    assert asked(again).grid is None
    again.hide()


@pytest.fixture
def solid(plot: FeatureSpacePlot) -> FeatureSpacePlot:
    network, data = chain(2, 6, 1), random_data()
    look_at(plot, network, data)
    choose(plot, "Axes", "Three axes, to be turned")
    answer(plot, network, data)
    return plot


def test_three_axes_are_turned_by_dragging_and_a_double_click_turns_back(
    solid: FeatureSpacePlot, double_click: Callable[..., None]
) -> None:
    viewport, pane = solid.graphics.viewport(), solid._panes[1]
    before = pane._positions
    middle = place_of(solid, 1, 0.9, -0.9)
    left = Qt.MouseButton.LeftButton
    send(solid, QEvent.Type.MouseButtonPress, middle, left)
    send(solid, QEvent.Type.MouseMove, middle + QPoint(40, 20), left)
    send(solid, QEvent.Type.MouseButtonRelease, middle + QPoint(40, 20), left)
    turned = pane._positions
    assert np.abs(turned - before).max() > 0.1
    hover(solid, middle)
    np.testing.assert_array_equal(pane._positions, turned)  # the button is up
    double_click(viewport, middle)
    np.testing.assert_array_equal(pane._positions, before)


@pytest.mark.parametrize(("scale", "low"), [(1.0, 300), (1.5, 470)])
def test_axes_have_numbers_and_long_names_where_there_is_room_for_the_type(
    solid: FeatureSpacePlot, theme_manager: ThemeManager, qtbot: QtBot, scale: float, low: int
) -> None:
    theme_manager.set_scale(scale)
    cube, box = solid._panes[1]._cube, solid._plots[1].getViewBox()
    numbers, (_low, name, _high) = [items[0] for items in cube._texts], cube._texts[0]
    share = solid._shown.activation.projection.explained_variance[0]  # type: ignore[union-attr]
    for size, is_roomy in ((QSize(1400, 900), True), (QSize(1400, low), False), (QSize(1400, 900), True)):
        solid.resize(size)
        qtbot.waitUntil(lambda wanted=is_roomy: [item.isVisible() for item in numbers] == [wanted] * 3)
        side = min(box.width(), box.height())
        assert (side >= 250 * scale) is is_roomy
        assert name.toPlainText() == (f"h⁽¹⁾ c1, {share_text(share)}" if is_roomy else f"c1 {share_text(share)}")


def test_the_cube_still_grows_with_what_is_in_it_after_it_was_turned(solid: FeatureSpacePlot) -> None:
    place, left = place_of(solid, 0, 0.9, -0.9), Qt.MouseButton.LeftButton
    send(solid, QEvent.Type.MouseButtonPress, place, left)
    for step in (10, 20, 30):
        send(solid, QEvent.Type.MouseMove, place + QPoint(step, 0), left)
    send(solid, QEvent.Type.MouseButtonRelease, place + QPoint(30, 0), left)
    data = random_data()
    solid.show_view(feature_space(chain(2, 6, 1), data.inputs[data.training_indices] * 50.0, asked(solid)))
    assert np.abs(solid._panes[0]._positions).max() < 2.0


def test_arrow_keys_turn_and_the_wheel_comes_nearer(solid: FeatureSpacePlot) -> None:
    pane = solid._panes[1]
    before = pane._positions
    QTest.keyClick(solid.graphics, Qt.Key.Key_Left)
    assert np.abs(pane._positions - before).max() > 0.01
    (low, high), _ = solid._plots[1].getViewBox().viewRange()
    place = QPointF(place_of(solid, 1, 0.0, 0.0))
    wheel = QWheelEvent(
        place, place, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(solid.graphics.viewport(), wheel)
    (nearer_low, nearer_high), _ = solid._plots[1].getViewBox().viewRange()
    assert nearer_high - nearer_low < high - low


def test_axes_stay_where_they_are_while_the_network_changes_a_little(plot: FeatureSpacePlot) -> None:
    network, data = chain(2, 3, 1), random_data()
    look_at(plot, network, data)
    before = [each.getViewBox().viewRange() for each in plot._plots]
    view = plot.view
    moved = feature_space(network, data.inputs[data.training_indices] * 1.03, asked(plot))
    plot.show_view(moved)
    assert plot.view is not view
    assert [each.getViewBox().viewRange() for each in plot._plots] == before


def test_a_bar_for_each_layer_tells_its_probe_and_shows_it(plot: FeatureSpacePlot) -> None:
    network, data = chain(2, 3, 1), random_data()
    look_at(plot, network, data)
    request = plot.wanted_beside()
    assert isinstance(request, LinearProbesRequest)
    probes = linear_probes(network, data, request)
    plot.show_beside(probes)
    bar = button(plot, f"Show {network.layers[0].name}")
    assert f"{share_text(probes.probes[0].training)} training" in bar.toolTip()
    assert f"{share_text(probes.probes[0].validation)} validation" in bar.toolTip()
    bar.click()
    assert asked(plot).layer == "L1"
    answer(plot, network, data)
    assert [each.isVisible() for each in plot._plots] == [False, True]  # before and after are the same
    choose(plot, "Show", "Linear probe of each layer")
    assert plot.wanted_beside() is None
    assert not bar.isVisible()


def test_it_follows_the_layer_selected_on_the_canvas(plot: FeatureSpacePlot, selection: Selection) -> None:
    look_at(plot, chain(2, 3, 1), random_data())
    selection.select(LayerItem("L3"))
    assert asked(plot).layer == "L3"


def test_without_a_network_it_says_what_to_do(plot: FeatureSpacePlot) -> None:
    plot.set_subject(PlotSubject())
    assert plot.request is None
    assert plot.table() is None


def test_in_a_strip_the_single_output_has_the_line_where_it_decides(
    plot: FeatureSpacePlot, xor: DataSet, selection: Selection
) -> None:
    look_at(plot, BY_HAND, xor)
    output = BY_HAND.layers[-1].id
    selection.select(LayerItem(output))
    answer(plot, BY_HAND, xor)
    hover(plot, place_of(plot, 1, 0.0, 0.4))
    assert "h₁ + 0 = 0" in plot.readout
    assert selection.hovered == NeuronItem(output, 0)
    assert not plot._plots[1].getAxis("left").isVisible()  # the strip's height means nothing


@pytest.mark.parametrize("chosen", range(3))
def test_in_a_strip_the_ring_is_about_the_sample_chosen_and_no_other_of_the_same_value(
    plot: FeatureSpacePlot, xor: DataSet, selection: Selection, chosen: int
) -> None:
    look_at(plot, BY_HAND, xor, chosen)
    selection.select(LayerItem(BY_HAND.layers[-1].id))
    answer(plot, BY_HAND, xor)
    samples = plot._panes[1].samples
    (x,), (y,) = samples._selected.getData()
    dots = np.concatenate([np.column_stack(item.getData()) for item in (samples._training, samples._validation)])
    assert [x, y] == dots[chosen].tolist()


def test_a_unit_is_as_long_along_both_axes(plot: FeatureSpacePlot) -> None:
    data = random_data()
    stretched = data_set(data.inputs * np.array([5.0, 1.0]), data.targets)
    look_at(plot, BY_HAND, stretched)
    for each in plot._plots:
        across, up = each.getViewBox().viewPixelSize()
        assert across == pytest.approx(up, rel=0.02)


def test_a_layer_of_three_opens_with_three_axes_until_two_are_chosen(plot: FeatureSpacePlot) -> None:
    data = random_data()
    look_at(plot, chain(2, 3, 1), data)
    assert asked(plot).dimensions == 3
    choose(plot, "Axes", "Two axes")
    assert asked(plot).dimensions == 2
    look_at(plot, chain(2, 4, 1), data)
    assert asked(plot).dimensions == 2


def test_it_tells_of_lines_that_lie_outside(plot: FeatureSpacePlot, xor: DataSet) -> None:
    look_at(plot, BY_HAND, xor)
    assert "outside" not in plot.readout
    look_at(plot, set_bias(BY_HAND, "L3", 0, 100.0), xor)
    assert "the line of 1 neuron lies outside of what is shown" in plot.readout
