"""What the program remembers between two runs: a typed view of one ini file in the user's configuration folder."""

import math
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

MAX_RECENT_COMMANDS = 12
MAX_RECENT_FILES = 10

Value = TypeVar("Value")


class ThemeMode(StrEnum):
    """Which theme the user asked for; `SYSTEM` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Settings:
    """Typed access to the settings file. Whatever is missing or damaged in it reads as its default.

    Args:
        path: the ini file; without one, `settings.ini` in the desktop's place for configuration.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path if path is not None else _default_path()
        self._store = QSettings(str(self._path), QSettings.Format.IniFormat)

    @property
    def path(self) -> Path:
        """The file the settings live in."""
        return self._path

    @property
    def theme_mode(self) -> ThemeMode:
        """Light, dark, or as the desktop has it."""
        return self._read("appearance/theme", ThemeMode, ThemeMode.SYSTEM)

    @theme_mode.setter
    def theme_mode(self, mode: ThemeMode) -> None:
        self._store.setValue("appearance/theme", mode.value)

    @property
    def interface_scale(self) -> float:
        """Factor on type and line widths; above 1 for a projector."""
        return self._read("appearance/scale", _finite, 1.0)

    @interface_scale.setter
    def interface_scale(self, scale: float) -> None:
        self._store.setValue("appearance/scale", str(scale))

    @property
    def recent_files(self) -> tuple[Path, ...]:
        """Project files opened or saved lately, the latest first; those gone from the disk are left out."""
        return tuple(path for path in self._stored_recent_files() if path.is_file())

    def remember_file(self, path: Path) -> None:
        """Put a file first among the recent ones."""
        path = path.resolve()
        others = [known for known in self.recent_files if known != path]
        self._write_recent_files([path, *others][:MAX_RECENT_FILES])

    def forget_file(self, path: Path) -> None:
        """Take a file off the recent ones."""
        path = path.resolve()
        self._write_recent_files([known for known in self._stored_recent_files() if known != path])

    @property
    def recent_commands(self) -> tuple[str, ...]:
        """Names of the actions run from the command palette lately, the latest first."""
        return self._read_list("commands/recent")

    def remember_command(self, name: str) -> None:
        """Put an action first among those run lately."""
        others = [known for known in self.recent_commands if known != name]
        self._store.setValue("commands/recent", [name, *others][:MAX_RECENT_COMMANDS])

    @property
    def export_folder(self) -> Path | None:
        """Where a drawing was exported to last, if it is still there."""
        return self._read("export/folder", _folder, None)

    @property
    def export_format(self) -> str:
        """The kind of file a drawing was exported as last, "" where none was."""
        return self._read("export/format", str, "")

    @property
    def export_has_ground(self) -> bool:
        """Whether drawings are exported with the canvas's colour behind them."""
        return self._read("export/ground", str, "yes") == "yes"

    @property
    def export_has_controls(self) -> bool:
        """Whether drawings are exported with what can be pressed on the screen."""
        return self._read("export/controls", str, "yes") == "yes"

    def remember_export(self, folder: Path, file_format: str, *, has_ground: bool, has_controls: bool) -> None:
        """Keep how and where a drawing was exported."""
        self._store.setValue("export/folder", str(folder))
        self._store.setValue("export/format", file_format)
        kept = {"ground": has_ground, "controls": has_controls}
        for name, is_kept in kept.items():
            self._store.setValue(f"export/{name}", "yes" if is_kept else "no")

    def is_section_open(self, name: str, *, otherwise: bool) -> bool:
        """Whether a part of a panel was left open; `otherwise` where nobody has opened or folded it."""
        return self._read(f"sections/{name}", str, "yes" if otherwise else "no") == "yes"

    def remember_section(self, name: str, *, is_open: bool) -> None:
        """Keep whether a part of a panel is open."""
        self._store.setValue(f"sections/{name}", "yes" if is_open else "no")

    @property
    def open_plots(self) -> tuple[str, ...]:
        """Names of the plots left open beside those that are always there."""
        return self._read_list("plots/open")

    def remember_open_plots(self, names: tuple[str, ...]) -> None:
        """Keep which plots are open."""
        self._store.setValue("plots/open", list(names))

    def plot_settings(self, name: str) -> str:
        """What was chosen in a plot, as it was kept; "" where nothing was."""
        return self._read(f"plots/{name}", str, "")

    def remember_plot_settings(self, name: str, text: str) -> None:
        """Keep what was chosen in a plot."""
        self._store.setValue(f"plots/{name}", text)

    def save_window(self, layout_version: int, geometry: QByteArray, state: QByteArray) -> None:
        """Keep where the window and its docks are; a new layout version starts from its own default arrangement."""
        self._store.setValue(f"window/{layout_version}/geometry", geometry)
        self._store.setValue(f"window/{layout_version}/state", state)

    def window_geometry(self, layout_version: int) -> QByteArray:
        """The bytes for `restoreGeometry`, empty when there are none."""
        return self._read_bytes(f"window/{layout_version}/geometry")

    def window_state(self, layout_version: int) -> QByteArray:
        """The bytes for `restoreState`, empty when there are none."""
        return self._read_bytes(f"window/{layout_version}/state")

    def flush(self) -> None:
        """Write to the disk now instead of soon."""
        self._store.sync()

    def _read(self, key: str, convert: Callable[[str], Value], default: Value) -> Value:
        stored = self._store.value(key)
        if not isinstance(stored, str):
            return default
        try:
            return convert(stored)
        except ValueError:
            return default

    def _read_bytes(self, key: str) -> QByteArray:
        stored = self._store.value(key)
        return stored if isinstance(stored, QByteArray) else QByteArray()

    def _read_list(self, key: str) -> tuple[str, ...]:
        stored = self._store.value(key)
        entries = [stored] if isinstance(stored, str) else stored  # Qt stores a list of one as its only entry
        return tuple(entry for entry in entries if isinstance(entry, str)) if isinstance(entries, list) else ()

    def _stored_recent_files(self) -> list[Path]:
        return [Path(name) for name in self._read_list("files/recent")]

    def _write_recent_files(self, paths: list[Path]) -> None:
        self._store.setValue("files/recent", [str(path) for path in paths])


def _folder(text: str) -> Path | None:
    return Path(text) if Path(text).is_dir() else None


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is no finite number")
    return number


def _default_path() -> Path:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "neurocanvas" / "settings.ini"
