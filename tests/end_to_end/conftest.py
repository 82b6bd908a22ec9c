"""A desktop and real programs on it; where the machine has no Xvfb or xdotool the tests are skipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.end_to_end.desktop import Desktop, missing_programs
from tests.end_to_end.program import Program

StartProgram = Callable[..., Program]


@pytest.fixture
def screens() -> None:
    """Skip the test where a screen cannot be had."""
    if missing := missing_programs():
        pytest.skip(f"needs {' and '.join(missing)}")


@pytest.fixture
def desktop(screens: None) -> Iterator[Desktop]:
    """A screen of 1440 × 900 pixels with a mouse and a keyboard."""
    with Desktop() as desktop:
        yield desktop


@pytest.fixture
def start(desktop: Desktop, tmp_path: Path) -> Iterator[StartProgram]:
    """Start the real program, or another module, on the desktop; it ends with the test."""
    home = tmp_path / "home"
    home.mkdir()
    with ExitStack() as running:
        yield lambda module="gui", arguments=(): running.enter_context(Program(desktop, home, module, arguments))
