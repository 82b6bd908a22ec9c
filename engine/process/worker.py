"""The engine process: hears the window's requests, trains in between, and sends frames when they are wanted.

Importing this loads no torch. Data sets, fields and distributions are answered while it loads.
"""

import contextlib
import os
import signal
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from engine.data.data_set import DataSet
from engine.data.sources import make_data_set
from engine.data.specification import DataSpecification
from engine.errors import EngineError
from engine.network.model import Network, parameters_of, with_parameters
from engine.process.active_run import ActiveRun, RunOrder, not_begun
from engine.process.coalescing import coalesce
from engine.process.codec import decode_request, encode
from engine.process.events import (
    FAILED,
    DataMade,
    EngineFailed,
    EngineReady,
    Event,
    FoundSample,
    Frame,
    MeasuredTestPart,
    RequestRefused,
)
from engine.process.looking import FramePacer, Subject, find, look, measure, without_slow_views
from engine.process.pictures import View, ViewRequest
from engine.process.requests import (
    FindSample,
    LimitSpeed,
    MeasureTestPart,
    PauseRun,
    Request,
    SetProject,
    Shutdown,
    StartRun,
    TakeFrame,
    Watch,
)
from engine.process.runs import Runs
from engine.process.training_loader import TrainingLoader
from engine.project.history import HISTORY_COLUMNS
from engine.project.settings import TrainingSettings

_LOADING_POLL_S = 0.02
_DATA_UNFORESEEN = "The engine met an error it did not foresee while making these data; the log has the details."
_DATA_TOO_LARGE = "There was not enough memory to make these data: try fewer samples."
_NO_ROWS = np.empty((0, len(HISTORY_COLUMNS)))


