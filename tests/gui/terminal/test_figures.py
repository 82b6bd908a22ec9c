"""Figures written from the terminal, without a screen."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import shiboken6
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from engine.errors import EngineError
from engine.project.examples import EXAMPLES
from engine.project.file import save_project
from engine.project.project import Project
from gui.app import Program
from gui.export import FORMATS
from gui.settings import Settings
from gui.terminal import figures
from gui.terminal.commands import EXPORTS
from gui.terminal.commands import VIEWS as COMMAND_VIEWS
from gui.terminal.figures import VIEWS, export, render
from tests.end_to_end.program import ROOT


def run_command(*arguments: str | Path) -> None:
    """Run a command as the terminal does, and see that it ends well and says nothing."""
    command = [sys.executable, "-m", "gui", *arguments]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


@pytest.fixture
def xor(tmp_path: Path) -> Path:
    path = tmp_path / "xor.neuro"
    save_project(EXAMPLES["xor-by-hand"].build(), path)
    return path


@pytest.fixture
def in_this_process(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let figures be drawn by the tests' own application: a process for each takes seconds."""
    begun: list[Program] = []

    def begin(application: QApplication, settings: Settings) -> Program:
        begun.append(Program(application, settings))
        return begun[-1]

    monkeypatch.setenv("QT_SCALE_FACTOR", "1")  # so that it is put back: drawing sets it
    monkeypatch.setattr(figures, "make_application", lambda _arguments: qapp)
    monkeypatch.setattr(figures, "Program", begin)
    yield
    for program in begun:
        program.themes.deleteLater()  # or it goes on answering the desktop in the tests that follow
        if shiboken6.isValid(program.window.canvas):  # where it had a window of its own
            program.window.canvas.deleteLater()


def test_the_command_offers_every_view() -> None:
    assert set(COMMAND_VIEWS) == set(VIEWS)


@pytest.mark.usefixtures("in_this_process")
def test_the_boundary_is_drawn_with_both_colours(tmp_path: Path) -> None:
    out = tmp_path / "boundary.png"
    render(EXAMPLES["xor-by-hand"].build(), "boundary", out, size=(640, 480))
    image = QImage(str(out))
    assert image.width() >= 1200
    colors = [image.pixelColor(x, y) for x in range(0, image.width(), 40) for y in range(0, image.height(), 40)]
    assert any(color.blue() > color.red() + 10 for color in colors)
    assert any(color.red() > color.blue() + 10 for color in colors)


@pytest.mark.usefixtures("in_this_process")
def test_the_graph_is_drawn_as_shapes_and_words(tmp_path: Path) -> None:
    out = tmp_path / "graph.svg"
    render(EXAMPLES["xor-by-hand"].build(), "graph", out, size=(640, 480))
    tree = ElementTree.parse(out)
    words = {text.strip() for text in tree.getroot().itertext() if text.strip()}
    assert {"Input", "Hidden", "Output", "b −0.5"} <= words


def test_the_window_is_drawn_with_twice_as_many_pixels(xor: Path, tmp_path: Path) -> None:
    out = tmp_path / "window.png"
    run_command("render", xor, "--view", "window", "--out", out, "--size", "1000x700")
    assert QImage(str(out)).size() == QSize(2000, 1400)


@pytest.mark.parametrize(
    ("example", "view", "name", "reason"),
    [
        ("xor", "loss", "x.png", "has not been trained yet"),
        ("xor", "window", "x.svg", "is written as .png"),
        ("xor", "graph", "x.bmp", "is written as .png or .svg"),
        ("xor", "graph", "nowhere/x.png", "There is no folder"),
    ],
)
def test_what_cannot_be_drawn_is_told(tmp_path: Path, example: str, view: str, name: str, reason: str) -> None:
    with pytest.raises(EngineError, match=reason):
        render(EXAMPLES[example].build(), view, tmp_path / name)


def test_the_drawing_is_exported_from_the_terminal(xor: Path, tmp_path: Path) -> None:
    out = tmp_path / "drawing"
    run_command("export", xor, "--to", "png", "--out", out, "--transparent")
    assert out.read_bytes().startswith(b"\x89PNG")


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize(("kind", "begins"), [("svg", b"<?xml"), ("tikz", b"% Drawn")])
def test_the_drawing_is_exported_in_every_format(tmp_path: Path, kind: str, begins: bytes) -> None:
    out = tmp_path / "drawing"
    export(EXAMPLES["xor-by-hand"].build(), kind, out)
    assert out.read_bytes().startswith(begins)


def test_an_ending_of_another_format_is_refused(tmp_path: Path) -> None:
    project = EXAMPLES["xor-by-hand"].build()
    with pytest.raises(EngineError, match=r"“y\.svg” ends like a file of another kind .*png is written as “y\.png”"):
        export(project, "png", tmp_path / "y.svg")
    assert not (tmp_path / "y.svg").exists()


def test_an_empty_project_is_not_exported(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="no layers to draw"):
        export(Project(), "svg", tmp_path / "x.svg")


def test_the_command_offers_every_format() -> None:
    assert set(EXPORTS) == set(FORMATS)
