"""When a frame goes to the window, and what is in it."""

import time
import traceback
from collections.abc import Callable

import numpy as np

from engine.network.model import parameters_of, with_parameters
from engine.process.active_run import ActiveRun
from engine.process.events import Event, Frame
from engine.process.frame_pacer import FramePacer
from engine.process.looking import Subject, look, without_slow_views
from engine.process.requests import Watch
from engine.process.runs import Runs
from engine.process.views.all import View, ViewRequest
from engine.project.history import HISTORY_COLUMNS

_NO_ROWS = np.empty((0, len(HISTORY_COLUMNS)))


class Frames:
    """Sends what the window watches: of a run again and again, else once it is another; each when the last was taken.

    Attributes:
        watch: What the window is showing.
        is_wanted: Whether there is something to show that was not sent yet.
        was_taken: Whether the window has drawn the last frame.
    """

    def __init__(self, send: Callable[[Event], None], report: Callable[[str], None]) -> None:
        """Prepare; nothing is wanted yet.

        Args:
            send: Tells the window.
            report: Tells it of an unforeseen error, by its traceback.
        """
        self.watch = Watch()
        self.is_wanted = False
        self.was_taken = True
        self._send = send
        self._report = report
        self._pacer = FramePacer()

    def wait(self, now: float, *, is_running: bool) -> float | None:
        """Give the seconds from `now` until a frame is to be sent; None while none is."""
        return self._pacer.wait(now) if self.was_taken and (is_running or self.is_wanted) else None

    def send_due(self, revision: int, project: Subject, runs: Runs) -> None:
        """Send a frame if one is due.

        Args:
            revision: Of the project.
            project: What is shown while no run goes on.
            runs: What is shown of the one going on, and of retraining that has ended.
        """
        run = runs.active
        if run is None or run.is_unseen:
            self._send_result(revision, project, runs)
        if run is not None and run.is_unseen:
            return
        began = time.perf_counter()
        if self.wait(began, is_running=run is not None) != 0.0:
            return
        runs.result = None  # what comes now is newer
        self.was_taken = self.is_wanted = False
        self._send(self._frame(revision, project, run))
        if run is not None:
            run.was_shown = True
        self._pacer.note_frame(began, time.perf_counter(), is_training=run is not None)

    def _send_result(self, revision: int, project: Subject, runs: Runs) -> None:
        """Show what retraining has come to as soon as the window takes it, while there is nothing newer to be seen."""
        if runs.result is not None and self.was_taken:
            result, runs.result = runs.result, None
            self.was_taken = False
            self._send(self._frame(revision, project, result))

    def _frame(self, revision: int, project: Subject, run: ActiveRun | None) -> Frame:
        is_due = self._pacer.are_slow_views_due(time.perf_counter(), is_training=run is not None)
        subject = seen(project, run)
        views, notes = self._look(subject, self.watch.views if is_due else without_slow_views(self.watch.views))
        is_shown = self.watch.parameters or (run is not None and run.order.request.is_retraining)
        return Frame(
            revision=revision,
            run_id=run.order.request.run_id if run else 0,
            step=run.step if run else 0,
            epoch=run.epoch if run else 0,
            steps_per_second=run.recent_rate() if run else 0.0,
            device=run.device if run else "",
            parameters=parameters_of(subject.network) if run is not None and is_shown else None,
            history=run.take_history() if run else _NO_ROWS,
            views=views,
            notes=notes,
            path=run.path if run else "",
            moments=run.take_moments() if run else (),
            watch=self.watch.number,
        )

    def _look(self, subject: Subject, views: dict[str, ViewRequest]) -> tuple[dict[str, View], dict[str, str]]:
        """Compute what is watched. Rows of the history go with the frame, so it is sent whatever happens here."""
        try:
            return look(subject, views)
        except Exception:  # noqa: BLE001 - as in `Worker.serve`
            self._report(traceback.format_exc())
            return {}, dict.fromkeys(views, "The engine could not compute what is shown; the log has the details.")


def seen(project: Subject, run: ActiveRun | None) -> Subject:
    """Give what the window sees now: of a run its network of this moment, else the project."""
    if run is None:
        return project
    return Subject(with_parameters(run.order.network, run.parameters()), run.order.data_set, run.order.training)
