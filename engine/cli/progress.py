"""A bar on standard error that shows how far a session of training is."""

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tqdm import tqdm  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from engine.training.session import TrainingProgress


class _Bar(tqdm):  # type: ignore[misc]  # it has no types to check against
    """A bar without tqdm's monitor thread: every epoch reports, so none is needed."""

    monitor_interval = 0


class TrainingBar:
    """Shows epochs done, loss and steps a second; a context manager, so that its line ends however training does."""

    def __init__(self, epochs: int) -> None:
        _Bar.set_lock(threading.RLock())  # tqdm's own lock would start a process of multiprocessing's
        self._epochs = epochs
        self._bar: _Bar | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.leave = kind is None  # an error's sentence stands alone
            self._bar.close()

    def begin(self) -> None:
        """Draw the bar; not before training begins, so that a project that can't be trained shows none."""
        self._bar = _Bar(total=self._epochs, unit="epoch", file=sys.stderr, dynamic_ncols=True, desc="Training")

    def show(self, progress: "TrainingProgress") -> None:
        """Move on to where training is; the line is redrawn ten times a second at most."""
        assert self._bar is not None  # training has begun
        note = f"loss {progress.training_loss:.4g}, {progress.steps_per_second:,.0f} steps/s"
        self._bar.set_postfix_str(note, refresh=False)
        self._bar.update(progress.epoch - self._bar.n)
