"""Writing a project file: whole or not at all, with the copy before it kept."""

import contextlib
import os
import secrets
import shutil
from pathlib import Path

from engine.errors import ProjectFileError
from engine.project.file.archive import pack
from engine.project.file.contents import data_arrays, parameter_arrays
from engine.project.file.document import write_document
from engine.project.file.parts import DATA, DOCUMENT, MAX_BYTES, PARAMETERS
from engine.project.file.reporting import one_sentence
from engine.project.file.tensors import pack_tensors
from engine.project.project import Project
from engine.project.validation import check_project


def save_project(project: Project, path: Path | str) -> None:
    """Write a project to a file; the same project always gives the same bytes.

    At every moment `path` holds either the old file or the new one, whole. The old one stays beside it as
    `backup_path(path)`.

    Raises:
        ProjectFileError: The file cannot be written, or could not be read again; the text names the file and says
            in one sentence why. The old file is as it was.
    """
    path = Path(path)
    with one_sentence(path, "cannot be saved"):
        check_project(project)
        write_atomically(path, _packed(project), keeps_old=True)


def backup_path(path: Path) -> Path:
    """Give where the copy before the last save is kept: the name with a `~` after it."""
    return path.with_name(f"{path.name}~")


def write_atomically(path: Path, data: bytes, *, keeps_old: bool) -> None:
    """Make `data` the content of the file at `path`, in one step that a crash or a full disk cannot halve.

    Args:
        path: The file.
        data: All it is to hold.
        keeps_old: Whether what it held stays beside it as `backup_path(path)`.

    Raises:
        OSError: It cannot be written; the file is as it was.
    """
    path = Path(os.path.realpath(path))  # of a link, the file it leads to is replaced, not the link
    if path.is_dir():
        raise IsADirectoryError(None, "there is a folder of that name")
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
            if keeps_old:
                _keep(path, backup_path(path))
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _packed(project: Project) -> bytes:
    members = {DOCUMENT: write_document(project), PARAMETERS: pack_tensors(parameter_arrays(project))}
    points = data_arrays(project)
    if points:
        members[DATA] = pack_tensors(points)
    for name, data in members.items():
        if len(data) > MAX_BYTES[name]:
            raise ProjectFileError(f"its {name} has {len(data):,} bytes; at most {MAX_BYTES[name]:,} fit.")
    return pack(members, compressed=frozenset({DOCUMENT}))


def _keep(path: Path, backup: Path) -> None:
    """Let `backup` hold what `path` holds, without a moment in which either is missing or half written."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.old")
    try:
        try:
            temporary.hardlink_to(path)
        except OSError:  # some file systems know no links
            shutil.copy2(path, temporary)
        temporary.replace(backup)
    finally:
        temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the change of names last through a power cut, where the system can."""
    with contextlib.suppress(OSError):  # Windows opens no folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
