"""Feature spaces against evaluation, and the hyperplanes in them against pre-activations worked out in NumPy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.feature_space import feature_space
from engine.errors import EngineError
from engine.network.forward import forward
from engine.network.graph import topological_order
from engine.network.model import Network
from engine.process.pictures import BoundaryRequest
from engine.process.views.feature_space import FeatureSpaceRequest
from engine.project.examples import EXAMPLES
from tests.engine.training.networks import chain, networks

PLANE = BoundaryRequest((0, 1), (-1.0, 2.0), (-3.0, 1.0), 5)
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def samples(width: int, count: int = 30, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((count, width))


def test_the_hidden_layer_of_xor_by_hand_and_the_line_behind_it() -> None:
    network = EXAMPLES["xor-by-hand"].build().network
    hidden = network.layers[1]
    found = feature_space(network, CORNERS, FeatureSpaceRequest(hidden.id))
    values = forward(network, CORNERS)[hidden.id]
    np.testing.assert_array_equal(found.pre_activation.samples, values.pre_activation)
    np.testing.assert_array_equal(found.activation.samples, values.activation)
    (line,) = found.hyperplanes
    np.testing.assert_array_equal(line.normals, network.connections[1].weight)
    np.testing.assert_array_equal(line.offsets, network.layers[2].bias)
    assert line.is_exact
    assert line.against.tolist() == [-1]


def test_a_grid_is_carried_along_point_by_point() -> None:
    network = chain(2, 3, 1)
    found = feature_space(network, samples(2), FeatureSpaceRequest("L2", (2, 0), grid=PLANE, points_per_line=9))
    assert found.activation.grid.shape == (10, 9, 2)
    point = np.array([[np.linspace(-1, 2, 9)[3], np.linspace(-3, 1, 5)[1]]])
    upwards = np.array([[np.linspace(-1, 2, 5)[4], np.linspace(-3, 1, 9)[7]]])
    for line, place, sample in ((1, 3, point), (9, 7, upwards)):
        values = forward(network, sample)["L2"]
        np.testing.assert_allclose(found.activation.grid[line, place], values.activation[0, [2, 0]], rtol=1e-12)
        np.testing.assert_allclose(found.pre_activation.grid[line, place], values.pre_activation[0, [2, 0]], rtol=1e-12)


def test_one_input_gives_one_line_and_inputs_not_varied_are_held() -> None:
    one = feature_space(chain(1, 3, 1), samples(1), FeatureSpaceRequest("L1", grid=PLANE, points_per_line=7))
    np.testing.assert_allclose(one.activation.grid, np.linspace(-1, 2, 7).reshape(1, 7, 1))
    held = BoundaryRequest((2, 0), (-1.0, 2.0), (-3.0, 1.0), 5, np.array([9.0, 5.0, 9.0]))
    three = feature_space(chain(3, 2, 1), samples(3), FeatureSpaceRequest("L1", (0, 1, 2), grid=held))
    assert np.unique(three.activation.grid[..., 1]).tolist() == [5.0]
    assert np.unique(three.activation.grid[..., 0]).min() == -3.0
    assert np.unique(three.activation.grid[..., 2]).max() == 2.0


@given(st.data())
def test_hyperplanes_are_where_the_next_pre_activations_are_0(data: st.DataObject) -> None:
    network = data.draw(networks(data.draw(st.integers(1, 4))))
    inputs = samples(network.layers[0].width)
    layer = data.draw(st.sampled_from(network.layers[:-1]))
    dimensions = data.draw(st.integers(1, 3))
    found = feature_space(network, inputs, FeatureSpaceRequest(layer.id, dimensions=dimensions))
    values = forward(network, inputs)
    shown = found.activation.projection
    places = samples(shown.dimensions, 7, seed=1)
    points = shown.origin + places @ shown.basis
    for planes in found.hyperplanes:
        expected = np.tile(network.layer(planes.layer).bias, (7, 1))
        for connection in network.incoming(planes.layer):
            mean = values[connection.source].activation.mean(axis=0, keepdims=True)
            read = points if connection.source == layer.id else np.tile(mean, (7, 1))
            expected += read @ connection.weight.T
        np.testing.assert_allclose(places @ planes.normals.T + planes.offsets, expected, rtol=1e-9, atol=1e-9)
        if planes.is_exact:
            seen = found.activation.samples @ planes.normals.T + planes.offsets
            np.testing.assert_allclose(seen, values[planes.layer].pre_activation, rtol=1e-9, atol=1e-9)
        assert planes.is_exact == (layer.width <= dimensions and len(network.incoming(planes.layer)) == 1)
    assert len(found.hyperplanes) == len(network.outgoing(layer.id))


@pytest.mark.parametrize("layer", ["L2", "L3"])
def test_of_several_classes_the_lines_part_two_each(layer: str) -> None:
    network = chain(2, 2, 3)
    inputs = samples(2, 60)
    request = FeatureSpaceRequest(layer, dimensions=3, compares_outputs=True)
    found = feature_space(network, inputs, request)
    *own, lines = found.hyperplanes
    if layer == "L2":  # where the outputs read it, each class has its own line w·h + b = 0, too
        assert [(each.neurons.tolist(), each.against.tolist()) for each in own] == [([0, 1, 2], [-1, -1, -1])]
    outputs = forward(network, inputs)["L3"].activation
    assert list(zip(lines.neurons.tolist(), lines.against.tolist(), strict=True)) == [(0, 1), (0, 2), (1, 2)]
    sides = found.activation.samples @ lines.normals.T + lines.offsets
    for column, (one, other) in enumerate(((0, 1), (0, 2), (1, 2))):
        np.testing.assert_allclose(sides[:, column], outputs[:, one] - outputs[:, other], atol=1e-12)
    assert lines.is_exact


def test_an_output_layer_that_compares_nothing_has_no_lines() -> None:
    assert feature_space(chain(2, 3), samples(2), FeatureSpaceRequest("L2")).hyperplanes == ()
    assert feature_space(chain(2, 1), samples(2), FeatureSpaceRequest("L2", compares_outputs=True)).hyperplanes == ()


@pytest.mark.parametrize("seed", range(8))
def test_components_before_and_after_the_activation_function_face_alike(seed: int) -> None:
    network = chain(5, 6, 1, activation="sigmoid", seed=seed)
    found = feature_space(network, samples(5, seed=seed), FeatureSpaceRequest("L2", dimensions=3))
    before, after = found.pre_activation.projection.basis, found.activation.projection.basis
    assert ((before * after).sum(axis=1) >= 0).all()
    np.testing.assert_allclose(
        found.activation.samples,
        found.activation.projection.project(forward(network, samples(5, seed=seed))["L2"].activation),
    )


def test_too_many_classes_are_not_compared() -> None:
    network = chain(2, 3, 13)
    for layer in ("L2", "L3"):
        *_own, lines = feature_space(network, samples(2), FeatureSpaceRequest(layer, compares_outputs=True)).hyperplanes
        assert (lines.normals.shape, lines.offsets.shape) == ((0, 2), (0,))


def test_of_many_samples_some_are_shown_and_it_is_said() -> None:
    inputs, classes = samples(2, 5000), np.repeat([0, 1], [4900, 100])
    found = feature_space(chain(2, 8, 8, 1), inputs, FeatureSpaceRequest("L2", most_samples=500), classes)
    assert found.sample_count == 5000
    assert found.activation.samples.shape == (len(found.rows), 2)
    assert 495 <= len(found.rows) <= 500
    assert 9 <= classes[found.rows].sum() <= 11
    values = forward(chain(2, 8, 8, 1), inputs[found.rows])["L2"].activation
    np.testing.assert_allclose(found.activation.samples, found.activation.projection.project(values))


@given(st.data())
def test_every_layer_can_be_shown(data: st.DataObject) -> None:
    network: Network = data.draw(networks(data.draw(st.integers(1, 3))))
    inputs = samples(network.layers[0].width, data.draw(st.integers(0, 4)))
    for layer in topological_order(network):
        found = feature_space(network, inputs, FeatureSpaceRequest(layer.id, compares_outputs=True))
        assert found.activation.samples.shape == (len(inputs), min(2, layer.width))
        assert np.isfinite(found.activation.samples).all()


@pytest.mark.parametrize(
    "request_",
    [
        FeatureSpaceRequest("L9"),
        FeatureSpaceRequest("L2", (7,)),
        FeatureSpaceRequest("L3", dimensions=0),
        FeatureSpaceRequest("L2", grid=BoundaryRequest((0, 0), (0, 1), (0, 1), 5)),
        FeatureSpaceRequest("L2", grid=PLANE, points_per_line=1),
        FeatureSpaceRequest("L2", grid=BoundaryRequest((0, 1), (0, 1), (0, 1), 102)),
    ],
)
def test_requests_that_make_no_sense_are_refused(request_: FeatureSpaceRequest) -> None:
    with pytest.raises(EngineError):
        feature_space(chain(2, 3, 4), samples(2), request_)


def test_validation_samples_and_a_mark_are_put_into_the_space_of_the_training_samples() -> None:
    network, inputs, held_back = chain(2, 5, 3, 1), samples(2), samples(2, count=7, seed=1)
    mark = np.array([3.0, -4.0])
    alone = feature_space(network, inputs, FeatureSpaceRequest("L2"))
    request = FeatureSpaceRequest("L2", shows_validation=True, mark=mark)
    found = feature_space(network, inputs, request, validation_inputs=held_back)
    values = forward(network, np.vstack([inputs, held_back, mark]))
    for points, other, quantity in (
        (found.pre_activation, alone.pre_activation, "pre_activation"),
        (found.activation, alone.activation, "activation"),
    ):
        np.testing.assert_array_equal(points.projection.basis, other.projection.basis)
        expected = points.projection.project(values["L2"].quantity(quantity))
        np.testing.assert_allclose(np.vstack([points.samples, points.mark]), expected, atol=1e-12)
    np.testing.assert_allclose(found.outputs, values["L4"].activation[:-1], atol=1e-12)
    assert found.validation_rows.tolist() == list(range(7))
    assert alone.validation_rows.size == alone.activation.mark.size == 0


def test_validation_samples_stay_out_until_they_are_asked_for() -> None:
    found = feature_space(chain(2, 5, 1), samples(2), FeatureSpaceRequest("L2"), validation_inputs=samples(2))
    assert len(found.activation.samples) == len(found.outputs) == 30
