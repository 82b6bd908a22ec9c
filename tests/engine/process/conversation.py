"""Talking to an engine process in a test: send requests, wait for the event one is after."""

import time
from collections.abc import Callable
from typing import TypeVar

from engine.process.client import EngineClient
from engine.process.events import Event
from engine.process.requests import Request

TIMEOUT_S = 30.0  # torch may have to load first, on a busy machine
_POLL_S = 0.002

EventT = TypeVar("EventT", bound=Event)


class Conversation:
    """Keeps every event that a client has received."""

    def __init__(self, client: EngineClient) -> None:
        self.client = client
        self.events: list[Event] = []
        self._read = 0

    def send(self, *requests: Request) -> None:
        for request in requests:
            self.client.send(request)

    def of(self, kind: type[EventT]) -> list[EventT]:
        """Give the events of one kind received so far."""
        return [event for event in self.events if isinstance(event, kind)]

    def wait_for(
        self,
        kind: type[EventT],
        condition: Callable[[EventT], bool] = lambda _event: True,
        on_event: Callable[[Event], None] = lambda _event: None,
        timeout: float = TIMEOUT_S,
    ) -> EventT:
        """Give the next event of a kind for which the condition holds; `on_event` sees every event up to it."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            self.events += self.client.receive()
            for event in self.events[self._read :]:
                self._read += 1
                on_event(event)
                if isinstance(event, kind) and condition(event):
                    return event
            assert self.client.is_alive, f"The engine died; it had sent {self.events}"
            time.sleep(_POLL_S)
        raise AssertionError(f"No {kind.__name__} came; there were {[type(event).__name__ for event in self.events]}")

    def forget(self) -> None:
        """Forget the events received so far."""
        self.events.clear()
        self._read = 0


def eventually(condition: Callable[[], bool], timeout: float = 5.0) -> bool:
    """Wait until the condition holds; tell whether it came to hold."""
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_S)
    return True
