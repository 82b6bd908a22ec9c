"""The window's side of the engine process: start it, talk to it, notice its death, stop it. No Qt."""

import multiprocessing
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from engine.process import entry
from engine.process.codec import decode_event
from engine.process.events import EngineFailed, Event
from engine.process.outbox import Outbox
from engine.process.requests import Request, Shutdown

STOP_GRACE_S = 2.0
PROCESSES = multiprocessing.get_context("spawn")
_TERMINATE_GRACE_S = 0.5
_JOIN_POLL_S = 0.01


class EngineClient:
    """One engine process at a time, and the pipe to it.

    The process is spawned, so it imports the main module of the program again: that must import nothing heavy outside
    its `main`.
    """

    def __init__(self, serve: Callable[[Connection], None] = entry.main) -> None:
        """Prepare; nothing is started yet.

        Args:
            serve: What the process runs; an importable function of the child's end of the pipe.
        """
        self._serve = serve
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._outbox: Outbox | None = None
        self._is_open = False

    @property
    def process_id(self) -> int | None:
        """The process id, None where there is no process."""
        return self._process.pid if self._process is not None else None

    @property
    def is_alive(self) -> bool:
        """Whether there is a process that can answer."""
        return self._is_open and self._process is not None and self._process.is_alive()

    @property
    def cause_of_death(self) -> str:
        """How the last process ended: “signal SIGKILL”, “exit code 1”; "" where nobody knows."""
        if self._process is None:
            return ""
        self._process.join(_JOIN_POLL_S)  # the pipe may end a moment before the process
        code = self._process.exitcode
        if code is None:
            return ""
        names = {known.value: known.name for known in signal.Signals}
        return f"signal {names.get(-code, -code)}" if code < 0 else f"exit code {code}"

    def start(self) -> None:
        """Start the process, which takes some milliseconds here and some hundred there; nothing if it is alive."""
        if self.is_alive:
            return
        self.stop()
        ours, theirs = PROCESSES.Pipe()
        self._process = PROCESSES.Process(target=self._serve, args=(theirs,), name="neurocanvas engine", daemon=True)
        self._process.start()
        theirs.close()  # or the end of the process would not be the end of the pipe
        self._connection = ours
        self._outbox = Outbox(ours)
        self._is_open = True

    def send(self, request: Request) -> None:
        """Send a request soon; this never waits. Without a process it is lost."""
        if self._outbox is not None:
            self._outbox.put(request)

    def receive(self) -> list[Event]:
        """Give the events that have come since last asked, without waiting for more.

        A request that could not be sent, because it holds what no message can, is among them as an `EngineFailed`.
        """
        events: list[Event] = []
        if self._outbox is not None:
            events += [EngineFailed(0, text) for text in self._outbox.take_failures()]
        try:
            while self._is_open and self._connection is not None and self._connection.poll():
                events.append(decode_event(self._connection.recv_bytes()))
        except (EOFError, OSError):
            self._is_open = False
        return events

    def stop(self, grace_s: float = STOP_GRACE_S) -> None:
        """End the process: it is asked to, after `grace_s` seconds terminated, and then killed."""
        if self._process is None or self._outbox is None or self._connection is None:
            return
        self._outbox.finish(Shutdown())
        deadline = time.monotonic() + grace_s
        while self._process.is_alive() and time.monotonic() < deadline:
            self.receive()  # it may be in the middle of telling something
            self._process.join(_JOIN_POLL_S)
        for end in (self._process.terminate, self._process.kill):
            if self._process.is_alive():
                end()
                self._process.join(_TERMINATE_GRACE_S)
        self._process.join()
        self._outbox.join()
        self._connection.close()
        self._process.close()
        self._process = self._outbox = self._connection = None
        self._is_open = False
