"""Edges of a crowd are painted without favour: neither sign lies on top of the other."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine.network.chains import add_chain
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.parameters import set_weights
from engine.network.shape_text import parse_shape
from gui.selection import ConnectionItem

SIDE = 24


@pytest.fixture
def crowd(make_hand: Callable[[Network], Any]) -> Any:
    """Edges of one strength, half of them positive and half negative."""
    signs = np.random.default_rng(0).permutation(np.repeat([-1.0, 1.0], SIDE * SIDE // 2)).reshape(SIDE, SIDE)
    network = add_chain(Network(), parse_shape(f"{SIDE}-{SIDE}"), Initialization())
    hand = make_hand(set_weights(network, "L1", "L2", signs))
    hand.canvas.display.choose(edge_labels="none", legend=False)
    hand.canvas.fit()
    return hand


def seen_colors(hand: Any) -> tuple[int, int]:
    """Give how many pixels of the connection are orange and how many are blue."""
    spine = hand.canvas.network_scene.connection_graphics(("L1", "L2")).spine.boundingRect()
    left, right = hand.pixel(spine.topLeft()).x(), hand.pixel(spine.bottomRight()).x()
    image = hand.canvas.viewport().grab().toImage()
    middle = (left + right) // 2
    colors = [image.pixelColor(x, y) for x in range(middle - 15, middle + 15) for y in range(image.height())]
    excess = [color.red() - color.blue() for color in colors]
    return sum(one > 30 for one in excess), sum(one < -30 for one in excess)


def test_neither_sign_hides_the_other(crowd: Any) -> None:
    orange, blue = seen_colors(crowd)
    assert orange + blue > 1000
    assert 0.8 < orange / blue < 1.25


def test_nor_does_it_where_all_are_selected(crowd: Any) -> None:
    crowd.selection.select(ConnectionItem("L1", "L2"))
    orange, blue = seen_colors(crowd)
    assert 0.8 < orange / blue < 1.25
