"""The numbers of edges that pass over other layers stand where these edges are level."""

from collections.abc import Callable
from typing import Any

import pytest

from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.wires import WireEnd, connect_ends


def network_with_skip(ends: tuple[int, ...]) -> Network:
    """Give 2-2-1 whose input neurons named lead past the hidden layer, too."""
    network = Network()
    for place, width in enumerate((2, 2, 1)):
        network = add_layer(network, "dense" if place else "input", width, position=(280.0 * place, 0.0))
    for source, target in (("L1", "L2"), ("L2", "L3")):
        network = connect(network, source, target, Initialization())
    return connect_ends(network, WireEnd("L1", ends), WireEnd("L3", (0,)), Initialization())


@pytest.mark.parametrize("ends", [(0,), (1,), (0, 1)])
def test_labels_stand_in_the_lane(make_hand: Callable[[Network], Any], ends: tuple[int, ...]) -> None:
    item = make_hand(network_with_skip(ends)).canvas.network_scene.connection_graphics(("L1", "L3"))
    labels = item.places.labels
    assert len(labels) == len(ends)
    rows, columns = item.places.drawn_edges
    for edge, rect in labels.items():
        level = item.route.polylines(rows[edge : edge + 1], columns[edge : edge + 1])[0, :, 1].min()
        assert rect.center().y() == pytest.approx(level)
        assert item.route.arch.risen + rect.width() / 2 < rect.center().x()
        assert rect.center().x() < item.route.arch.falling - rect.width() / 2
