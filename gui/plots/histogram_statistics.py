"""What a histogram tells about the values it counted."""

import numpy as np
from numpy.typing import NDArray

from engine.arrays import FloatArray


def mean_and_deviation(edges: FloatArray, counts: NDArray[np.int64]) -> tuple[float, float]:
    """Give mean and standard deviation of the values counted in bins (bins,), as if each lay in its bin's middle.

    Both are NaN where nothing was counted. The mean is off by less than half a bin.
    """
    total = counts.sum()
    if total == 0:
        return float("nan"), float("nan")
    middles = (edges[1:] + edges[:-1]) / 2
    mean = float(counts @ middles / total)
    return mean, float(np.sqrt(counts @ (middles - mean) ** 2 / total))
