"""New, open, save, recent files and the question about unsaved changes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from engine.errors import EngineError
from engine.project.examples import EXAMPLES
from engine.project.project import Project
from gui.document import Document
from gui.settings import Settings

SUFFIX = ".neuro"
_FILTER = f"Neurocanvas projects (*{SUFFIX})"
_TRAINING = "Training is going on; pause it (Space) before opening another project."
_Answer = QMessageBox.StandardButton


class ProjectFiles(QObject):
    """Moves projects between the document and the disk.

    Args:
        document: Holds the open project.
        settings: Remembers recent files.
        window: The window that dialogs belong to.
        snapshot: Gives the project as it is now, with what a run going on has made of it.

    Signals:
        refused: the sentence why a file could not be read or written; the document is as it was.
        opened: a project was opened and wants to be seen whole.
        recent_files_changed: the list of recent files is another.
    """

    refused = Signal(str)
    opened = Signal()
    recent_files_changed = Signal()

    def __init__(
        self, document: Document, settings: Settings, window: QWidget, snapshot: Callable[[], Project]
    ) -> None:
        super().__init__(window)
        self._document = document
        self._settings = settings
        self._window = window
        self._snapshot = snapshot

    def new(self) -> bool:
        """Begin an empty project, unless the user keeps the one with unsaved changes; tell whether it was done."""
        return self._replace(Project(), None)

    def open_example(self, name: str) -> bool:
        """Open a bundled example as a new project; tell whether it was done."""
        return self._replace(EXAMPLES[name].build(), None)

    def choose_and_open(self) -> None:
        """Ask for a file and open it."""
        path, _ = QFileDialog.getOpenFileName(self._window, "Open project", str(self._folder()), _FILTER)
        if path:
            self.open(Path(path))

    def open(self, path: Path) -> bool:
        """Open a project file; tell whether it was done. A file that can't be read leaves the document as it was."""
        from engine.project.file import load_project  # noqa: PLC0415 - as much code as an empty window needs

        try:
            project = load_project(path)
        except EngineError as error:
            self._settings.forget_file(path)
            self.recent_files_changed.emit()
            self.refused.emit(str(error))
            return False
        if not self._replace(project, path):
            return False
        self._remember(path)
        return True

    def save(self) -> bool:
        """Save to the project's file, or ask for one; tell whether it was done."""
        if self._document.path is None:
            return self.save_as()
        return self._save_to(self._document.path)

    def save_as(self) -> bool:
        """Ask for a file and save to it; tell whether it was done."""
        path = self._choose_target()
        return path is not None and self._save_to(path)

    def confirm_leaving(self) -> bool:
        """Ask what to do with unsaved changes, if there are any; tell whether the project may be left."""
        if not self._document.is_modified:
            return True
        name = self._document.path.name if self._document.path else "this project"
        question = QMessageBox(self._window)
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle("Unsaved changes")
        question.setText(f"Save the changes to {name}?")
        question.setInformativeText("Without saving they are lost.")
        question.setStandardButtons(_Answer.Save | _Answer.Discard | _Answer.Cancel)
        question.setDefaultButton(_Answer.Save)
        answer = question.exec()
        if answer == _Answer.Save:
            return self.save()
        return bool(answer == _Answer.Discard)

    def _replace(self, project: Project, path: Path | None) -> bool:
        if self._document.is_training:
            self.refused.emit(_TRAINING)
            return False
        if not self.confirm_leaving():
            return False
        if self._document.is_training:  # begun while the question stood open, by a run that waited for its data
            self.refused.emit(_TRAINING)
            return False
        self._document.open(project, path)
        self.opened.emit()
        return True

    def _choose_target(self) -> Path | None:
        """Ask where to save until the answer is a new file, or one the user agreed to overwrite; None to give up."""
        suggested = self._document.path or self._folder() / f"network{SUFFIX}"
        while True:
            chosen, _ = QFileDialog.getSaveFileName(self._window, "Save project as", str(suggested), _FILTER)
            if not chosen:
                return None
            path = _with_ending(Path(chosen))
            if path == Path(chosen) or not path.exists() or self._may_overwrite(path):
                return path
            suggested = path

    def _may_overwrite(self, path: Path) -> bool:
        """Ask about a file the save dialog did not see, as the name got its ending only afterwards."""
        question = QMessageBox(self._window)
        question.setIcon(QMessageBox.Icon.Warning)
        question.setWindowTitle("Overwrite")
        question.setText(f"{path.name} already exists. Replace it?")
        question.setInformativeText("What it holds now is lost.")
        question.setStandardButtons(_Answer.Yes | _Answer.No)
        question.setDefaultButton(_Answer.No)
        return bool(question.exec() == _Answer.Yes)

    def _save_to(self, path: Path) -> bool:
        from engine.project.file import save_project  # noqa: PLC0415

        try:
            save_project(self._snapshot(), path)
        except EngineError as error:
            self.refused.emit(str(error))
            return False
        self._document.mark_saved(path)
        self._remember(path)
        return True

    def _remember(self, path: Path) -> None:
        self._settings.remember_file(path)
        self.recent_files_changed.emit()

    def _folder(self) -> Path:
        if self._document.path is not None:
            return self._document.path.parent
        recent = self._settings.recent_files
        return recent[0].parent if recent else Path.home()


def _with_ending(path: Path) -> Path:
    """Give the path with the ending of project files; “net v1.2” has none."""
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
