"""Values for pictures: in float32 where that is enough, in float64 where a network passes its range."""

from collections.abc import Callable

import numpy as np
from numpy.typing import DTypeLike, NDArray

from engine.arrays import Float32Array

# So far below the end of float32 that the difference of two values is a number, too.
LARGEST_SHOWN = float(np.finfo(np.float32).max) / 4


@np.errstate(over="ignore", invalid="ignore")
def shown_values(evaluate: Callable[[DTypeLike], NDArray[np.floating]]) -> Float32Array:
    """Give values in float32, evaluated anew in float64 if some of them are not finite, which takes twice as long.

    Args:
        evaluate: Gives the values, computed in a floating type.

    Returns:
        The values, in magnitude at most `LARGEST_SHOWN`; NaN where they overflow float64, too, and have no sign.
    """
    values = evaluate(np.float32)
    if np.isfinite(values).all():
        return values.astype(np.float32, copy=False)
    clipped: Float32Array = np.clip(evaluate(np.float64), -LARGEST_SHOWN, LARGEST_SHOWN).astype(np.float32)
    return clipped
