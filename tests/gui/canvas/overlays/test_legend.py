"""The legend says what colours, widths and outlines mean, and keeps out of the way."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from engine.network.edits import add_layer, connect, resize_layer, set_activation_function
from engine.network.forward import forward
from engine.network.freezing import freeze
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameter_set import edge_set
from engine.network.parameters import set_weights
from gui.canvas.layers.neuron_faces import NEURON_FACES
from gui.canvas.navigation import CONCESSION, WANTED_CONCESSION
from gui.selection import EdgeItem, LayerItem
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
    if not legend.is_open:
        legend.toggle()
    hand.canvas.display.choose(neuron_face="response", marks_activated=False)
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[2.4, 1.0]])))
    hand.canvas.navigation.zoom_to(0.5)
    assert any(text.startswith("neurons: full colour from ±") for text in legend.texts)
    assert legend.texts[-1] == "small neurons: zoom in for pictures"
    hand.canvas.navigation.zoom_to(0.8)
    assert legend.texts[6:] == ("full at the layer’s largest |h|", "output: as in the boundary plot")


def test_it_tells_at_which_number_neurons_have_full_colour(hand: Any, legend: Any) -> None:
    hand.canvas.display.choose(marks_activated=False)
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[2.4, 1.0]])))
    assert legend.texts[6:] == ("neurons: full colour from ±4",)  # there is a 3.4
    hand.document.edit_network("Set", lambda network: set_activation_function(network, "L3", "sigmoid"))
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[2.4, 1.0]])))
    assert legend.texts[6:] == ("neurons: full colour from ±4", "bounded functions: full colour at ±1")
    hand.canvas.display.choose(neuron_face="bias")
    assert legend.texts[6:] == ("neurons: full colour from ±1",)
    hand.canvas.display.choose(neuron_face="histogram")
    assert not any("neurons:" in text for text in legend.texts)


def test_neurons_have_one_scale_for_all_samples_where_the_data_are_known(hand: Any, legend: Any) -> None:
    hand.canvas.display.choose(marks_activated=False)
    network, usual = hand.document.network, {"L1": 1.0, "L2": 8.0, "L3": 5.0}
    for sample in ([0.1, 0.1], [2.4, 1.0], [9.0, 9.0]):
        hand.canvas.set_sample_values(forward(network, np.array([sample])), usual=usual)
        assert legend.texts[6:] == ("neurons: full colour from ±8",)


def test_the_scale_of_neurons_can_be_chosen(hand: Any, legend: Any) -> None:
    hand.canvas.display.choose(marks_activated=False, neuron_full_scale=2.5)
    assert len(legend.texts) == 6
    hand.document.edit_network("Set", lambda network: set_activation_function(network, "L3", "sigmoid"))
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[2.4, 1.0]])), usual={"L2": 9.0})
    assert legend.texts[6:] == ("neurons: full colour from ±2.5",)
    hand.canvas.display.choose(neuron_full_scale=None)
    assert legend.texts[6:] == ("neurons: full colour from ±9", "bounded functions: full colour at ±1")


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
    assert legend.drawing.texts[6:] == ("matrix; as lines the strongest",)
    hand.canvas.navigation.zoom_to(0.2)
    assert legend.drawing.texts[6:] == ("all edges: the sign that prevails",)


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
    hand.canvas.set_start({edges.key: edges.weight for edges in hand.document.network.connections})
    assert legend.texts[0] == "Change since start Δw"
    assert "changes: no run has begun" not in legend.texts


def test_it_explains_dashes_where_something_is_frozen(hand: Any, legend: Any) -> None:
    assert "frozen" not in legend.texts
    network = hand.document.network
    hand.document.edit_network("Freeze", lambda _: freeze(network, edge_set(network, "L1", "L2", [0], [0])))
    assert legend.texts[-1] == "frozen"


def test_a_click_folds_it_to_its_title(legend: Any) -> None:
    QTest.mouseClick(legend, Qt.MouseButton.LeftButton)
    assert legend.texts == ("Weight w",)
    QTest.mouseClick(legend, Qt.MouseButton.LeftButton)
    assert len(legend.texts) > 1


def test_it_folds_rather_than_cover_a_layer(hand: Any, legend: Any) -> None:
    assert legend.is_open
    corner = hand.canvas.mapToScene(legend.geometry().center())
    panel = hand.canvas.network_scene.layer_view("L1").panel_rect
    hand.canvas.centerOn(hand.canvas.mapToScene(hand.canvas.viewport().rect().center()) + panel.center() - corner)
    hand.canvas.navigation.view_moved.emit()
    assert not legend.is_open
    assert hand.canvas.viewport().rect().contains(legend.geometry())
    hand.canvas.centerOn(QPointF(280, 0))
    hand.canvas.navigation.view_moved.emit()
    assert legend.is_open


def test_it_neither_folds_nor_unfolds_while_a_layer_is_dragged_over_it(hand: Any, legend: Any) -> None:
    layer = LayerItem("L1")
    over = hand.canvas.mapToScene(legend.geometry().center())
    start = hand.point_of(layer)
    hand.press(start)
    hand.move((start + over) / 2)
    hand.move(over)
    assert legend.is_open
    hand.release(over)
    assert not legend.is_open


@pytest.fixture
def below_layer(hand: Any, legend: Any) -> Any:
    """The legend right below a layer: with more to say it would cover it."""
    panel = hand.canvas.network_scene.layer_view("L1").panel_rect
    gap = legend.y() - hand.canvas.mapFromScene(panel.bottomLeft()).y()
    hand.canvas.navigation.scroll(QPoint(0, gap - 8))
    assert legend.is_open
    return legend


def test_it_folds_when_with_more_to_say_it_would_cover_a_layer(hand: Any, below_layer: Any) -> None:
    every = edge_set(hand.document.project.network, "L1", "L2", 0, 0)
    hand.document.edit_network("Freeze", lambda network: freeze(network, every, frozen=True))
    assert not below_layer.is_open


def test_unfolded_by_a_click_it_stays_whatever_it_covers(hand: Any, below_layer: Any) -> None:
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[2.4, 1.0]])))
    assert not below_layer.is_open
    QTest.mouseClick(below_layer, Qt.MouseButton.LeftButton)
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[9.0, 1.0]])))
    assert below_layer.is_open


def test_it_does_not_come_and_go_with_what_a_run_gives_it_to_say(hand: Any, below_layer: Any) -> None:
    values = forward(hand.document.network, np.array([[2.4, 1.0]]))
    seen = []
    for shown in (values, None, values, None):
        hand.canvas.set_sample_values(shown)
        seen.append(below_layer.is_open)
    assert seen == [False] * 4
    hand.canvas.display.choose(flow=False)
    assert below_layer.is_open


def test_it_is_open_or_folded_alike_whatever_neurons_show(hand: Any, legend: Any) -> None:
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[2.4, 1.0]])))
    panel = hand.canvas.network_scene.layer_view("L1").panel_rect
    highest = legend.geometry().bottom() + 1 - legend.drawing.reserved_size.height()
    hand.canvas.navigation.scroll(QPoint(0, highest - hand.canvas.mapFromScene(panel.bottomLeft()).y() - 6))
    heights = set()

    def seen() -> set[bool]:
        states = set()
        for face in NEURON_FACES:
            hand.canvas.display.choose(neuron_face=face)
            states.add(legend.is_open)
            heights.add(legend.drawing.size.height())
        return states

    assert seen() == {True}
    hand.canvas.navigation.scroll(QPoint(0, 12))
    assert seen() == {False}
    assert len(heights) > 1


def test_a_fitted_network_moves_a_little_for_what_the_first_sample_gives_it_to_say(hand: Any, legend: Any) -> None:
    hand.canvas.resize(1000, 530)
    hand.canvas.fit()
    before = hand.canvas.navigation.state
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[2.4, 1.0]])))
    assert not hand.canvas.navigation.state.is_like(before)
    assert hand.canvas.navigation.zoom >= (1 - CONCESSION) * before.zoom
    assert "neurons: full colour from ±4" in legend.texts
    covered = hand.canvas.mapToScene(legend.geometry()).boundingRect()
    assert not hand.canvas.network_scene.places.layers_in(covered)


def test_a_fitted_network_moves_no_farther_for_it(hand: Any, legend: Any) -> None:
    hand.canvas.resize(1000, 520)
    hand.canvas.fit()
    before = hand.canvas.navigation.state
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[2.4, 1.0]])))
    assert hand.canvas.navigation.state.is_like(before)
    assert not legend.is_open


def test_it_is_switched_off_and_on(hand: Any, legend: Any) -> None:
    hand.canvas.display.choose(legend=False)
    assert not legend.isVisible()
    hand.canvas.display.choose(legend=True)
    assert legend.isVisible()


def test_its_bar_leads_from_orange_to_blue(legend: Any) -> None:
    image = legend.grab().toImage()
    names = {image.pixelColor(x, y).name().upper() for x in (12, image.width() - 13) for y in range(image.height())}
    assert any(_is_like(name, LIGHT.signed.negative) for name in names)
    assert any(_is_like(name, LIGHT.signed.positive) for name in names)


def _is_like(name: str, other: str) -> bool:
    return all(abs(int(name[at : at + 2], 16) - int(other[at : at + 2], 16)) < 24 for at in (1, 3, 5))


def test_once_folded_it_unfolds_where_fitting_leaves_it_room(hand: Any, legend: Any) -> None:
    corner = hand.canvas.mapToScene(legend.geometry().center())
    middle = hand.canvas.mapToScene(hand.canvas.viewport().rect().center())
    panel = hand.canvas.network_scene.layer_view("L1").panel_rect
    hand.canvas.navigation.centre_on(middle + panel.center() - corner)
    assert not legend.is_open
    hand.canvas.resize(760, 640)
    hand.canvas.fit()
    assert legend.is_open


@pytest.mark.parametrize("is_skipping", [False, True])
def test_a_fitted_network_makes_room_for_what_a_person_has_opened(
    make_hand: Callable[[Network], Any], xor_network: Network, *, is_skipping: bool
) -> None:
    hand = make_hand(connect(xor_network, "L1", "L3", Initialization()) if is_skipping else xor_network)
    hand.canvas.resize(730, 362)
    hand.canvas.display.choose(legend=False)
    hand.canvas.fit()
    by_itself = hand.canvas.navigation.zoom
    hand.canvas.display.choose(legend=True)
    while not hand.canvas.legend.is_wanted_open:
        hand.canvas.legend.toggle()
    hand.actions["minimap"].trigger()
    hand.canvas.fit()
    for overlay in (hand.canvas.legend, hand.canvas.minimap):
        assert overlay.isVisible()
        covered = hand.canvas.mapToScene(overlay.geometry()).boundingRect()
        assert not hand.canvas.network_scene.places.has_anything_in(covered)
    assert hand.canvas.legend.is_open
    assert hand.canvas.navigation.zoom >= (1 - WANTED_CONCESSION) * by_itself
