"""From the start of the process to the first painted window, against importing torch and Qt, in turn."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from engine.errors import EngineError
from gui.benchmark.report import Figure, last_line

ROUNDS = 5
_PAINTED = """
import sys, time
from pathlib import Path
from gui.terminal.command_line import run

def open_window(_file):
    from PySide6.QtCore import QEvent, QObject, QTimer
    from gui.app import Program, make_application
    from gui.settings import Settings

    class Painted(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, self.note)
            return False

        def note(self):
            print(time.time() - float(sys.argv[1]), flush=True)
            app.exit(0)

    app = make_application(())
    program = Program(app, Settings(Path(sys.argv[2])))
    painted = Painted()
    program.window.canvas.viewport().installEventFilter(painted)
    program.start()
    app.exec()
    program.window.close()
    program.stop()
    return 0

run([], open_window)
"""
_TORCH_AND_QT = """
import sys, time
import torch
from PySide6.QtWidgets import QApplication
QApplication([])
print(time.time() - float(sys.argv[1]), flush=True)
"""


def measure_startup() -> list[Figure]:
    """Start the program and the comparison in turn; give the figures' medians."""
    rounds = [(_seconds(_PAINTED), _seconds(_TORCH_AND_QT)) for _ in range(ROUNDS + 1)][1:]
    window = statistics.median(first for first, _ in rounds)
    torch = statistics.median(second for _, second in rounds)
    ratio = statistics.median(first / second for first, second in rounds)
    return [
        Figure("window painted after start", window, "s", 1.0, at_most=True),
        Figure(
            "… against importing torch and Qt",
            ratio,
            "×",
            0.5,
            at_most=True,
            detail=f"importing both takes {torch:.2f} s",
        ),
    ]


def _seconds(code: str) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # or only the program would be compiled anew, torch and Qt not
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", code, str(time.time()), str(Path(folder) / "settings.ini")]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise EngineError(f"Start-up could not be measured: {last_line(ended.stderr)}")
    return float(ended.stdout.strip().splitlines()[-1])
