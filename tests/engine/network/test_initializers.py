"""Initial weights have the distribution their formula says, and one seed always draws the same."""

import math

import numpy as np
import pytest
from msgspec.structs import replace

from engine.arrays import same_value
from engine.errors import SettingError
from engine.network import edits, parameters
from engine.network.initializers import INITIALIZERS, KEEP, Initialization, initialize
from engine.network.model import Network

DRAWING = [name for name in INITIALIZERS if name != KEEP]


def wide(activation: str = "tanh", seed: int = 0, scheme: str = "normal") -> Network:
    """Make 200 inputs, 300 hidden neurons and 50 outputs."""
    network = edits.add_layer(Network(), "input", 200)
    for number, width in enumerate((300, 50), start=1):
        network = edits.add_layer(network, "dense", width, activation=activation)
        network = edits.connect(network, f"L{number}", f"L{number + 1}", Initialization(scheme, 0.5, seed))
    return network


def first_weights(network: Network) -> np.ndarray:
    return network.connection("L1", "L2").weight


def test_normal_weights_have_the_sigma_asked_for():
    weight = first_weights(initialize(wide(), Initialization("normal", 0.3)))
    assert weight.std() == pytest.approx(0.3, rel=0.02)
    assert weight.mean() == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize("activation", ["identity", "tanh", "relu"])
def test_xavier_weights_are_uniform_within_their_limit(activation):
    weight = first_weights(initialize(wide(activation), Initialization("xavier")))
    limit = math.sqrt(6 / (200 + 300))
    assert np.abs(weight).max() == pytest.approx(limit, rel=1e-3)
    assert weight.std() == pytest.approx(limit / math.sqrt(3), rel=0.02)


def test_he_weights_have_variance_two_over_fan_in():
    weight = first_weights(initialize(wide("relu"), Initialization("he")))
    assert weight.std() == pytest.approx(math.sqrt(2 / 200), rel=0.02)


def test_uniform_weights_lie_evenly_within_their_limit():
    weight = first_weights(initialize(wide(), Initialization("uniform", limit=0.3)))
    assert np.abs(weight).max() == pytest.approx(0.3, rel=1e-3)
    assert weight.std() == pytest.approx(0.3 / math.sqrt(3), rel=0.02)


def test_the_other_forms_of_xavier_and_he_have_the_same_spread():
    xavier = first_weights(initialize(wide("tanh"), Initialization("xavier_normal")))
    assert xavier.std() == pytest.approx(math.sqrt(2 / 500), rel=0.02)
    assert np.abs(xavier).max() > math.sqrt(6 / 500)
    he = first_weights(initialize(wide("relu"), Initialization("he_uniform")))
    assert he.std() == pytest.approx(math.sqrt(2 / 200), rel=0.02)
    assert np.abs(he).max() <= math.sqrt(6 / 200)


def test_orthogonal_weights_stretch_every_direction_alike():
    drawn = initialize(wide("tanh"), Initialization("orthogonal"))
    tall, flat = first_weights(drawn), drawn.connection("L2", "L3").weight
    np.testing.assert_allclose(tall.T @ tall, (5 / 3) ** 2 * np.eye(200), atol=1e-12)
    np.testing.assert_allclose(flat @ flat.T, (5 / 3) ** 2 * np.eye(50), atol=1e-12)


def test_a_layer_may_have_an_initialisation_of_its_own():
    network = edits.set_initializer(edits.set_initializer(wide(), "L2", "zeros"), "L3", KEEP)
    network = parameters.set_biases(network, "L3", np.ones(50))
    drawn = initialize(network, Initialization("he"))
    assert not first_weights(drawn).any()
    assert drawn.connection("L2", "L3") is network.connection("L2", "L3")
    assert drawn.layer("L3") is network.layer("L3")
    with pytest.raises(SettingError, match="holds the sample as it is and has no weights"):
        edits.set_initializer(network, "L1", "he")


def test_zeros_are_zeros_and_keep_keeps_the_very_network():
    network = wide()
    assert not first_weights(initialize(network, Initialization("zeros"))).any()
    assert initialize(network, Initialization(KEEP)) is network


@pytest.mark.parametrize("scheme", DRAWING)
def test_drawing_the_whole_network_gives_what_drawing_each_connection_gave(scheme):
    network = wide(seed=3, scheme=scheme)
    assert same_value(initialize(network, Initialization(scheme, 0.5, 3)), network)


@pytest.mark.parametrize("scheme", [name for name in DRAWING if name != "zeros"])
def test_another_seed_and_another_connection_draw_other_weights(scheme):
    first, second = (initialize(wide(), Initialization(scheme, 0.5, seed)) for seed in (0, 1))
    assert not np.array_equal(first_weights(first), first_weights(second))
    assert not np.array_equal(first_weights(first)[:50, :50], first.connection("L2", "L3").weight[:, :50])


def test_biases_become_zero_but_frozen_parameters_and_removed_edges_stay():
    network = parameters.set_biases(wide(), "L2", np.ones(300))
    hidden, connection = network.layer("L2"), network.connection("L1", "L2")
    frozen = np.arange(300) < 2
    layers = tuple(replace(layer, bias_frozen=frozen) if layer is hidden else layer for layer in network.layers)
    mask, fixed = np.ones((300, 200), bool), np.zeros((300, 200), bool)
    mask[0, 0], fixed[1, 1] = False, True
    marked = replace(connection, mask=mask, frozen=fixed)
    before = Network(layers, (marked, network.connections[1]))

    after = initialize(before, Initialization("normal", 1.0, seed=9))

    assert after.layer("L2").bias.tolist() == [1.0, 1.0] + [0.0] * 298
    assert first_weights(after)[0, 0] == 0.0
    assert first_weights(after)[1, 1] == first_weights(before)[1, 1]
    assert first_weights(after)[2, 2] != first_weights(before)[2, 2]


def test_unknown_scheme_is_refused_with_the_known_ones():
    with pytest.raises(SettingError, match="no initialisation “magic”; there are normal, uniform, xavier"):
        initialize(wide(), Initialization("magic"))
