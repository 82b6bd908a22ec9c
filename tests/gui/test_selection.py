"""The selection shared by all views."""

import numpy as np
import pytest
from msgspec.structs import replace

from engine.network import edits
from engine.network.initializers import Initialization
from engine.network.model import Network
from gui.selection import ConnectionItem, EdgeItem, LayerItem, NeuronItem, Selection, exists


def small_network() -> Network:
    network = edits.add_layer(Network(), "input", 2)
    network = edits.add_layer(network, "dense", 2)
    return edits.connect(network, "L1", "L2", Initialization())


def test_selecting_announces_once() -> None:
    selection = Selection()
    seen = []
    selection.selection_changed.connect(seen.append)
    selection.select(LayerItem("L1"))
    selection.select(LayerItem("L1"))
    assert seen == [(LayerItem("L1"),)]


def test_toggling_adds_and_removes_and_the_last_is_current() -> None:
    selection = Selection()
    selection.toggle(LayerItem("L1"))
    selection.toggle(NeuronItem("L2", 0))
    assert selection.current == NeuronItem("L2", 0)
    selection.toggle(NeuronItem("L2", 0))
    assert selection.items == (LayerItem("L1"),)


@pytest.mark.parametrize(
    ("item", "is_there"),
    [
        (LayerItem("L1"), True),
        (LayerItem("L9"), False),
        (NeuronItem("L2", 1), True),
        (NeuronItem("L2", 2), False),
        (ConnectionItem("L1", "L2"), True),
        (ConnectionItem("L2", "L1"), False),
        (EdgeItem("L1", "L2", 1, 1), True),
        (EdgeItem("L1", "L2", 2, 0), False),
        (EdgeItem("L1", "L2", 0, 1), False),
    ],
)
def test_existence(item: object, is_there: bool) -> None:
    network = small_network()
    mask = np.array([[True, False], [True, True]])
    masked = replace(network, connections=(replace(network.connections[0], mask=mask),))
    assert exists(item, masked) is is_there


def test_what_is_gone_leaves_selection_and_hover() -> None:
    selection = Selection()
    selection.select(LayerItem("L1"), NeuronItem("L2", 1))
    selection.hover(NeuronItem("L2", 1))
    selection.keep_existing(edits.remove_layers(small_network(), ["L2"]))
    assert selection.items == (LayerItem("L1"),)
    assert selection.hovered is None
