"""Numbers on edges of several connections into one layer."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPointF, QRectF

from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from gui.canvas.edges.labels import MAX_COVERED_SHARE
from gui.selection import EdgeItem

INTO_ONE = (("L2", "L4"), ("L3", "L4"))


@pytest.fixture
def joined(make_hand: Callable[[Network], Any]) -> Any:
    """Two branches that end in one layer."""
    network = Network()
    for kind, width, place in (("input", 2, (0, 0)), ("dense", 2, (280, -150)), ("dense", 3, (280, 150))):
        network = add_layer(network, kind, width, position=place)
    network = add_layer(network, "dense", 3, position=(560, 0))
    for wire in (("L1", "L2"), ("L1", "L3"), *INTO_ONE):
        network = connect(network, *wire, Initialization())
    hand = make_hand(network)
    hand.canvas.viewport().grab()
    return hand


def numbers(hand: Any) -> list[tuple[EdgeItem, QRectF]]:
    scene = hand.canvas.network_scene
    edges = [
        EdgeItem(*key, row, column)
        for key in INTO_ONE
        for row in range(3)
        for column in range(scene.network.layer(key[0]).width)
    ]
    places = [(edge, scene.connection_graphics((edge.source, edge.target)).label_rect(edge)) for edge in edges]
    return [(edge, rect) for edge, rect in places if _labelled_at(hand, rect.center(), edge)]


def _labelled_at(hand: Any, point: QPointF, edge: EdgeItem) -> bool:
    graphics = hand.canvas.network_scene.connection_graphics((edge.source, edge.target))
    return bool(graphics.labelled_edge_at(point) == edge)


def test_numbers_of_two_connections_into_one_layer_do_not_pile_up(joined: Any) -> None:
    found = numbers(joined)
    assert {edge.source for edge, _ in found} == {"L2", "L3"}
    for place, (_, rect) in enumerate(found):
        for _, other in found[:place]:
            shared = rect & other
            assert shared.width() * shared.height() <= MAX_COVERED_SHARE * rect.width() * rect.height()


def test_numbers_on_edges_around_a_column_do_not_pile_up(make_hand: Callable[[Network], Any]) -> None:
    network = Network()
    for kind, width, place in (("input", 2, (0, 0)), ("dense", 3, (0, 420)), ("dense", 2, (0, 800))):
        network = add_layer(network, kind, width, position=place)
    network = add_layer(network, "dense", 1, position=(320, 400))
    wires = ("L1", "L2"), ("L2", "L3"), ("L1", "L3"), ("L3", "L4"), ("L2", "L4")
    for wire in wires:
        network = connect(network, *wire, Initialization())
    hand = make_hand(network)
    hand.canvas.fit()
    hand.canvas.viewport().grab()
    shown: list[QRectF] = []
    for key in wires:
        item = hand.canvas.network_scene.connection_graphics(key)
        rows, columns = (indices.tolist() for indices in item.drawn_edges)
        edges = [EdgeItem(*key, row, column) for row, column in zip(rows, columns, strict=True)]
        rects = [(edge, item.label_rect(edge)) for edge in edges]
        shown += [rect for edge, rect in rects if item.labelled_edge_at(rect.center()) == edge]
    assert len(shown) > len(wires)
    for place, rect in enumerate(shown):
        for other in shown[:place]:
            shared = rect & other
            assert shared.width() * shared.height() <= MAX_COVERED_SHARE * rect.width() * rect.height()


def test_no_edge_runs_over_the_number_of_another_connection(joined: Any) -> None:
    scene = joined.canvas.network_scene
    highest = max(scene.connection_graphics(connection.key).zValue() for connection in scene.network.connections)
    assert scene.numbers.zValue() > highest
