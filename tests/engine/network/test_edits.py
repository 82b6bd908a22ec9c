"""Edits of a network: whatever is tried, a network stays one."""

import contextlib
import math
import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.arrays import same_value
from engine.errors import EngineError, GraphError, SettingError, ShapeError
from engine.network import edits, memory, parameters
from engine.network.graph import topological_order
from engine.network.initializers import Initialization
from engine.network.kinds import layer_kind
from engine.network.model import Network
from engine.network.parameter_set import edge_set
from engine.project.project import Project
from engine.project.validation import check_project
from tests.strategies import network_edits, networks

DRAW = Initialization()


def chain(*widths: int) -> Network:
    network = edits.add_layer(Network(), "input", widths[0], name="Input")
    for number, width in enumerate(widths[1:], start=1):
        network = edits.add_layer(network, "dense", width, name=f"Dense {number}")
        network = edits.connect(network, f"L{number}", f"L{number + 1}", DRAW)
    return network


def assert_is_whole(network: Network) -> None:
    ids = [layer.id for layer in network.layers]
    names = [layer.name for layer in network.layers]
    keys = [connection.key for connection in network.connections]
    assert len(set(ids)) == len(ids)
    assert len(set(names)) == len(names)
    assert all(name.strip() == name != "" for name in names)
    assert len(set(keys)) == len(keys)
    place = {layer.id: position for position, layer in enumerate(topological_order(network))}
    for connection in network.connections:
        source, target = network.layer(connection.source), network.layer(connection.target)
        assert place[source.id] < place[target.id]
        assert connection.weight.shape == connection.mask.shape == (target.width, source.width)
        assert not connection.weight[~connection.mask].any()
        assert np.isfinite(connection.weight).all()
        assert not connection.weight.flags.writeable
    for layer in network.layers:
        assert layer.bias.size == (layer.width if layer_kind(layer.kind).has_bias else 0)
        assert np.isfinite(layer.bias).all()
        assert not layer.bias.flags.writeable


@given(st.data(), networks())
def test_any_edit_gives_a_whole_network_or_an_engine_error(data: st.DataObject, network: Network) -> None:
    for _ in range(3):
        edit = data.draw(network_edits(network))
        with contextlib.suppress(EngineError):
            network = edit(network)
        assert_is_whole(network)
    check_project(Project(network=network))


EIGHT_GIGABYTES = 8 * 10**9


@pytest.fixture
def small_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "machine_memory", lambda: EIGHT_GIGABYTES)


@pytest.mark.usefixtures("small_machine")
def test_what_needs_more_memory_than_there_is_is_refused_before_any_is_taken() -> None:
    network = edits.add_layer(edits.add_layer(Network(), "input", 60_000), "dense", 60_000)
    tracemalloc.start()
    with pytest.raises(
        SettingError,
        match=r"^The 3,600,000,000 weights from “Input” to “Dense” would need 230.4 GB of memory beside the 0.1 GB of "
        r"the rest; this machine has 8.0 GB, of which a network may take 6.0 GB.$",
    ):
        edits.connect(network, "L1", "L2", DRAW)
    narrow = edits.connect(edits.resize_layer(network, "L2", 1, DRAW), "L1", "L2", DRAW)
    with pytest.raises(SettingError, match=r"^“Dense” with 60,000 neurons would need 230.5 GB"):
        edits.resize_layer(narrow, "L2", 60_000, DRAW)
    with pytest.raises(SettingError, match=r"^“Dense 2” with 1,000,000,000 neurons would need"):
        edits.add_layer(network, "dense", 10**9)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 * 2**20


@pytest.mark.usefixtures("small_machine")
def test_the_thousandth_layer_is_not_the_last() -> None:
    network = Network()
    for _ in range(1_100):
        network = edits.add_layer(network, "dense", 1)
    assert len(network.layers) == 1_100


def test_a_network_that_is_too_large_may_shrink(monkeypatch: pytest.MonkeyPatch) -> None:
    network = chain(2, 3, 1)
    monkeypatch.setattr(memory, "machine_memory", lambda: 1)
    assert edits.resize_layer(network, "L2", 2, DRAW).layer("L2").width == 2
    with pytest.raises(SettingError, match=r"“Dense 1” with 4 neurons would need 0.0 GB"):
        edits.resize_layer(network, "L2", 4, DRAW)


@pytest.mark.parametrize("position", [(1.1e7, 0.0), (0.0, -1e9), (math.inf, 0.0), (0.0, math.nan)])
def test_no_layer_leaves_the_canvas(position: tuple[float, float]) -> None:
    with pytest.raises(SettingError, match="“Dense 1” lies off the canvas"):
        edits.move_layers(chain(2, 3, 1), {"L2": position})
    with pytest.raises(SettingError, match="“Dense” lies off the canvas"):
        edits.add_layer(chain(2, 3, 1), "dense", 1, position=position)


