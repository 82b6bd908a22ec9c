"""Special functions that numpy lacks, on whole arrays."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.floating]

_SMALL = 0.46875
_LARGEST = 6.0  # from here on erf is 1 in float64

# Numerators and denominators of Cody's rational functions, highest power first.
_NEAR_TOP = (1.85777706184603153e-1, 3.16112374387056560, 1.13864154151050156e2, 3.77485237685302021e2,
             3.20937758913846947e3)  # fmt: skip
_NEAR_BOTTOM = (1.0, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3)
_FAR_TOP = (2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1,
            2.98635138197400131e2, 8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3,
            1.23033935479799725e3)  # fmt: skip
_FAR_BOTTOM = (1.0, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
               3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3)  # fmt: skip


def erf(x: Values) -> Values:
    """Give the error function, 2/√π ∫₀ˣ e^(−t²) dt, of every entry x, in the array's own precision.

    The absolute error is below 2·10⁻¹⁶ in float64. Formula: W. J. Cody, “Rational Chebyshev approximations for the
    error function”, Mathematics of Computation 23 (1969), the one for 0.47 ≤ x ≤ 4 also beyond, where e^(−x²) leaves
    nothing of its error.
    """
    size = np.minimum(np.abs(x), _LARGEST)
    square = size * size
    far = _polynomial(_FAR_TOP, size)
    far /= _polynomial(_FAR_BOTTOM, size)
    far *= np.exp(-square)
    near = _polynomial(_NEAR_TOP, square)
    near /= _polynomial(_NEAR_BOTTOM, square)
    near *= size
    return np.asarray(np.copysign(np.where(size <= _SMALL, near, 1.0 - far), x), dtype=x.dtype)


def _polynomial(coefficients: Sequence[float], x: Values) -> Values:
    """Evaluate a polynomial by Horner's rule, highest power first, in place of one array."""
    total = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        total *= x
        total += coefficient
    return total
