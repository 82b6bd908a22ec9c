"""How the morph plays: forth and back through the stages, easing in and out of each and resting there."""

import math

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

FRAME_INTERVAL_MS = 16
STEP_S = 1.6  # from one stage to the next at speed 1, rest included
REST = 0.3  # of that


def eased(way: float) -> float:
    """Give how far to have gone, 0 … 1, after a share 0 … 1 of a step's time: at rest at both ends."""
    share = min(max((way - REST / 2) / (1.0 - REST), 0.0), 1.0)
    return share * share * (3.0 - 2.0 * share)


def way_of(share: float) -> float:
    """Give the share of a step's time after which to have gone so far: the inverse of `eased`."""
    inner = 0.5 - math.sin(math.asin(1.0 - 2.0 * min(max(share, 0.0), 1.0)) / 3.0)
    return REST / 2 + (1.0 - REST) * inner


def moment_after(steps: float, last: int) -> float:
    """Give the moment t in 0 … S after so many steps' time, going from 0 to S and back again and again.

    Args:
        steps: Time gone since the start of a way forth, in steps, ≥ 0.
        last: S, at least 1.
    """
    turned = steps % (2 * last)
    place = turned if turned <= last else 2 * last - turned
    before = min(math.floor(place), last - 1)
    return before + eased(place - before)


class Player(QObject):
    """Carries a moment forth and back while it plays.

    Signals:
        moment_changed: the moment t.
        playing_changed: whether it plays.
    """

    moment_changed = Signal(float)
    playing_changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.speed = 1.0
        self._last = 1
        self._steps = 0.0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_INTERVAL_MS)
        self._timer.timeout.connect(self._on_time)

    @property
    def is_playing(self) -> bool:
        """Whether it plays."""
        return self._timer.isActive()

    def play(self, moment: float, last: int) -> None:
        """Go on from a moment t in 0 … S, S = `last`; from the end back to the start."""
        if last < 1:
            return
        before = min(math.floor(moment), last - 1)
        self._last = last
        self._steps = before + way_of(moment - before)
        self._clock.start()
        self._timer.start()
        self.playing_changed.emit(True)

    def stop(self) -> None:
        """Stay where it is."""
        if self.is_playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    def _on_time(self) -> None:
        self._steps += self.speed * self._clock.restart() / 1000.0 / STEP_S
        self.moment_changed.emit(moment_after(self._steps, self._last))
