"""The order of layers, their ends, and what keeps a network from computing."""

import numpy as np
import pytest

from engine.errors import GraphError
from engine.network.graph import (
    ancestors,
    input_layers,
    output_layer,
    output_layers,
    problems,
    reachable,
    topological_order,
    would_close_cycle,
)
from engine.network.model import Connection, Layer, Network


def network_of(layers: str, *connections: str) -> Network:
    """Make a network from letters: “iab” is an input layer and two dense ones, “ia” a connection from i to a."""
    empty = np.zeros(0)
    made = [
        Layer(letter, "input", letter, (1,), "identity", empty, empty.astype(bool))
        if letter in "ij"
        else Layer(letter, "dense", letter, (1,), "identity", np.zeros(1), np.zeros(1, bool))
        for letter in layers
    ]
    one = np.ones((1, 1))
    wires = [
        Connection(source, target, one, one.astype(bool), np.zeros((1, 1), bool)) for source, target in connections
    ]
    return Network(tuple(made), tuple(wires))


def order_of(network: Network) -> str:
    return "".join(layer.id for layer in topological_order(network))


@pytest.mark.parametrize(
    ("layers", "connections", "order"),
    [
        ("iab", ("ia", "ab"), "iab"),
        ("bai", ("ia", "ab"), "iab"),
        ("ibac", ("ia", "ib", "ac", "bc"), "ibac"),
        ("iabc", ("ib", "bc", "ia", "ac"), "iabc"),
        ("cab", (), "cab"),
        ("iabc", ("ia", "ab", "bc", "ic"), "iabc"),
    ],
)
def test_layers_stand_after_their_sources_and_otherwise_in_the_network_s_order(layers, connections, order):
    assert order_of(network_of(layers, *connections)) == order


def test_cycle_is_named():
    with pytest.raises(GraphError, match="among a, b close a cycle"):
        topological_order(network_of("iab", "ia", "ab", "ba"))


def test_reachable_follows_connections_forward_only():
    network = network_of("iabc", "ia", "ab", "ic")
    assert reachable(network, "a") == {"a", "b"}
    assert reachable(network, "i") == {"i", "a", "b", "c"}
    assert ancestors(network, "b") == {"i", "a", "b"}
    assert ancestors(network, "i") == {"i"}
    assert would_close_cycle(network, "b", "a")
    assert not would_close_cycle(network, "a", "c")
    assert would_close_cycle(network, "c", "c")


def test_ends_are_the_layers_nothing_leads_into_and_nothing_reads():
    network = network_of("ijab", "ia", "jb")
    assert [layer.id for layer in input_layers(network)] == ["i", "j"]
    assert [layer.id for layer in output_layers(network)] == ["a", "b"]
    assert output_layer(network_of("iab", "ia", "ab")).id == "b"


@pytest.mark.parametrize(
    ("network", "sentences"),
    [
        (network_of(""), ["The canvas is empty"]),
        (network_of("i"), ["Nothing computes yet"]),
        (network_of("a"), ["There is no input layer", "“a” has no input"]),
        (network_of("ia"), ["“a” has no input"]),
        (network_of("ija", "ia", "ja"), ["There are 2 input layers (“i” and “j”): keep one"]),
        (network_of("iab", "ia", "ib"), ["“a” and “b” lead nowhere"]),
        (network_of("iab", "ia", "ab"), []),
    ],
)
def test_problems_say_what_to_do(network, sentences):
    found = problems(network)
    assert len(found) == len(sentences)
    assert all(text.startswith(sentence) for text, sentence in zip(found, sentences, strict=True))


def test_incomplete_network_has_no_output_layer():
    with pytest.raises(GraphError, match="Nothing computes yet"):
        output_layer(network_of("i"))
