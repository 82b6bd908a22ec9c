"""The whole program with a real engine, begun and ended around a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.project.project import Project
from gui.app import Program
from gui.settings import Settings

TRAINED_MS = 30_000


@contextmanager
def running(project: Project, settings_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Program]:
    """Run the program with a project open until the test is over; its data set has been made."""
    program = Program(qapp, Settings(settings_path))
    program.document.open(project, None)
    program.window.resize(1440, 900)
    program.start()
    try:
        qtbot.waitUntil(lambda: program.window.data_set is not None, timeout=30_000)  # on a busy machine
        yield program
    finally:
        program.document.undo_stack.setClean()  # nobody is there to be asked about changes
        program.window.close()
        program.stop()
        program.themes.deleteLater()  # or it goes on answering the desktop in the tests that follow


def train(program: Program, qtbot: QtBot) -> None:
    """Press play, and wait until the run has ended by itself."""
    with qtbot.waitSignal(program.engine.run_stopped, timeout=TRAINED_MS):
        program.training.toggle()
