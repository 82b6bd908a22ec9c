"""How the code is compiled."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])

# Sums may be reordered, which lets them use the processor's vectors; NaN and infinities keep their meaning, since a run
# that left the finite numbers is told by them.
_FAST_MATH = {"reassoc", "contract", "nsz"}


def compiled(function: F) -> F:
    """Compile a function into those that call it."""
    return cast(F, numba.njit(error_model="numpy", fastmath=_FAST_MATH, boundscheck=False)(function))


def entry_point(function: F) -> F:
    """Compile a function to call from Python: it lets other threads run, and is kept in the cache."""
    decorate = numba.njit(nogil=True, cache=True, error_model="numpy", fastmath=_FAST_MATH, boundscheck=False)
    return cast(F, decorate(function))
