import numpy as np
import pytest

from engine.data.scaling import standardization, unstandardized


@pytest.mark.parametrize("size", [1e-30, 1e-9, 1.0, 1e5, 1e20])
def test_standardised_numbers_come_back_with_the_digits_they_were_given(size):
    measured = size * np.random.default_rng(3).integers(-500, 500, (40, 3)) / 1000
    mean, scale = standardization(measured)
    back = unstandardized((measured - mean) / scale, mean, scale)
    np.testing.assert_allclose(back, measured, rtol=1e-12, atol=1e-13 * size)


def test_numbers_that_are_not_finite_come_back_as_they_are():
    mean, scale = np.array([2.0]), np.array([3.0])
    back = unstandardized(np.array([[np.inf], [-np.inf], [np.nan]]), mean, scale)
    np.testing.assert_array_equal(back, [[np.inf], [-np.inf], [np.nan]])
