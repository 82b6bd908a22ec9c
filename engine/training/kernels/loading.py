"""Getting the compiled code ready, so that nobody waits for it.

Compiling takes many seconds, loading what was compiled before half a second. So whoever has time compiles (the engine
process has another do it, the command line where a run is long enough), everyone else asks whether it is done.
"""

import hashlib
import importlib
import logging
import os
import platform
import shutil
import threading
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from engine import cache
from engine.project.settings import PRECISIONS

_log = logging.getLogger(__name__)

# “off” trains without compiled code: for tests of the other ways, and where it gives trouble.
SWITCH_VARIABLE = "NEUROCANVAS_KERNELS"
_CODE = "engine.training.kernels.code"
_SOURCES = Path(__file__).parent
_KEPT_BUILDS = 3


class Kernels(msgspec.Struct, frozen=True, eq=False):
    """The compiled functions of `engine.training.kernels.code.running` for one precision."""

    advance: Callable[..., tuple[int, float]]
    measure: Callable[..., None]


_ready: dict[str, Kernels] = {}
_lock = threading.Lock()


def kernels(precision: str) -> Kernels | None:
    """Give the compiled code for a precision if it is ready in this process; this never takes long."""
    return None if is_switched_off() else _ready.get(precision)


def is_switched_off() -> bool:
    """Tell whether the person wants no compiled code."""
    return os.environ.get(SWITCH_VARIABLE, "").lower() == "off"


def is_compiled(precision: str) -> bool:
    """Tell whether the cache holds the code for a precision, so that getting it ready takes half a second."""
    return precision in _ready or _mark(_build_folder(), precision).exists()


def make_ready(precision: str) -> None:
    """Load the compiled code for a precision from the cache, compiling it first if need be. May run in any thread.

    Where that fails, the log says why, and training goes on without.
    """
    with _lock:
        if precision in _ready or is_switched_off():
            return
        try:
            _ready[precision] = _load(precision)
        except Exception:  # noqa: BLE001 - a broken compiler may raise anything, and must not keep from training
            _log.exception("The fast training code could not be made ready; training goes on without it.")


def make_compiled_ready() -> None:
    """Load what the cache holds, the code for the usual precision first; nothing is compiled."""
    for precision in PRECISIONS:
        if not is_switched_off() and is_compiled(precision):
            make_ready(precision)


def _load(precision: str) -> Kernels:
    folder = _build_folder()
    running = _import_code(folder)
    code = Kernels(running.advance, running.measure)
    importlib.import_module("engine.training.kernels.warming").warm(code, precision)
    _mark(folder, precision).touch()
    _forget_old_builds(folder)
    return code


def _import_code(folder: Path) -> Any:
    """Import the code so that its cache lies in the folder: Numba looks that up as functions are decorated."""
    config = importlib.import_module("numba").config
    before = config.CACHE_DIR, config.CACHE_LOCATOR_CLASSES
    config.CACHE_DIR, config.CACHE_LOCATOR_CLASSES = str(folder), f"{_CODE}.jit.BuildFolder"
    try:
        return importlib.import_module(f"{_CODE}.running")
    finally:
        config.CACHE_DIR, config.CACHE_LOCATOR_CLASSES = before


def _build_folder() -> Path:
    return cache.cache_folder("kernels") / _fingerprint()


def _fingerprint() -> str:
    """Name the build: Numba itself sees no change of a function that a cached one calls, or of a constant it reads."""
    contents = hashlib.sha256()
    for path in sorted(_SOURCES.rglob("*.py")):
        contents.update(path.read_bytes())
    machine = (platform.machine(), _processor(), platform.python_version(), metadata.version("numba"), np.__version__)
    contents.update("\n".join(machine).encode())
    return contents.hexdigest()[:16]


def _processor() -> str:
    """Name the processor as far as the system tells; code for one may not run on another."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return platform.processor()
    return "\n".join(sorted({line for line in lines if line.startswith(("model name", "flags", "Features"))}))


def _mark(folder: Path, precision: str) -> Path:
    return folder / f"{precision}.ready"


def _forget_old_builds(newest: Path) -> None:
    """Keep the last few builds, such as of two versions in use at the same time, and remove all others."""
    newest.touch()
    builds = sorted(newest.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for build in builds[_KEPT_BUILDS:]:
        shutil.rmtree(build, ignore_errors=True)
