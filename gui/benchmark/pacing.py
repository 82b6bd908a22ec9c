"""Letting the window run while it is measured, and what its work a frame is."""

import time
from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from engine.errors import EngineError
from gui.benchmark.report import Figure

TIMEOUT_S, POLL_MS = 60.0, 2
FRAME_TARGET_MS = 33.0
WORK = "processor time of its thread, "


class Work:
    """Notes how long this thread computes from one frame to the next; what other processes take is no work of ours."""

    def __init__(self) -> None:
        self._last: float | None = None
        self.frames: list[float] = []

    def close_frame(self) -> None:
        """End one frame's account and begin the next."""
        now = time.thread_time()
        if self._last is not None:
            self.frames.append(now - self._last)
        self._last = now


def wait_for(is_there: Callable[[], bool], timeout_s: float = TIMEOUT_S) -> None:
    """Let the window run until something is there.

    Raises:
        EngineError: It does not come in time.
    """
    deadline = time.perf_counter() + timeout_s
    while not is_there():
        if time.perf_counter() > deadline:
            raise EngineError(f"The engine did not answer within {timeout_s:.0f} s.")
        spin(POLL_MS)


def spin(milliseconds: int) -> None:
    """Let the window run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    QApplication.processEvents()


def percentile(name: str, seconds: Sequence[float], target_ms: float, kind: str = "") -> Figure:
    """Give the 95th percentile of some times as a figure, which names their median, too."""
    low, high = (float(np.percentile(seconds, share) * 1000) for share in (50, 95))
    return Figure(name, high, "ms", target_ms, at_most=True, detail=f"{kind}median {low:.1f} ms of {len(seconds)}")
