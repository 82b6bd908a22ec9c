"""Which edges of a large matrix are drawn, and what its image tells under the pointer."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from pytestqt.qtbot import QtBot

from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameters import set_weights
from gui.canvas.edges.choice import EdgeChoice
from gui.canvas.edges.strongest import MAX_EDGES, STRONGEST_EDGES
from gui.canvas.layers.fold import Form, fold
from gui.selection import ConnectionItem, EdgeItem

WEIGHTS = np.random.default_rng(0).standard_normal((100, 90))
ALL_ROWS, ALL_COLUMNS = np.ones(100, np.bool_), np.ones(90, np.bool_)


@pytest.fixture
def choice() -> EdgeChoice:
    return EdgeChoice(np.ones((100, 90), np.bool_), fold(90, Form.GRID), fold(100, Form.GRID))


@pytest.fixture
def large_hand(make_hand: Callable[[Network], Any]) -> Any:
    network = add_layer(Network(), "input", 40, position=(0.0, 0.0))
    network = add_layer(network, "dense", 40, position=(400.0, 0.0))
    return make_hand(connect(network, "L1", "L2", Initialization()))


def first(size: int, count: int) -> np.ndarray:
    return np.arange(size) < count


def pairs(edges: tuple[np.ndarray, np.ndarray]) -> set[tuple[int, int]]:
    return set(zip(*(indices.tolist() for indices in edges), strict=True))


def test_the_strongest_edges_of_the_neurons_in_view_are_drawn_as_well(choice: EdgeChoice) -> None:
    from_afar = pairs(choice.edges(WEIGHTS))
    assert len(from_afar) == STRONGEST_EDGES
    assert choice.look_at(first(100, 3), first(90, 0))
    assert pairs(choice.edges(WEIGHTS)) == from_afar | {(row, column) for row in range(3) for column in range(90)}
    assert choice.look_at(first(100, 50), first(90, 0))
    rows, columns = choice.edges(WEIGHTS)
    in_view = np.abs(WEIGHTS[rows, columns][rows < 50])
    assert in_view.min() == np.sort(np.abs(WEIGHTS[:50]).ravel())[-STRONGEST_EDGES]


def test_edges_seen_from_afar_stay_while_the_view_moves(choice: EdgeChoice) -> None:
    from_afar = pairs(choice.edges(WEIGHTS))
    for seen in (first(100, 40), ~first(100, 60), first(100, 1)):
        choice.look_at(seen, ~ALL_COLUMNS)
        assert from_afar <= pairs(choice.edges(WEIGHTS))


def test_looking_at_all_or_nothing_is_no_preference(choice: EdgeChoice) -> None:
    usual = choice.edges(WEIGHTS)
    assert not choice.look_at(ALL_ROWS, ALL_COLUMNS)
    assert not choice.look_at(~ALL_ROWS, ~ALL_COLUMNS)
    assert choice.look_at(first(100, 5), ALL_COLUMNS)
    assert not choice.look_at(first(100, 5), ALL_COLUMNS)
    assert choice.look_at(ALL_ROWS, ALL_COLUMNS)
    for one, other in zip(choice.edges(WEIGHTS), usual, strict=True):
        np.testing.assert_array_equal(one, other)


def test_removed_edges_are_never_chosen() -> None:
    mask = np.ones((100, 90), np.bool_)
    mask[::2] = False
    choice = EdgeChoice(mask, fold(90, Form.GRID), fold(100, Form.GRID))
    choice.look_at(first(100, 6), ~ALL_COLUMNS)
    rows, columns = choice.edges(WEIGHTS)
    assert {1, 3, 5} <= set(rows.tolist())
    assert mask[rows, columns].all()


def test_edges_of_folded_neurons_are_left_to_the_image_of_the_matrix() -> None:
    folded = EdgeChoice(np.ones((100, 90), np.bool_), fold(90, Form.GRID), fold(100))
    rows, columns = folded.edges(WEIGHTS)
    shown = np.array(fold(100).shown)
    assert set(rows.tolist()) <= set(shown.tolist())
    strongest = np.sort(np.abs(WEIGHTS[shown]).ravel())[-STRONGEST_EDGES:]
    np.testing.assert_array_equal(np.sort(np.abs(WEIGHTS[rows, columns])), strongest)
    assert pairs(EdgeChoice(np.ones((100, 90), np.bool_), fold(90), fold(100)).edges(WEIGHTS)) == {
        (row, column) for row in shown for column in fold(90).shown
    }


def test_where_all_edges_are_of_folded_neurons_these_are_drawn() -> None:
    mask = np.zeros((100, 90), np.bool_)
    mask[20:60, 20:60] = True
    assert len(EdgeChoice(mask, fold(90), fold(100)).edges(WEIGHTS)[0]) == STRONGEST_EDGES
    mask[0, 20:60] = True
    assert pairs(EdgeChoice(mask, fold(90), fold(100)).edges(WEIGHTS)) == {(0, column) for column in range(20, 60)}


def test_few_edges_are_all_drawn_wherever_one_looks() -> None:
    choice = EdgeChoice(np.ones((20, MAX_EDGES // 20), np.bool_), fold(MAX_EDGES // 20), fold(20))
    assert not choice.is_partial
    assert not choice.look_at(first(20, 1), first(MAX_EDGES // 20, 0))
    assert len(choice.edges(np.ones((20, MAX_EDGES // 20)))[0]) == MAX_EDGES


def test_zooming_in_on_neurons_shows_more_of_their_edges(large_hand: Any, qtbot: QtBot) -> None:
    connection = large_hand.canvas.network_scene.connection_graphics(("L1", "L2"))
    large_hand.canvas.fit()

    def drawn_into(row: int) -> int:
        return int((connection.places.drawn_edges[0] == row).sum())

    before = drawn_into(20)
    neuron = large_hand.canvas.network_scene.layer_view("L2").neuron_rect(20)
    large_hand.canvas.navigation.zoom_to(5.0)
    large_hand.canvas.navigation.centre_on(neuron.center())
    qtbot.waitUntil(lambda: drawn_into(20) == 40)
    assert before < 40
    large_hand.canvas.fit()
    qtbot.waitUntil(lambda: drawn_into(20) == before)


def test_few_of_very_many_edges_carry_no_numbers_until_selected(make_hand: Callable[[Network], Any]) -> None:
    network = add_layer(Network(), "input", 60, position=(0.0, 0.0))
    network = add_layer(network, "dense", 60, position=(400.0, 0.0))
    hand = make_hand(connect(network, "L1", "L2", Initialization()))
    hand.canvas.navigation.zoom_to(4.0)
    hand.canvas.navigation.centre_on(QPointF(200.0, 0.0))
    connection = hand.canvas.network_scene.connection_graphics(("L1", "L2"))
    hand.canvas.viewport().grab()
    rows, columns = (int(indices[0]) for indices in connection.places.drawn_edges)
    edge = EdgeItem("L1", "L2", rows, columns)
    number = connection.places.label_rect(edge).center()
    assert connection.places.labelled_edge_at(number) is None
    hand.selection.select(edge)
    hand.canvas.viewport().grab()
    assert connection.places.labelled_edge_at(connection.places.label_rect(edge).center()) == edge


def test_the_image_of_a_matrix_tells_the_weight_under_the_pointer(large_hand: Any, qtbot: QtBot) -> None:
    weights = np.zeros((40, 40))
    weights[39, 0] = 0.75
    edit = large_hand.document.edit_network
    edit("Set", lambda network: set_weights(network, "L1", "L2", weights))
    outer: QRectF = large_hand.canvas.network_scene.connection_graphics(("L1", "L2")).places.band_rect
    note = large_hand.canvas.hover.note
    large_hand.hover(outer.topLeft() + QPointF(7, 7))
    qtbot.waitUntil(note.isVisible)
    assert note.text().splitlines()[0] == "w₁₁⁽¹⁾ = 0"
    lower_left = QPointF(outer.left() + 7, outer.bottom() - 16 - 7)
    large_hand.hover(lower_left)
    assert note.isVisible()
    assert note.text().splitlines()[0] == "w₄₀,₁⁽¹⁾ = 0.75"
    assert large_hand.selection.hovered == ConnectionItem("L1", "L2")
    large_hand.click_at(lower_left)
    assert large_hand.selection.items == (ConnectionItem("L1", "L2"),)
