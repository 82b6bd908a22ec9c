"""Where coordinates lie in the plane of the plot, what is seen of hyperplanes, and what stays where it was."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.process.views.hyperplanes import Hyperplanes
from gui.plots.feature_space.spaces import Camera, FlatSpace, SolidSpace
from gui.plots.feature_space.steady import steady_ranges

WHOLE = ((-1.0, 1.0),) * 3
ALONG_FIRST = Camera(azimuth=0.0, elevation=0.0)  # the eye lies on the first axis


def planes(normals: np.ndarray, offsets: np.ndarray) -> Hyperplanes:
    return Hyperplanes("L3", "L2", np.arange(len(normals)), np.full(len(normals), -1), normals, offsets, is_exact=True)


def borders(weight: np.ndarray, bias: np.ndarray) -> Hyperplanes:
    one, other = np.triu_indices(len(weight), 1)
    return Hyperplanes("L3", "L2", one, other, weight[one] - weight[other], bias[one] - bias[other], is_exact=True)


def test_a_single_coordinate_lies_in_a_strip_and_two_lie_as_they_are() -> None:
    strip = FlatSpace().place(np.array([[3.0], [3.0], [-1.0]]))
    assert strip[:, 0].tolist() == [3.0, 3.0, -1.0]
    assert len(set(strip[:, 1])) == 3
    assert np.abs(strip[:, 1]).max() < 0.5
    assert FlatSpace().place(np.array([[3.0, 4.0]])).tolist() == [[3.0, 4.0]]


def test_a_neuron_that_reads_one_coordinate_has_an_upright_line() -> None:
    trace = FlatSpace().trace(planes(np.array([[2.0]]), np.array([-1.0])), 0, ((-1.0, 1.0), (-0.5, 0.5)))
    assert sorted(trace.corners.tolist()) == [[0.5, -0.5], [0.5, 0.5]]


@given(st.floats(-7, 7), st.floats(-1.5, 1.5))
def test_a_camera_turns_without_distortion(azimuth: float, elevation: float) -> None:
    axes = Camera(azimuth, elevation).axes
    np.testing.assert_allclose(axes @ axes.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(axes) == pytest.approx(1.0)


def test_what_is_nearer_to_the_eye_is_deeper_in_front() -> None:
    space = SolidSpace(WHOLE, ALONG_FIRST)
    depth = space.depth(np.array([[1.0, 0.0, 0.0], [-1.0, 0.0, 0.0]]))
    assert depth is not None
    assert depth[0] > 0 > depth[1]
    np.testing.assert_allclose(space.place(np.array([[0.3, 0.5, -0.25]])), [[0.5, -0.25]], atol=1e-12)


def test_a_plane_across_the_cube_is_seen_as_its_section() -> None:
    across = planes(np.array([[2.0, 0.0, 0.0]]), np.array([-1.0]))
    corners = SolidSpace(WHOLE, ALONG_FIRST).trace(across, 0, WHOLE[:2]).corners
    assert sorted(np.round(corners, 9).tolist()) == [[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]
    outside = planes(np.array([[1.0, 0.0, 0.0]]), np.array([-7.0]))
    assert not len(SolidSpace(WHOLE, ALONG_FIRST).trace(outside, 0, WHOLE[:2]).corners)


def test_a_skew_plane_cuts_a_convex_polygon_out_of_the_cube() -> None:
    skew = planes(np.array([[1.0, 1.0, 1.0]]), np.array([0.0]))
    corners = SolidSpace(WHOLE, Camera(np.pi / 4, np.arctan(1 / np.sqrt(2)))).trace(skew, 0, WHOLE[:2]).corners
    np.testing.assert_allclose(np.hypot(*corners.T), np.sqrt(2))  # seen from the front it is a regular hexagon
    sides = np.roll(corners, -1, axis=0) - corners
    np.testing.assert_allclose(np.hypot(*sides.T), np.sqrt(2))


@given(st.integers(3, 6), st.integers(0, 10**6))
def test_borders_are_drawn_only_where_both_classes_are_ahead_of_all_others(classes: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    weight, bias = rng.standard_normal((classes, 2)), rng.standard_normal(classes)
    found = borders(weight, bias)
    for row in range(len(found.neurons)):
        corners = FlatSpace().trace(found, row, ((-2.0, 2.0), (-2.0, 2.0))).corners
        if len(corners):
            along = corners[0] + np.linspace(0.02, 0.98, 9)[:, np.newaxis] * (corners[1] - corners[0])
            ahead = np.argsort(along @ weight.T + bias, axis=1)[:, -2:]
            assert {*ahead.flatten().tolist()} == {int(found.neurons[row]), int(found.against[row])}


@given(st.integers(0, 10**6))
def test_borders_in_a_cube_are_cut_where_a_third_class_is_ahead(seed: int) -> None:
    rng = np.random.default_rng(seed)
    weight, bias = rng.standard_normal((4, 3)), 0.3 * rng.standard_normal(4)
    found = borders(weight, bias)
    camera = ALONG_FIRST
    for row in range(len(found.neurons)):
        normal, offset = found.normals[row], found.offsets[row]
        corners = SolidSpace(WHOLE, camera).trace(found, row, WHOLE[:2]).corners
        if len(corners) and abs(normal[0]) > 0.2:  # the coordinate towards the eye follows from the plane
            middle = corners.mean(axis=0)
            point = np.array([-(normal[1:] @ middle + offset) / normal[0], *middle])
            ahead = np.argsort(weight @ point + bias)[-2:]
            assert set(ahead.tolist()) == {int(found.neurons[row]), int(found.against[row])}


def test_ranges_stay_while_values_stay_in_them_and_fill_them() -> None:
    values = np.array([[0.0, 0.0], [1.0, 10.0]])
    first = steady_ranges(values, ())
    assert steady_ranges(values * 0.8, first) == first
    assert steady_ranges(values * 1.05, first) == first
    assert steady_ranges(values * 1.5, first) != first
    assert steady_ranges(values * 0.1, first) != first


def test_what_varies_by_rounding_errors_alone_is_not_blown_up() -> None:
    plane = np.array([[-2.0, 1.0, 3e-16], [2.0, -1.0, -4e-16]])
    first, _, third = steady_ranges(plane, ())
    assert third[0] < -1.9
    assert third[1] > 1.9
    assert first[1] - first[0] == pytest.approx(third[1] - third[0])
    low, high = steady_ranges(np.array([[5.0, 5.0]]), ())[0]
    assert low < 5.0 < high


def test_the_box_of_three_coordinates_is_as_large_as_their_ranges_and_distorts_nothing() -> None:
    space = SolidSpace(((-2.0, 2.0), (-1.0, 1.0), (0.0, 2.0)), Camera(azimuth=0.0, elevation=0.0))
    ends = space.edges.reshape(-1, 2)
    assert np.abs(ends).max(axis=0) == pytest.approx([0.5, 0.5])  # seen along the first axis, the longest
    assert space.place(np.array([[0.0, 1.0, 2.0]]))[0] == pytest.approx([0.5, 0.5])
    assert [space.limits(axis) for axis in range(3)] == [(-2.0, 2.0), (-1.0, 1.0), (0.0, 2.0)]


def test_three_coordinates_fill_their_box() -> None:
    values = np.array([[0.0, 0.0, 0.0], [1.0, 2.0, 3.0]])
    for (low, high), extent in zip(steady_ranges(values, ()), np.ptp(values, axis=0), strict=True):
        assert high - low < 1.2 * extent