def test_an_input_layer_has_no_activation_function() -> None:
    for give_one in (
        lambda: edits.add_layer(Network(), "input", 2, activation="relu"),
        lambda: edits.set_activation_function(chain(2, 1), "L1", "relu"),
    ):
        with pytest.raises(SettingError, match="“Input” holds the sample as it is and has no activation function"):
            give_one()


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ((), "L1"),
        (("L3", "L1"), "L4"),
        (("layer", "L", "L-2", "L2.5"), "L1"),
        (("L" + "9" * 5_000,), "L1"),
        (("L999999999", "L1000000000"), "L1000000001"),
    ],
)
def test_new_ids_are_free_whatever_the_others_are(taken: tuple[str, ...], expected: str) -> None:
    layer = chain(2).layers[0]
    network = Network(layers=tuple(replace(layer, id=layer_id) for layer_id in taken))
    assert edits.next_layer_id(network) == expected


def test_a_cycle_is_refused_with_the_reason() -> None:
    with pytest.raises(GraphError, match=r"“Dense 2” cannot feed itself"):
        edits.connect(chain(2, 3, 1), "L3", "L3", DRAW)
    with pytest.raises(GraphError, match=r"“Dense 1” already leads to “Dense 2”.*cycle"):
        edits.connect(chain(2, 3, 1), "L3", "L2", DRAW)
    with pytest.raises(GraphError, match=r"“Input” takes its values from the data"):
        edits.connect(chain(2, 3, 1), "L2", "L1", DRAW)


def test_resizing_keeps_the_numbers_of_the_neurons_that_stay() -> None:
    network = parameters.set_biases(chain(2, 2, 1), "L2", [1.5, -2.5])
    first, second = (connection.weight for connection in network.connections)
    wider = edits.resize_layer(network, "L2", 3, DRAW)
    np.testing.assert_array_equal(wider.connections[0].weight[:2], first)
    np.testing.assert_array_equal(wider.connections[1].weight[:, :2], second)
    np.testing.assert_array_equal(wider.layer("L2").bias, [1.5, -2.5, 0.0])
    assert same_value(edits.resize_layer(wider, "L2", 2, DRAW), network)


def test_removing_a_neuron_keeps_the_others() -> None:
    network = parameters.set_biases(chain(2, 3, 1), "L2", [1.0, 2.0, 3.0])
    smaller = edits.remove_neuron(network, "L2", 1)
    np.testing.assert_array_equal(smaller.layer("L2").bias, [1.0, 3.0])
    np.testing.assert_array_equal(smaller.connections[0].weight, network.connections[0].weight[[0, 2]])
    np.testing.assert_array_equal(smaller.connections[1].weight, network.connections[1].weight[:, [0, 2]])
    with pytest.raises(SettingError, match="one neuron only"):
        edits.remove_neuron(network, "L3", 0)


def test_one_number_or_one_for_each_entry_fills_whole_matrices_and_vectors() -> None:
    network = chain(2, 3, 1)
    same = parameters.set_whole(network, [("L1", "L2"), ("L2", "L3")], ["L2"], np.array([[0.5]]))
    assert [np.unique(each.weight).tolist() for each in same.connections] == [[0.5], [0.5]]
    assert same.layer("L2").bias.tolist() == [0.5, 0.5, 0.5]
    assert same.layer("L3") is network.layer("L3")
    other = parameters.set_whole(network, [("L1", "L2")], [], np.arange(6.0).reshape(3, 2))
    assert other.connection("L1", "L2").weight.tolist() == [[0, 1], [2, 3], [4, 5]]
    with pytest.raises(ShapeError, match="3×2"):
        parameters.set_whole(network, [("L1", "L2")], [], np.ones((2, 3)))


@given(networks().filter(lambda network: network.layers), st.data())
def test_removing_neurons_at_once_is_removing_them_one_by_one(network: Network, data: st.DataObject) -> None:
    layer = data.draw(st.sampled_from(network.layers))
    removed = data.draw(st.sets(st.integers(0, layer.width - 1), max_size=layer.width - 1))
    one_by_one = network
    for index in sorted(removed, reverse=True):
        one_by_one = edits.remove_neuron(one_by_one, layer.id, index)
    assert same_value(edits.remove_neurons(network, layer.id, removed), one_by_one)


