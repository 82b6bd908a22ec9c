"""Loading data of one's own from a table on the disk."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from engine.data.data_set import Task
from engine.data.importing import LabelledPoints, read_labelled_csv
from engine.errors import EngineError
from engine.project.edits import choose_source, use_points
from gui.document import Document

TABLE_SUFFIXES = (".csv", ".tsv", ".txt")
_FILTER = f"Tables ({' '.join(f'*{suffix}' for suffix in TABLE_SUFFIXES)})"


class DataFiles(QObject):
    """Moves tables from the disk into the document.

    Args:
        document: Holds the open project.
        window: The window that dialogs belong to.

    Signals:
        refused: the sentence why a table could not be loaded; the document is as it was.
        loaded: a sentence that says what was.
    """

    refused = Signal(str)
    loaded = Signal(str)

    def __init__(self, document: Document, window: QWidget) -> None:
        super().__init__(window)
        self.document = document
        self._window = window
        self._folder = Path.home()

    def choose_and_load(self) -> None:
        """Ask for a table and load it."""
        path, _ = QFileDialog.getOpenFileName(self._window, "Load data", str(self._folder), _FILTER)
        if path:
            self.load(Path(path))

    def use_source(self, name: str) -> None:
        """Make a source's data the project's, as one undo step; nothing where they are, lest their settings be lost."""
        if name == self.document.project.data.source:
            return
        try:
            self.document.apply("Choose data", lambda project: choose_source(project, name))
        except EngineError as error:
            self.refused.emit(str(error))

    def load(self, path: Path) -> bool:
        """Make a table the project's data, as one undo step; tell whether it was done."""
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            points = read_labelled_csv(path)
            self.document.apply(f"Load {path.name}", lambda project: use_points(project, points))
        except EngineError as error:
            self.refused.emit(str(error))
            return False
        finally:
            QApplication.restoreOverrideCursor()
        self._folder = path.parent
        self.loaded.emit(f"{path.name}: {_summary(points)}")
        return True


def _summary(points: LabelledPoints) -> str:
    count, inputs = points.inputs.shape
    kind = "values to predict" if points.task is Task.REGRESSION else f"{len(points.class_names)} classes"
    return f"{count:,} points with {inputs} {'input' if inputs == 1 else 'inputs'} and {kind}."
