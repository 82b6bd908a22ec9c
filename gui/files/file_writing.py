"""Files that people have written: where to, and whole or not at all."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from engine.errors import EngineError


def choose_file(parent: QWidget, title: str, suggested: Path, filters: Mapping[str, str]) -> Path | None:
    """Ask where to write a file; None to give up.

    Args:
        parent: What the dialog belongs to.
        title: The dialog's.
        suggested: The place offered.
        filters: What the dialog offers, the first one first, each with its ending. The file has one of these endings:
            one that is typed, or else that of the filter.

    Raises:
        EngineError: There is a file of the name with that ending, about which the dialog did not ask.
    """
    text, chosen = QFileDialog.getSaveFileName(parent, title, str(suggested), ";;".join(filters))
    if not text:
        return None
    path = Path(text)
    if path.suffix.lower() in filters.values():
        return path
    path = path.with_name(path.name + filters.get(chosen, next(iter(filters.values()))))
    if path.exists():
        raise EngineError(f"There is a file “{path.name}” already; to replace it, choose it by that name.")
    return path


def write_whole(path: Path, content: bytes) -> None:
    """Make `content` what a file holds.

    Raises:
        EngineError: It cannot be written, and why in one sentence; what the file held is as it was.
    """
    from engine.project.file.reporting import one_sentence  # noqa: PLC0415 - the window is up before it is needed
    from engine.project.file.saving import write_atomically  # noqa: PLC0415

    with one_sentence(path, "cannot be written"):
        write_atomically(path, content, keeps_old=False)
