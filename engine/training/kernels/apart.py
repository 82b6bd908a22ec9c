"""Compiling in a process of its own at a low priority, so that what trains meanwhile keeps the interpreter to itself.

`python -m engine.training.kernels.apart float32` fills the cache and ends. Should whoever began it end first, it goes
on: the code is then there the next time.
"""

import os
import subprocess
import sys

from engine.training.kernels.loading import is_compiled, is_switched_off, make_ready

_MODULE = "engine.training.kernels.apart"


def make_ready_apart(precision: str) -> None:
    """Load the compiled code for a precision, having it compiled by another process first if need be.

    May run in any thread. Where that other process fails, compiling is done here.
    """
    if is_switched_off():
        return
    if not is_compiled(precision):
        _compile(precision)
    make_ready(precision)


def _compile(precision: str) -> None:
    # This interpreter's own path, and not the folder in which the person happens to stand (-P).
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run(
        [sys.executable, "-P", "-m", _MODULE, precision],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=_creation_flags(),
        check=False,
    )


def _creation_flags() -> int:
    """Give what Windows needs to be told: no console, and a low priority."""
    names = ("CREATE_NO_WINDOW", "BELOW_NORMAL_PRIORITY_CLASS")
    return sum(getattr(subprocess, name, 0) for name in names)


if __name__ == "__main__":
    if hasattr(os, "nice"):  # not on Windows
        os.nice(10)
    make_ready(sys.argv[1])
    sys.exit(not is_compiled(sys.argv[1]))
