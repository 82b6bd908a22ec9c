"""The test part is drawn apart from the split into training and validation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.data.sources import default_specification, make_data_set
from engine.data.splitting import split, split_in_three
from engine.errors import SettingError

FRACTIONS = st.floats(0.0, 0.45)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=60), FRACTIONS, FRACTIONS, st.integers(0, 1000))
def test_every_sample_is_in_one_part(groups: list[int], validation: float, test: float, seed: int) -> None:
    parts = split_in_three(np.array(groups), validation, test, seed)
    assert sorted(np.concatenate(parts).tolist()) == list(range(len(groups)))
    assert len(parts.training)


def test_parts_have_their_share_of_every_class() -> None:
    groups = np.repeat([0, 1], [60, 40])
    training, validation, test = split_in_three(groups, 0.2, 0.3, 5)
    assert [np.bincount(groups[part]).tolist() for part in (training, validation, test)] == [
        [30, 20],
        [12, 8],
        [18, 12],
    ]


def test_without_a_test_part_the_split_is_as_it_ever_was() -> None:
    groups = np.arange(50) % 3
    parts = split_in_three(groups, 0.2, 0.0, 9)
    for mine, theirs in zip(parts, split(groups, 0.2, 9), strict=False):
        np.testing.assert_array_equal(mine, theirs)


def test_another_validation_part_leaves_the_test_part_as_it_is() -> None:
    groups = np.arange(50) % 3
    parts = [split_in_three(groups, fraction, 0.2, 9).test for fraction in (0.0, 0.1, 0.4)]
    assert all(np.array_equal(part, parts[0]) for part in parts)


def test_standardising_does_not_look_at_the_test_part() -> None:
    specification = replace(default_specification("iris"), validation_fraction=0.2, test_fraction=0.3, standardize=True)
    data_set = make_data_set(specification)
    np.testing.assert_allclose(data_set.inputs[data_set.training_indices].mean(axis=0), 0.0, atol=1e-12)
    assert len(data_set.part("test")) == 45


def test_too_much_held_back_is_refused() -> None:
    specification = replace(default_specification("iris"), validation_fraction=0.5, test_fraction=0.5)
    with pytest.raises(SettingError, match=r"together may be at most 0\.9 of the samples, not 1"):
        make_data_set(specification)


def test_there_are_three_parts() -> None:
    with pytest.raises(
        SettingError, match="There is no part of the data “spare”; there are training, validation, test"
    ):
        make_data_set(default_specification("xor")).part("spare")
