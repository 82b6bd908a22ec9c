"""What is added to a network reads its input layer, and brings no other."""

import pytest

from engine.errors import GraphError
from engine.network.chains import add_chain
from engine.network.edits import add_layer
from engine.network.fragment import add_fragment
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.one_input import join_inputs
from engine.network.shape_text import parse_shape


def of_shape(text: str) -> Network:
    return add_chain(Network(), parse_shape(text), Initialization(seed=1))


def test_what_was_added_reads_the_input_layer_there_is_with_the_same_weights():
    before = of_shape("2-3-1")
    joined = join_inputs(before, add_fragment(before, before))
    assert [layer.width for layer in joined.network.layers] == [2, 3, 1, 3, 1]
    first, _, copied, _ = joined.network.connections
    assert copied.source == first.source
    assert copied.weight is first.weight
    assert joined.note == "“Input” stays the one input layer: what was added reads it."


def test_another_width_is_left_unconnected_and_said():
    joined = join_inputs(of_shape("2-3-1"), add_fragment(of_shape("2-3-1"), of_shape("1-4-1")))
    assert len(joined.network.connections) == 3
    assert "it has 2 neurons, but what was added was to read 1: connect it." in joined.note


def test_nothing_is_left_out_where_there_is_no_input_layer_yet():
    added = of_shape("2-1")
    joined = join_inputs(Network(), added)
    assert joined.network is added
    assert joined.note == ""


def test_input_layer_alone_is_refused():
    before = of_shape("2-1")
    with pytest.raises(GraphError, match="a network has one input layer: widen it"):
        join_inputs(before, add_layer(before, "input", 2))
