"""What is selected, sorted by what shows it."""

from typing import Any

import numpy as np

from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from gui.canvas.selecting.selection_marks import SelectionMarks
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem


def test_each_item_marks_what_shows_it(xor_network: Network) -> None:
    marks = SelectionMarks(
        [LayerItem("L3"), NeuronItem("L2", 1), EdgeItem("L1", "L2", 0, 0), ConnectionItem("L2", "L3")]
    )
    assert marks.layers == {"L3"}
    assert marks.neurons_of("L2") == {1}
    assert marks.neurons_of("L1") == set()
    first, second = (marks.of_connection(connection.key) for connection in xor_network.connections)
    assert first.mask(xor_network.connections[0]).tolist() == [[True, False], [True, True]]
    assert second.mask(xor_network.connections[1]).tolist() == [[False, True]]
    assert (first.is_whole, second.is_whole) == (False, True)


def test_what_the_network_has_no_more_is_not_marked(xor_network: Network) -> None:
    marks = SelectionMarks([EdgeItem("L1", "L2", 7, 0), NeuronItem("L1", 9)]).of_connection(("L1", "L2"))
    assert not marks.mask(xor_network.connections[0]).any()


def test_ten_thousand_edges_are_selected_as_one(make_hand: Any) -> None:

    network = add_layer(add_layer(Network(), "input", 100), "dense", 100, position=(280.0, 0.0))
    hand = make_hand(connect(network, "L1", "L2", Initialization()))
    edges = [EdgeItem("L1", "L2", row, column) for row, column in np.ndindex(100, 100)]
    hand.selection.select(*edges)
    before = hand.canvas.viewport().grab().toImage()
    hand.selection.select(*edges[:300])
    assert hand.canvas.viewport().grab().toImage() != before
    hand.selection.keep_existing(hand.document.network)
    assert len(hand.selection.items) == 300
