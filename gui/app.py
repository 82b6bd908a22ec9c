"""The program with its window: put together here, and nowhere else."""

import gc
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from gui.document import Document
from gui.engine_client import EngineProcess
from gui.icons import application_icon
from gui.qt_log import log_qt_message
from gui.session import Session
from gui.settings import Settings
from gui.theme import ThemeManager
from gui.training.training_controller import TrainingController
from gui.window.error_report import ErrorReporter
from gui.window.first_paint import FirstPaint
from gui.window.main_window import MainWindow
from gui.window.shortcut_guard import ShortcutGuard
from gui.window.typing_end import TypingEnd

SETTLED_MS = 3000  # after the first paint; by then panels and plots are made


class Program:
    """The parts of a running program and who owns whom; closing the window ends it.

    Args:
        app: The Qt application.
        settings: What is remembered between runs.
    """

    def __init__(self, app: QApplication, settings: Settings) -> None:
        self.settings = settings
        self.themes = ThemeManager(app, settings)
        self.keyboard_guards = ShortcutGuard(app), TypingEnd(app)
        self.document = Document()
        self.engine = EngineProcess()
        self.session = Session(self.document, self.engine)
        self.training = TrainingController(self.session)
        self.window = MainWindow(self.session, self.training, self.themes, settings)
        self.reporter = ErrorReporter(self.training.snapshot, self.window)
        self.first_paint = FirstPaint(self.window)
        self.first_paint.happened.connect(self._on_first_paint)

    def start(self) -> None:
        """Show the window; the engine, the panels and the plots follow once it has been painted."""
        self.reporter.install()
        self.window.show()

    def stop(self) -> None:
        """End the engine process and give back what was installed; the window is closed already."""
        self.document.undo_stack.blockSignals(True)  # it emits indexChanged(0) while Qt takes it apart (Qt 6.11)
        self.document.undo_stack.clear()  # while its commands are there: Python may free them before it
        self.engine.stop()
        self.reporter.uninstall()  # while there is a window for its report
        shiboken6.delete(self.window)  # while all it talks to is still there
        for guard in self.keyboard_guards:
            guard.deleteLater()

    def _on_first_paint(self) -> None:
        self.engine.start()
        self.window.furnish()


def make_application(arguments: Sequence[str]) -> QApplication:
    """Give the Qt application, named and with its icon."""
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    qInstallMessageHandler(log_qt_message)
    app = QApplication([sys.argv[0], *arguments])
    app.setApplicationName("neurocanvas")
    app.setApplicationDisplayName("Neurocanvas")
    app.setWindowIcon(application_icon())
    return app


def main(file: Path | None = None) -> int:
    """Run the program until its window is closed.

    Args:
        file: A project to open, or None for an empty one.

    Returns:
        The exit status.
    """
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    app = make_application(())
    program = Program(app, Settings())
    if file is not None:
        program.window.files.open(file)
    program.first_paint.happened.connect(lambda: QTimer.singleShot(SETTLED_MS, spare_collector))
    program.start()
    try:
        return int(app.exec())
    finally:
        program.stop()


def spare_collector() -> None:
    """Have Python's collector leave alone what lives as long as the window: looking over it all held up a drag."""
    gc.collect()
    gc.freeze()
