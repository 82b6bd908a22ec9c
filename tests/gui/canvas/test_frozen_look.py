"""Frozen edges are dashed, in the colour of their weight."""

from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from gui.canvas.frozen_look import DASH, GAP
from gui.selection import EdgeItem


def _frozen(network: Network, key: tuple[str, str]) -> Network:
    connections = tuple(
        replace(connection, frozen=np.ones(connection.weight.shape, np.bool_)) if connection.key == key else connection
        for connection in network.connections
    )
    return replace(network, connections=connections)


def _colors_along_edge(hand: Any) -> set[str]:
    """Give the colours on the way of the edge from the second hidden neuron to the output, whose weight is −2."""
    route = hand.canvas.network_scene.connection_graphics(("L2", "L3")).route
    image = hand.canvas.viewport().grab().toImage()
    edge = np.zeros(60, np.intp), np.ones(60, np.intp)
    points = route.points_along(*edge, np.linspace(0.05, 0.3, 60))[0]
    pixels = [hand.canvas.mapFromScene(*point) * image.devicePixelRatio() for point in points]
    return {image.pixelColor(pixel).name() for pixel in pixels}


def test_a_frozen_edge_is_dashed_in_its_own_colour(hand: Any) -> None:
    solid = _colors_along_edge(hand)
    hand.document.edit_network("Freeze", lambda network: _frozen(network, ("L2", "L3")))
    dashed = _colors_along_edge(hand)
    ground = QColor(hand.canvas.network_scene.canvas_style.background).name()
    assert ground not in solid
    assert ground in dashed
    assert solid & dashed - {ground}


def test_amid_others_that_cross_it_a_frozen_edge_is_still_dashed(make_hand: Any) -> None:
    network = add_layer(add_layer(Network(), "input", 9), "dense", 9, position=(300.0, 0.0))
    network = connect(network, "L1", "L2", Initialization())
    frozen = np.zeros((9, 9), np.bool_)
    frozen[4, 4] = True
    hand = make_hand(replace(network, connections=(replace(network.connections[0], frozen=frozen),)))
    hand.canvas.display.choose(edge_labels="none")
    route = hand.canvas.network_scene.connection_graphics(("L1", "L2")).route
    middle = route.points_along(np.array([4]), np.array([4]), np.linspace(0.4, 0.6, 200))[0]
    image = hand.canvas.viewport().grab().toImage()
    colors = [image.pixelColor(hand.canvas.mapFromScene(*point) * image.devicePixelRatio()) for point in middle]
    gaps = colors.count(hand.canvas.network_scene.canvas_style.background) / len(colors)
    assert gaps == pytest.approx(GAP / (DASH + GAP), abs=0.12)


def test_thawed_it_is_solid_again(hand: Any) -> None:
    before = _colors_along_edge(hand)
    hand.document.edit_network("Freeze", lambda network: _frozen(network, ("L2", "L3")))
    hand.document.undo_stack.undo()
    assert _colors_along_edge(hand) == before


def test_the_number_of_a_frozen_edge_stands_in_a_frame(hand: Any) -> None:
    connection = hand.canvas.network_scene.connection_graphics(("L2", "L3"))
    label = connection.places.label_rect(EdgeItem("L2", "L3", 0, 1))
    upper_rim = QPointF(label.center().x(), label.top())
    before = hand.color_at(upper_rim)
    hand.document.edit_network("Freeze", lambda network: _frozen(network, ("L2", "L3")))
    assert before == hand.canvas.network_scene.canvas_style.background
    assert hand.color_at(upper_rim) != before
