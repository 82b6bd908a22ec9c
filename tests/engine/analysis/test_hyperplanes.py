"""Neurons' own lines, against their pre-activations at the ends of what is drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.hyperplanes import neuron_lines
from engine.errors import EngineError
from engine.geometry import clipped_lines
from engine.network import edits
from engine.network.forward import forward
from engine.network.initializers import Initialization
from engine.network.wiring import remove_edges
from engine.process.views.hyperplanes import NeuronLinesRequest
from engine.project.examples import EXAMPLES
from tests.engine.training.networks import chain

BOX = ((-1.0, 2.0), (-1.5, 1.5))
ANGLES = st.floats(0, 2 * np.pi)


def inputs(width: int) -> np.ndarray:
    return np.random.default_rng(0).standard_normal((20, width))


@given(st.lists(st.tuples(ANGLES, st.floats(-4, 4)), min_size=1, max_size=20))
def test_a_clipped_line_reaches_from_edge_to_edge(lines: list[tuple[float, float]]) -> None:
    angles, offsets = np.array(lines).T
    normals = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    segments = clipped_lines(normals, offsets, *BOX)
    corners = np.array([(x, y) for x in BOX[0] for y in BOX[1]])
    for normal, offset, segment in zip(normals, offsets, segments, strict=True):
        sides = corners @ normal + offset
        if np.isnan(segment).any():
            assert (sides > -1e-9).all() or (sides < 1e-9).all()
            continue
        np.testing.assert_allclose(segment @ normal + offset, 0.0, atol=1e-9)
        at_edge = np.isclose(segment, [BOX[0][0], BOX[1][0]]) | np.isclose(segment, [BOX[0][1], BOX[1][1]])
        assert at_edge.any(axis=1).all()
        assert ((segment >= np.array(BOX)[:, 0] - 1e-9) & (segment <= np.array(BOX)[:, 1] + 1e-9)).all()
        along = segment[1] - segment[0]
        assert along[0] * normal[1] - along[1] * normal[0] >= -1e-9  # the normal is on the left


def test_lines_along_the_axes_and_none() -> None:
    segments = clipped_lines(np.array([[1.0, 0], [0, -1.0], [0, 0], [1.0, 0]]), np.array([-0.5, 0.25, 0, 7.0]), *BOX)
    assert segments[0].tolist() == [[0.5, 1.5], [0.5, -1.5]]
    assert segments[1].tolist() == [[2.0, 0.25], [-1.0, 0.25]] or segments[1].tolist() == [[-1.0, 0.25], [2.0, 0.25]]
    assert np.isnan(segments[2:]).all()


def test_the_lines_of_xor_by_hand() -> None:
    network = EXAMPLES["xor-by-hand"].build().network
    found = neuron_lines(network, inputs(2), NeuronLinesRequest(network.layers[1].id, *BOX))
    weight, bias = network.connections[0].weight, network.layers[1].bias
    for neuron, segment in enumerate(found.segments):
        np.testing.assert_allclose(segment @ weight[neuron] + bias[neuron], 0.0, atol=1e-12)
    np.testing.assert_allclose(found.unit_normals, weight / np.linalg.norm(weight, axis=1, keepdims=True))
    assert found.hyperplanes.is_exact


def test_one_input_has_upright_lines() -> None:
    network = chain(1, 4, 1)
    found = neuron_lines(network, inputs(1), NeuronLinesRequest("L2", (-100.0, 100.0), (0.0, 1.0)))
    roots = -network.layers[1].bias / network.connections[0].weight[:, 0]
    np.testing.assert_allclose(found.segments[:, :, 0], np.stack([roots, roots], axis=1), atol=1e-12)
    assert {tuple(sorted(segment[:, 1].tolist())) for segment in found.segments} == {(0.0, 1.0)}


def test_in_a_plane_of_a_wider_space_all_else_is_held_at_its_mean() -> None:
    network = edits.connect(chain(2, 3, 2), "L1", "L3", Initialization("normal", 0.7, 3))
    box = ((-50.0, 50.0), (-50.0, 50.0))
    found = neuron_lines(network, inputs(2), NeuronLinesRequest("L3", *box, "L2", (0, 2)))
    assert not found.hyperplanes.is_exact
    means = {key: value.activation.mean(axis=0) for key, value in forward(network, inputs(2)).items()}
    for neuron, segment in enumerate(found.segments):
        for x, y in segment.tolist():
            hidden = np.array([x, means["L2"][1], y])
            a = network.connection("L2", "L3").weight[neuron] @ hidden + network.layer("L3").bias[neuron]
            assert a + network.connection("L1", "L3").weight[neuron] @ means["L1"] == pytest.approx(0, abs=1e-9)


def test_a_neuron_that_reads_nothing_shown_has_no_line() -> None:
    edges = np.array([[False, False], [True, True], [False, False]])
    network = remove_edges(chain(2, 3, 1), "L1", "L2", edges)
    found = neuron_lines(network, inputs(2), NeuronLinesRequest("L2", *BOX))
    assert np.isnan(found.segments[1]).all()
    assert found.unit_normals[1].tolist() == [0, 0]


@pytest.mark.parametrize(
    "request_",
    [
        NeuronLinesRequest("L1", *BOX),
        NeuronLinesRequest("L9", *BOX),
        NeuronLinesRequest("L3", *BOX, source="L1"),
        NeuronLinesRequest("L3", *BOX, shown=(0, 1, 2)),
        NeuronLinesRequest("L3", *BOX, shown=(0, 0)),
        NeuronLinesRequest("L2", (1.0, 1.0), (0.0, 1.0)),
    ],
)
def test_requests_that_make_no_sense_are_refused(request_: NeuronLinesRequest) -> None:
    with pytest.raises(EngineError):
        neuron_lines(chain(2, 3, 1), inputs(2), request_)
