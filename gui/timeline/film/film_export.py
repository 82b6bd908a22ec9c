"""Films from the window: a dialog, a file name, the film, a sentence about what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.errors import EngineError
from gui.engine_client import EngineProcess
from gui.files.file_writing import choose_file
from gui.settings import Settings
from gui.timeline.film.dialog import FilmDialog, FilmProgress
from gui.timeline.film.filming import Filming
from gui.timeline.film.formats import FILM_FORMATS
from gui.timeline.film.plan import FilmPlan
from gui.timeline.film.subjects import FILM_SUBJECTS

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow


class FilmExport(QObject):
    """Makes films of the recording, one at a time.

    Args:
        window: What is filmed, and what dialogs belong to.
        engine: Computes what plots show.
        settings: Remember where files were exported to.

    Signals:
        refused: the sentence why no film was made.
        exported: a sentence that says what was.
    """

    refused = Signal(str)
    exported = Signal(str)

    def __init__(self, window: MainWindow, engine: EngineProcess, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._engine = engine
        self._settings = settings
        self._plan = FilmPlan()
        self._filming: Filming | None = None
        self._progress: FilmProgress | None = None

    @property
    def is_filming(self) -> bool:
        """Whether a film is being made."""
        return self._filming is not None

    def choose(self) -> None:
        """Ask what film to make."""
        window = self._window
        dialog = FilmDialog(
            self._plan, lambda name: FILM_SUBJECTS[name].size(window), len(window.timeline.moments), window
        )
        dialog.film_requested.connect(self._choose_file)
        dialog.open()

    def make(self, plan: FilmPlan, path: Path) -> None:
        """Begin to make a film."""
        if self._window.timeline.obstacle:
            self.refused.emit(self._window.timeline.obstacle)
            return
        filming = self._filming = Filming(self._window, self._engine, plan, path)
        progress = self._progress = FilmProgress(path.name, self._window)
        filming.progressed.connect(progress.show_progress)
        filming.finished.connect(lambda: self._on_over(f"Exported {path.name} to {path.parent}", ""))
        filming.gave_up.connect(lambda sentence: self._on_over("", sentence))
        progress.cancelled.connect(filming.cancel)
        progress.show()
        progress.activateWindow()  # for Escape: not every desktop does so by itself
        self._window.actions_by_name.refresh()
        filming.start()

    def cancel(self) -> None:
        """Give up the film that is being made; no file is left of it."""
        if self._filming is not None:
            self._filming.cancel()

    def _choose_file(self, plan: FilmPlan) -> None:
        self._plan = plan
        file_format = FILM_FORMATS[plan.file_format]
        document = self._window.document
        stem = document.path.stem if document.path is not None else "training"
        beside = document.path.parent if document.path is not None else Path.home()
        suggested = (self._settings.export_folder or beside) / f"{stem}{file_format.suffix}"
        filters = {f"{file_format.label} (*{file_format.suffix})": file_format.suffix}
        try:
            path = choose_file(self._window, "Export film", suggested, filters)
        except EngineError as error:
            self.refused.emit(str(error))
            return
        if path is not None:
            self.make(plan, path)

    def _on_over(self, done: str, sentence: str) -> None:
        filming, self._filming = self._filming, None
        if filming is not None:
            filming.deleteLater()
        if self._progress is not None:
            self._progress.finish()
            self._progress = None
        self._window.actions_by_name.refresh()
        if done:
            self.exported.emit(done)
        elif sentence:
            self.refused.emit(sentence)
