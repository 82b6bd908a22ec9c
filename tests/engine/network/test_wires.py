"""Wires from layers and neurons to others."""

import numpy as np
import pytest

from engine.errors import GraphError
from engine.network.edits import add_layer
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.wires import WireEnd, connect_ends, connect_in_turn

DRAW = Initialization()


@pytest.fixture
def layers() -> Network:
    network = add_layer(Network(), "input", 2, name="Input")
    for name in ("First", "Second"):
        network = add_layer(network, "dense", 2, name=name)
    return network


def test_a_wire_makes_all_edges_between_its_ends(layers: Network) -> None:
    wired = connect_ends(layers, WireEnd("L1", (1,)), WireEnd("L2"), DRAW)
    np.testing.assert_array_equal(wired.connection("L1", "L2").mask, [[False, True], [False, True]])
    whole = connect_ends(wired, WireEnd("L1"), WireEnd("L2", (0,)), DRAW)
    np.testing.assert_array_equal(whole.connection("L1", "L2").mask, [[True, True], [False, True]])
    assert whole.connection("L1", "L2").weight[0, 1] == wired.connection("L1", "L2").weight[0, 1]


def test_ends_are_wired_in_turn_and_what_is_wired_stays(layers: Network) -> None:
    ends = [WireEnd("L1"), WireEnd("L2"), WireEnd("L3")]
    first = connect_ends(layers, ends[0], ends[1], DRAW)
    wired = connect_in_turn(first, ends, DRAW)
    assert [connection.key for connection in wired.connections] == [("L1", "L2"), ("L2", "L3")]
    assert wired.connections[0] is first.connections[0]
    with pytest.raises(GraphError, match="“Input” and “First” are connected already"):
        connect_in_turn(wired, ends, DRAW)
    with pytest.raises(GraphError, match="cycle"):
        connect_in_turn(wired, [WireEnd("L3"), WireEnd("L2")], DRAW)
