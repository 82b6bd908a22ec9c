"""The symbols of a network's quantities."""

import pytest

from engine.network.edits import add_layer, connect, resize_layer
from engine.network.formulas import Names, plain_of, subscript
from engine.network.initializers import Initialization
from engine.network.model import Network

DRAWN = Initialization()


@pytest.fixture
def network() -> Network:
    """2-2-1."""
    network = add_layer(add_layer(add_layer(Network(), "input", 2), "dense", 2), "dense", 1)
    return connect(connect(network, "L1", "L2", DRAWN), "L2", "L3", DRAWN)


def test_layers_are_numbered_in_the_order_of_computation(network: Network) -> None:
    assert [Names(network).number(layer) for layer in ("L1", "L2", "L3")] == [0, 1, 2]


def test_a_skip_connection_names_both_layers_in_matrix_and_weight(network: Network) -> None:
    names = Names(connect(network, "L1", "L3", DRAWN))
    assert names.matrix("L1", "L2").plain == "W⁽¹⁾"
    assert (names.matrix("L1", "L3").plain, names.matrix("L2", "L3").plain) == ("W⁽²˒⁰⁾", "W⁽²˒¹⁾")
    assert names.weight("L1", "L3", 0, 1).plain == "w₁₂⁽²˒⁰⁾"


def test_a_connection_to_be_is_named_as_it_will_be(network: Network) -> None:
    assert Names(network).matrix("L1", "L3").plain == "W⁽²˒⁰⁾"


def test_numbers_of_several_digits_are_parted_by_a_comma(network: Network) -> None:
    names = Names(network)
    assert names.weight("L1", "L2", 1, 0).plain == "w₂₁⁽¹⁾"
    assert names.weight("L1", "L2", 11, 0).plain == "w₁₂,₁⁽¹⁾"
    assert subscript("120") == "₁₂₀"


def test_neurons_are_x_h_and_f(network: Network) -> None:
    names = Names(network)
    assert plain_of(names.activation("L1", 0)) == "x₁"
    assert plain_of(names.activation("L2", 1)) == "h₂⁽¹⁾"
    assert plain_of(names.pre_activation("L2", 1)) == "a₂⁽¹⁾"
    assert (names.bias("L2").plain, names.bias("L2", 1).plain) == ("b⁽¹⁾", "b₂⁽¹⁾")
    assert plain_of(names.activation("L3", 0)) == "f(x)"


def test_several_outputs_are_numbered_and_with_two_ends_none_is_f(network: Network) -> None:
    classes = Names(resize_layer(network, "L3", 3, DRAWN))
    assert [plain_of(classes.activation("L3", index)) for index in range(3)] == ["f₁(x)", "f₂(x)", "f₃(x)"]
    two_ends = connect(add_layer(network, "dense", 1), "L2", "L4", DRAWN)
    assert plain_of(Names(two_ends).activation("L3", 0)) == "h₁⁽²⁾"


def test_a_layer_yet_to_be_wired_takes_no_name_from_those_that_are(network: Network) -> None:
    names = Names(add_layer(network, "dense", 2))
    assert [plain_of(names.activation(layer)) for layer in ("L2", "L3", "L4")] == ["h⁽¹⁾", "f(x)", "h⁽³⁾"]
