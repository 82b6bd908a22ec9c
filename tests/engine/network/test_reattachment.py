"""Layers taken out and put in again are connected as they were, unless something else has taken their place."""

import pytest

from engine.network.chains import add_chain
from engine.network.edits import connect, remove_layers, resize_layer
from engine.network.fragment import add_fragment, fragment_of
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.reattachment import reattach
from engine.network.shape_text import parse_shape

DRAWN = Initialization(seed=1)


@pytest.fixture
def whole():
    return add_chain(Network(), parse_shape("2-3-4-1"), DRAWN)


def put_in_again(whole: Network, left: Network, *ids: str) -> tuple[Network, Network]:
    pasted = add_fragment(left, fragment_of(whole, ids))
    copies = dict(zip(ids, (layer.id for layer in pasted.layers[len(left.layers) :]), strict=True))
    return pasted, reattach(pasted, whole, copies)


def test_layers_are_connected_by_the_same_weights(whole):
    _, again = put_in_again(whole, remove_layers(whole, ["L2", "L3"]), "L2", "L3")
    weights = {id(connection.weight) for connection in again.connections}
    assert weights == {id(connection.weight) for connection in whole.connections}


@pytest.mark.parametrize(
    "change",
    [
        lambda network: connect(network, "L1", "L3", DRAWN),
        lambda network: resize_layer(network, "L3", 5, DRAWN),
        lambda network: remove_layers(network, ["L3"]),
    ],
    ids=["wired otherwise", "another width", "gone"],
)
def test_nothing_is_connected_where_a_neighbour_has_changed(whole, change):
    pasted, again = put_in_again(whole, change(remove_layers(whole, ["L2"])), "L2")
    assert again is pasted
