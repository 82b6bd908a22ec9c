"""The shapes of the toy sets, checked on their formulas without noise."""

import msgspec
import numpy as np
import pytest

from engine.data.data_set import DataSet, Task
from engine.data.sources import default_specification, make_data_set
from engine.data.specification import DataSpecification
from engine.project.edits import change_data, choose_source
from engine.project.project import Project

TWO_INPUTS = ["xor", "gaussians", "blobs", "circles", "moons", "spirals", "plane"]


def noiseless(name: str, **changes: object) -> DataSet:
    return make_data_set(msgspec.structs.replace(default_specification(name), noise=0.0, **changes))


@pytest.mark.parametrize("specification", [default_specification("xor-points"), DataSpecification()])
def test_xor_points_are_the_truth_table_all_of_it_for_training(specification):
    data_set = make_data_set(specification)
    assert data_set.inputs.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert data_set.targets.tolist() == [[0], [1], [1], [0]]
    assert data_set.training_indices.tolist() == [0, 1, 2, 3]
    assert data_set.validation_indices.tolist() == []
    assert data_set.task is Task.BINARY
    assert (data_set.sample_count, data_set.input_count, data_set.output_count) == (4, 2, 1)
    assert data_set.input_names == ("x₁", "x₂")
    assert data_set.class_names == ("class 0", "class 1")
    assert default_specification("xor-points").validation_fraction == 0


@pytest.mark.parametrize("name", TWO_INPUTS)
def test_points_lie_where_a_network_can_use_them_unscaled(name):
    inputs = make_data_set(default_specification(name)).inputs
    assert np.abs(inputs).max() < 1.6
    assert np.ptp(inputs, axis=0).min() > 1.2


@pytest.mark.parametrize("name", [*TWO_INPUTS, "curve"])
def test_a_hundred_thousand_samples_can_be_asked_for(name):
    project = change_data(choose_source(Project(), name), sample_count=100_000)
    assert make_data_set(project.data).sample_count == 100_000


def test_xor_labels_opposite_quadrants_alike():
    data_set = noiseless("xor")
    different_signs = np.prod(np.sign(data_set.inputs), axis=1) < 0
    assert np.array_equal(data_set.targets[:, 0] == 1, different_signs)


def test_gaussians_are_two_mirrored_clouds_of_the_spread_asked_for():
    data_set = make_data_set(
        msgspec.structs.replace(default_specification("gaussians"), sample_count=10_000, noise=0.3)
    )
    for label, centre in ((0, -0.6), (1, 0.6)):
        cloud = data_set.inputs[data_set.targets[:, 0] == label]
        assert np.allclose(cloud.mean(axis=0), centre, atol=0.02)
        assert np.allclose(cloud.std(axis=0), 0.3, atol=0.02)


@pytest.mark.parametrize("class_count", [2, 3, 10])
def test_blobs_lie_on_a_circle_evenly_one_output_each(class_count):
    data_set = noiseless("blobs", class_count=class_count)
    centres = np.unique(data_set.inputs.round(9), axis=0)
    assert len(centres) == class_count
    assert np.allclose(np.hypot(*centres.T), 1)
    assert np.allclose(centres.mean(axis=0), 0, atol=1e-9)
    assert data_set.task is Task.MULTICLASS
    assert data_set.output_count == class_count


def test_circles_have_the_inner_ring_as_class_0():
    data_set = noiseless("circles")
    assert np.allclose(np.hypot(*data_set.inputs.T), np.where(data_set.targets[:, 0] == 0, 0.4, 1.0))


def test_moons_are_half_circles_of_two_thirds_around_their_own_centres():
    data_set = noiseless("moons")
    for label, side in ((0, 1), (1, -1)):
        moon = side * data_set.inputs[data_set.targets[:, 0] == label]
        from_centre = moon - np.array([-1 / 3, -1 / 6])
        assert np.allclose(np.hypot(*from_centre.T), 2 / 3)
        assert (from_centre[:, 1] >= 0).all()


def test_spiral_arms_are_each_other_turned_by_half_a_turn():
    data_set = noiseless("spirals", sample_count=1000)
    for label, turn in ((0, 0), (1, np.pi)):
        arm = data_set.inputs[data_set.targets[:, 0] == label]
        radius, angle = np.hypot(*arm.T), np.arctan2(arm[:, 1], arm[:, 0])
        assert radius.min() >= 0.1
        assert radius.max() <= 1
        off = angle - 2 * np.pi * 1.25 * radius - turn
        assert np.allclose(np.exp(1j * off), 1)


def test_curve_is_a_sine_of_its_one_input():
    data_set = noiseless("curve")
    assert (data_set.task, data_set.output_count, data_set.input_names) == (Task.REGRESSION, 1, ("x₁",))
    assert data_set.class_names == ()
    assert np.abs(data_set.inputs).max() <= 1.5
    assert np.allclose(data_set.targets, np.sin(np.pi * data_set.inputs))


def test_plane_has_the_weights_and_the_bias_its_help_promises():
    data_set = noiseless("plane")
    with_ones = np.column_stack([data_set.inputs, np.ones(data_set.sample_count)])
    solution, *_ = np.linalg.lstsq(with_ones, data_set.targets)
    assert np.allclose(solution[:, 0], [1, -0.5, 0.25])


def test_regression_noise_is_on_the_target_alone():
    specification = msgspec.structs.replace(default_specification("curve"), sample_count=10_000, noise=0.2)
    noisy, exact = make_data_set(specification), noiseless("curve", sample_count=10_000)
    assert np.array_equal(noisy.inputs, exact.inputs)
    assert (noisy.targets - exact.targets).std() == pytest.approx(0.2, rel=0.03)
