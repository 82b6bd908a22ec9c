"""A real program on a desktop, used as a person does: things are found by the names they carry on the screen."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from tests.end_to_end.desktop import POLL_INTERVAL_S, Desktop, Picture, Point, Rectangle, eventually

ROOT = Path(__file__).resolve().parents[2]
LAUNCHER = "from tests.end_to_end.probe import main; main()"
START_TIMEOUT_S = 30.0
ANSWER_TIMEOUT_S = 10.0
STOP_TIMEOUT_S = 2.0


class Seen(NamedTuple):
    """One thing that is visible on the screen."""

    kind: str
    shown: str | float | None
    rectangle: Rectangle
    enabled: bool
    checked: bool | None

    @property
    def centre(self) -> Point:
        """The place in its middle."""
        return self.rectangle.centre


class Program:
    """A program in a process and a process group of its own, there while the ``with`` block lasts."""

    def __init__(self, desktop: Desktop, home: Path, module: str = "gui", arguments: Sequence[str | Path] = ()) -> None:
        self.desktop = desktop
        self._sockets = tempfile.TemporaryDirectory(prefix="probe-")  # a socket's path must be short
        self._address = str(Path(self._sockets.name) / "probe")
        self._log = home / "program.log"
        command = [sys.executable, "-c", LAUNCHER, self._address, module, *map(str, arguments)]
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=desktop.environment(home), stdout=log, stderr=log, start_new_session=True
            )
        self._connection = socket.socket(socket.AF_UNIX)
        self._connection.settimeout(ANSWER_TIMEOUT_S)
        self._answers = self._connection.makefile("r", encoding="utf-8")
        try:
            self._connect()
        except BaseException:
            self.stop()
            raise

    def _connect(self) -> None:
        eventually(self._has_answered, "the program to start", START_TIMEOUT_S)
        eventually(self.windows, "a window")

    def _has_answered(self) -> bool:
        assert self.process.poll() is None, f"The program ended with {self.process.returncode}:\n{self.output()}"
        try:
            self._connection.connect(self._address)
        except OSError:
            return False
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        sys.stdout.write(f"The program printed:\n{self.output()}\n")  # pytest shows it with a failure

    def output(self) -> str:
        """Give all that the program and its processes printed."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """End the program and every process it started."""
        self._answers.close()
        self._connection.close()
        for number in (signal.SIGTERM, signal.SIGKILL):
            for process in self.processes():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, number)
            deadline = time.monotonic() + STOP_TIMEOUT_S
            while self.processes() and time.monotonic() < deadline:
                time.sleep(POLL_INTERVAL_S)
        self.process.wait()
        self._sockets.cleanup()

    def processes(self) -> list[int]:
        """Give the ids of the program's living processes, its own first."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):  # it ended while we looked
                state, _parent, group = stat.read_text().rpartition(")")[2].split()[:3]
                if int(group) == self.process.pid and state != "Z":
                    found.append(int(stat.parent.name))
        return sorted(found)

    def wait_for_exit(self, timeout_s: float = 10.0) -> int:
        """Wait until the program ended by itself and give its exit code."""
        return self.process.wait(timeout_s)

    # --- What can be seen ---

    def _ask(self, question: str, **details: object) -> Any:
        self._connection.sendall(json.dumps({"ask": question, **details}).encode() + b"\n")
        answer = self._answers.readline()
        assert answer, f"The program ended:\n{self.output()}"
        reply = json.loads(answer)
        assert "failed" not in reply, reply["failed"]
        return reply["answer"]

    def windows(self) -> list[dict[str, Any]]:
        """Describe the windows that are open."""
        found: list[dict[str, Any]] = self._ask("windows")
        return found

    def find(self, name: str | None = None, kind: str | None = None) -> list[Seen]:
        """Give the things in sight that carry a name (of the object, its text, its title) or are of a kind."""
        return [
            Seen(seen["kind"], seen["shown"], Rectangle(*seen["rectangle"]), seen["enabled"], seen["checked"])
            for seen in self._ask("find", name=name, kind=kind)
        ]

    def see(self, name: str | None = None, kind: str | None = None, timeout_s: float = 10.0) -> Seen:
        """Wait until a thing is in sight and give the first of that name or kind."""
        return eventually(lambda: self.find(name, kind), f"{name or kind!r} to be in sight", timeout_s)[0]

    def shown(self, name: str) -> str | float | None:
        """Give what a thing shows: its text or its value."""
        return self.see(name).shown

    def picture(self, name: str | None = None, kind: str | None = None) -> Picture:
        """Take a picture of a thing, or of the whole screen."""
        picture = self.desktop.picture()
        return self.see(name, kind).rectangle.cut_from(picture) if name or kind else picture

    # --- What can be done ---

    def click(self, name: str, kind: str | None = None, button: int = 1, count: int = 1) -> None:
        """Click in the middle of a thing."""
        self.desktop.click(self.see(name, kind).centre, button, count)

    def choose(self, *names: str) -> None:
        """Click one thing after the other, as through menus or in a list that opens."""
        for name in names:
            self.click(name)

    def drag(self, begin: str | Point, *ends: str | Point) -> None:
        """Drag from the middle of one thing, or a place, through others to the last."""
        places = (place if isinstance(place, Point) else self.see(place).centre for place in (begin, *ends))
        self.desktop.drag(*places, keep_up=self.windows)

    def fill(self, name: str, text: str, kind: str | None = None) -> None:
        """Click into a field, replace what stands there and press Enter."""
        self.click(name, kind)
        self.press("ctrl+a")
        self.write(text)
        self.press("Return")

    def write(self, text: str) -> None:
        """Type a text into what has the keyboard."""
        self._take_keyboard()
        self.desktop.write(text)

    def press(self, *keys: str) -> None:
        """Press keys by their X names, as ``ctrl+z`` or ``Return``."""
        self._take_keyboard()
        self.desktop.press(*keys)

    def _take_keyboard(self) -> None:
        """Hand the keyboard to the window that takes input, as a window manager would have done."""
        windows = self.windows()
        if any(window["popup"] for window in windows):
            return  # a menu or an open list receives the keys of the window below it
        front = next((window for window in windows if window["modal"]), None) or largest(windows)
        if not front["active"]:
            self.desktop.focus(front["id"])
            eventually(lambda: any(window["active"] for window in self.windows()), "the window to get the keyboard")


def largest(windows: list[dict[str, Any]]) -> dict[str, Any]:
    """Give the window that covers most, which is the main one."""
    return max(windows, key=lambda window: window["rectangle"][2] * window["rectangle"][3])
