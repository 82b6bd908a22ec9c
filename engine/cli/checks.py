"""What `neurocanvas doctor` looks at: versions, folders, torch and the engine process."""

import importlib.metadata
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from engine.cli.doctor import Check, Finding
from engine.cli.version import program_version
from engine.process.client import EngineClient
from engine.process.events import DataMade, EngineReady, Event
from engine.process.requests import SetProject
from engine.project.project import Project

PACKAGES = (
    "PySide6-Essentials",
    "msgspec",
    "numba",
    "numpy",
    "pillow",
    "pyqtgraph",
    "safetensors",
    "scikit-learn",
    "torch",
    "tqdm",
)

_PATIENCE_S = 60.0  # a cold disk may need half of it to load torch
_POLL_S = 0.0005
_ROUND_TRIPS = 20


def check_versions() -> Iterator[Finding]:
    """Find the versions of the program, of Python, the system and of what the program is built on."""
    yield Finding("Neurocanvas", program_version())
    yield Finding("Python", f"{platform.python_version()} ({sys.executable})")
    yield Finding("System", f"{platform.platform()}, {os.cpu_count()} cores")
    for name in PACKAGES:
        try:
            yield Finding(name, importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            yield Finding(name, "is not installed: install Neurocanvas again.", is_problem=True)


def check_folders() -> Iterator[Finding]:
    """Find whether the folders that commands write into can be written."""
    for subject, folder in (("Current folder", Path.cwd()), ("Temporary folder", Path(tempfile.gettempdir()))):
        yield writable(subject, folder)


def writable(subject: str, folder: Path) -> Finding:
    """Find whether files can be made in a folder by making one."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Finding(subject, f"{folder}, writable")
    except OSError as error:
        return Finding(subject, f"{folder} cannot be written ({error.strerror}).", is_problem=True)


def check_torch() -> Iterator[Finding]:
    """Find how long torch takes to load and which devices it can train on."""
    began = time.perf_counter()
    try:
        from engine.training.devices import available_devices  # noqa: PLC0415 - what is being timed
    except (ImportError, OSError) as error:  # OSError: one of its shared libraries does not load
        yield Finding("Training", f"torch cannot be loaded ({error}).", is_problem=True)
        return
    yield Finding("Training", f"torch loaded in {time.perf_counter() - began:.1f} s")
    yield Finding("Devices", ", ".join(available_devices()))


def check_engine_process() -> Iterator[Finding]:
    """Find how long the engine process takes to start and how quickly it answers."""
    client = EngineClient()
    began = time.perf_counter()
    client.start()
    try:
        yield Finding(
            "Engine process", f"ready to train {_wait_for(client, EngineReady) - began:.1f} s after its start"
        )
        times = [_round_trip(client, revision) for revision in range(1, _ROUND_TRIPS + 1)]
        yield Finding(
            "Engine's answer", f"{1000 * sorted(times)[_ROUND_TRIPS // 2]:.1f} ms for a data set, there and back"
        )
    except TimeoutError as error:
        yield Finding("Engine process", str(error), is_problem=True)
    finally:
        client.stop()


def _round_trip(client: EngineClient, revision: int) -> float:
    began = time.perf_counter()
    client.send(SetProject(revision=revision, data=Project().data))
    return _wait_for(client, DataMade) - began


def _wait_for(client: EngineClient, kind: type[Event]) -> float:
    """Give the time at which an event of that kind came.

    Raises:
        TimeoutError: The process ended before, or took too long; the text says which.
    """
    deadline = time.perf_counter() + _PATIENCE_S
    while time.perf_counter() < deadline:
        if any(isinstance(event, kind) for event in client.receive()):
            return time.perf_counter()
        if not client.is_alive:
            raise TimeoutError(f"The engine process ended by itself ({client.cause_of_death or 'nobody knows why'}).")
        time.sleep(_POLL_S)
    raise TimeoutError(f"The engine process has not answered for {_PATIENCE_S:.0f} s.")


CHECKS: tuple[Check, ...] = (check_versions, check_folders, check_torch, check_engine_process)
