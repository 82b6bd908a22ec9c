"""Requests on their way to the engine: written by a thread, so that a busy engine never makes the window wait."""

import threading
import traceback
from multiprocessing.connection import Connection

from engine.process.coalescing import coalesce
from engine.process.codec import encode
from engine.process.requests import Request


class Outbox:
    """Writes requests to a pipe, in order; those not written yet are merged with newer ones of their kind."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: list[Request] = []
        self._failures: list[str] = []
        self._is_closed = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._write_all, name="requests to the engine", daemon=True)
        self._thread.start()

    def put(self, request: Request) -> None:
        """Send a request soon."""
        with self._changed:
            coalesce(self._waiting, request)
            self._changed.notify()

    def take_failures(self) -> list[str]:
        """Give the traceback of each request, since last asked, that could not be put into bytes and was left out."""
        with self._changed:
            failures, self._failures = self._failures, []
        return failures

    def finish(self, last: Request) -> None:
        """Drop what is not written yet, send one last request, and take no more."""
        with self._changed:
            self._waiting = [last]
            self._is_closed = True
            self._changed.notify()

    def join(self) -> None:
        """Wait for the thread to end: after `finish`, and soon if the other end of the pipe is closed."""
        self._thread.join()

    def _write_all(self) -> None:
        while (request := self._next()) is not None:
            try:
                data = encode(request)
            except Exception:  # noqa: BLE001 - the requests after it must still go out
                with self._changed:
                    self._failures.append(traceback.format_exc())
                continue
            try:
                self._connection.send_bytes(data)
            except OSError:  # the engine is gone; whoever owns the client sees that and starts another
                return

    def _next(self) -> Request | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._is_closed)
            return self._waiting.pop(0) if self._waiting else None
