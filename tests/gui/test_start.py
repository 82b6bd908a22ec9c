"""What the program loads before its window can be seen, found in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LATER = ("pyqtgraph", "torch", "sklearn", "scipy", "numba", "gui.panels.data_panel", "engine.process.worker")
SCRIPT = f"""
import sys
from pathlib import Path
from gui.app import Program, make_application
from gui.settings import Settings

app = make_application(())
program = Program(app, Settings(Path(sys.argv[1])))
print([name for name in {LATER} if name in sys.modules])
program.first_paint.happened.disconnect()
program.first_paint.happened.connect(lambda: app.exit(0))
program.start()
app.exec()
print([name for name in {LATER} if name in sys.modules])
program.window.furnish()  # panels now, plots when asked for
print(program.window.plots.boundary is program.window.docks["boundary"].widget())
program.window.close()
program.stop()
"""


def test_the_window_is_painted_before_what_it_can_do_without_is_loaded(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "settings.ini")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert ended.stdout.splitlines() == ["[]", "[]", "True"]
