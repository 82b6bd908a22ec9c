"""What `neurocanvas doctor` looks at beyond the engine: Qt, its system libraries, the screen and the settings."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from engine.cli.checks import writable
from engine.cli.doctor import Check, Finding
from gui.terminal.display import lacks_display

_PATIENCE_S = 30.0


class _Probed(msgspec.Struct, frozen=True, eq=False):
    """What `gui.terminal.screen_probe` writes."""

    qt: str
    platform: str
    screens: tuple[str, ...]
    settings: str


def check_window() -> Iterator[Finding]:
    """Find whether Qt starts, on which screens, and whether the settings can be kept.

    Where there is no display it is no problem: figures can be rendered, and only the window needs one.
    """
    if lacks_display(os.environ):
        yield Finding("Screen", "none (DISPLAY and WAYLAND_DISPLAY are not set): all works but the window")
        found = _probe({**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    else:
        found = _probe(os.environ)
    if isinstance(found, Finding):
        yield found
        return
    yield Finding("Qt", f"{found.qt}, platform {found.platform}")
    if found.platform != "offscreen":
        yield Finding("Screen", ", ".join(found.screens) or "none")
    yield _writable_settings(Path(found.settings))


def check_system_libraries() -> Iterator[Finding]:
    """Find which shared libraries of a Linux system the real window lacks."""
    plugin = _window_plugin()
    ldd = shutil.which("ldd")
    if plugin is None or ldd is None:
        return
    listed = subprocess.run([ldd, plugin], capture_output=True, text=True, check=False).stdout
    missing = sorted({line.split()[0] for line in listed.splitlines() if line.endswith("not found")})
    if missing:
        text = f"the window needs {', '.join(missing)}: install them with the system's package manager."
        yield Finding("Qt's libraries", text, is_problem=True)
    else:
        yield Finding("Qt's libraries", "all found")


def _probe(environment: Mapping[str, str]) -> _Probed | Finding:
    command = [sys.executable, "-m", "gui.terminal.screen_probe"]
    try:
        ended = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=_PATIENCE_S, check=False
        )
    except subprocess.TimeoutExpired:
        return Finding("Qt", f"did not start within {_PATIENCE_S:.0f} s.", is_problem=True)
    try:
        return msgspec.json.decode(ended.stdout, type=_Probed)
    except msgspec.DecodeError:
        said = [line.strip() for line in ended.stderr.splitlines() if line.strip()]
        reason = said[0] if said else f"it ended with status {ended.returncode}"
        return Finding("Qt", f"does not start here ({reason})", is_problem=True)


def _window_plugin() -> Path | None:
    """Give Qt's plugin for X11, found without importing Qt; None on systems that have none."""
    spec = importlib.util.find_spec("PySide6")
    folders = spec.submodule_search_locations if spec is not None and spec.submodule_search_locations else []
    plugins = (Path(folder) / "Qt" / "plugins" / "platforms" / "libqxcb.so" for folder in folders)
    return next((plugin for plugin in plugins if plugin.exists()), None)


def _writable_settings(path: Path) -> Finding:
    """Find whether the settings' folder, or the nearest one there is above it, can be written."""
    folder = next(folder for folder in path.parents if folder.is_dir())
    return writable("Settings", folder)


WINDOW_CHECKS: tuple[Check, ...] = (check_window, check_system_libraries)
