"""Waiting for what takes the engine some time, where nobody sits at the window: figures and benchmarks."""

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from engine.errors import EngineError

TIMEOUT_MS = 60_000


def wait_until(is_there: Callable[[], bool], poll_ms: int, timeout_ms: int = TIMEOUT_MS) -> None:
    """Let the program work until something is there, looked for every `poll_ms` milliseconds.

    Raises:
        EngineError: It is not there in time.
    """
    deadline = QDeadlineTimer(timeout_ms)
    while not is_there():
        if deadline.hasExpired():
            raise EngineError(f"The engine did not answer within {timeout_ms / 1000:.0f} s.")
        work_for(poll_ms)


def work_for(milliseconds: int) -> None:
    """Let the program work for some time."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    QApplication.processEvents()
