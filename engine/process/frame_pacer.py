"""How often frames may come."""

FRAME_INTERVAL_S = 1 / 30
SLOW_INTERVAL_S = 1 / 10
# Of the time while training, so much may go into frames.
FRAME_SHARE = 0.1


class FramePacer:
    """Says when the next frame may be computed, and whether what moves slowly is due in it.

    At most 30 a second; and while training, so seldom that frames take no more than their share of the time.
    """

    def __init__(self) -> None:
        self._not_before = 0.0
        self._slow_views_not_before = 0.0

    def wait(self, now: float) -> float:
        """Give the seconds from `now` until the next frame may be computed, 0 if it may."""
        return max(0.0, self._not_before - now)

    def are_slow_views_due(self, now: float, *, is_training: bool) -> bool:
        """Tell whether a frame computed now has them: while training ten times a second."""
        if is_training and now < self._slow_views_not_before:
            return False
        self._slow_views_not_before = now + SLOW_INTERVAL_S
        return True

    def note_frame(self, began: float, ended: float, *, is_training: bool) -> None:
        """Take note of a frame computed and sent between two times, in seconds of the same clock as `now`."""
        rest = (ended - began) * (1 / FRAME_SHARE - 1) if is_training else 0.0
        self._not_before = max(began + FRAME_INTERVAL_S, ended + rest)
