"""Networks made of a shape."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import SettingError
from engine.network.chains import add_chain
from engine.network.graph import problems
from engine.network.initializers import Initialization, initialize
from engine.network.layout.placement import COLUMN_SPACING
from engine.network.model import Network
from engine.network.shape_text import parse_shape

DRAW = Initialization("he", seed=7)


def chain(text: str, network: Network | None = None) -> Network:
    return add_chain(network or Network(), parse_shape(text), DRAW)


def test_the_layers_are_those_of_the_shape_in_a_row_with_names():
    network = chain("2-8t-4-3s")
    assert [layer.name for layer in network.layers] == ["Input", "Hidden 1", "Hidden 2", "Output"]
    assert [layer.width for layer in network.layers] == [2, 8, 4, 3]
    assert [layer.activation_function for layer in network.layers] == ["identity", "tanh", "relu", "sigmoid"]
    assert [layer.position for layer in network.layers] == [(COLUMN_SPACING * column, 0.0) for column in range(4)]


def test_each_layer_reads_the_one_before_and_nothing_else():
    network = chain("2-8-4-1")
    ids = [layer.id for layer in network.layers]
    assert [connection.key for connection in network.connections] == list(pairwise(ids))


@given(st.lists(st.integers(1, 12), min_size=2, max_size=6))
def test_every_chain_can_compute_and_has_the_weights_its_settings_draw(widths):
    network = chain("-".join(map(str, widths)))
    assert problems(network) == ()
    drawn = initialize(network, DRAW)
    for connection, again in zip(network.connections, drawn.connections, strict=True):
        assert (connection.weight == again.weight).all()


def test_a_single_hidden_layer_has_no_number():
    assert [layer.name for layer in chain("2-2-1").layers] == ["Input", "Hidden", "Output"]


def test_a_second_chain_counts_on_and_leaves_the_first_alone():
    first = chain("2-3-3-1")
    both = add_chain(first, parse_shape("2-3-3-1"), DRAW, (0.0, 400.0))
    assert both.layers[:4] == first.layers
    assert both.connections[:3] == first.connections
    assert [layer.name for layer in both.layers[4:]] == ["Input 2", "Hidden 3", "Hidden 4", "Output 2"]
    assert {layer.position[1] for layer in both.layers[4:]} == {400.0}
    assert not {connection.key for connection in both.connections[3:]} & {c.key for c in first.connections}


def test_more_than_the_machine_holds_is_refused_before_any_memory_is_taken():
    with pytest.raises(SettingError, match="These 3 layers with 10,000,010,000,000 weights would need"):
        chain("1000000-10000000-1")
