"""How many mini-batches may be taken now, where a person limits the speed to be able to follow."""

import math

# A run held up for longer than this does not catch up on what it has missed.
_LONGEST_LAG_S = 0.1


class StepPacer:
    """Spreads mini-batches evenly over time; times are seconds of any one clock."""

    def __init__(self) -> None:
        self._rate: float | None = None
        self._next_due: float | None = None  # at once

    def limit(self, steps_per_second: float | None) -> None:
        """Allow so many mini-batches a second, from the next on; None for as many as can be."""
        self._rate = steps_per_second
        self._next_due = None

    def due(self, now: float) -> int | None:
        """Give how many may be taken now; None for no limit."""
        if self._rate is None:
            return None
        self._next_due = now if self._next_due is None else max(self._next_due, now - _LONGEST_LAG_S)
        return max(0, math.floor((now - self._next_due) * self._rate) + 1)

    def note_taken(self, count: int) -> None:
        """Take note of mini-batches taken."""
        if self._rate is not None and self._next_due is not None:
            self._next_due += count / self._rate

    def wait(self, now: float) -> float:
        """Give the seconds until the next one may be taken."""
        return 0.0 if self._rate is None or self._next_due is None else max(0.0, self._next_due - now)
