"""Edges whose weights are exactly 0 are there all the same: seen, with their number, and to be clicked."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from gui.canvas.canvas import NetworkCanvas
from gui.selection import EdgeItem
from gui.theme import contrast_ratio

LEAST_CONTRAST = 1.4


@pytest.mark.parametrize("inputs", [1, 2])
def test_an_edge_of_weight_0_is_seen_written_and_clicked(make_hand: Callable[[Network], Any], inputs: int) -> None:
    network = add_layer(Network(), "input", inputs, position=(0, 0))
    network = add_layer(network, "dense", 1, position=(320, 0))
    hand = make_hand(connect(network, "L1", "L2", Initialization(scheme="zeros")))
    connection = hand.canvas.network_scene.connection_graphics(("L1", "L2"))
    image = hand.canvas.viewport().grab().toImage()
    assert len(connection.places.labels) == inputs
    for column in range(inputs):
        (point,) = connection.route.points_along(np.array([0]), np.array([column]), np.array([0.2]))[0].tolist()
        assert _contrast_across(hand.canvas, image, QPointF(*point)) >= LEAST_CONTRAST
        hand.click_at(QPointF(*point))
        assert hand.selection.items == (EdgeItem("L1", "L2", 0, column),)
        hand.selection.select()
        hand.click_at(connection.places.label_rect(EdgeItem("L1", "L2", 0, column)).center())
        assert hand.selection.items == (EdgeItem("L1", "L2", 0, column),)


def _contrast_across(canvas: NetworkCanvas, image: Any, point: QPointF) -> float:
    """Give the strongest contrast with the ground among the pixels near a point."""
    pixel, ratio = canvas.mapFromScene(point), image.devicePixelRatio()
    x, y = round(pixel.x() * ratio), round(pixel.y() * ratio)
    ground = image.pixelColor(x, y - 12).name()
    return max(contrast_ratio(ground, image.pixelColor(x, y + dy).name()) for dy in range(-3, 4))
