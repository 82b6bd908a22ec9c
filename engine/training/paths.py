"""The ways of training, and which one to take."""

from collections.abc import Callable

import msgspec

from engine.training.path import Path, Task
from engine.training.torch_path import TorchPath


class PathKind(msgspec.Struct, frozen=True, eq=False):
    """A way of training.

    Attributes:
        name: Key of `PATHS`.
        label: What it is called in tables.
        fits: Whether it can train a task, here and now.
        make: Prepare it for a task that it fits.
    """

    name: str
    label: str
    fits: Callable[[Task], bool]
    make: Callable[[Task], Path]


_ALL = (PathKind("autograd", "torch, gradients by autograd", lambda task: True, TorchPath),)  # noqa: ARG005

PATHS: dict[str, PathKind] = {kind.name: kind for kind in _ALL}


def choose(task: Task) -> str:
    """Give the name of the way to train a task."""
    return next(name for name, kind in PATHS.items() if kind.fits(task))