def main(connection: Connection) -> None:
    """Serve the window at the other end of `connection` until it says so or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the window's to handle
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the window is gone: nothing to do
        Worker(connection, TrainingLoader()).serve()
    connection.close()
    # The interpreter's own end takes half a second once torch is there, and may crash while a thread imports it.
    os._exit(0)


class Worker:
    """Answers requests one after the other; see `engine.process.requests` for what they mean."""

    def __init__(self, connection: Connection, loader: TrainingLoader) -> None:
        self._connection = connection
        self._loader = loader
        self._runs = Runs(loader, self._send, self._report)
        self._is_announced = False
        self._is_shut_down = False
        self._requests: list[Request] = []
        self._revision = 0
        self._network = Network()
        self._training = TrainingSettings()
        self._data_wanted: DataSpecification | None = None
        self._data_set: DataSet | None = None
        self._watch = Watch()
        self._pacer = FramePacer()
        self._frame_taken = True
        self._frame_wanted = False
        self._last_failure = ""
        self._handlers: dict[type[Request], Callable[[Any], None]] = {
            SetProject: self._set_project,
            Watch: self._set_watch,
            TakeFrame: self._take_frame,
            StartRun: self._start_run,
            PauseRun: self._pause_run,
            LimitSpeed: self._limit_speed,
            MeasureTestPart: self._measure_test_part,
            FindSample: self._find_sample,
            Shutdown: self._shut_down,
        }

    def serve(self) -> None:
        """Work until shut down.

        Raises:
            EOFError: The other end of the pipe was closed; BrokenPipeError and ConnectionResetError likewise.
        """
        tasks = (
            self._hear,
            self._make_data,
            self._announce,
            self._runs.begin,
            self._runs.advance,
            self._send_frame,
            self._runs.give_way,
        )
        while not self._is_shut_down:
            for task in tasks:
                try:
                    task()
                except (EOFError, BrokenPipeError, ConnectionResetError):
                    raise
                except Exception:  # noqa: BLE001 - whatever went wrong, the engine tells it and goes on
                    self._report(traceback.format_exc())

    # Requests

    def _hear(self) -> None:
        """Wait for requests as long as there is nothing else to do, and handle all there are, newest state only."""
        timeout = self._spare_time()
        while self._connection.poll(timeout):
            coalesce(self._requests, decode_request(self._connection.recv_bytes()))
            timeout = 0.0
        while self._requests:
            request = self._requests.pop(0)  # taken out first: one that fails must not keep back those behind it
            self._handlers[type(request)](request)

    def _spare_time(self) -> float | None:
        """Give the seconds until something must be done, None if only the window can give work."""
        if self._data_wanted is not None or self._requests:
            return 0.0
        now = time.perf_counter()
        wait = self._runs.wait(now)
        if wait is not None:  # perhaps for long, where a person limits the speed: a frame may be due before
            return min(wait, self._pacer.wait(now)) if self._frame_taken else wait
        if self._frame_wanted and self._frame_taken:
            return self._pacer.wait(now)
        # Torch loads when there is nothing else to do, since loading it slows down all else.
        self._loader.start()
        return None if self._is_announced else _LOADING_POLL_S

    def _set_project(self, request: SetProject) -> None:
        self._revision = request.revision
        self._frame_wanted = True
        if request.network is not None:
            self._network = request.network
        if request.training is not None:
            self._training = request.training
            self._runs.change_settings(request.training)
        if request.data is not None:
            self._data_wanted = request.data
            self._data_set = None

    def _set_watch(self, request: Watch) -> None:
        self._watch = request
        self._frame_wanted = True

    def _take_frame(self, _request: TakeFrame) -> None:
        self._frame_taken = True

    def _start_run(self, request: StartRun) -> None:
        self._runs.make_room(request)
        self._make_data()
        if self._data_set is None:
            self._send(not_begun(request, self._network, FAILED, "There is no data to train on."))
            return
        network = with_parameters(self._network, request.run.initial) if request.is_retraining else self._network
        self._runs.order(RunOrder(request, network, self._data_set, self._training))

    def _pause_run(self, request: PauseRun) -> None:
        if self._runs.retrains(request.run_id):
            self._frame_wanted = True  # of the project again: nobody is to see more of what was given up
        self._runs.pause(request.run_id, self._network)
        self._runs.result = None

    def _limit_speed(self, request: LimitSpeed) -> None:
        self._runs.limit_speed(request.steps_per_second)

    def _measure_test_part(self, _request: MeasureTestPart) -> None:
        self._make_data()
        try:
            measured = measure(Subject(self._network, self._data_set, self._training), ("test",))
        except EngineError as error:
            self._send(MeasuredTestPart(self._revision, None, str(error)))
            return
        sentence = "" if measured else "The data has no test part."
        self._send(MeasuredTestPart(self._revision, measured.get("test"), sentence))

    def _find_sample(self, request: FindSample) -> None:
        self._make_data()
        try:
            found = find(self._subject(self._runs.active), request, self._revision)
        except EngineError as error:
            found = FoundSample(self._revision, request.group, sentence=str(error))
        self._send(found)

    def _shut_down(self, _request: Shutdown) -> None:
        self._is_shut_down = True

    # Work

    def _make_data(self) -> None:
        if self._data_wanted is None:
            return
        specification, self._data_wanted = self._data_wanted, None
        try:
            self._data_set = make_data_set(specification)
        except EngineError as error:
            self._send(RequestRefused(self._revision, str(error)))
        except Exception as error:  # noqa: BLE001 - as in `serve`; a run that waits for the data must hear of it too
            sentence = _DATA_TOO_LARGE if isinstance(error, MemoryError) else _DATA_UNFORESEEN
            self._send(RequestRefused(self._revision, sentence))
            self._report(traceback.format_exc())
        else:
            self._send(DataMade(self._revision, self._data_set))
            self._frame_wanted = True

    def _announce(self) -> None:
        """Say once that torch has loaded, or why it has not."""
        if self._is_announced or not self._loader.is_done:
            return
        self._is_announced = True
        if self._loader.failure:
            self._report(self._loader.failure)
        else:
            self._send(EngineReady(self._loader.devices))
            self._loader.compile_for(self._training.precision)

    def _send_frame(self) -> None:
        run = self._runs.active
        if run is None or run.is_unseen:
            self._send_result()
        if run is not None and run.is_unseen:
            return
        began = time.perf_counter()
        if not (self._frame_taken and (run is not None or self._frame_wanted)) or self._pacer.wait(began):
            return
        self._runs.result = None  # what comes now is newer
        self._frame_taken = self._frame_wanted = False
        self._send(self._frame(run))
        if run is not None:
            run.was_shown = True
        self._pacer.note_frame(began, time.perf_counter(), is_training=run is not None)

    def _send_result(self) -> None:
        """Show what retraining has come to as soon as the window takes it, while there is nothing newer to be seen."""
        if self._runs.result is not None and self._frame_taken:
            result, self._runs.result = self._runs.result, None
            self._frame_taken = False
            self._send(self._frame(result))

    def _frame(self, run: ActiveRun | None) -> Frame:
        is_due = self._pacer.are_slow_views_due(time.perf_counter(), is_training=run is not None)
        subject = self._subject(run)
        views, notes = self._look(subject, self._watch.views if is_due else without_slow_views(self._watch.views))
        is_shown = self._watch.parameters or (run is not None and run.order.request.is_retraining)
        return Frame(
            revision=self._revision,
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
        )

    def _subject(self, run: ActiveRun | None) -> Subject:
        """Give what the window sees now: of a run its network of this moment."""
        if run is None:
            return Subject(self._network, self._data_set, self._training)
        return Subject(with_parameters(run.order.network, run.parameters()), run.order.data_set, run.order.training)

    def _look(self, subject: Subject, views: dict[str, ViewRequest]) -> tuple[dict[str, View], dict[str, str]]:
        """Compute what is watched. Rows of the history go with the frame, so it is sent whatever happens here."""
        try:
            return look(subject, views)
        except Exception:  # noqa: BLE001 - as in `serve`
            self._report(traceback.format_exc())
            return {}, dict.fromkeys(views, "The engine could not compute what is shown; the log has the details.")

    # Events

    def _send(self, event: Event) -> None:
        self._connection.send_bytes(encode(event))

    def _report(self, text: str) -> None:
        """Tell of an unforeseen error, once if the same one comes again and again."""
        if text != self._last_failure:
            self._last_failure = text
            self._send(EngineFailed(self._revision, text))
