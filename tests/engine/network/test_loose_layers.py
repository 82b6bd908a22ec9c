"""What hangs loose is no part of what is computed, and keeps nothing else from being computed."""

import numpy as np
import pytest

from engine.errors import GraphError
from engine.network.chains import add_chain
from engine.network.edits import add_layer, connect
from engine.network.forward import forward, output
from engine.network.fragment import add_fragment, fragment_of
from engine.network.graph import (
    computed_layer,
    computed_part,
    input_layer,
    loose_layers,
    loose_note,
    output_layer,
    output_layers,
    problems,
)
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.network.shape_text import parse_shape


@pytest.fixture
def whole():
    return add_chain(Network(), parse_shape("2-3-3-1"), Initialization(seed=1))


@pytest.fixture
def with_copy(whole):
    """The network, and a copy of its two hidden layers beside it, joined to each other alone."""
    return add_fragment(whole, fragment_of(whole, [layer.id for layer in whole.layers[1:3]]))


def test_loose_layers_keep_nothing_from_being_computed(whole, with_copy):
    assert problems(with_copy) == ()
    assert output_layer(with_copy) is output_layer(whole)
    assert output_layers(with_copy) == output_layers(whole)
    inputs = np.array([[0.5, -1.0], [2.0, 0.0]])
    before, after = forward(whole, inputs), forward(with_copy, inputs)
    assert before.keys() == after.keys()
    assert all(np.array_equal(before[name].activation, after[name].activation) for name in before)


def test_note_names_what_hangs_loose_and_nothing_else(whole, with_copy):
    assert loose_note(whole) == ""
    assert loose_note(with_copy).startswith("“Hidden 3” and “Hidden 4” are not connected, so they compute nothing:")
    alone = add_layer(whole, "dense", 2, name="Alone")
    assert loose_note(alone).startswith("“Alone” is not connected, so it computes nothing:")


def test_part_computed_shares_all_that_it_holds(whole, with_copy):
    assert computed_part(whole) is whole
    part = computed_part(with_copy)
    assert part.layers == whole.layers
    assert part.connections == whole.connections


def test_loose_layer_has_no_values_to_look_at(with_copy):
    with pytest.raises(GraphError, match="“Hidden 3” is not connected"):
        computed_layer(with_copy, loose_layers(with_copy)[0].id)
    assert computed_layer(with_copy, input_layer(with_copy).id) is input_layer(with_copy)


def test_layer_that_reads_nothing_but_is_read_is_no_loose_one(whole):
    added = add_layer(whole, "dense", 2, name="Half")
    half = connect(added, added.layers[-1].id, output_layer(whole).id, Initialization())
    assert loose_layers(half) == ()
    assert problems(half) == ("“Half” has no input: connect a layer to it.",)


def test_two_layers_that_nothing_reads_are_both_named(whole):
    added = add_layer(whole, "dense", 2, name="Side")
    forked = connect(added, whole.layers[1].id, added.layers[-1].id, Initialization())
    sentence = (
        "“Output” and “Side” lead nowhere, but a network has one output layer: connect the other on, or delete it."
    )
    assert problems(forked) == (sentence,)
    stray = add_layer(forked, "dense", 1, name="Stray")
    assert output_layers(stray) == output_layers(forked)
    assert problems(stray) == (
        f"{sentence} “Stray” is not connected, so it computes nothing: connect it to the others, or delete it.",
    )


def test_all_layers_have_values_while_it_is_open_which_end_is_the_output(whole):
    added = add_layer(whole, "dense", 2, name="Side")
    forked = connect(added, whole.layers[1].id, added.layers[-1].id, Initialization())
    inputs = np.array([[0.5, -1.0]])
    values = forward(forked, inputs)
    assert values.keys() == {layer.id for layer in forked.layers}
    with pytest.raises(GraphError, match="lead nowhere"):
        output(forked, inputs)
