"""Engines forked from a process that has loaded all they need; spawned ones take seconds, most of them for torch.

Each is a process of its own, fresh and at the other end of a real pipe. How the program itself begins one is tested by
`tests/engine/process/test_client.py` and in real windows.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Mapping
from multiprocessing.context import ForkServerProcess
from typing import Any

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["engine.process.worker", "engine.training.trainer"])


class WarmProcesses:
    """Stands in for the context by which `EngineClient` begins its process."""

    Pipe = staticmethod(multiprocessing.Pipe)

    def Process(self, *, target: Callable[..., None], args: tuple[Any, ...], **options: Any) -> ForkServerProcess:  # noqa: N802
        """Make a process that has the test's environment, as a spawned one would."""
        return _SERVER.Process(target=_run, args=(dict(os.environ), target, *args), **options)


def _run(environment: Mapping[str, str], target: Callable[..., None], *args: Any) -> None:
    os.environ.clear()
    os.environ.update(environment)
    target(*args)
