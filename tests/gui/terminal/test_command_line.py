from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from engine import cli
from gui.terminal.command_line import run

ROOT = Path(__file__).resolve().parents[3]


class Window:
    """Stands for the real one, and remembers what it was to open."""

    def __init__(self) -> None:
        self.opened: list[Path | None] = []

    def open(self, file: Path | None) -> int:
        self.opened.append(file)
        return 7


@pytest.fixture
def window() -> Window:
    return Window()


def test_no_words_open_an_empty_window(window: Window) -> None:
    assert run([], window.open) == 7
    assert window.opened == [None]


def test_a_file_is_opened_even_one_named_like_no_project(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "net.zip"
    path.touch()

    assert run([str(path)], window.open) == 7
    assert window.opened == [path]


def test_a_command_runs_without_the_window(window: Window, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "--list"], window.open) == 0
    assert window.opened == []
    assert "xor-by-hand" in capsys.readouterr().out


def test_a_command_wins_over_a_file_of_its_name(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("train").touch()

    assert run(["train"], window.open) == 2
    assert run(["./train"], window.open) == 7


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["trian"], "There is no command “trian”; did you mean “train”?"),
        (["absent.neuro"], "There is neither a command nor a file “absent.neuro”"),
    ],
)
def test_a_word_that_is_neither_command_nor_file_gets_one_sentence(
    window: Window, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert run(words, window.open) == 2
    assert window.opened == []
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.err.count("\n") == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_without_a_screen_it_says_so_instead_of_dying(
    window: Window, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)

    assert run([], window.open) == 1
    assert window.opened == []
    assert "There is no screen" in capsys.readouterr().err


def test_the_program_lists_the_window_and_every_command() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "gui", "--help"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("usage: neurocanvas [FILE]\n")
    for name in cli.COMMANDS:
        assert f"\n    {name} " in ended.stdout


def test_the_engine_process_imports_the_main_module_without_anything_heavy() -> None:
    code = "import sys, gui.__main__; print(sorted({'numpy', 'msgspec', 'PySide6', 'torch'} & set(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.stdout == "[]\n", ended.stderr
