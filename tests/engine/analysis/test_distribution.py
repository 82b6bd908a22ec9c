import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hypothesis_numpy
from msgspec.structs import replace

from engine.analysis.distribution import bin_edges, layer_distribution
from engine.errors import SettingError, ShapeError
from engine.network import edits, parameters
from engine.network.forward import forward
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.process.pictures import DistributionRequest
from tests.engine.training.networks import chain

SAMPLES = np.random.default_rng(0).standard_normal((300, 2))


def test_each_neuron_of_a_narrow_layer_is_counted_as_numpy_counts() -> None:
    network = chain(2, 5, 1, activation="sigmoid")

    found = layer_distribution(network, SAMPLES, DistributionRequest("L2", bins=30))

    assert (found.layer, found.neurons, found.samples) == ("L2", (0, 1, 2, 3, 4), 300)
    values = forward(network, SAMPLES, np.float32)["L2"]
    for neuron in range(5):
        for column, counts, edges in (
            (values.pre_activation[:, neuron], found.pre_activation_counts[neuron], found.pre_activation_edges),
            (values.activation[:, neuron], found.activation_counts[neuron], found.activation_edges),
        ):
            np.testing.assert_array_equal(counts, np.histogram(column, edges)[0])
            assert counts.sum() == 300
            assert len(edges) == 31


def test_a_wide_layer_has_one_histogram_for_all_neurons() -> None:
    found = layer_distribution(chain(2, 17, 1), SAMPLES, DistributionRequest("L2"))

    assert found.neurons == ()
    assert found.pre_activation_counts.shape == found.activation_counts.shape == (1, 40)
    assert found.activation_counts.sum() == 17 * 300


def test_the_input_layer_shows_the_samples() -> None:
    found = layer_distribution(chain(2, 3, 1), SAMPLES, DistributionRequest("L1"))

    np.testing.assert_array_equal(found.pre_activation_counts, found.activation_counts)


def test_a_silent_neuron_is_one_bar_in_the_middle() -> None:
    network = chain(2, 1, 1, activation="relu")
    layers = (network.layers[0], replace(network.layers[1], bias=np.array([-1e6])), network.layers[2])

    found = layer_distribution(replace(network, layers=layers), SAMPLES, DistributionRequest("L2", bins=10))

    assert np.count_nonzero(found.activation_counts) == 1
    assert found.activation_edges[0] < 0 < found.activation_edges[-1]


def test_what_is_not_finite_is_not_counted() -> None:
    network = chain(2, 1)
    huge = replace(network.connections[0], weight=np.full((1, 2), 3e38))

    found = layer_distribution(replace(network, connections=(huge,)), 100 * SAMPLES, DistributionRequest("L2"))

    assert np.isfinite(found.pre_activation_edges).all()
    assert found.pre_activation_counts.sum() < 300


def test_no_samples_give_empty_histograms() -> None:
    found = layer_distribution(chain(2, 3, 1), np.empty((0, 2)), DistributionRequest("L2"))

    assert found.pre_activation_counts.sum() == 0
    assert (np.diff(found.pre_activation_edges) > 0).all()


def test_of_very_many_samples_an_even_share_is_counted() -> None:
    found = layer_distribution(chain(2, 4, 1), np.zeros((400_000, 2)), DistributionRequest("L2"))

    assert found.samples == 25_000


@given(
    values=hypothesis_numpy.arrays(
        np.float32, st.integers(1, 30), elements=st.floats(width=32, allow_nan=True, allow_infinity=True)
    ),
    bins=st.integers(2, 60),
)
def test_edges_ascend_and_hold_every_finite_value(values: np.ndarray, bins: int) -> None:
    edges = bin_edges(values, bins)

    finite = values[np.isfinite(values)]
    assert len(edges) == bins + 1
    assert (np.diff(edges) > 0).all()
    assert not len(finite) or (edges[0] <= finite.min() and finite.max() <= edges[-1])


def test_edges_stay_put_while_values_move_a_little() -> None:
    values = np.array([-0.93, 0.41, 0.77])

    np.testing.assert_array_equal(bin_edges(values, 40), bin_edges(values + 0.003, 40))


def test_requests_that_make_no_sense_are_refused() -> None:
    with pytest.raises(SettingError, match="1 were asked for"):
        layer_distribution(chain(2, 1), SAMPLES, DistributionRequest("L2", bins=1))
    with pytest.raises(ShapeError):
        layer_distribution(chain(3, 1), SAMPLES, DistributionRequest("L2"))


def test_moments_are_those_of_the_values_themselves() -> None:
    network = edits.add_layer(edits.add_layer(Network(), "input", 2), "dense", 2, activation="relu")
    network = edits.connect(network, "L1", "L2", Initialization())
    network = parameters.set_biases(parameters.set_weights(network, "L1", "L2", [[1, 1], [1, 1]]), "L2", [0, -1])
    points = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    found = layer_distribution(network, points, DistributionRequest("L2"))
    assert np.allclose(found.pre_activation_moments, [[1.0, np.sqrt(0.5)], [0.0, np.sqrt(0.5)]])
    assert np.allclose(found.activation_moments, [[1.0, np.sqrt(0.5)], [0.25, np.sqrt(0.1875)]])
