"""Taking parts out of a network and putting them in again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.arrays import same_value
from engine.errors import GraphError, SettingError
from engine.network import memory
from engine.network.edits import add_layer, connect
from engine.network.forward import forward
from engine.network.fragment import add_fragment, duplicate_neurons, fragment_of
from engine.network.initializers import Initialization
from engine.network.limits import MAX_COORDINATE
from engine.network.model import Network
from engine.network.parameters import set_biases, set_weights
from engine.network.wiring import remove_edges
from engine.project.project import Project
from engine.project.validation import check_project
from tests.strategies import networks


@pytest.fixture
def chain() -> Network:
    network = add_layer(Network(), "input", 2, name="Input")
    network = add_layer(network, "dense", 3, activation="relu", name="Hidden", position=(280.0, 0.0))
    network = add_layer(network, "dense", 1, name="Output", position=(560.0, 0.0))
    network = connect(network, "L1", "L2", Initialization())
    network = connect(network, "L2", "L3", Initialization())
    return set_biases(network, "L2", [1, 2, 3])


def without_places(network: Network) -> Network:
    """A network whose layers' ids, names and positions are those of its order."""
    ids = {layer.id: f"L{number}" for number, layer in enumerate(network.layers)}
    return Network(
        layers=tuple(replace(layer, id=ids[layer.id], name="", position=(0.0, 0.0)) for layer in network.layers),
        connections=tuple(replace(c, source=ids[c.source], target=ids[c.target]) for c in network.connections),
    )


@given(networks(), st.data())
def test_what_is_pasted_is_what_was_copied(network: Network, data: st.DataObject) -> None:
    chosen = data.draw(st.sets(st.sampled_from([layer.id for layer in network.layers]))) if network.layers else set()
    fragment = fragment_of(network, chosen)
    pasted = add_fragment(network, fragment, (40.0, 20.0))
    check_project(Project(network=pasted))
    added = pasted.layers[len(network.layers) :]
    assert same_value(without_places(fragment_of(pasted, [layer.id for layer in added])), without_places(fragment))
    assert same_value(fragment_of(pasted, [layer.id for layer in network.layers]), network)
    for old, new in zip(fragment.layers, added, strict=True):
        assert new.position == (old.position[0] + 40.0, old.position[1] + 20.0)


@given(networks(), st.data())
def test_any_neurons_make_a_network_of_their_own(network: Network, data: st.DataObject) -> None:
    neurons = {layer.id: data.draw(st.sets(st.integers(0, layer.width - 1))) for layer in network.layers}
    fragment = fragment_of(network, [], {layer_id: sorted(chosen) for layer_id, chosen in neurons.items()})
    check_project(Project(network=fragment))
    assert {layer.id: layer.width for layer in fragment.layers} == {
        layer_id: len(chosen) for layer_id, chosen in neurons.items() if chosen
    }


def test_neurons_whose_edges_were_removed_come_unconnected(chain: Network) -> None:
    chain = remove_edges(chain, "L1", "L2", [[True, False], [False, False], [False, False]])
    assert fragment_of(chain, [], {"L1": [0], "L2": [0]}).connections == ()


def test_nothing_is_added_beyond_what_a_network_may_hold(chain: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingError, match="“Input 2” lies off the canvas"):
        add_fragment(chain, chain, (MAX_COORDINATE + 1, 0.0))
    monkeypatch.setattr(memory, "machine_memory", lambda: 4 * 10**5)
    with pytest.raises(SettingError, match=r"^What is added would need .* GB of memory"):
        add_fragment(chain, chain)


def test_only_connections_among_the_layers_taken_come_along(chain: Network) -> None:
    fragment = fragment_of(chain, ["L2", "L3"])
    assert [connection.key for connection in fragment.connections] == [("L2", "L3")]
    pasted = add_fragment(chain, fragment)
    assert [connection.key for connection in pasted.connections] == [("L1", "L2"), ("L2", "L3"), ("L4", "L5")]
    assert [layer.name for layer in pasted.layers] == ["Input", "Hidden", "Output", "Hidden 2", "Output 2"]
    again = add_fragment(pasted, fragment_of(pasted, ["L4"]))
    assert again.layers[-1].name == "Hidden 3"


def test_neurons_taken_become_a_layer_of_their_own(chain: Network) -> None:
    chain = set_weights(chain, "L1", "L2", [[1, 2], [3, 4], [5, 6]])
    fragment = fragment_of(chain, ["L1"], {"L2": [2, 0]})
    assert fragment.layer("L2").bias.tolist() == [1, 3]
    assert fragment.connection("L1", "L2").weight.tolist() == [[1, 2], [5, 6]]


def test_a_layer_that_is_not_there_cannot_be_taken(chain: Network) -> None:
    with pytest.raises(GraphError, match="no layer “L9”"):
        fragment_of(chain, ["L9"])
    for neurons, missing in (([3], 4), ([-1, 0], 0)):
        with pytest.raises(GraphError, match=f"“Hidden” has 3 neurons and no neuron {missing}"):
            fragment_of(chain, [], {"L2": neurons})
        with pytest.raises(GraphError, match=f"“Hidden” has 3 neurons and no neuron {missing}"):
            duplicate_neurons(chain, "L2", neurons)


@given(networks().filter(lambda network: network.layers), st.data())
def test_duplicated_neurons_compute_the_same(network: Network, data: st.DataObject) -> None:
    layer = data.draw(st.sampled_from(network.layers))
    indices = data.draw(st.sets(st.integers(0, layer.width - 1), min_size=1))
    doubled = duplicate_neurons(network, layer.id, indices)
    check_project(Project(network=doubled))
    assert doubled.layer(layer.id).width == layer.width + len(indices)
    old = list(range(layer.width))
    copies = list(range(layer.width, layer.width + len(indices)))
    for kept in (old, copies):
        part = fragment_of(doubled, [other.id for other in network.layers if other is not layer], {layer.id: kept})
        chosen = old if kept is old else sorted(indices)
        expected = fragment_of(
            network, [other.id for other in network.layers if other is not layer], {layer.id: chosen}
        )
        assert same_value(part, expected)


def test_a_neuron_twice_counts_twice(chain: Network) -> None:
    doubled = duplicate_neurons(chain, "L2", [0])
    inputs = np.array([[0.5, -1.0]])
    before, after = forward(chain, inputs), forward(doubled, inputs)
    first = before["L2"].activation[0, 0]
    assert after["L2"].activation[0].tolist() == [*before["L2"].activation[0], first]
    extra = chain.connection("L2", "L3").weight[0, 0] * first
    assert after["L3"].activation[0, 0] == pytest.approx(before["L3"].activation[0, 0] + extra)


def test_no_layer_grows_beyond_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    network = add_layer(Network(), "input", 3)
    monkeypatch.setattr(memory, "machine_memory", lambda: 10**5)
    with pytest.raises(SettingError, match=r"^“Input” with 4 neurons would need"):
        duplicate_neurons(network, "L1", [0])


def test_copies_of_numbered_layers_are_numbered_on() -> None:
    network = add_layer(add_layer(Network(), "dense", 2, name="Hidden 1"), "dense", 2, name="Hidden 2")
    pasted = add_fragment(network, network)
    assert [layer.name for layer in pasted.layers] == ["Hidden 1", "Hidden 2", "Hidden 3", "Hidden 4"]
