"""Real sets against scikit-learn's own loaders and scaler."""

import importlib.util
import subprocess
import sys

import msgspec
import numpy as np
import pytest
from sklearn import datasets
from sklearn.preprocessing import StandardScaler

from engine.data.data_set import Task
from engine.data.generators.real_sets import _read
from engine.data.sources import default_specification, make_data_set
from engine.errors import DataError

REAL_SETS = {
    "iris": (datasets.load_iris, Task.MULTICLASS, 3),
    "breast-cancer": (datasets.load_breast_cancer, Task.BINARY, 1),
    "digits": (datasets.load_digits, Task.MULTICLASS, 10),
}


@pytest.mark.parametrize("name", REAL_SETS)
def test_real_set_holds_the_very_samples_and_names_of_its_file(name):
    load, task, output_count = REAL_SETS[name]
    bunch = load()
    data_set = make_data_set(msgspec.structs.replace(default_specification(name), standardize=False))

    def rows(inputs, labels):
        return sorted(map(tuple, np.column_stack([inputs, labels])))

    assert rows(data_set.inputs, data_set.targets) == rows(bunch.data, bunch.target)
    assert (data_set.task, data_set.output_count) == (task, output_count)
    names = tuple(bunch.feature_names)
    if name == "digits":  # pixel_0_0 … there, counted from 1 here
        names = tuple(f"px {int(row) + 1},{int(column) + 1}" for _, row, column in (old.split("_") for old in names))
    assert data_set.input_names == names
    assert data_set.class_names == tuple(map(str, bunch.target_names))
    assert not data_set.input_mean.any()
    assert (data_set.input_scale == 1).all()


@pytest.mark.parametrize("name", REAL_SETS)
def test_real_set_is_standardised_as_by_scikit_learn_on_its_training_part(name):
    specification = default_specification(name)
    raw = make_data_set(msgspec.structs.replace(specification, standardize=False))
    scaled = make_data_set(specification)
    scaler = StandardScaler().fit(raw.inputs[raw.training_indices])
    assert np.array_equal(scaled.training_indices, raw.training_indices)
    assert np.allclose(scaled.inputs, scaler.transform(raw.inputs), rtol=1e-12, atol=1e-12)
    assert np.allclose(scaled.input_scale, scaler.scale_, rtol=1e-12)
    assert np.allclose(scaled.inputs * scaled.input_scale + scaled.input_mean, raw.inputs)


@pytest.mark.parametrize("name", REAL_SETS)
def test_measured_inputs_are_those_of_the_set_to_the_last_digit(name):
    specification = default_specification(name)
    raw = make_data_set(msgspec.structs.replace(specification, standardize=False))
    scaled = make_data_set(msgspec.structs.replace(specification, standardize=True))
    np.testing.assert_array_equal(scaled.measured(scaled.inputs), raw.inputs)
    np.testing.assert_array_equal(raw.measured(raw.inputs), raw.inputs)
    assert (scaled.is_standardized, raw.is_standardized) == (True, False)


def test_a_set_is_made_without_loading_scikit_learn():
    code = (
        "import sys\n"
        "from engine.data.sources import default_specification, make_data_set\n"
        "for name in ('iris', 'breast-cancer', 'digits'):\n"
        "    make_data_set(default_specification(name))\n"
        "assert 'sklearn' not in sys.modules\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


def test_a_missing_file_is_told_in_a_sentence(monkeypatch):
    _read.cache_clear()
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(DataError, match=r"“iris\.csv” that comes with scikit-learn cannot be read"):
        _read("iris.csv", header_lines=1)


def test_digits_are_images_whose_blank_pixels_stay_zero():
    data_set = make_data_set(default_specification("digits"))
    assert data_set.image_shape == (8, 8)
    assert data_set.inputs.shape == (1797, 64)
    assert data_set.input_scale[0] == 1
    assert not data_set.inputs[:, 0].any()


@pytest.mark.parametrize("name", REAL_SETS)
def test_any_stretch_of_a_real_set_has_about_the_whole_set_s_shares(name):
    labels = make_data_set(default_specification(name)).targets[:, 0].astype(int)
    shares = np.bincount(labels) / len(labels)
    for start in range(0, len(labels) - 50, 50):
        counts = np.bincount(labels[start : start + 50], minlength=len(shares))
        assert (np.abs(counts - 50 * shares) <= 2).all()
