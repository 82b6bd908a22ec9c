"""Edges of layers that stand above or below each other."""

from collections.abc import Callable
from typing import Any

import pytest

from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network


@pytest.mark.parametrize("shift", [-80.0, -40.0, 0.0, 40.0, 80.0])
def test_a_branch_above_a_layer_leads_right_on_to_the_output(
    make_hand: Callable[[Network], Any], xor_network: Network, shift: float
) -> None:
    network = add_layer(xor_network, "dense", 2, name="Branch", position=(280.0 + shift, -200.0))
    for ends in (("L1", "L4"), ("L4", "L3")):
        network = connect(network, *ends, Initialization())
    scene = make_hand(network).canvas.network_scene
    assert scene.connection_graphics(("L4", "L3")).route.arch is None
    assert scene.connection_graphics(("L1", "L4")).route.arch is None


def test_a_connection_through_the_neurons_of_a_layer_still_goes_around_it(
    make_hand: Callable[[Network], Any], xor_network: Network
) -> None:
    network = connect(xor_network, "L1", "L3", Initialization())
    assert make_hand(network).canvas.network_scene.connection_graphics(("L1", "L3")).route.arch is not None
