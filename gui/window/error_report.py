"""What happens when something unforeseen goes wrong: the project is saved aside, the error logged, the user told."""

import logging
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from engine.project.project import Project

_log = logging.getLogger(__name__)


class ErrorReporter:
    """Catches exceptions that reach the event loop.

    While a report is open, further errors are only logged: one in a paint handler comes back with every frame.

    Args:
        snapshot: Gives the project to save aside, with what a run going on has made of it.
        window: The window the report belongs to.
    """

    def __init__(self, snapshot: Callable[[], Project], window: QWidget) -> None:
        self._snapshot = snapshot
        self._window = window
        self._report: QMessageBox | None = None
        self._rescued: tuple[Project, Path] | None = None

    def install(self) -> None:
        """Begin catching."""
        sys.excepthook = self._on_exception

    def uninstall(self) -> None:
        """Leave exceptions to Python again."""
        sys.excepthook = sys.__excepthook__

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        _log.error("Unforeseen error:\n%s", text)
        if self._report is None:
            self._show(self._save_aside(), text)

    def _save_aside(self) -> Path | None:
        """Give the file that holds the project as it is now, or None if there can't be one."""
        from engine.project.file import save_project  # noqa: PLC0415 - needed once in a blue moon

        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation))
        path = folder / f"rescued-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.neuro"
        try:
            project = self._snapshot()
            if self._rescued is not None and self._rescued[0] is project and self._rescued[1].is_file():
                return self._rescued[1]
            folder.mkdir(parents=True, exist_ok=True)
            save_project(project, path)
        except Exception:  # noqa: BLE001 - what went wrong first may have spoilt the project; the user has to hear
            _log.exception("The project could not be saved aside")
            return None
        self._rescued = project, path
        return path

    def _show(self, rescued: Path | None, text: str) -> None:
        """Offer the report without blocking the window."""
        report = QMessageBox(self._window)
        report.setIcon(QMessageBox.Icon.Warning)
        report.setWindowTitle("Something went wrong")
        report.setText("Neurocanvas met an error it did not foresee. You can go on working.")
        where = (
            f"Your project was saved to {rescued}."
            if rescued
            else "Your project could not be saved aside; save it now."
        )
        report.setInformativeText(where)
        report.setDetailedText(text)
        report.setWindowModality(Qt.WindowModality.NonModal)
        report.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._report = report
        report.finished.connect(self._on_report_closed)
        report.show()

    def _on_report_closed(self, _answer: int) -> None:
        self._report = None
