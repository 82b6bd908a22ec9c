"""How long the window goes on working without looking whether the person does something."""

import time

from PySide6.QtCore import QAbstractEventDispatcher


class Stretches:
    """Notes the longest uninterrupted stretch of this thread's work from one frame to the next.

    A stretch is one pass of the event loop: between two passes Qt takes what the mouse and the keyboard have sent,
    within one it does not. All that a pass does counts, painting of all windows too. What counts is the time that
    this thread computes; waiting for a processor that other programs use is no work of ours.

    Attributes:
        longest: In s, frame by frame.
    """

    def __init__(self) -> None:
        self.longest: list[float] = []
        self._longest = 0.0
        self._last = time.thread_time()
        self._dispatcher = QAbstractEventDispatcher.instance()
        self._dispatcher.awake.connect(self._on_awake)  # once a pass; what comes with it varies with the system

    def close_frame(self) -> None:
        """End one frame's account and begin the next; the stretch going on is one of the next."""
        self.longest.append(self._longest)
        self._longest = 0.0

    def stop(self) -> None:
        """Listen no longer."""
        self._dispatcher.awake.disconnect(self._on_awake)

    def _on_awake(self) -> None:
        before, self._last = self._last, time.thread_time()
        self._longest = max(self._longest, self._last - before)
