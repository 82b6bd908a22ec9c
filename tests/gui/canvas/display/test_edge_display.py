"""What edges show: weight or contribution, on which scale, and which of them carry their number."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from engine.errors import SettingError
from engine.network.chains import add_chain
from engine.network.edits import remove_layers
from engine.network.forward import forward
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameters import set_biases, set_weight
from engine.network.shape_text import parse_shape
from engine.project.display import EDGE_LABELS
from engine.project.display import EDGE_QUANTITIES as QUANTITY_NAMES
from gui.actions.actions import KEYWORDS
from gui.canvas.edges.labels import LABEL_RULES, LabelMode
from gui.canvas.edges.quantities import EDGE_QUANTITIES
from gui.selection import EdgeItem
from gui.theme import LIGHT

SECOND = ("L2", "L3")


def is_near(color: Any, other: str) -> bool:
    rgb = [int(other[start : start + 2], 16) for start in (1, 3, 5)]
    return all(abs(one - another) < 30 for one, another in zip(color.getRgb()[:3], rgb, strict=True))


def labelled(hand: Any, key: tuple[str, str]) -> set[EdgeItem]:
    """Give the edges of a connection that were painted with a label."""
    hand.canvas.viewport().grab()
    connection = hand.canvas.network_scene.connection_graphics(key)
    edges = [EdgeItem(*key, row, column) for row, column in np.ndindex(connection.connection.weight.shape)]
    return {
        edge
        for edge in edges
        if connection.places.labelled_edge_at(connection.places.label_rect(edge).center()) == edge
    }


def test_there_is_a_mode_and_a_quantity_for_every_name_a_project_keeps() -> None:
    assert tuple(mode.value for mode in LABEL_RULES) == EDGE_LABELS
    assert tuple(EDGE_QUANTITIES) == QUANTITY_NAMES


def test_a_contribution_is_the_weight_times_what_flows_in(hand: Any) -> None:
    hand.canvas.display.choose(edge_quantity="contribution", edge_labels="none", full_scale=1.0)
    hand.canvas.set_sample_values(forward(hand.document.network, np.array([[-2.0, 1.0]])))
    first = hand.point_of(EdgeItem("L1", "L2", 0, 0)), hand.point_of(EdgeItem("L1", "L2", 1, 1))
    assert is_near(hand.color_at(first[0]), LIGHT.signed.negative)
    assert is_near(hand.color_at(first[1]), LIGHT.signed.positive)
    dead = hand.point_of(EdgeItem("L2", "L3", 0, 1))  # its source is ReLU(−2)
    assert not is_near(hand.color_at(dead), LIGHT.signed.negative)
    hand.canvas.display.choose(edge_quantity="weight")
    assert is_near(hand.color_at(dead), LIGHT.signed.negative)


def test_contributions_follow_the_sample(hand: Any) -> None:
    hand.canvas.display.choose(edge_quantity="contribution", edge_labels="none")
    point = hand.point_of(EdgeItem("L1", "L2", 0, 0))
    for value, color in ((1.0, LIGHT.signed.positive), (-1.0, LIGHT.signed.negative)):
        hand.canvas.set_sample_values(forward(hand.document.network, np.array([[value, 0.0]])))
        assert is_near(hand.color_at(point), color)


def test_a_change_is_what_a_weight_is_more_than_when_the_run_began(hand: Any) -> None:
    hand.canvas.display.choose(edge_quantity="change", edge_labels="all")
    network = hand.document.network
    starts = {connection.key: connection.weight.copy() for connection in network.connections}
    hand.canvas.set_start(starts, {})
    hand.document.edit_network("Set weight", lambda network: set_weight(network, "L2", "L3", 0, 1, -0.5))
    item = hand.canvas.network_scene.connection_graphics(("L2", "L3"))
    assert item._values.array.tolist() == [[0.0, -0.5 - network.connection("L2", "L3").weight[0, 1]]]
    assert is_near(hand.color_at(hand.point_of(EdgeItem("L2", "L3", 0, 1))), LIGHT.signed.positive)
    hand.canvas.set_start({}, {})
    assert item._values.array.tolist() == [[1.0, -0.5]]


def test_where_edges_show_their_change_biases_show_theirs(hand: Any) -> None:
    def written(bias: float, start: float, quantity: str) -> QImage:
        hand.document.edit_network("Set", lambda network: set_biases(network, "L2", [bias, bias]))
        weights = {connection.key: connection.weight for connection in hand.document.network.connections}
        hand.canvas.set_start(weights, {"L2": np.array([start, start])})
        hand.canvas.display.choose(edge_quantity=quantity)
        image: QImage = hand.canvas.viewport().grab().toImage()
        return image

    assert written(1.5, 1.0, "change") == written(0.5, 0.0, "change")
    assert written(1.5, 1.0, "change") != written(1.5, 0.0, "change")
    assert written(1.5, 1.0, "weight") == written(1.5, 0.0, "weight")


def test_a_layer_that_undo_brings_back_shows_how_far_its_biases_have_come(hand: Any) -> None:
    hand.document.edit_network("Set", lambda network: set_biases(network, "L2", [1.5, 1.5]))
    weights = {connection.key: connection.weight for connection in hand.document.network.connections}
    hand.canvas.set_start(weights, {"L2": np.ones(2)})
    hand.canvas.display.choose(edge_quantity="change")
    before = hand.canvas.viewport().grab().toImage()
    hand.document.edit_network("Remove", lambda network: remove_layers(network, ["L2"]))
    hand.canvas.transition.finish()
    hand.document.undo_stack.undo()
    hand.canvas.transition.finish()
    assert hand.canvas.viewport().grab().toImage() == before


def test_edges_grow_strong_at_the_chosen_scale(hand: Any) -> None:
    hand.canvas.display.choose(edge_labels="none", full_scale=1.0)
    point = hand.point_of(EdgeItem("L2", "L3", 0, 0))
    assert is_near(hand.color_at(point), LIGHT.signed.positive)
    hand.canvas.display.choose(full_scale=50.0)
    assert not is_near(hand.color_at(point), LIGHT.signed.positive)


def test_a_scale_of_nothing_is_refused(hand: Any) -> None:
    with pytest.raises(SettingError, match="full scale"):
        hand.canvas.display.choose(full_scale=0.0)
    assert hand.canvas.display.settings.full_scale is None


@pytest.mark.parametrize("mode", LabelMode)
def test_labels_on_all_edges_stand_only_where_asked_for(hand: Any, mode: LabelMode) -> None:
    hand.canvas.display.choose(edge_labels=mode.value)
    assert len(labelled(hand, SECOND)) == (2 if mode in (LabelMode.AUTO, LabelMode.ALL) else 0)


def test_of_many_edges_all_carry_labels_only_where_asked_for_or_seen_from_near(
    make_hand: Callable[[Network], Any],
) -> None:
    hand = make_hand(add_chain(Network(), parse_shape("8-8-1"), Initialization()))
    assert labelled(hand, ("L1", "L2")) == set()
    hand.canvas.display.choose(edge_labels=LabelMode.ALL.value)
    assert 12 < len(labelled(hand, ("L1", "L2"))) <= 64
    hand.canvas.display.choose(edge_labels=LabelMode.AUTO.value)
    hand.canvas.navigation.zoom_to(2.0)
    assert 48 <= len(labelled(hand, ("L1", "L2"))) <= 64


@pytest.mark.parametrize("shape", ["2-2-3-3-1", "2-3-3-1", "2-4-2-1"])
@pytest.mark.parametrize("size", [(730, 395), (830, 455), (1300, 640)])
def test_small_networks_carry_their_numbers_in_common_windows(
    make_hand: Callable[[Network], Any], shape: str, size: tuple[int, int]
) -> None:
    hand = make_hand(add_chain(Network(), parse_shape(shape), Initialization()))
    hand.canvas.resize(*size)
    hand.canvas.fit()
    for connection in hand.document.network.connections:
        rects = [
            hand.canvas.mapFromScene(
                hand.canvas.network_scene.connection_graphics(connection.key).places.label_rect(edge)
            ).boundingRect()
            for edge in labelled(hand, connection.key)
        ]
        assert len(rects) >= 0.75 * connection.weight.size
        assert min(rect.height() for rect in rects) >= 13  # pixels, around type of 9


@pytest.mark.parametrize(
    ("mode", "on_selected", "on_hovered"),
    [
        (LabelMode.SELECTED, True, False),
        (LabelMode.HOVER, False, True),
        (LabelMode.NEVER, False, False),
    ],
)
def test_labels_of_what_is_selected_or_under_the_pointer(
    hand: Any, mode: LabelMode, on_selected: bool, on_hovered: bool
) -> None:
    hand.canvas.display.choose(edge_labels=mode.value)
    edge = EdgeItem("L2", "L3", 0, 1)

    def has_label() -> bool:
        hand.canvas.viewport().grab()
        connection = hand.canvas.network_scene.connection_graphics(SECOND)
        return bool(connection.places.labelled_edge_at(connection.places.label_rect(edge).center()) == edge)

    hand.selection.select(edge)
    assert has_label() is on_selected
    hand.selection.select()
    hand.selection.hover(edge)
    assert has_label() is on_hovered


def test_every_choice_is_a_command_and_labels_cycle_by_key(hand: Any) -> None:
    actions = hand.actions
    assert actions["show-value"].isChecked()
    actions["show-bias"].trigger()
    assert (actions["show-value"].isChecked(), actions["show-bias"].isChecked()) == (False, True)
    assert [action.shortcut().toString() for action in (actions["show-value"], actions["show-histogram"])] == [
        "Alt+1",
        "Alt+4",
    ]
    seen = []
    for _ in LabelMode:
        actions["next-labels"].trigger()
        seen.append(hand.canvas.display.settings.edge_labels)
    assert seen == ["all", "selected", "hover", "none", "automatic"]
    actions["legend"].trigger()
    assert not hand.canvas.display.settings.legend
    assert not actions["legend"].isChecked()


def test_the_key_for_the_next_labels_says_which_they_are(hand: Any) -> None:
    toast = hand.canvas.findChild(QLabel, "canvas-toast")
    hand.actions["next-labels"].trigger()
    assert toast.isVisible()
    assert toast.text() == "Edge labels: all"
    hand.actions["next-labels"].trigger()
    assert toast.text() == "Edge labels: of the selected"
    hand.canvas.hide()  # and the note with it, whose timer would outlive the test


def test_a_key_goes_through_what_edges_show_and_says_what_that_lacks(hand: Any) -> None:
    toast = hand.canvas.findChild(QLabel, "canvas-toast")
    seen, said = [], []
    for _ in EDGE_QUANTITIES:
        hand.actions["next-quantity"].trigger()
        seen.append(hand.canvas.display.settings.edge_quantity)
        said.append(toast.text())
    assert seen == ["contribution", "change", "weight"]
    assert said == [
        "Edges show: contribution (no sample flows in)",
        "Edges show: change since start (no run has begun)",
        "Edges show: weight",
    ]
    assert hand.actions["next-quantity"].shortcut().toString() == "Ctrl+Shift+L"
    hand.canvas.hide()  # and the note with it


@pytest.mark.parametrize("word", ["ghost", "delta"])
def test_the_display_of_changes_is_found_by_other_words(word: str, hand: Any) -> None:
    assert word in hand.actions["edges-change"].property(KEYWORDS)
