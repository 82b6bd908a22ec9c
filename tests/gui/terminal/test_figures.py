"""Figures written from the terminal, without a screen."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage

from engine.errors import EngineError
from engine.project.examples import EXAMPLES
from engine.project.file import save_project
from engine.project.project import Project
from gui.export import FORMATS
from gui.terminal.commands import EXPORTS
from gui.terminal.commands import VIEWS as COMMAND_VIEWS
from gui.terminal.figures import VIEWS, export, render
from tests.end_to_end.program import ROOT


def render_in_a_process(project: Path, view: str, out: Path) -> str:
    command = [sys.executable, "-m", "gui", "render", project, "--view", view, "--out", out, "--size", "640x480"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == ""
    return ended.stderr


@pytest.fixture
def xor(tmp_path: Path) -> Path:
    path = tmp_path / "xor.neuro"
    save_project(EXAMPLES["xor-by-hand"].build(), path)
    return path


def test_the_command_offers_every_view() -> None:
    assert set(COMMAND_VIEWS) == set(VIEWS)


def test_the_boundary_is_drawn_with_both_colours(xor: Path, tmp_path: Path) -> None:
    out = tmp_path / "boundary.png"
    assert render_in_a_process(xor, "boundary", out) == ""
    image = QImage(str(out))
    assert image.width() >= 1200
    colors = [image.pixelColor(x, y) for x in range(0, image.width(), 40) for y in range(0, image.height(), 40)]
    assert any(color.blue() > color.red() + 10 for color in colors)
    assert any(color.red() > color.blue() + 10 for color in colors)


def test_the_graph_is_drawn_as_shapes_and_words(xor: Path, tmp_path: Path) -> None:
    out = tmp_path / "graph.svg"
    render_in_a_process(xor, "graph", out)
    tree = ElementTree.parse(out)
    words = {text.strip() for text in tree.getroot().itertext() if text.strip()}
    assert {"Input", "Hidden", "Output", "b −0.5"} <= words


def test_the_window_is_drawn(xor: Path, tmp_path: Path) -> None:
    out = tmp_path / "window.png"
    assert render_in_a_process(xor, "window", out) == ""
    assert not QImage(str(out)).isNull()


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


@pytest.mark.parametrize(("kind", "begins"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("tikz", b"% Drawn")])
def test_the_drawing_is_exported_from_the_terminal(xor: Path, tmp_path: Path, kind: str, begins: bytes) -> None:
    out = tmp_path / "drawing"
    command = [sys.executable, "-m", "gui", "export", xor, "--to", kind, "--out", out, "--transparent"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
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
