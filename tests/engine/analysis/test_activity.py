"""Dead and saturated neurons by their definition, and the picture of all values against evaluation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.activity import layer_activity, still_neurons
from engine.errors import EngineError
from engine.network.activations import ACTIVATION_FUNCTIONS
from engine.network.forward import forward
from engine.network.parameters import set_biases, set_weights
from engine.process.views.activity import ActivityRequest
from tests.engine.training.networks import chain, networks


def samples(width: int, count: int = 40) -> np.ndarray:
    return np.random.default_rng(0).uniform(-1, 1, (count, width))


def test_a_relu_that_never_passes_anything_is_dead() -> None:
    network = set_weights(chain(2, 4, 1, activation="relu"), "L1", "L2", [[1, 1], [1, 0], [0, 0], [0, 0]])
    network = set_biases(network, "L2", [-3, -0.5, 0, 1])
    stillness = layer_activity(network, samples(2), ActivityRequest("L2")).stillness
    assert stillness.dead.tolist() == [0, 2]
    assert stillness.dead_share == 0.5
    assert stillness.saturated.tolist() == []
    assert stillness.samples == 40


@pytest.mark.parametrize(("name", "edge"), [("sigmoid", 4.6), ("tanh", 2.3)])
def test_a_neuron_is_saturated_where_nearly_all_its_samples_are_far_out(name: str, edge: float) -> None:
    far, near = edge * 1.1, edge * 0.9
    columns = np.full((100, 4), far)
    columns[:, 1] = -far
    columns[:4, 2], columns[:5, 3] = near, near
    stillness = still_neurons(columns, name)
    assert stillness.saturated.tolist() == [0, 1, 2]
    assert stillness.saturated_share == 0.75
    assert stillness.dead.tolist() == []


@pytest.mark.parametrize("name", ["identity", "leaky_relu", "step", "sine"])
def test_functions_without_flat_ends_have_no_still_neurons(name: str) -> None:
    stillness = still_neurons(np.full((10, 2), -50.0), name)
    assert not len(stillness.dead)
    assert not len(stillness.saturated)


def test_flat_means_some_4_percent_of_the_steepest_slope() -> None:
    places = np.linspace(-20, 20, 100_001)
    for function in ACTIVATION_FUNCTIONS.values():
        if function.saturated_slope:
            share = function.saturated_slope / np.abs(function.derivative(places)).max()
            assert 0.03 < share <= 0.0401


@given(st.data())
def test_the_picture_is_the_values_ordered_by_class(data: st.DataObject) -> None:
    network = data.draw(networks(2))
    inputs, classes = samples(network.layers[0].width), np.arange(40) % 3
    layer = data.draw(st.sampled_from(network.layers))
    quantity = data.draw(st.sampled_from(["pre_activation", "activation"]))
    most = data.draw(st.integers(3, 60))
    found = layer_activity(network, inputs, ActivityRequest(layer.id, quantity, most), classes)
    expected = forward(network, inputs)[layer.id].quantity(quantity)[found.rows]
    np.testing.assert_allclose(found.values, expected, rtol=1e-6, atol=1e-30)
    assert (np.diff(classes[found.rows]) >= 0).all()
    assert set(classes[found.rows].tolist()) == {0, 1, 2}
    assert len(found.rows) <= most
    assert found.sample_count == 40


def test_wide_layers_show_fewer_samples() -> None:
    found = layer_activity(chain(2, 4000, 1), samples(2, 400), ActivityRequest("L2"))
    assert found.values.shape == (100, 4000)


def test_without_samples_nothing_is_dead() -> None:
    found = layer_activity(chain(2, 3, 1, activation="relu"), samples(2, 0), ActivityRequest("L2"))
    assert found.values.shape == (0, 3)
    assert found.stillness.dead_share == 0.0


def test_requests_that_make_no_sense_are_refused() -> None:
    with pytest.raises(EngineError):
        layer_activity(chain(2, 3, 1), samples(2), ActivityRequest("L2", "gradient"))
    with pytest.raises(EngineError):
        layer_activity(chain(2, 3, 1), samples(2), ActivityRequest("L7"))
