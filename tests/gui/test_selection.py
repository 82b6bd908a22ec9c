"""The selection shared by all views."""

import numpy as np
import pytest
from msgspec.structs import replace

from engine.network import edits
from engine.network.initializers import Initialization
from engine.network.model import Network
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem, Selection, exists, grouped


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


def test_items_are_grouped_by_what_they_are_parts_of() -> None:
    selection = Selection()
    neurons = (NeuronItem("L2", 1), NeuronItem("L1", 0), NeuronItem("L2", 0))
    selection.select(*neurons, ConnectionItem("L2", "L3"), EdgeItem("L1", "L2", 1, 0), LayerItem("L1"))
    groups = selection.groups
    assert groups.ends == {"L2": (1, 0), "L1": None}
    assert list(groups.ends) == ["L2", "L1"]
    assert groups.layers == ("L1",)
    assert groups.connections == (("L2", "L3"),)
    assert groups.wired == (("L2", "L3"), ("L1", "L2"))
    rows, columns = groups.edges["L1", "L2"]
    assert (rows.tolist(), columns.tolist()) == ([1], [0])
    selection.select()
    assert (selection.groups.ends, selection.groups.wired) == ({}, ())


def test_groups_drop_what_a_network_lacks_as_items_do() -> None:
    network = small_network()
    masked = np.array([[True, False], [True, True]])
    connection = replace(network.connection("L1", "L2"), mask=masked, weight=masked.astype(float))
    network = replace(network, connections=(connection,))
    items: list[Item] = [
        *(LayerItem(layer) for layer in ("L1", "L9")),
        *(NeuronItem(layer, index) for layer in ("L2", "L8") for index in (1, 2)),
        *(ConnectionItem("L1", target) for target in ("L2", "L9")),
        *(EdgeItem("L1", "L2", row, column) for row in range(3) for column in range(3)),
        EdgeItem("L2", "L1", 0, 0),
    ]
    left, expected = grouped(items).existing(network), grouped(item for item in items if exists(item, network))
    assert left.ends == expected.ends
    assert left.connections == expected.connections
    assert left.edges.keys() == expected.edges.keys()
    for key, places in left.edges.items():
        np.testing.assert_array_equal(places, expected.edges[key])
