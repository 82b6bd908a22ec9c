"""What is shown of a layer's space, against scikit-learn and NumPy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.decomposition import PCA

from engine.analysis.projection import neuron_projection, principal_components
from engine.analysis.shown_samples import shown_rows
from engine.errors import SettingError


def correlated(samples: int, width: int, seed: int = 0) -> np.ndarray:
    generator = np.random.default_rng(seed)
    return generator.standard_normal((samples, width)) @ generator.standard_normal((width, width)) + 3.0


@given(st.integers(5, 120), st.integers(1, 20), st.integers(1, 3), st.integers(0, 100))
def test_components_are_scikit_learns(samples: int, width: int, dimensions: int, seed: int) -> None:
    values = correlated(samples, width, seed)
    shown = min(dimensions, width)
    found = principal_components(values, dimensions)
    expected = PCA(shown, svd_solver="full").fit(values)
    signs = np.sign((found.basis * expected.components_).sum(axis=1))
    np.testing.assert_allclose(found.explained_variance, expected.explained_variance_ratio_, atol=1e-10)
    np.testing.assert_allclose(found.basis * signs[:, np.newaxis], expected.components_, atol=1e-6)
    np.testing.assert_allclose(found.project(values) * signs, expected.transform(values), rtol=1e-5, atol=1e-6)
    assert (found.basis[np.arange(shown), np.abs(found.basis).argmax(axis=1)] > 0).all()
    assert found.fitted_samples == samples
    assert found.shows_all == (shown == width)


def test_the_sign_of_a_component_does_not_depend_on_the_order_of_the_samples() -> None:
    values = correlated(40, 6)
    np.testing.assert_allclose(
        principal_components(values, 3).basis, principal_components(values[::-1], 3).basis, atol=1e-9
    )


def test_of_very_wide_layers_evenly_spread_samples_are_decomposed() -> None:
    values = correlated(2000, 400) * np.linspace(3.0, 0.1, 400)
    found = principal_components(values, 2)
    assert found.fitted_samples < 2000
    np.testing.assert_allclose(found.basis @ found.basis.T, np.eye(2), atol=1e-12)


@pytest.mark.parametrize("count", [0, 1, 7])
def test_without_spread_nothing_is_explained(count: int) -> None:
    found = principal_components(np.full((count, 4), 0.1), 3)
    assert found.explained_variance.tolist() == [0, 0, 0]
    np.testing.assert_allclose(found.basis @ found.basis.T, np.eye(3), atol=1e-12)


def test_samples_that_ran_away_do_not_hide_the_others() -> None:
    values = correlated(30, 5)
    spoilt = np.concatenate([values, [[np.nan] * 5, [np.inf, 0, 0, 0, 0]]])
    np.testing.assert_array_equal(principal_components(spoilt, 2).basis, principal_components(values, 2).basis)
    assert np.isfinite(principal_components(values * 1e200, 2).explained_variance).all()


def test_chosen_neurons_are_shown_as_they_are() -> None:
    values = correlated(50, 4)
    found = neuron_projection(values, (2, 0))
    np.testing.assert_array_equal(found.project(values), values[:, [2, 0]])
    np.testing.assert_allclose(found.explained_variance, values.var(axis=0)[[2, 0]] / values.var(axis=0).sum())
    np.testing.assert_allclose(found.origin, values.mean(axis=0) * [0, 1, 0, 1])
    np.testing.assert_allclose((values - found.origin) @ found.basis.T, values[:, [2, 0]])


@pytest.mark.parametrize("neurons", [(), (0, 0), (0, 4), (-1,), (0, 1, 2, 3)])
def test_neurons_that_cannot_be_axes_are_refused(neurons: tuple[int, ...]) -> None:
    with pytest.raises(SettingError, match="were chosen"):
        neuron_projection(correlated(5, 4), neurons)


def test_too_many_components_are_refused() -> None:
    with pytest.raises(SettingError, match="4 were asked for"):
        principal_components(correlated(9, 6), 4)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=300), st.integers(1, 60))
def test_shown_samples_keep_the_shares_of_the_classes(classes: list[int], most: int) -> None:
    rows = shown_rows(len(classes), most, classes)
    assert len(rows) == min(most, len(classes)) or len(rows) > min(most, len(classes)) - 6
    assert len(rows) <= most
    assert (np.diff(rows) > 0).all()
    assert rows.tolist() == shown_rows(len(classes), most, classes).tolist()
    kinds, counts = np.unique(classes, return_counts=True)
    if len(kinds) <= most < len(classes):
        shown = np.array([np.sum(np.array(classes)[rows] == kind) for kind in kinds])
        assert (shown >= 1).all()
        assert (np.abs(shown - counts * most / len(classes)) <= len(kinds) + 1).all()


def test_few_samples_are_all_shown_and_without_classes_they_are_spread() -> None:
    assert shown_rows(5, 5).tolist() == [0, 1, 2, 3, 4]
    assert shown_rows(101, 3).tolist() == [0, 50, 100]
