"""Points the user brought become a data set, or one sentence says why not."""

import msgspec
import numpy as np
import pytest
from sklearn.preprocessing import StandardScaler

from engine.data.data_set import Task
from engine.data.sources import DATA_SOURCES, default_specification, make_data_set
from engine.data.specification import DataSpecification
from engine.errors import DataError, EngineError, SettingError


def own(inputs: object, targets: object, **changes: object) -> DataSpecification:
    return msgspec.structs.replace(
        default_specification("own"),
        user_inputs=np.array(inputs, dtype=float),
        user_targets=np.array(targets, dtype=float),
        **changes,
    )


def test_own_points_are_used_as_they_are():
    data_set = make_data_set(own([[1, 2], [3, 4]], [[0], [1]], validation_fraction=0.0))
    assert data_set.inputs.tolist() == [[1, 2], [3, 4]]
    assert data_set.targets.tolist() == [[0], [1]]
    assert (data_set.task, data_set.output_count) == (Task.BINARY, 1)
    assert data_set.class_names == ("class 0", "class 1")


def test_specification_keeps_a_copy_that_nobody_can_write_to():
    points = np.zeros((1, 2))
    specification = msgspec.structs.replace(default_specification("own"), user_inputs=points)
    points[0, 0] = 7
    assert specification.user_inputs is not None
    assert specification.user_inputs.tolist() == [[0, 0]]
    assert not specification.user_inputs.flags.writeable


@pytest.mark.parametrize(("labels", "class_count", "output_count"), [([0, 1, 0], 3, 3), ([0, 1, 4], 3, 5)])
def test_own_classes_are_as_many_as_chosen_or_as_the_labels_need(labels, class_count, output_count):
    specification = own(np.eye(3), np.array([labels]).T, user_task="multiclass", class_count=class_count)
    assert make_data_set(specification).output_count == output_count


def test_own_regression_has_an_output_for_each_target_and_no_classes():
    data_set = make_data_set(own(np.ones((3, 12)), [[0.5, 2], [-1, 3], [1e6, 4]], user_task="regression"))
    assert (data_set.task, data_set.output_count, data_set.class_names) == (Task.REGRESSION, 2, ())
    assert data_set.input_names[0] == "x₁"
    assert data_set.input_names[-1] == "x₁₂"


@pytest.mark.parametrize("fraction", [0.0, 0.2, 0.9])
def test_a_class_with_a_single_point_is_trained_on(fraction):
    data_set = make_data_set(own(np.eye(4), [[0], [0], [0], [1]], validation_fraction=fraction))
    assert 3 in data_set.training_indices
    assert set(data_set.targets[data_set.training_indices, 0]) == {0, 1}


def test_a_single_point_is_a_data_set_standardised_or_not():
    for standardize in (False, True):
        data_set = make_data_set(own([[5, -5]], [[1]], standardize=standardize))
        assert data_set.training_indices.tolist() == [0]
        assert np.isfinite(data_set.inputs).all()
        assert data_set.input_scale.tolist() == [1, 1]


@pytest.mark.parametrize("column", [[0.1] * 7, [1e-300, 2e-300] * 3 + [0], [1e30, -1e30] * 3 + [0], [1e9 + 0.25] * 7])
def test_inputs_of_extreme_or_no_spread_are_scaled_to_finite_numbers(column):
    inputs = np.column_stack([column, np.arange(7)])
    data_set = make_data_set(own(inputs, [[0], [1]] * 3 + [[0]], standardize=True, validation_fraction=0.0))
    assert np.abs(data_set.inputs).max() < 10
    assert np.allclose(data_set.inputs * data_set.input_scale + data_set.input_mean, inputs)
    assert np.allclose(data_set.inputs[:, 1], StandardScaler().fit_transform(inputs)[:, 1])


@pytest.mark.parametrize(
    ("specification", "sentence"),
    [
        (default_specification("own"), "This project holds no points of its own; choose other data."),
        (own(np.zeros((0, 2)), np.zeros((0, 1))), "This project holds no points of its own; choose other data."),
        (own([[1, 2]], [[0], [1]]), "Inputs of shape (1, 2) and targets of shape (2, 1) do not fit together."),
        (own([1, 2], [[0], [1]]), "Inputs of shape (2,) and targets of shape (2, 1) do not fit together."),
        (own([[1], [2]], [[0], [2]]), "The class of point 2 must be a whole number from 0 to 1, not 2."),
        (own([[1]], [[0.5]]), "The class of point 1 must be a whole number from 0 to 1, not 0.5."),
        (own([[1]], [[0, 1]]), "A class is one number for each point, not 2."),
        (
            own([[1]], [[1e9]], user_task="multiclass"),
            "The class of point 1 must be a whole number from 0 to 999, not 1e+09.",
        ),
        (
            own([[1, 2], [3, np.nan]], [[0], [1]]),
            "The inputs of point 2 hold nan, which is not a finite number of usable size.",
        ),
        (
            own([[1]], [[-np.inf]], user_task="regression"),
            "The targets of point 1 hold -inf, which is not a finite number of usable size.",
        ),
    ],
)
def test_points_that_make_no_sense_are_refused_in_one_sentence(specification, sentence):
    with pytest.raises(DataError) as error:
        make_data_set(specification)
    assert str(error.value) == sentence


def test_unknown_task_is_refused_with_the_known_ones():
    specification = own([[1]], [[0]], user_task="ranking")
    sentence = "The task must be one of binary, multiclass, regression, not “ranking”."
    for attempt in (make_data_set, DATA_SOURCES["own"].task_of):
        with pytest.raises(EngineError) as error:
            attempt(specification)
        assert isinstance(error.value, SettingError)
        assert str(error.value) == sentence


def test_task_is_known_without_making_the_data_set():
    assert DATA_SOURCES["own"].task_of(DataSpecification(source="own", user_task="regression")) is Task.REGRESSION
    assert DATA_SOURCES["iris"].task_of(DataSpecification(source="iris")) is Task.MULTICLASS
