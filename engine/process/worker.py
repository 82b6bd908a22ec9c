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

from msgspec.structs import replace

from engine.data.sources import make_data_set
from engine.data.specification import DataSpecification
from engine.errors import EngineError
from engine.network.model import Network, with_parameters
from engine.process.active_run import RunOrder, not_begun
from engine.process.coalescing import coalesce
from engine.process.codec import decode_request, encode
from engine.process.events import (
    FAILED,
    DataMade,
    EngineFailed,
    EngineReady,
    Event,
    FoundSample,
    MeasuredTestPart,
    RequestRefused,
)
from engine.process.frames import Frames, seen
from engine.process.looking import Subject, find, measure
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
from engine.project.settings import TrainingSettings

_LOADING_POLL_S = 0.02
_DATA_UNFORESEEN = "The engine met an error it did not foresee while making these data; the log has the details."
_DATA_TOO_LARGE = "There was not enough memory to make these data: try fewer samples."


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
        self._project = Subject(Network(), None, TrainingSettings())
        self._data_wanted: DataSpecification | None = None
        self._frames = Frames(self._send, self._report)
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
        wait = self._runs.wait(now)  # perhaps long, where a person limits the speed: a frame may be due before
        waits = [each for each in (wait, self._frames.wait(now, is_running=wait is not None)) if each is not None]
        if waits:
            return min(waits)
        # Torch loads when there is nothing else to do, since loading it slows down all else.
        self._loader.start()
        return None if self._is_announced else _LOADING_POLL_S

    def _set_project(self, request: SetProject) -> None:
        self._revision = request.revision
        self._frames.is_wanted = True
        if request.network is not None:
            self._project = replace(self._project, network=request.network)
        if request.training is not None:
            self._project = replace(self._project, training=request.training)
            self._runs.change_settings(request.training)
        if request.data is not None:
            self._data_wanted = request.data
            self._project = replace(self._project, data_set=None)

    def _set_watch(self, request: Watch) -> None:
        self._frames.watch = request
        self._frames.is_wanted = True

    def _take_frame(self, _request: TakeFrame) -> None:
        self._frames.was_taken = True

    def _start_run(self, request: StartRun) -> None:
        self._runs.make_room(request)
        self._make_data()
        network, data_set, training = self._project.network, self._project.data_set, self._project.training
        if data_set is None:
            self._send(not_begun(request, network, FAILED, "There is no data to train on."))
            return
        network = with_parameters(network, request.run.initial) if request.is_retraining else network
        self._runs.order(RunOrder(request, network, data_set, training))

    def _pause_run(self, request: PauseRun) -> None:
        self._frames.is_wanted = True  # of the project again: nobody is to see more of what was given up
        self._runs.pause(request.run_id, self._project.network)
        self._runs.result = None

    def _limit_speed(self, request: LimitSpeed) -> None:
        self._runs.limit_speed(request.steps_per_second)

    def _measure_test_part(self, _request: MeasureTestPart) -> None:
        self._make_data()
        try:
            measured = measure(self._project, ("test",))
        except EngineError as error:
            self._send(MeasuredTestPart(self._revision, None, str(error)))
            return
        sentence = "" if measured else "The data has no test part."
        self._send(MeasuredTestPart(self._revision, measured.get("test"), sentence))

    def _find_sample(self, request: FindSample) -> None:
        self._make_data()
        try:
            found = find(seen(self._project, self._runs.active), request, self._revision)
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
            data_set = make_data_set(specification)
        except EngineError as error:
            self._send(RequestRefused(self._revision, str(error)))
        except Exception as error:  # noqa: BLE001 - as in `serve`; a run that waits for the data must hear of it too
            sentence = _DATA_TOO_LARGE if isinstance(error, MemoryError) else _DATA_UNFORESEEN
            self._send(RequestRefused(self._revision, sentence))
            self._report(traceback.format_exc())
        else:
            self._project = replace(self._project, data_set=data_set)
            self._send(DataMade(self._revision, data_set))
            self._frames.is_wanted = True

    def _announce(self) -> None:
        """Say once that torch has loaded, or why it has not."""
        if self._is_announced or not self._loader.is_done:
            return
        self._is_announced = True
        if self._loader.failure:
            self._report(self._loader.failure)
        else:
            self._send(EngineReady(self._loader.devices))
            self._project = replace(self._project, is_torch_loaded=True)
            self._frames.is_wanted = True
            self._loader.compile_for(self._project.training.precision)

    def _send_frame(self) -> None:
        self._frames.send_due(self._revision, self._project, self._runs)

    # Events

    def _send(self, event: Event) -> None:
        self._connection.send_bytes(encode(event))

    def _report(self, text: str) -> None:
        """Tell of an unforeseen error, once if the same one comes again and again."""
        if text != self._last_failure:
            self._last_failure = text
            self._send(EngineFailed(self._revision, text))
