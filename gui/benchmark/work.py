"""The window's work a frame."""

import time
from collections.abc import Sequence

import numpy as np

from gui.benchmark.report import Figure

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


def percentile(name: str, seconds: Sequence[float], target_ms: float, kind: str = "") -> Figure:
    """Give the 95th percentile of some times as a figure, which names their median, too."""
    low, high = (float(np.percentile(seconds, share) * 1000) for share in (50, 95))
    return Figure(name, high, "ms", target_ms, at_most=True, detail=f"{kind}median {low:.1f} ms of {len(seconds)}")
