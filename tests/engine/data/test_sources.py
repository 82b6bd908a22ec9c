"""Whatever the source, a data set is complete, balanced and the same at every call."""

import subprocess
import sys

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.arrays import same_value
from engine.data.data_set import Task
from engine.data.sources import DATA_SOURCES, default_specification, make_data_set
from engine.data.specification import DataSpecification
from engine.errors import SettingError

READY_SOURCES = [name for name in DATA_SOURCES if name != "own"]
TOY_SOURCES = [name for name in READY_SOURCES if "noise" in {p.field for p in DATA_SOURCES[name].parameters}]


@st.composite
def toy_specifications(draw: st.DrawFn) -> DataSpecification:
    return msgspec.structs.replace(
        default_specification(draw(st.sampled_from(TOY_SOURCES))),
        sample_count=draw(st.integers(10, 300)),
        class_count=draw(st.integers(2, 10)),
        noise=draw(st.floats(0, 1)),
        seed=draw(st.integers(0, 2**31 - 1)),
        validation_fraction=draw(st.floats(0, 0.9)),
        standardize=draw(st.booleans()),
    )


def test_registry_offers_the_sources_under_their_names():
    assert list(DATA_SOURCES) == [
        "xor-points", "xor", "gaussians", "blobs", "circles", "moons", "spirals", "curve", "plane",
        "iris", "breast-cancer", "digits", "own",
    ]  # fmt: skip
    assert all(source.name == name and source.label and source.help for name, source in DATA_SOURCES.items())


@pytest.mark.parametrize("name", DATA_SOURCES)
def test_defaults_and_both_ends_of_every_parameter_are_allowed(name):
    for parameter in DATA_SOURCES[name].parameters:
        for value in (parameter.minimum, parameter.default, parameter.maximum):
            parameter.check(value)
        assert getattr(default_specification(name), parameter.field) == parameter.default
        assert parameter.help.endswith(".")


@pytest.mark.parametrize("name", READY_SOURCES)
def test_default_data_set_has_the_announced_task_and_arrays_nobody_can_write_to(name):
    data_set = make_data_set(default_specification(name))
    assert data_set.task is DATA_SOURCES[name].task
    assert len(data_set.input_names) == data_set.input_count == data_set.inputs.shape[1]
    assert len(data_set.targets) == data_set.sample_count
    for field in data_set.__struct_fields__:
        value = getattr(data_set, field)
        assert not isinstance(value, np.ndarray) or not value.flags.writeable


@pytest.mark.parametrize("name", READY_SOURCES)
def test_first_samples_are_not_all_of_one_class(name):
    data_set = make_data_set(default_specification(name))
    first = data_set.targets[: max(4, 2 * len(data_set.class_names))]
    assert len(np.unique(first)) >= max(2, len(data_set.class_names) - 1)


@given(toy_specifications())
def test_toy_set_has_as_many_samples_as_asked_for_in_balanced_classes(specification):
    data_set = make_data_set(specification)
    assert data_set.sample_count == specification.sample_count
    assert np.isfinite(data_set.inputs).all()
    assert np.isfinite(data_set.targets).all()
    if data_set.task is not Task.REGRESSION:
        counts = np.bincount(data_set.targets[:, 0].astype(int), minlength=len(data_set.class_names))
        assert len(counts) == len(data_set.class_names)
        assert counts.max() - counts.min() <= 1


@given(toy_specifications())
def test_split_is_disjoint_complete_and_has_the_share_asked_for(specification):
    data_set = make_data_set(specification)
    both = np.concatenate([data_set.training_indices, data_set.validation_indices])
    assert np.array_equal(np.sort(both), np.arange(specification.sample_count))
    assert len(data_set.training_indices) > 0
    wanted = round(specification.sample_count * specification.validation_fraction)
    kept_for_training = max(1, len(data_set.class_names))
    assert len(data_set.validation_indices) == min(wanted, specification.sample_count - kept_for_training)


