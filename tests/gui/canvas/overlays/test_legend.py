"""The legend says what colours, widths and outlines mean, and takes hardly any room."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from engine.network.edits import add_layer, connect, resize_layer, set_activation_function
from engine.network.forward import forward
from engine.network.freezing import freeze
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameter_set import edge_set
from engine.network.parameters import set_biases, set_weights
from gui.selection import EdgeItem
from gui.theme import LIGHT

ACTIVATED = "activated: a > 0"


@pytest.fixture
def legend(hand: Any) -> Any:
    hand.canvas.resize(1000, 800)
    return hand.canvas.legend


def test_it_tells_the_scale_of_edges(hand: Any, legend: Any) -> None:
    assert legend.isVisible()
    assert legend.texts == ("Weight w", "−2", "2", "0.2", "1", "2")  # there is a −2
    hand.canvas.display.choose(full_scale=4.0, marks_activated=False)
    assert legend.texts == ("Weight w", "−4", "4", "0.4", "2", "4")


def test_all_connections_have_one_scale(hand: Any, legend: Any) -> None:
    hand.document.edit_network("Set", lambda network: set_weights(network, "L2", "L3", [[0.25, -0.25]]))
    assert legend.texts[1:3] == ("−1", "1")
    hand.document.edit_network("Set", lambda network: set_weights(network, "L1", "L2", [[5.8, 1], [1, 1]]))
    assert legend.texts[1:6] == ("−6", "6", "0.6", "3", "6")
    hand.canvas.display.choose(edge_labels="none")
    strong = hand.color_at(hand.point_of(EdgeItem("L1", "L2", 0, 0)))
    assert _is_like(strong.name(), LIGHT.signed.positive)
    weak = hand.color_at(hand.point_of(EdgeItem("L2", "L3", 0, 0)))
    assert not _is_like(weak.name(), LIGHT.signed.positive)


def test_it_tells_the_colours_of_responses(hand: Any, legend: Any) -> None:
    hand.canvas.display.choose(neuron_face="response", marks_activated=False)
    assert legend.texts[6:] == ("full at the layer’s largest |h|", "output: as in the boundary plot")
    hand.canvas.display.choose(neuron_face="value")
    assert len(legend.texts) == 6


def test_it_tells_the_colours_of_values_where_neurons_are_too_small_for_pictures(
    make_hand: Callable[[Network], Any], xor_network: Network
) -> None:
    hand = make_hand(resize_layer(xor_network, "L2", 32, Initialization()))
    legend = hand.canvas.legend
    hand.canvas.display.choose(neuron_face="response", marks_activated=False)
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[2.4, 1.0]])))
    hand.canvas.navigation.zoom_to(0.5)
    assert any(text.startswith("neurons: −") for text in legend.texts)
    assert legend.texts[-1] == "small neurons: zoom in for pictures"
    hand.canvas.navigation.zoom_to(0.8)
    assert legend.texts[6:] == ("full at the layer’s largest |h|", "output: as in the boundary plot")


def test_it_tells_at_which_number_neurons_have_full_colour(hand: Any, legend: Any) -> None:
    hand.canvas.display.choose(marks_activated=False)
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[2.4, 1.0]])))
    assert legend.texts[6:] == ("neurons: −4 … 4",)  # there is a 3.4
    hand.document.edit_network("Set", lambda network: set_activation_function(network, "L3", "sigmoid"))
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[2.4, 1.0]])))
    assert legend.texts[6:] == ("neurons: −4 … 4", "bounded functions: −1 … 1")
    hand.canvas.display.choose(neuron_face="bias")
    assert legend.texts[6:] == ("neurons: −1 … 1",)
    hand.canvas.display.choose(neuron_face="histogram")
    assert not any("neurons:" in text for text in legend.texts)


def test_neurons_have_one_scale_for_all_samples_where_the_data_are_known(hand: Any, legend: Any) -> None:
    hand.canvas.display.choose(marks_activated=False)
    network, usual = hand.document.network, {"L1": 1.0, "L2": 8.0, "L3": 5.0}
    for sample in ([0.1, 0.1], [2.4, 1.0], [9.0, 9.0]):
        hand.canvas.set_sample_values(forward(network, np.array([sample])), usual=usual)
        assert legend.texts[6:] == ("neurons: −8 … 8",)


def test_it_tells_the_colours_of_biases_also_where_all_are_0(hand: Any, legend: Any) -> None:
    for layer in hand.document.network.layers[1:]:
        zeros = np.zeros(layer.width)
        hand.document.edit_network("Set", lambda network, key=layer.id, bias=zeros: set_biases(network, key, bias))
    hand.canvas.display.choose(neuron_face="bias", marks_activated=False)
    assert legend.texts[6:] == ("neurons: −1 … 1",)


def test_the_scale_of_neurons_can_be_chosen(hand: Any, legend: Any) -> None:
    hand.canvas.display.choose(marks_activated=False, neuron_full_scale=2.5)
    assert len(legend.texts) == 6
    hand.document.edit_network("Set", lambda network: set_activation_function(network, "L3", "sigmoid"))
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[2.4, 1.0]])), usual={"L2": 9.0})
    assert legend.texts[6:] == ("neurons: −2.5 … 2.5",)
    hand.canvas.display.choose(neuron_full_scale=None)
    assert legend.texts[6:] == ("neurons: −9 … 9", "bounded functions: −1 … 1")


def test_it_tells_the_widths_of_small_weights(hand: Any, legend: Any) -> None:
    for key, weights in ((("L1", "L2"), [[0.25, 0.1], [0, 0]]), (("L2", "L3"), [[0.25, -0.2]])):
        hand.document.edit_network("Set", lambda network, k=key, w=weights: set_weights(network, *k, w))
    assert legend.texts[1:6] == ("−0.3", "0.3", "0.03", "0.15", "0.3")


def test_it_tells_that_stronger_edges_look_no_stronger(hand: Any, legend: Any) -> None:
    hand.canvas.display.choose(full_scale=1.5)
    assert legend.texts[1:6] == ("≤ −1.5", "≥ 1.5", "0.15", "0.75", "≥ 1.5")
    hand.canvas.display.choose(full_scale=None)
    assert legend.texts[1:6] == ("−2", "2", "0.2", "1", "2")


def test_the_choice_of_a_scale_is_called_after_what_edges_show(hand: Any) -> None:
    button = hand.canvas.findChild(QToolButton, "display-button")
    button.click()
    for quantity, symbol in (("weight", "w"), ("contribution", "w·h"), ("change", "Δw")):
        hand.canvas.display.choose(edge_quantity=quantity)
        assert any(label.text() == f"Full at |{symbol}| =" for label in button.panel.findChildren(QLabel))


def test_it_tells_what_rings_mean_where_neurons_may_have_them(hand: Any, legend: Any) -> None:
    assert ACTIVATED not in legend.texts
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[2.4, 1.0]])))
    assert legend.texts[-1] == ACTIVATED
    hand.canvas.display.choose(marks_activated=False)
    assert ACTIVATED not in legend.texts


def test_it_tells_what_bars_in_neurons_mean(hand: Any, legend: Any) -> None:
    hand.canvas.display.choose(neuron_face="histogram", marks_activated=False)
    assert legend.texts[6:] == ("bars: samples by h, full at ±1", "dark bar: h = 0")


def test_it_tells_what_images_of_matrices_and_ribbons_mean(make_hand: Callable[[Network], Any]) -> None:
    network = add_layer(Network(), "input", 40, position=(0.0, 0.0))
    network = add_layer(network, "dense", 40, position=(280.0, 0.0))
    hand = make_hand(connect(network, "L1", "L2", Initialization()))
    legend = hand.canvas.legend
    hand.canvas.navigation.zoom_to(0.5)
    assert legend.texts[6:] == ("matrix; as lines the strongest",)
    hand.canvas.navigation.zoom_to(0.2)
    assert legend.texts[6:] == ("all edges: the sign that prevails",)


def test_it_is_called_after_what_edges_show(hand: Any, legend: Any) -> None:
    hand.canvas.display.choose(edge_quantity="contribution")
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[9.0, 9.0]])))
    assert legend.texts[0] == "Contribution w·h"


def test_without_a_sample_weights_are_shown_and_the_legend_says_why(hand: Any, legend: Any) -> None:
    hand.canvas.display.choose(edge_quantity="contribution", edge_labels="none", marks_activated=False)
    hand.canvas.set_sample_values(None)
    assert legend.texts[0] == "Weight w"
    assert legend.texts[-1] == "contributions: no sample flows in"
    assert _is_like(hand.color_at(hand.point_of(EdgeItem("L2", "L3", 0, 1))).name(), LIGHT.signed.negative)
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[9.0, 9.0]])))
    assert legend.texts[0] == "Contribution w·h"
    assert len(legend.texts) == 7


def test_before_a_run_weights_are_shown_instead_of_their_changes_and_the_legend_says_why(
    hand: Any, legend: Any
) -> None:
    hand.canvas.display.choose(edge_quantity="change")
    assert legend.texts[0] == "Weight w"
    assert "changes: no run has begun" in legend.texts
    hand.canvas.set_start({edges.key: edges.weight for edges in hand.document.network.connections}, {})
    assert legend.texts[0] == "Change since start Δw"
    assert "changes: no run has begun" not in legend.texts


def test_it_explains_dashes_where_something_is_frozen(hand: Any, legend: Any) -> None:
    assert "frozen" not in legend.texts
    network = hand.document.network
    hand.document.edit_network("Freeze", lambda _: freeze(network, edge_set(network, "L1", "L2", [0], [0])))
    assert legend.texts[-1] == "frozen"


def test_it_leaves_the_canvas_its_width_and_nearly_all_its_height(hand: Any, legend: Any) -> None:
    assert legend.geometry().bottomLeft() == hand.canvas.rect().bottomLeft()
    assert legend.width() == hand.canvas.viewport().width() == hand.canvas.width()
    assert hand.canvas.viewport().geometry().bottom() + 1 == legend.y()
    assert legend.height() < 30


def test_it_never_covers_a_layer_and_a_fitted_network_is_fitted_to_what_it_leaves(hand: Any, legend: Any) -> None:
    hand.canvas.resize(730, 362)
    hand.canvas.fit()
    places = hand.canvas.network_scene.places
    for is_shown in (False, True):
        before = hand.canvas.navigation.state
        hand.canvas.display.choose(legend=is_shown)
        assert not hand.canvas.navigation.state.is_like(before)
        assert hand.canvas.navigation.is_fitted
        assert hand.canvas.navigation.can_see(places.content_rect(), margin=0)
    hand.canvas.navigation.zoom_to(1.0)
    hand.canvas.display.choose(legend=False)
    assert hand.canvas.navigation.zoom == 1.0


def test_where_one_row_is_too_short_it_has_two_and_keeps_them(hand: Any, legend: Any) -> None:
    hand.canvas.resize(560, 500)
    one_row = legend.height()
    values = forward(hand.document.network, np.array([[2.4, 1.0]]))
    heights = []
    for shown in (values, None, values, None):
        hand.canvas.set_sample_values(shown)
        heights.append(legend.height())
    assert heights == [heights[0]] * 4
    assert one_row < heights[0] < 2 * one_row
    hand.canvas.resize(1000, 500)
    assert legend.height() == one_row


@pytest.mark.parametrize("is_fitted", [True, False])
def test_the_drawing_stays_where_it_is_when_a_second_row_comes_and_goes(
    hand: Any, legend: Any, is_fitted: bool
) -> None:
    hand.canvas.resize(560, 500)
    hand.canvas.fit()
    if not is_fitted:
        hand.canvas.navigation.zoom_by(0.8)
    one_row, places = legend.height(), hand.canvas.network_scene.places
    before = hand.canvas.mapFromScene(places.content_rect()).boundingRect()
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[2.4, 1.0]])))
    assert legend.height() > one_row
    assert hand.canvas.mapFromScene(places.content_rect()).boundingRect() == before
    assert hand.canvas.viewport().rect().contains(before)
    hand.canvas.set_sample_values(None)
    hand.canvas.display.choose(edge_quantity="contribution")
    hand.canvas.display.choose(edge_quantity="weight")
    assert legend.height() == one_row
    assert hand.canvas.mapFromScene(places.content_rect()).boundingRect() == before
    hand.canvas.resize(700, 600)
    assert hand.canvas.navigation.is_fitted is is_fitted


def test_another_project_has_no_more_rows_than_it_needs(hand: Any, legend: Any) -> None:
    hand.canvas.resize(560, 500)
    one_row = legend.height()
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[2.4, 1.0]])))
    hand.canvas.set_sample_values(None)
    assert legend.height() > one_row
    hand.document.open(replace(hand.document.project), None)
    assert legend.height() == one_row


def test_what_two_rows_have_no_room_for_is_told_where_the_pointer_rests(hand: Any, legend: Any) -> None:
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[2.4, 1.0]])))
    assert legend.toolTip() == ""
    hand.canvas.resize(300, 500)
    assert legend.toolTip().splitlines()[-1] == ACTIVATED


def test_its_cross_hides_it_as_its_switch_does(hand: Any, legend: Any) -> None:
    QTest.mouseClick(legend.findChild(QToolButton, "close-legend"), Qt.MouseButton.LeftButton)
    assert hand.canvas.display.settings.legend is False
    assert not legend.isVisible()
    assert hand.canvas.viewport().size() == hand.canvas.size()
    hand.actions["legend"].trigger()
    assert legend.isVisible()


def test_it_takes_no_more_room_once_there_is_something_to_explain(
    make_hand: Callable[[Network], Any], xor_network: Network
) -> None:
    hand = make_hand(Network())
    room = hand.canvas.viewport().size()
    assert hand.canvas.legend.texts == ()
    hand.document.edit_network("Paste", lambda _network: xor_network)
    assert hand.canvas.legend.texts
    assert hand.canvas.viewport().size() == room


def test_it_is_switched_off_and_on(hand: Any, legend: Any) -> None:
    hand.canvas.display.choose(legend=False)
    assert not legend.isVisible()
    hand.canvas.display.choose(legend=True)
    assert legend.isVisible()


def test_its_bar_leads_from_orange_to_blue(legend: Any) -> None:
    image = legend.grab().toImage()
    names = {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())}
    assert any(_is_like(name, LIGHT.signed.negative) for name in names)
    assert any(_is_like(name, LIGHT.signed.positive) for name in names)


def _is_like(name: str, other: str) -> bool:
    return all(abs(int(name[at : at + 2], 16) - int(other[at : at + 2], 16)) < 24 for at in (1, 3, 5))


def test_in_a_low_canvas_it_has_one_row(hand: Any, legend: Any) -> None:
    hand.canvas.resize(560, 500)
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[2.4, 1.0]])))
    two_rows = legend.height()
    hand.canvas.resize(560, 250)
    assert legend.height() < two_rows
    assert legend.toolTip().splitlines()[-1] == ACTIVATED
