"""What stands out among the edges while something is selected or under the pointer, here or in another view."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF

from engine.network.chains import add_chain
from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameters import set_weights
from engine.network.shape_text import parse_shape
from gui.canvas.edges.connection_graphics import ConnectionGraphics
from gui.canvas.edges.label_sliding import View
from gui.canvas.edges.labels import LabelMode
from gui.selection import EdgeItem, NeuronItem
from gui.theme import LIGHT, contrast_ratio
from tests.gui.canvas.edges.writing import written_by

SOURCES, TARGETS = 9, 4


@pytest.fixture
def crowd(make_hand: Callable[[Network], Any]) -> Any:
    """More edges than all carry labels, each with a weight of its own."""
    network = add_layer(add_layer(Network(), "input", SOURCES), "dense", TARGETS, position=(280.0, 0.0))
    weights = np.arange(1, SOURCES * TARGETS + 1).reshape(TARGETS, SOURCES)
    return make_hand(set_weights(connect(network, "L1", "L2", Initialization()), "L1", "L2", weights))


def written_on(connection: ConnectionGraphics) -> list[str]:
    connection.place_numbers(1.0, View(QRectF()))
    return written_by(connection.paint_numbers)


@pytest.mark.parametrize("hovered", [NeuronItem("L1", 0), NeuronItem("L2", 3), EdgeItem("L1", "L2", 0, 0)])
def test_no_number_is_written_twice(crowd: Any, hovered: Any) -> None:
    crowd.selection.select(*(EdgeItem("L1", "L2", row, column) for row in range(TARGETS) for column in range(SOURCES)))
    crowd.selection.hover(hovered)
    written = written_on(crowd.canvas.network_scene.connection_graphics(("L1", "L2")))
    assert written
    assert len(set(written)) == len(written)


def test_an_edge_pointed_at_elsewhere_stands_out_alone_with_its_number(hand: Any) -> None:
    scene = hand.canvas.network_scene
    assert written_on(scene.connection_graphics(("L2", "L3"))) == ["1", "−2"]
    hand.selection.hover(EdgeItem("L2", "L3", 0, 1))
    assert written_on(scene.connection_graphics(("L2", "L3"))) == ["−2"]
    assert written_on(scene.connection_graphics(("L1", "L2"))) == []
    hand.selection.hover(None)
    assert written_on(scene.connection_graphics(("L2", "L3"))) == ["1", "−2"]


def test_an_edge_pointed_at_elsewhere_dims_the_others_and_one_pointed_at_here_does_not(hand: Any) -> None:
    hand.canvas.display.choose(edge_labels=LabelMode.NEVER.value)
    edge, other = EdgeItem("L2", "L3", 0, 1), hand.point_of(EdgeItem("L2", "L3", 0, 0))
    plain = hand.color_at(other)
    hand.hover(hand.point_of(edge))
    assert hand.color_at(other) == plain
    hand.canvas.hover.leave()
    hand.selection.hover(edge)
    assert contrast_ratio(hand.color_at(other).name(), LIGHT.palette.canvas) < contrast_ratio(
        plain.name(), LIGHT.palette.canvas
    )


def test_edges_of_a_selected_neuron_look_as_under_the_pointer(hand: Any) -> None:
    hand.canvas.display.choose(edge_labels=LabelMode.NEVER.value)
    neuron, beside = NeuronItem("L2", 0), QPointF(0.0, 4.0)
    own, other = (hand.point_of(EdgeItem("L1", "L2", row, 0)) for row in (0, 1))
    places = (own, own + beside, own - beside, other)
    plain = [hand.color_at(place) for place in places]
    hand.selection.hover(neuron)
    hovered = [hand.color_at(place) for place in places]
    hand.selection.hover(None)
    hand.selection.select(neuron)
    assert [hand.color_at(place) for place in places] == hovered
    assert hovered[:3] == plain[:3]
    assert hovered[3] != plain[3]
    hand.selection.select()
    assert [hand.color_at(place) for place in places] == plain


def test_a_thin_edge_keeps_its_colour_under_the_pointer(make_hand: Callable[[Network], Any]) -> None:
    network = add_chain(Network(), parse_shape("1-1"), Initialization())
    hand = make_hand(set_weights(network, "L1", "L2", [[1.0]]))
    hand.canvas.display.choose(edge_labels=LabelMode.NEVER.value)
    hand.canvas.navigation.zoom_to(0.6)
    point = hand.pixel(hand.point_of(EdgeItem("L1", "L2", 0, 0)))

    def across() -> list[Any]:
        image = hand.canvas.viewport().grab().toImage()
        return [image.pixelColor(point.x(), y) for y in range(point.y() - 12, point.y() + 13)]

    for mark in (hand.selection.hover, hand.selection.select):
        mark(EdgeItem("L1", "L2", 0, 0))
        colors = across()
        edge = [color for color in colors if color.blue() - color.red() > 60 and color.green() > color.red() + 20]
        rim = [color for color in colors if color.blue() - color.green() > 50 and color.red() > 130]
        assert len(edge) >= 2
        assert 0 < len(rim) <= 2 * len(edge)
        hand.selection.hover(None)
