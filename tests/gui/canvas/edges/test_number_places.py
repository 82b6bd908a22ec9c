"""Numbers on edges of several connections into one layer."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.network.edits import add_layer, connect, move_layers
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameters import set_weights
from gui.canvas.edges.label_places import LABEL_HEIGHT, LABEL_WIDTH, LEAST_DISTANCE
from gui.canvas.edges.labels import LabelCount
from gui.canvas.overlays.covering import mark_overlay
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
    places = [(edge, scene.connection_graphics((edge.source, edge.target)).places.label_rect(edge)) for edge in edges]
    return [(edge, rect) for edge, rect in places if _labelled_at(hand, rect.center(), edge)]


def are_apart(rect: QRectF, other: QRectF) -> bool:
    shift, size = rect.center() - other.center(), rect.size()
    across, down = abs(shift.x()) * LABEL_WIDTH / size.width(), abs(shift.y()) * LABEL_HEIGHT / size.height()
    return bool(across >= LEAST_DISTANCE[0] - 1e-6 or down >= LEAST_DISTANCE[1] - 1e-6)


def _labelled_at(hand: Any, point: QPointF, edge: EdgeItem) -> bool:
    graphics = hand.canvas.network_scene.connection_graphics((edge.source, edge.target))
    return bool(graphics.places.labelled_edge_at(point) == edge)


def test_numbers_of_two_connections_into_one_layer_do_not_pile_up(joined: Any) -> None:
    found = numbers(joined)
    assert {edge.source for edge, _ in found} == {"L2", "L3"}
    for place, (_, rect) in enumerate(found):
        for _, other in found[:place]:
            assert are_apart(rect, other)


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
        rows, columns = (indices.tolist() for indices in item.places.drawn_edges)
        edges = [EdgeItem(*key, row, column) for row, column in zip(rows, columns, strict=True)]
        rects = [(edge, item.places.label_rect(edge)) for edge in edges]
        shown += [rect for edge, rect in rects if item.places.labelled_edge_at(rect.center()) == edge]
    assert len(shown) > len(wires)
    for place, rect in enumerate(shown):
        for other in shown[:place]:
            assert are_apart(rect, other)


def test_no_edge_runs_over_the_number_of_another_connection(joined: Any) -> None:
    scene = joined.canvas.network_scene
    highest = max(scene.connection_graphics(connection.key).zValue() for connection in scene.network.connections)
    assert scene.numbers.zValue() > highest


def test_a_number_is_seen_whole_beside_the_header_of_another_layer(make_hand: Callable[[Network], Any]) -> None:
    network = add_layer(Network(), "input", 1, position=(0.0, 0.0))
    network = add_layer(network, "dense", 1, position=(480.0, 0.0))
    network = add_layer(network, "dense", 1, position=(200.0, 50.0))  # its header lies on the edge's first half
    hand = make_hand(connect(network, "L1", "L2", Initialization()))
    hand.canvas.fit()
    hand.canvas.viewport().grab()
    scene, edge = hand.canvas.network_scene, EdgeItem("L1", "L2", 0, 0)
    for position in ((200.0, 50.0), (240.0, 45.0), (300.0, 50.0)):
        hand.document.edit_network("Move", lambda n, at=position: move_layers(n, {"L3": at}))
        hand.canvas.transition.finish()
        hand.canvas.viewport().grab()
        view = scene.layer_view("L3")
        written = scene.connection_graphics(("L1", "L2")).places.label_rect(edge)
        assert _labelled_at(hand, written.center(), edge)
        assert not written.intersects(view.header_rect)
        assert not written.intersects(view.neurons_rect)


def test_a_number_that_is_hidden_all_along_its_edge_is_left_out(make_hand: Callable[[Network], Any]) -> None:
    network = add_layer(Network(), "input", 1, position=(0.0, 0.0))
    network = add_layer(network, "dense", 1, position=(120.0, 0.0))
    network = connect(network, "L1", "L2", Initialization())
    network = move_layers(add_layer(network, "dense", 1, position=(60.0, 300.0)), {"L3": (60.0, 70.0)})
    hand = make_hand(network)
    hand.canvas.viewport().grab()
    item = hand.canvas.network_scene.connection_graphics(("L1", "L2"))
    assert item.label_count == LabelCount(0, 1)


def test_with_numbers_on_all_edges_the_legend_tells_how_many_have_none(
    make_hand: Callable[[Network], Any], qtbot: QtBot
) -> None:
    network = add_layer(Network(), "input", 8, position=(0.0, 0.0))
    network = add_layer(network, "dense", 8, position=(280.0, 0.0))
    hand = make_hand(connect(network, "L1", "L2", Initialization()))
    item = hand.canvas.network_scene.connection_graphics(("L1", "L2"))
    hand.canvas.display.choose(edge_labels="all")
    hand.canvas.navigation.zoom_to(0.7)

    def tells_how_many() -> None:
        count = item.label_count
        assert 0 < count.labelled < 64
        assert hand.canvas.legend.texts[-1] == f"on {count.labelled} of 64 edges; zoom in for more"

    hand.canvas.viewport().grab()
    qtbot.waitUntil(tells_how_many)
    labelled = {
        tuple(edge)
        for edge in zip(*(indices.tolist() for indices in item.places.drawn_edges), strict=True)
        if _labelled_at(hand, item.places.label_rect(EdgeItem("L1", "L2", *edge)).center(), EdgeItem("L1", "L2", *edge))
    }
    assert {row for row, _ in labelled} == {column for _, column in labelled} == set(range(8))
    hand.canvas.display.choose(edge_labels="automatic")
    hand.canvas.viewport().grab()
    qtbot.waitUntil(lambda: "zoom in" not in hand.canvas.legend.texts[-1])


def test_with_numbers_on_all_edges_the_note_and_the_legend_tell_how_many_fit(
    make_hand: Callable[[Network], Any], qtbot: QtBot
) -> None:
    network = add_layer(Network(), "input", 8, position=(0.0, 0.0))
    network = add_layer(network, "dense", 8, position=(280.0, 0.0))
    hand = make_hand(connect(network, "L1", "L2", Initialization()))
    scene, legend = hand.canvas.network_scene, hand.canvas.legend
    hand.canvas.navigation.zoom_to(0.7)
    assert QTest.qWaitForWindowExposed(hand.canvas)
    hand.actions["next-labels"].trigger()
    fitting = scene.label_count.labelled
    assert 0 < fitting < 64
    toast = hand.canvas.findChild(QWidget, "canvas-toast")
    assert toast.text() == f"Edge labels: all ({fitting} of 64 fit: zoom in)"
    qtbot.waitUntil(lambda: legend.texts[-1] == f"on {fitting} of 64 edges; zoom in for more")
    hand.canvas.navigation.zoom_to(0.3)
    hand.canvas.viewport().grab()
    qtbot.waitUntil(lambda: legend.texts[-1] == "on 0 of 64 edges; zoom in for more")


def test_no_number_lies_on_the_image_of_a_matrix(make_hand: Callable[[Network], Any]) -> None:
    network = add_layer(Network(), "input", 40, position=(0.0, 0.0))
    network = add_layer(network, "dense", 40, position=(280.0, 0.0))
    hand = make_hand(connect(network, "L1", "L2", Initialization()))
    hand.canvas.display.choose(edge_labels="all")
    hand.canvas.viewport().grab()
    item = hand.canvas.network_scene.connection_graphics(("L1", "L2"))
    assert item.label_count.labelled > 0
    assert not any(
        item.places.band_rect.intersects(rect) for rect in item.places.label_rects_but(EdgeItem("L1", "L2", -1, -1))
    )


@pytest.mark.parametrize("mode", ["automatic", "selected"])
def test_zoomed_in_numbers_slide_to_the_piece_of_their_edge_in_view(hand: Any, mode: str) -> None:
    rows, columns = np.divmod(np.arange(4), 2)
    edges = [EdgeItem("L1", "L2", *place) for place in zip(rows.tolist(), columns.tolist(), strict=True)]
    hand.canvas.display.choose(edge_labels=mode)
    hand.selection.select(*edges)
    item = hand.canvas.network_scene.connection_graphics(("L1", "L2"))
    ways = item.route.points_along(rows, columns, np.linspace(0.0, 1.0, 400))
    for share in (60, 200, 340):
        hand.canvas.navigation.zoom_to(5.0)
        hand.canvas.centerOn(QPointF(*ways[0, share]))
        hand.canvas.viewport().grab()
        seen, written = hand.canvas.network_scene.in_sight, item.places.label_rect(edges[0])
        assert not (seen.contains(QPointF(*ways[0, 0])) and seen.contains(QPointF(*ways[0, -1])))
        assert seen.contains(written)
        assert _labelled_at(hand, written.center(), edges[0])
        centre = np.array([written.center().x(), written.center().y()])
        assert np.hypot(*(ways[0] - centre).T).min() < 1.0
        shown = [item.places.label_rect(edge) for edge in edges if item.places.label_rect(edge).intersects(seen)]
        assert not any(_is_over(one, other) for one in shown for other in shown if one is not other)


def _is_over(one: QRectF, other: QRectF) -> bool:
    apart = one.center() - other.center()
    return abs(apart.x()) < 0.3 * one.width() and abs(apart.y()) < 0.3 * one.height()


def test_of_numbers_too_long_for_their_places_none_runs_over_another(make_hand: Any) -> None:
    network = add_layer(add_layer(Network(), "input", 4), "dense", 4, position=(280.0, 0.0))
    network = connect(network, "L1", "L2", Initialization())
    hand = make_hand(set_weights(network, "L1", "L2", np.full((4, 4), 0.5)))
    hand.canvas.display.choose(edge_labels="all")
    hand.canvas.viewport().grab()
    item = hand.canvas.network_scene.connection_graphics(("L1", "L2"))
    before = item.label_count.labelled
    hand.document.edit_network("Set", lambda old: set_weights(old, "L1", "L2", np.full((4, 4), -1e300)))
    hand.canvas.viewport().grab()
    rects = item.places.label_rects_but(EdgeItem("", "", 0, 0))
    width = QFontMetricsF(hand.canvas.network_scene.canvas_style.label_font).horizontalAdvance("−1e300")
    assert width > rects[0].width()
    centres = [rect.center() for rect in rects]
    for one, other in combinations(centres, 2):
        assert abs(one.x() - other.x()) >= width or abs(one.y() - other.y()) >= 14.0
    assert item.label_count == LabelCount(len(rects), 16)
    assert 0 < len(rects) < before


def test_a_number_slides_out_from_under_the_legend_along_its_edge(hand: Any) -> None:
    edge = EdgeItem("L1", "L2", 0, 0)
    hand.canvas.display.choose(edge_labels="selected")
    hand.selection.select(edge)
    item = hand.canvas.network_scene.connection_graphics(("L1", "L2"))
    hand.canvas.navigation.zoom_to(5.0)
    hand.canvas.centerOn(QPointF(*item.route.points_along(np.array([0]), np.array([0]), np.array([0.05]))[0, 0]))
    hand.canvas.viewport().grab()
    place = hand.canvas.mapFromScene(item.places.label_rect(edge)).boundingRect()
    overlay = QWidget(hand.canvas.viewport())
    mark_overlay(overlay)
    overlay.setGeometry(place.adjusted(-5, -5, 5, 5))
    overlay.show()
    hand.canvas.viewport().grab()
    moved = hand.canvas.mapFromScene(item.places.label_rect(edge)).boundingRect()
    assert moved != place
    assert not moved.intersects(overlay.geometry())
    overlay.setGeometry(hand.canvas.viewport().rect())
    hand.canvas.viewport().grab()
    assert hand.canvas.mapFromScene(item.places.label_rect(edge)).boundingRect() == place
