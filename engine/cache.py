"""Where the program keeps what it can make again."""

import functools
import os
import sys
import tempfile
from pathlib import Path

FOLDER_VARIABLE = "NEUROCANVAS_CACHE"


def cache_folder(name: str) -> Path:
    """Give a folder of the user's for what can be made again, made if need be.

    `NEUROCANVAS_CACHE` names another place for all of them. Where nothing can be written, it is a temporary folder.
    """
    folder = _base() / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return _temporary_folder()
    return folder if os.access(folder, os.W_OK) else _temporary_folder()


@functools.cache
def _temporary_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="neurocanvas-"))


def _base() -> Path:
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "neurocanvas" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "neurocanvas"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "neurocanvas"
