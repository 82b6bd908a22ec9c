"""Affine maps from a layer's space to the few coordinates that are shown."""

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.arrays import FloatArray


class Projection(msgspec.Struct, frozen=True, eq=False):
    """u = B(v − o): what is shown of the values v ∈ ℝᴴ of a layer.

    The part of the layer's space that is shown is the line, plane or space {o + Bᵀu}.

    Attributes:
        basis: B (d, H), orthonormal rows; d ≤ 3.
        origin: o (H,), the point of the layer's space that is shown at 0. For principal components it is the mean of
            the samples; for chosen neurons the same, but 0 for those, so that u are their values.
        neurons: The d chosen neurons; () for principal components.
        explained_variance: (d,), each coordinate's share of the variance of all H values over the samples, in 0 … 1;
            all 0 where nothing varies.
        fitted_samples: How many samples mean, components and shares are worked out of.
    """

    basis: FloatArray
    origin: FloatArray
    neurons: tuple[int, ...]
    explained_variance: FloatArray
    fitted_samples: int

    @property
    def dimensions(self) -> int:
        """The number d of coordinates."""
        return len(self.basis)

    @property
    def shows_all(self) -> bool:
        """Whether nothing of the layer's space is left out: d = H."""
        return len(self.basis) == len(self.origin)

    def project(self, values: NDArray[np.floating]) -> FloatArray:
        """Give the coordinates (…, d) of values (…, H); those of chosen neurons are their values, bit for bit."""
        if self.neurons:
            return np.asarray(values[..., list(self.neurons)], np.float64)
        return np.asarray((values - self.origin) @ self.basis.T)
