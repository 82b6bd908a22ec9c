"""How far parameters have come, against numpy on all of them in one vector."""

import numpy as np
import pytest
from msgspec.structs import replace

from engine.errors import ShapeError
from engine.network.changes import distance, most_moved
from engine.network.model import Network, parameters_of
from tests.engine.training.networks import chain


def moved_copy(network: Network, seed: int) -> Network:
    generator = np.random.default_rng(seed)
    connections = tuple(
        replace(edges, weight=edges.weight + generator.normal(size=edges.weight.shape)) for edges in network.connections
    )
    layers = tuple(
        replace(layer, bias=layer.bias + generator.normal(size=layer.bias.shape)) for layer in network.layers
    )
    return replace(network, connections=connections, layers=layers)


def vector(network: Network) -> np.ndarray:
    numbers = parameters_of(network)
    return np.concatenate([array.ravel() for array in (*numbers.weights, *numbers.biases)])


def test_the_distance_is_the_norm_of_all_changes() -> None:
    start = chain(2, 5, 3, 1)
    now = moved_copy(start, 1)
    assert distance(parameters_of(now), parameters_of(start)) == pytest.approx(
        np.linalg.norm(vector(now) - vector(start))
    )


def test_those_moved_most_are_the_largest_changes_of_all_with_their_places() -> None:
    start = chain(2, 5, 3, 1)
    now = moved_copy(start, 2)
    found = most_moved(now, parameters_of(start), 7)
    sizes = np.sort(np.abs(vector(now) - vector(start)))[::-1][:7]
    np.testing.assert_allclose([abs(moved.change) for moved in found], sizes)
    for moved in found:
        if moved.source is None:
            numbers = [network.layer(moved.layer).bias[moved.row] for network in (start, now)]
        else:
            both = [network.connection(moved.source, moved.layer).weight for network in (start, now)]
            numbers = [weight[moved.row, moved.column] for weight in both]
        assert [moved.start, moved.now] == numbers


def test_removed_edges_and_what_has_not_moved_are_left_out() -> None:
    start = chain(2, 3, 1)
    assert most_moved(start, parameters_of(start), 5) == ()
    first = start.connections[0]
    gone = start.with_connection(replace(first, mask=np.arange(6).reshape(3, 2) > 0))
    assert most_moved(gone, parameters_of(start), 5) == ()


def test_parameters_of_another_structure_are_refused() -> None:
    with pytest.raises(ShapeError, match="another structure"):
        most_moved(chain(2, 3, 1), parameters_of(chain(2, 4, 1)), 5)
    with pytest.raises(ShapeError, match="one structure"):
        distance(parameters_of(chain(2, 3, 1)), parameters_of(chain(2, 4, 1)))
