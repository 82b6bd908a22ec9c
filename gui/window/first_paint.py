"""When a window has come to the screen for the first time, and what nobody missed before may be made."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

# A window that opens minimised, or covered, is not painted; what waits for it must not wait for ever.
PATIENCE_MS = 1000


class FirstPaint(QObject):
    """Tells once that a window has been painted, or that it was shown and had the time to be.

    Args:
        window: The window; it is not shown yet.

    Signals:
        happened: The window's pixels are on their way to the screen.
    """

    happened = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_timeout)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint, and then for the event loop: the children are painted after this filter."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            self._timer.start(0)
        elif event.type() == QEvent.Type.Show:
            self._timer.start(PATIENCE_MS)
        return super().eventFilter(watched, event)

    def _on_timeout(self) -> None:
        self._window.removeEventFilter(self)
        self.happened.emit()
