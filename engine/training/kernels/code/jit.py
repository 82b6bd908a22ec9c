"""How the code is compiled."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])

# Sums may be reordered, which lets them use the processor's vectors; NaN and infinities keep their meaning, since a run
# that left the finite numbers is told by them.
_FAST_MATH = {"reassoc", "contract", "nsz"}


_OPTIONS: dict[str, Any] = {"error_model": "numpy", "fastmath": _FAST_MATH, "boundscheck": False}


def compiled(function: F) -> F:
    """Compile a function into those that call it; Python cannot, which saves a quarter of the time to compile all."""
    njit: Any = numba.njit  # its types leave these two options out
    return cast(F, njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, **_OPTIONS)(function))


def entry_point(function: F) -> F:
    """Compile a function to call from Python: it lets other threads run, and is kept in the cache."""
    decorate = numba.njit(nogil=True, cache=True, **_OPTIONS)
    return cast(F, decorate(function))
