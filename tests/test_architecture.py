from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SLOW_TO_LOAD = {"torch", "sklearn", "scipy", "numba"}
QT = {"PySide6", "shiboken6", "pyqtgraph", "qtawesome", "qtpy"}
PLAIN = ("engine/network", "engine/data", "engine/project", "engine/process")


def in_a_fresh_interpreter(code: str) -> str:
    """Give what the code prints in a Python that has imported nothing yet."""
    command = [sys.executable, "-W", "error", "-c", code]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def modules_below(folder: str) -> list[str]:
    """Give the import names of a folder's modules, its own packages included."""
    paths = (path.relative_to(ROOT).with_suffix("") for path in sorted((ROOT / folder).rglob("*.py")))
    return [".".join(path.parts).removesuffix(".__init__") for path in paths]


def loaded_with(modules: list[str]) -> set[str]:
    """Give the top-level packages that importing the modules loads."""
    assert modules
    found = in_a_fresh_interpreter(f"import sys, json, {', '.join(modules)}; print(json.dumps(list(sys.modules)))")
    return {name.partition(".")[0] for name in json.loads(found)}


def test_the_window_loads_nothing_that_is_slow_to_load() -> None:
    assert not loaded_with(modules_below("gui")) & SLOW_TO_LOAD


@pytest.mark.parametrize("folder", PLAIN)
def test_networks_data_projects_and_messages_load_neither_torch_nor_qt(folder: str) -> None:
    assert not loaded_with([folder.replace("/", ".")]) & {"torch", *QT}


def test_the_engine_loads_no_qt() -> None:
    assert not loaded_with(modules_below("engine")) & QT


def test_every_import_rule_is_kept() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [str(lint_imports), "--no-cache"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout


def test_painting_keeps_the_references_to_none() -> None:
    """PySide6 6.12.0 drops one on every void call before Python 3.12 and aborts after some thousands."""
    lost = in_a_fresh_interpreter("""if True:
        import sys
        from PySide6.QtGui import QPainter
        from PySide6.QtWidgets import QApplication, QWidget

        class Painted(QWidget):
            def paintEvent(self, event):
                painter = QPainter(self)
                painter.drawLine(0, 0, 10, 10)
                painter.end()

        application = QApplication([])
        widget = Painted()
        widget.grab()
        before = sys.getrefcount(None)
        for _ in range(2000):
            widget.grab()
        print(before - sys.getrefcount(None))
    """)
    assert int(lost) <= 0


def test_the_packages_are_where_the_rules_look_for_them() -> None:
    for package in ("engine", "gui"):
        spec = importlib.util.find_spec(package)
        assert spec is not None
        assert Path(str(spec.origin)) == ROOT / package / "__init__.py"
