"""What happens when something unforeseen goes wrong: the project is saved aside, the error logged, the user told."""

import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from engine.errors import EngineError
from gui.document import Document

_log = logging.getLogger(__name__)


class ErrorReporter:
    """Catches exceptions that reach the event loop.

    Args:
        document: The project to save aside.
        window: The window the report belongs to.
    """

    def __init__(self, document: Document, window: QWidget) -> None:
        self._document = document
        self._window = window
        self._report: QMessageBox | None = None

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
        self._show(self._save_aside(), text)

    def _save_aside(self) -> Path | None:
        from engine.project.file import save_project  # noqa: PLC0415 - needed once in a blue moon

        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation))
        path = folder / f"rescued-{datetime.now(UTC):%Y%m%d-%H%M%S}.neuro"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            save_project(self._document.project, path)
        except (EngineError, OSError):
            _log.exception("The project could not be saved aside")
            return None
        return path

    def _show(self, rescued: Path | None, text: str) -> None:
        """Offer the report, one at a time and without blocking the window."""
        if self._report is not None and self._report.isVisible():
            return
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
        report.destroyed.connect(self._on_report_closed)
        report.show()

    def _on_report_closed(self) -> None:
        self._report = None
