"""A screen of its own for a real program: an X server without a monitor, a mouse, a keyboard and what can be seen."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Pixels as (height, width, 3), red, green and blue."""

T = TypeVar("T")

NEEDED_PROGRAMS = ("Xvfb", "xdotool")
POLL_INTERVAL_S = 0.02
HAND_PAUSE_S = 0.012  # between two moves of a drag, about a mouse's own rate


class Point(NamedTuple):
    """A place on the screen in pixels."""

    x: int
    y: int

    def moved(self, dx: int, dy: int) -> Point:
        """Give the place some pixels to the right and down."""
        return Point(self.x + dx, self.y + dy)


class Rectangle(NamedTuple):
    """A part of the screen in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> Point:
        """The place in its middle."""
        return self.at(0.5, 0.5)

    def at(self, across: float, down: float) -> Point:
        """Give the place at a share of its width and height, from 0 to 1."""
        return Point(round(self.x + across * self.width), round(self.y + down * self.height))

    def cut_from(self, picture: Picture) -> Picture:
        """Give its pixels in a picture of the screen."""
        return picture[self.y : self.y + self.height, self.x : self.x + self.width]


def missing_programs() -> list[str]:
    """Give the programs a real window needs and this machine lacks."""
    return [name for name in NEEDED_PROGRAMS if shutil.which(name) is None]


def eventually(look: Callable[[], T], what: str, timeout_s: float = 10.0) -> T:
    """Look until what is seen is true and give it; fail with what was waited for and what was seen last."""
    deadline = time.monotonic() + timeout_s
    while not (seen := look()):
        if time.monotonic() > deadline:
            raise AssertionError(f"Waited {timeout_s:g} s for {what}; seen last: {seen!r}")
        time.sleep(POLL_INTERVAL_S)
    return seen


class Desktop:
    """A screen with a mouse and a keyboard, there while the ``with`` block lasts."""

    def __init__(self, width: int = 1440, height: int = 900) -> None:
        self.size = (width, height)
        self._folder = Path(tempfile.mkdtemp(prefix="desktop-"))
        self._server = self._start_server(width, height)

    def _start_server(self, width: int, height: int) -> subprocess.Popen[bytes]:
        reading, writing = os.pipe()
        screen = ["-screen", "0", f"{width}x{height}x24", "-fbdir", str(self._folder)]
        command = ["Xvfb", "-displayfd", str(writing), *screen, "-nolisten", "tcp", "-noreset"]
        with (self._folder / "server.log").open("wb") as log:
            server = subprocess.Popen(command, pass_fds=[writing], stdout=log, stderr=log)
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()  # comes once programs can connect; empty if the server died
        if not number:
            server.wait()
            raise RuntimeError(f"Xvfb did not start: {(self._folder / 'server.log').read_text()}")
        self.display = f":{number}"
        return server

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.terminate()
        try:
            self._server.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        shutil.rmtree(self._folder)

    def environment(self, home: Path) -> dict[str, str]:
        """Give the environment of a program on this screen that keeps all its files in ``home``."""
        runtime = home / "runtime"
        runtime.mkdir(mode=0o700, exist_ok=True)
        return os.environ | {
            "DISPLAY": self.display,
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "QT_QPA_PLATFORM": "xcb",
            "QT_SCALE_FACTOR": "1",
            "PYTHONFAULTHANDLER": "1",
        }

    def picture(self) -> Picture:
        """Take a picture of the whole screen.

        The server keeps its pixels in a file, in the format of ``xwd``: a header of big-endian words that begins with
        its own length, a colour table of twelve bytes an entry, then the rows, four bytes a pixel.
        """
        contents = (self._folder / "Xvfb_screen0").read_bytes()
        header = np.frombuffer(contents, dtype=">u4", count=25).astype(int)
        width, height, bytes_per_line, colours = header[4], header[5], header[12], header[19]
        start = header[0] + 12 * colours
        rows = np.frombuffer(contents, dtype=np.uint8, offset=start, count=bytes_per_line * height)
        pixels = rows.reshape(height, bytes_per_line)[:, : 4 * width].reshape(height, width, 4)
        return np.ascontiguousarray(pixels[:, :, 2::-1])

    def _act(self, *words: str | float) -> None:
        command = ["xdotool", *map(str, words)]
        ended = subprocess.run(
            command,
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        if ended.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}: {ended.stderr.strip()}")

    def focus(self, window: int) -> None:
        """Give a window the keyboard, as a window manager does when it opens."""
        self._act("windowfocus", "--sync", window)

    def move(self, place: Point) -> None:
        """Move the mouse to a place."""
        self._act("mousemove", *place)

    def click(self, place: Point, button: int = 1, count: int = 1, hold: Sequence[str] = ()) -> None:
        """Click at a place, with the keys in ``hold`` held down meanwhile."""
        down = [word for key in hold for word in ("keydown", key)]
        up = [word for key in hold for word in ("keyup", key)]
        self._act("mousemove", *place, *down, "click", "--repeat", count, "--delay", 40, button, *up)

    def drag(
        self,
        *places: Point,
        keep_up: Callable[[], object],
        button: int = 1,
        moves: int = 12,
        before_release: Callable[[], object] | None = None,
    ) -> None:
        """Press at the first place, move through the others in small steps, and release at the last.

        Args:
            places: Where the drag begins, where it passes and where it ends.
            keep_up: Waits until the program has seen the last step. One that is behind sees a press, a single move and
                a release, which no person's hand can do.
            button: The mouse button held down.
            moves: How many steps lie between two places.
            before_release: What happens, or is looked at, at the last place while the button is still down.
        """
        self._act("mousemove", *places[0], "mousedown", button)
        for begin, end in itertools.pairwise(places):
            for step in range(1, moves + 1):
                place = Rectangle(*begin, end.x - begin.x, end.y - begin.y).at(step / moves, step / moves)
                self._act("mousemove", *place, "sleep", HAND_PAUSE_S)
                keep_up()
        if before_release is not None:
            before_release()
        self._act("mouseup", button)

    def scroll(self, place: Point, clicks: int) -> None:
        """Turn the wheel at a place: up for positive, down for negative clicks."""
        self._act("mousemove", *place, "click", "--repeat", abs(clicks), "--delay", 20, 4 if clicks > 0 else 5)

    def write(self, text: str) -> None:
        """Type a text."""
        self._act("type", "--delay", 8, "--", text)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each by its X name, with modifiers as in ``ctrl+shift+z``."""
        self._act("key", "--delay", 20, *keys)
