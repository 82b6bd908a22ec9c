"""Reading a project file."""

from pathlib import Path
from typing import IO

from engine.errors import ProjectFileError
from engine.project.file.archive import Archive
from engine.project.file.contents import assemble
from engine.project.file.document import read_document
from engine.project.file.parts import DATA, DOCUMENT, MAX_BYTES, PARAMETERS
from engine.project.file.reporting import one_sentence
from engine.project.file.tensors import Tensors, unpack_tensors
from engine.project.project import Project
from engine.project.validation import check_project


def load_project(path: Path | str) -> Project:
    """Read a project from a file.

    Whatever the file holds, no code of it runs and no more memory is taken than `parts.MAX_BYTES` allow.

    Raises:
        ProjectFileError: The file cannot be read, is damaged, or holds what no project does; the text names the file
            and says in one sentence what is wrong and where.
    """
    path = Path(path)
    with one_sentence(path, "cannot be opened"), _opened(path) as file:
        archive = Archive(file)
        record = read_document(archive.read(DOCUMENT, MAX_BYTES[DOCUMENT]))
        for name in archive.names:
            if name not in MAX_BYTES:
                raise ProjectFileError(f"its part “{name}” has no place in a project.")
        data = _tensors(archive, DATA) if DATA in archive.names else Tensors(DATA, {})
        project = assemble(record, _tensors(archive, PARAMETERS), data)
        check_project(project)
        return project


def _tensors(archive: Archive, part: str) -> Tensors:
    return unpack_tensors(part, archive.read(part, MAX_BYTES[part]))


def _opened(path: Path) -> IO[bytes]:
    if path.exists() and not path.is_file():
        raise ProjectFileError("it is a folder." if path.is_dir() else "it is not a file.")
    return path.open("rb")
