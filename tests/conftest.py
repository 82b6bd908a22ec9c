"""What every test stands on: no screen, no settings of the person who runs it, no warnings and nothing left behind."""

from __future__ import annotations

import logging
import os
import re
import sys
import threading
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import hypothesis
import pytest

# Qt reads these once, when the application object is made, so they stand before any test module is imported.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ["NEUROCANVAS_KERNELS"] = "off"  # compiling takes long; tests of the compiled code switch it on
for _variable in ("QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME"):
    os.environ.pop(_variable, None)

LEFTOVER_GRACE_S = 2.0
LONG_LIVED_HELPERS = ("multiprocessing.resource_tracker", "multiprocessing.forkserver")

hypothesis.settings.register_profile(
    "neurocanvas",
    max_examples=30,
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("neurocanvas")


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker this file reads."""
    config.addinivalue_line(
        "markers", "allows_log(pattern): a log record at WARNING or above that matches does not fail the test"
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where a real window must be had, count a real-window test that was skipped as failed."""
    report = yield
    required = os.environ.get("NEUROCANVAS_REQUIRE_REAL_WINDOW") == "1"
    if required and report.skipped and item.get_closest_marker("real_window"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} needs a real window, and was skipped: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def isolated_settings(nothing_left_behind: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the test's settings, data and caches in a folder of its own.

    What was patched is mended before it is looked what was left behind: a test may have patched the reading of files.
    """
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        folder = tmp_path / variable.lower()
        folder.mkdir()
        monkeypatch.setenv(variable, str(folder))


class _WarningCollector(logging.Handler):
    """Keeps the text of every record at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_log_warnings(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning or an error, unless its ``allows_log`` marker matches it."""
    allowed = [re.compile(marker.args[0]) for marker in request.node.iter_markers("allows_log")]
    collector = _WarningCollector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    unexpected = [line for line in collector.lines if not any(pattern.search(line) for pattern in allowed)]
    if unexpected:
        pytest.fail("The test logged:\n" + "\n".join(unexpected), pytrace=False)


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fail a test that leaves a thread or a child process behind, and name it."""
    threads_before = set(threading.enumerate())
    processes_before = set(_child_processes())
    yield
    deadline = time.monotonic() + LEFTOVER_GRACE_S
    for thread in set(threading.enumerate()) - threads_before:
        thread.join(max(0.0, deadline - time.monotonic()))
    left = [f"thread {thread.name}" for thread in set(threading.enumerate()) - threads_before]
    left += [f"process {pid}: {command}" for pid, command in _new_children(processes_before, deadline).items()]
    if left:
        pytest.fail("The test left behind:\n" + "\n".join(left), pytrace=False)


def _new_children(before: set[int], deadline: float) -> dict[int, str]:
    """Give the children that are not among those before, after those on their way out had until the deadline."""
    while True:
        new = {pid: command for pid, command in _child_processes().items() if pid not in before}
        if not new or time.monotonic() > deadline:
            return new
        time.sleep(0.02)


def _child_processes(parent: int | str = "self") -> dict[int, str]:
    """Give the living children of a process by id, with their command lines; nothing where none are listed.

    In the place of a helper that outlives the test stand those that it began, which may have its command line.
    """
    children = {}
    for pid in _child_ids(parent) if sys.platform.startswith("linux") else ():
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
            if parent == "self" and any(helper in command for helper in LONG_LIVED_HELPERS):
                children |= _child_processes(pid)
            elif state != "Z":
                children[pid] = command
        except OSError:  # it ended while we looked
            continue
    return children


def _child_ids(parent: int | str) -> list[int]:
    """Give the ids of the children that each thread lists; reading all processes takes a hundred times longer."""
    lists = [thread / "children" for thread in Path(f"/proc/{parent}/task").iterdir()]
    return [int(pid) for children in lists if children.exists() for pid in children.read_text().split()]