@given(toy_specifications())
def test_both_parts_hold_every_class_in_its_share(specification):
    data_set = make_data_set(specification)
    if data_set.task is Task.REGRESSION:
        return
    labels = data_set.targets[:, 0].astype(int)
    held_back = np.bincount(labels[data_set.validation_indices], minlength=len(data_set.class_names))
    quotas = np.bincount(labels) * specification.validation_fraction
    assert (np.abs(held_back - quotas) <= 1).all()
    assert set(labels[data_set.training_indices]) == set(range(len(data_set.class_names)))


@given(toy_specifications())
def test_same_specification_gives_the_same_data_set_to_the_bit(specification):
    assert same_value(make_data_set(specification), make_data_set(specification))


@given(toy_specifications(), st.floats(0, 1))
def test_noise_changes_neither_the_split_nor_where_points_come_from(specification, noise):
    specification = msgspec.structs.replace(specification, standardize=False)
    sets = [make_data_set(msgspec.structs.replace(specification, noise=value)) for value in (0.0, noise / 2, noise)]
    still, half, full = (np.hstack([s.inputs, s.targets]) for s in sets)
    assert all(np.array_equal(s.validation_indices, sets[0].validation_indices) for s in sets)
    assert np.allclose(half, (still + full) / 2)


@given(toy_specifications(), st.integers(0, 50))
def test_more_samples_keep_the_ones_that_were_there(specification, added):
    specification = msgspec.structs.replace(specification, standardize=False)
    few = make_data_set(specification)
    many = make_data_set(msgspec.structs.replace(specification, sample_count=specification.sample_count + added))
    assert np.array_equal(many.inputs[: few.sample_count], few.inputs)
    assert np.array_equal(many.targets[: few.sample_count], few.targets)


@pytest.mark.parametrize("name", ["circles", "iris"])
def test_another_seed_gives_another_split(name):
    first, second = (make_data_set(msgspec.structs.replace(default_specification(name), seed=seed)) for seed in (0, 1))
    assert not np.array_equal(first.validation_indices, second.validation_indices)


def test_split_without_validation_part_trains_on_everything():
    data_set = make_data_set(msgspec.structs.replace(default_specification("moons"), validation_fraction=0.0))
    assert data_set.validation_indices.shape == (0,)
    assert np.array_equal(data_set.training_indices, np.arange(200))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"sample_count": 9}, "Samples must be from 10 to 100000, not 9."),
        ({"sample_count": 20.5}, "Samples must be a whole number, not 20.5."),
        ({"noise": -0.1}, "Noise must be from 0.0 to 1.0, not -0.1."),
        ({"noise": float("nan")}, "Noise must be from 0.0 to 1.0, not nan."),
        ({"class_count": 11}, "Classes must be from 2 to 10, not 11."),
        ({"seed": -1}, "Seed must be from 0 to 2147483647, not -1."),
        ({"validation_fraction": 0.95}, "Validation part must be from 0.0 to 0.9, not 0.95."),
    ],
)
def test_setting_outside_its_range_is_refused_with_the_range_and_the_value(changes, sentence):
    specification = msgspec.structs.replace(default_specification("blobs"), **changes)
    with pytest.raises(SettingError) as error:
        make_data_set(specification)
    assert str(error.value) == sentence


@pytest.mark.parametrize("make", [default_specification, lambda name: make_data_set(DataSpecification(source=name))])
def test_unknown_source_is_refused_with_the_known_ones(make):
    with pytest.raises(SettingError, match=r"no data source “mnist”; there are xor-points, .*, own\."):
        make("mnist")


def test_choosing_sources_loads_no_heavy_library():
    program = (
        "import sys; from engine.data.sources import make_data_set, default_specification;"
        "make_data_set(default_specification('spirals'));"
        "print(sorted({'torch', 'sklearn', 'scipy'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
