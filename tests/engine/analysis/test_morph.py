"""The morph: its stages are the layers' values, bit for bit, and nothing jumps between them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.morph import longest_way, morph
from engine.errors import EngineError
from engine.network import edits
from engine.network.forward import forward, output
from engine.network.initializers import Initialization
from engine.network.parameters import set_biases, set_weights
from engine.process.pictures import BoundaryRequest
from engine.process.views.morph import MorphRequest, partial_turn
from engine.project.examples import EXAMPLES
from tests.engine.training.networks import chain, networks

PLANE = BoundaryRequest((0, 1), (-1.0, 2.0), (-1.0, 2.0), 5)
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
MATRICES = st.lists(st.floats(-5, 5), min_size=4, max_size=4).map(lambda numbers: np.array(numbers).reshape(2, 2))


def samples(width: int, count: int = 12) -> np.ndarray:
    return np.random.default_rng(0).standard_normal((count, width))


def test_the_stages_of_xor_by_hand_are_its_layers_values() -> None:
    network = EXAMPLES["xor-by-hand"].build().network
    found = morph(network, CORNERS, MorphRequest())
    values = list(forward(network, CORNERS).values())
    assert [stage.quantity for stage in found.stages] == [
        "activation",
        "pre_activation",
        "activation",
        "pre_activation",
    ]
    np.testing.assert_array_equal(found.at(0).samples, CORNERS)
    np.testing.assert_array_equal(found.at(1).samples, values[1].pre_activation)
    np.testing.assert_array_equal(found.at(2).samples, values[1].activation)
    np.testing.assert_array_equal(found.at(3).samples[:, :1], values[2].activation)
    assert not found.at(3).samples[:, 1].any()


def test_a_relu_folds_in_proportion() -> None:
    network = EXAMPLES["xor-by-hand"].build().network
    found = morph(network, CORNERS, MorphRequest())
    a = forward(network, CORNERS)[network.layers[1].id].pre_activation
    np.testing.assert_allclose(found.at(1.25).samples, 0.75 * a + 0.25 * np.maximum(a, 0), atol=1e-15)


def test_a_rotation_turns_without_collapsing_and_the_bias_moves_along() -> None:
    network = set_weights(chain(2, 2), "L1", "L2", [[-1, 0], [0, -1]])
    network = set_biases(network, "L2", [4, 0])
    half = morph(network, CORNERS, MorphRequest()).at(0.5).samples
    np.testing.assert_allclose(np.abs(half - [2, 0]), CORNERS[:, ::-1], atol=1e-12)  # a quarter turn
    quarter = set_weights(network, "L1", "L2", [[0, -3], [3, 0]])
    np.testing.assert_allclose(
        morph(quarter, CORNERS, MorphRequest()).at(0.5).samples,
        2 * CORNERS @ np.array([[1, 1], [-1, 1]]) / np.sqrt(2) + [2, 0],
        atol=1e-12,
    )


@given(MATRICES, st.floats(0, 1))
def test_a_partial_turn_goes_from_nothing_to_all_and_only_a_reflection_collapses(matrix: np.ndarray, s: float) -> None:
    np.testing.assert_allclose(partial_turn(matrix, 0.0), np.eye(2), atol=1e-12)
    np.testing.assert_allclose(partial_turn(matrix, 1.0), matrix, atol=1e-9)
    if np.linalg.det(matrix) > 1e-3:
        sizes = np.linalg.svd(matrix, compute_uv=False)
        expected = (1 - s) + s * sizes
        np.testing.assert_allclose(np.linalg.svd(partial_turn(matrix, s), compute_uv=False), expected, atol=1e-6)


@pytest.mark.parametrize("mirror", [[[-1, 0], [0, 1]], [[1, 0], [0, -1]], [[0, 1], [1, 0]]])
def test_a_reflection_folds_over_its_line_without_a_turn(mirror: list[list[float]]) -> None:
    matrix = np.array(mirror, np.float64)
    np.testing.assert_allclose(partial_turn(matrix, 0.5), (np.eye(2) + matrix) / 2, atol=1e-15)


@given(st.data())
def test_all_stages_are_true_values_and_the_way_between_them_is_continuous(data: st.DataObject) -> None:
    network = data.draw(networks(data.draw(st.integers(1, 3))))
    width = network.layers[0].width
    plane = BoundaryRequest((0, min(1, width - 1)), (-1.0, 1.0), (-1.0, 1.0), 4)
    inputs = samples(width)
    found = morph(network, inputs, MorphRequest(plane, plane, points_per_line=6))
    values = forward(network, inputs)
    for place, stage in enumerate(found.stages):
        true = stage.projection.project(values[stage.layer].quantity(stage.quantity))
        np.testing.assert_array_equal(found.at(place).samples[:, : true.shape[1]], true)
        scale = 1.0 + max(np.abs(points).max() for points in stage.positions)
        for near in (place - 1e-9, place + 1e-9):
            for there, beside in zip(stage.positions, found.at(near), strict=True):
                np.testing.assert_allclose(there, beside, atol=1e-6 * scale)
    np.testing.assert_array_equal(found.at(-3.0).samples, found.stages[0].samples)
    np.testing.assert_array_equal(found.at(99.0).samples, found.stages[-1].samples)
    half = found.at(0.5)
    assert half.lines.shape == found.stages[0].lines.shape
    assert half.mesh.shape == found.stages[0].mesh.shape
    assert found.outputs.shape == (*half.mesh.shape[:2], network.layers[-1].width)


def test_lines_and_surface_go_where_samples_at_their_points_go() -> None:
    network = chain(2, 2, 2, 1)
    inputs = np.array([[-1.0, 2.0], [0.5, -0.25]])
    found = morph(network, inputs, MorphRequest(PLANE, PLANE, points_per_line=9))
    for moment in (0.0, 0.3, 1.0, 2.7, 4.0, 4.5, 5.0):
        seen = found.at(moment)
        np.testing.assert_allclose(seen.mesh[4, 0], seen.samples[0], atol=1e-12)
        np.testing.assert_allclose(seen.lines[4, 0], seen.samples[0], atol=1e-12)
        np.testing.assert_allclose(seen.mesh[1, 2], seen.samples[1], atol=1e-12)
    np.testing.assert_allclose(found.outputs[1, 2], output(network, inputs)[1])


def test_skips_are_added_to_the_pre_activations_and_what_is_beside_the_way_is_named() -> None:
    network = chain(2, 3, 2, 1)
    network = edits.add_layer(network, "dense", 2, activation="tanh")
    for source, target in (("L1", "L5"), ("L5", "L4"), ("L1", "L3")):
        network = edits.connect(network, source, target, Initialization("normal", 0.7, 4))
    found = morph(network, samples(2), MorphRequest())
    assert [stage.layer for stage in found.stages] == ["L1", "L2", "L2", "L3", "L3", "L4"]
    assert found.bypassed == ("L5",)
    values = forward(network, samples(2))
    np.testing.assert_array_equal(found.at(3).samples, values["L3"].pre_activation)
    np.testing.assert_array_equal(found.at(5).samples[:, :1], values["L4"].activation)
    assert [layer.id for layer in longest_way(network, "L5")] == ["L1", "L5"]


def test_the_way_can_end_early_and_chosen_neurons_are_shown() -> None:
    network = chain(2, 5, 4, 1)
    found = morph(network, samples(2), MorphRequest(neurons={"L2": (4, 1), "L3": (2,)}, target="L3"))
    values = forward(network, samples(2))
    np.testing.assert_array_equal(found.at(2).samples, values["L2"].activation[:, [4, 1]])
    np.testing.assert_array_equal(found.at(4).samples[:, 0], values["L3"].activation[:, 2])
    assert [stage.layer for stage in found.stages] == ["L1", "L2", "L2", "L3", "L3"]
    principal = morph(network, samples(2), MorphRequest()).stages[1]
    assert principal.projection.neurons == ()
    assert 0 < principal.projection.explained_variance.sum() <= 1 + 1e-12


@pytest.mark.parametrize("seed", range(6))
def test_principal_components_do_not_face_away_from_the_stage_before(seed: int) -> None:
    for stage in morph(chain(6, 9, 7, 2, seed=seed), samples(6, 60), MorphRequest()).stages:
        if not stage.projection.neurons:
            assert (stage.turn.diagonal() >= 0).all()


def test_of_many_samples_some_are_carried_along() -> None:
    found = morph(chain(2, 3, 1), samples(2, 4000), MorphRequest(), np.arange(4000) % 2)
    assert found.sample_count == 4000
    assert 990 <= len(found.rows) <= 1000
    assert found.stages[0].samples.shape == (len(found.rows), 2)


def test_many_points_go_through_a_wide_network_in_pieces() -> None:
    network = chain(2, 20_000, 2, 1)
    plane = BoundaryRequest((0, 1), (-1.0, 1.0), (-1.0, 1.0), 11)
    found = morph(network, samples(2), MorphRequest(regions=plane, neurons={"L2": (19_999, 5)}))
    corners = forward(network, np.array([[-1.0, -1.0], [1.0, 1.0]]))
    np.testing.assert_allclose(found.at(2).mesh[[0, -1], [0, -1]], corners["L2"].activation[:, [19_999, 5]], rtol=1e-12)
    np.testing.assert_allclose(found.outputs[[0, -1], [0, -1]], corners["L4"].activation, rtol=1e-9)


@pytest.mark.parametrize(
    "request_",
    [MorphRequest(neurons={"L2": (0, 1, 2)}), MorphRequest(neurons={"L2": (9,)}), MorphRequest(target="L9")],
)
def test_requests_that_make_no_sense_are_refused(request_: MorphRequest) -> None:
    with pytest.raises(EngineError):
        morph(chain(2, 3, 1), samples(2), request_)
