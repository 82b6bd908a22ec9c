"""What a plot asks for: told when it is another than before."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from engine.arrays import same_value

REQUEST_INTERVAL_MS = 40

Request = TypeVar("Request")


class PlotRequest(QObject, Generic[Request]):
    """Keeps what a plot asks for.

    Args:
        wanted: Gives what is wanted now, a message or None.
        parent: The plot.

    Signals:
        request_changed: what is wanted now.
    """

    request_changed = Signal(object)

    def __init__(self, wanted: Callable[[], Request | None], parent: QObject) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._current: Request | None = None
        self._throttle = QTimer(self)
        self._throttle.setSingleShot(True)
        self._throttle.setInterval(REQUEST_INTERVAL_MS)
        self._throttle.timeout.connect(self.refresh)

    @property
    def current(self) -> Request | None:
        """What is asked for."""
        return self._current

    def refresh(self) -> None:
        """Ask for what is wanted now."""
        self._throttle.stop()
        wanted = self._wanted()
        if not same_value(wanted, self._current):
            self._current = wanted
            self.request_changed.emit(wanted)

    def refresh_soon(self) -> None:
        """Ask a moment later; during a drag all along, as the first change starts the clock and later ones don't."""
        if not self._throttle.isActive():
            self._throttle.start()
