"""Which connections carry numbers by themselves: fewer with more edges, more from nearer, without any jumps back."""

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from gui.selection import EdgeItem

WIDTHS = range(2, 13)
ZOOMS = (0.5, 0.55, 0.61, 0.67, 0.75, 0.9, 1.0, 1.4, 2.0)


def between(sources: int, targets: int) -> Network:
    network = add_layer(Network(), "input", sources, position=(0.0, 0.0))
    return connect(add_layer(network, "dense", targets, position=(280.0, 0.0)), "L1", "L2", Initialization())


def is_labelled(hand: Any, zoom: float) -> bool:
    hand.canvas.navigation.zoom_to(zoom)
    hand.canvas.centerOn(140, 0)
    hand.canvas.viewport().grab()
    places = hand.canvas.network_scene.places
    width = hand.document.network.layer("L2").width
    edges = [EdgeItem("L1", "L2", row, column) for row in range(width) for column in range(3)]
    hits = [places.hit(places.value_rect(edge).center(), 1.0) for edge in edges]
    return any(hit is not None and hit.on_value for hit in hits)


def test_numbers_come_with_the_zoom_and_go_with_the_width(make_hand: Callable[[Network], Any]) -> None:
    hands = [make_hand(between(3, width)) for width in WIDTHS]
    labelled = np.array([[is_labelled(hand, zoom) for zoom in ZOOMS] for hand in hands])
    more_from_nearer, fewer_with_more_edges = (
        np.diff(labelled.astype(int), axis=1),
        np.diff(labelled.astype(int), axis=0),
    )
    assert (more_from_nearer >= 0).all()
    assert (fewer_with_more_edges <= 0).all()
    assert labelled[0].all()
    assert labelled[:, -1].all()
