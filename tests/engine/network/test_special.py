import math

import numpy as np

from engine.network.special import erf

POINTS = np.concatenate([np.linspace(-7, 7, 20_001), [-1e-300, 0.0, 1e-12, 0.46875, 4.0, 1e9, -np.inf, np.inf]])


def test_erf_is_the_standard_librarys_to_the_last_digits() -> None:
    expected = np.array([math.erf(x) for x in POINTS])

    np.testing.assert_allclose(erf(POINTS), expected, rtol=5e-16, atol=2e-16)


def test_erf_of_float32_is_float32() -> None:
    found = erf(POINTS.astype(np.float32))

    assert found.dtype == np.float32
    np.testing.assert_allclose(found, [math.erf(x) for x in POINTS.astype(np.float32)], rtol=5e-7, atol=1e-7)


def test_erf_of_nan_is_nan() -> None:
    assert np.isnan(erf(np.array([np.nan]))).all()