def test_removing_neurons_draws_no_weights_and_leaves_one(monkeypatch: pytest.MonkeyPatch) -> None:
    network = chain(2, 3, 1)
    monkeypatch.setattr(edits, "draw_weight", None)
    assert edits.remove_neurons(network, "L2", [0, 2]).layer("L2").width == 1
    assert edits.resize_layer(network, "L2", 1, DRAW).layer("L2").width == 1
    with pytest.raises(SettingError, match="“Dense 1” has 3 neurons only; remove the layer instead"):
        edits.remove_neurons(network, "L2", range(3))
    with pytest.raises(GraphError, match="“Dense 1” has 3 neurons and no neuron 4"):
        edits.remove_neurons(network, "L2", [0, 3])


def test_an_entry_that_is_not_there_is_named_by_its_layers() -> None:
    sentence = r"W of “Dense 1” from “Input” is 3×2 and has no entry \(1, 3\)"
    with pytest.raises(GraphError, match=sentence):
        parameters.set_weight(chain(2, 3), "L1", "L2", 0, 2, 1.0)
    with pytest.raises(GraphError, match=sentence):
        edge_set(chain(2, 3), "L1", "L2", [0, 0], [1, 2])
    with pytest.raises(GraphError, match="There is no connection from “Dense 1” to “Input”"):
        parameters.set_weight(chain(2, 3), "L2", "L1", 0, 0, 1.0)


def test_a_removed_edge_stays_zero() -> None:
    network = chain(2, 2)
    masked = replace(network.connections[0], mask=np.array([[True, False], [True, True]]))
    network = replace(network, connections=(masked,))
    network = parameters.set_weights(network, "L1", "L2", [[1, 2], [3, 4]])
    np.testing.assert_array_equal(network.connections[0].weight, [[1, 0], [3, 4]])
    with pytest.raises(GraphError, match="was removed"):
        parameters.set_weight(network, "L1", "L2", 0, 1, 5.0)


def test_many_numbers_are_set_at_once() -> None:
    network = parameters.set_weights(chain(2, 2, 1), "L1", "L2", [[1, 2], [3, 4]])
    weights = {("L1", "L2"): ([0, 1], [1, 0], [5.0, 6.0])}
    edited = parameters.set_each(network, weights, {"L2": ([1], [7.0]), "L3": ([0], [8.0])})
    assert edited.connection("L1", "L2").weight.tolist() == [[1, 5], [6, 4]]
    assert [layer.bias.tolist() for layer in edited.layers] == [[], [0, 7], [8]]
    assert edited.connections[1] is network.connections[1]
    assert parameters.set_each(network, {}, {}) is network


@pytest.mark.parametrize(
    ("weights", "biases", "sentence"),
    [
        ({("L1", "L2"): ([0, 0], [0, 2], [1.0, 1.0])}, {}, r"is 3×2 and has no entry \(1, 3\)"),
        ({("L1", "L2"): ([-1], [0], [1.0])}, {}, r"has no entry \(0, 1\)"),
        ({("L1", "L2"): ([0], [0], [math.inf])}, {}, "finite"),
        ({("L2", "L1"): ([0], [0], [1.0])}, {}, "There is no connection"),
        ({}, {"L2": ([3], [1.0])}, "“Dense 1” has 3 neurons and no neuron 4"),
        ({}, {"L1": ([0], [1.0])}, "“Input” holds the sample as it is and has no biases"),
        ({}, {"L2": ([0], [math.nan])}, "finite"),
        ({}, {"L9": ([0], [1.0])}, "no layer “L9”"),
    ],
)
def test_numbers_for_what_is_not_there_are_refused(weights: Any, biases: Any, sentence: str) -> None:
    with pytest.raises(EngineError, match=sentence):
        parameters.set_each(chain(2, 3), weights, biases)


def test_a_matrix_of_another_shape_is_refused_with_both_shapes() -> None:
    with pytest.raises(ShapeError, match=r"W of “Dense 1” from “Input” is 3×2; the matrix given is 2×3"):
        parameters.set_weights(chain(2, 3), "L1", "L2", np.ones((2, 3)))
    with pytest.raises(ShapeError, match="3 entries; the vector given has 2"):
        parameters.set_biases(chain(2, 3), "L2", [1.0, 2.0])
    with pytest.raises(ShapeError, match="1 entry; the matrix given is 2×2"):
        parameters.set_biases(chain(2, 1), "L2", np.ones((2, 2)))


def test_an_edit_shares_what_it_leaves_alone() -> None:
    network = chain(2, 3, 1)
    edited = parameters.set_weight(network, "L1", "L2", 0, 0, 7.0)
    assert edited.layers is network.layers
    assert edited.connections[1] is network.connections[1]
