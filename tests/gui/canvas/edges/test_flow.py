"""Dots run along edges while training, from source to target, but not along frozen ones."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from engine.network.chains import add_chain
from engine.network.freezing import freeze
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameter_set import connection_set
from engine.network.shape_text import parse_shape
from gui.canvas.edges import flow
from gui.canvas.edges.batch import EdgeBatch
from gui.canvas.edges.flow import EdgeFlow
from gui.canvas.edges.scale import EdgeScale
from gui.selection import EdgeItem, NeuronItem
from gui.theme import LIGHT, contrast_ratio


def picture(hand: Any) -> Any:
    return hand.canvas.viewport().grab().toImage()


def still(hand: Any, monkeypatch: Any, now: float) -> Any:
    monkeypatch.setattr(flow.time, "monotonic", lambda: now)
    return picture(hand)


def test_they_run_while_training_alone(hand: Any, monkeypatch: Any) -> None:
    before = still(hand, monkeypatch, 10.0)
    hand.document.set_training(True)
    first, second = still(hand, monkeypatch, 10.0), still(hand, monkeypatch, 10.3)
    assert before != first != second != before
    hand.document.set_training(False)
    assert picture(hand) == before


def test_they_are_switched_off(hand: Any, monkeypatch: Any) -> None:
    before = still(hand, monkeypatch, 10.0)
    hand.document.set_training(True)
    hand.canvas.display.choose(flow=False)
    assert still(hand, monkeypatch, 10.0) == before
    hand.canvas.display.choose(flow=True)
    assert still(hand, monkeypatch, 10.0) != before


def test_frozen_edges_have_none(hand: Any, monkeypatch: Any) -> None:
    network = hand.document.network
    for key in (("L1", "L2"), ("L2", "L3")):
        network = freeze(network, connection_set(network, *key))
    hand.document.edit_network("Freeze", lambda _: network)
    before = still(hand, monkeypatch, 10.0)
    hand.document.set_training(True)
    assert still(hand, monkeypatch, 10.0) == before


def test_many_edges_have_none(make_hand: Callable[[Network], Any], monkeypatch: Any) -> None:
    hand = make_hand(add_chain(Network(), parse_shape("13-13-1"), Initialization()))
    before = still(hand, monkeypatch, 10.0)
    hand.document.set_training(True)
    assert still(hand, monkeypatch, 10.0) == before


@pytest.mark.parametrize("item", [NeuronItem("L2", 0), EdgeItem("L1", "L2", 0, 0)])
def test_they_do_not_cut_edges_that_stand_out(hand: Any, monkeypatch: Any, item: Any) -> None:
    hand.canvas.display.choose(edge_labels="none")
    hand.canvas.navigation.zoom_to(0.5)
    hand.selection.select(NeuronItem("L2", 0))
    hand.selection.hover(item)
    route = hand.canvas.network_scene.connection_graphics(("L1", "L2")).route
    edge = np.zeros(200, np.intp), np.zeros(200, np.intp)
    places = [hand.pixel(QPointF(*point)) for point in route.points_along(*edge, np.linspace(0.1, 0.9, 200))[0]]

    def contrasts(image: Any) -> Any:
        return np.array([contrast_ratio(image.pixelColor(place).name(), LIGHT.palette.canvas) for place in places])

    before = contrasts(still(hand, monkeypatch, 10.0))
    hand.document.set_training(True)
    assert (contrasts(still(hand, monkeypatch, 10.0)) > before - 0.3).all()


def test_dots_move_from_source_to_target_on_their_edge(hand: Any) -> None:
    connection = hand.canvas.network_scene.connection_graphics(("L2", "L3"))
    flow, values = EdgeFlow(), connection.connection.weight
    image = picture(hand)
    painter = QPainter(image)
    pens = hand.canvas.network_scene.canvas_style.edge_pens(1.0, EdgeScale(), 2)
    batch = EdgeBatch(connection.route, *connection.places.drawn_edges)
    flow.paint(painter, batch, values, np.zeros(values.shape, np.bool_), pens, EdgeScale(), ratio=1.0)
    painter.end()
    first, later = (flow.points(np.array([0]), now) for now in (0.0, 0.2))
    assert (later[:, 0] > first[:, 0]).all()
    found = [connection.places.edge_at(QPointF(x, y), 3.0) for x, y in later.tolist()]
    assert [edge for edge, _ in found] == [EdgeItem("L2", "L3", 0, 0)] * len(later)
