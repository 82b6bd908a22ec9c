"""How the code is compiled."""

from collections.abc import Callable
from pathlib import Path
from types import FunctionType
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


class BuildFolder:
    """Where Numba keeps what it compiles: in the folder that names the build, wherever the sources lie.

    Numba itself keeps it by the path of the sources, and would compile again for another copy of the very same ones. It
    takes this class by its name, see `NUMBA_CACHE_LOCATOR_CLASSES`.
    """

    def __init__(self, folder: Path, function: FunctionType) -> None:
        self._folder = folder
        self._line = function.__code__.co_firstlineno

    @classmethod
    def from_function(cls, function: FunctionType, _file: str) -> "BuildFolder":
        """Give the place for a function, by Numba's present setting of where its cache lies."""
        config: Any = numba.config  # its types know no settings
        place = cls(Path(config.CACHE_DIR), function)
        place.ensure_cache_path()
        return place

    def ensure_cache_path(self) -> None:
        """Make the folder."""
        self._folder.mkdir(parents=True, exist_ok=True)

    def get_cache_path(self) -> str:
        """Give the folder."""
        return str(self._folder)

    def get_source_stamp(self) -> str:
        """Tell nothing of how fresh the sources are: others have another folder."""
        return ""

    def get_disambiguator(self) -> str:
        """Tell functions of one name in one file apart."""
        return str(self._line)
