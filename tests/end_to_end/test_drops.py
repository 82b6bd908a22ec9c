"""Files dragged from another program onto the window, with the real mouse."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.project.examples import EXAMPLES
from engine.project.file import save_project
from tests.end_to_end.conftest import StartProgram
from tests.end_to_end.desktop import eventually
from tests.end_to_end.program import Program

pytestmark = pytest.mark.real_window

POINTS = "width,height,kind\n" + "".join(f"{number},{-number},{'a' if number % 2 else 'b'}\n" for number in range(20))


def drop_on_canvas(start: StartProgram, program: Program, path: Path) -> None:
    source = start("tests.end_to_end.drag_source", (path,))
    begin, end = source.see("file").centre, program.see("canvas").centre
    program.desktop.drag(begin, end, keep_up=program.windows)


def test_a_table_dropped_on_the_window_becomes_the_data(start: StartProgram, tmp_path: Path) -> None:
    path = tmp_path / "things.csv"
    path.write_text(POINTS)
    program = start()
    drop_on_canvas(start, program, path)
    program.see("things.csv: 20 points with 2 inputs and 2 classes.")


def test_a_project_dropped_on_the_window_is_opened(start: StartProgram, tmp_path: Path) -> None:
    path = tmp_path / "net.neuro"
    save_project(EXAMPLES["xor"].build(), path)
    program = start()
    drop_on_canvas(start, program, path)
    eventually(lambda: program.find("layer Hidden"), "the project to open")


def test_any_other_file_is_refused_with_the_reason(start: StartProgram, tmp_path: Path) -> None:
    path = tmp_path / "cat.png"
    path.write_bytes(b"")
    program = start()
    drop_on_canvas(start, program, path)
    program.see("“cat.png” is no file for Neurocanvas; it takes .neuro, .csv, .tsv, .txt.")


def test_an_example_dragged_out_of_the_gallery_is_opened_where_it_is_dropped(start: StartProgram) -> None:
    program = start()
    program.press("ctrl+e")
    program.drag("example-xor-by-hand", program.see("canvas").centre)
    eventually(lambda: program.find("layer Hidden"), "the example to open")
    assert not program.find("gallery")


def test_the_gallery_comes_back_where_escape_ends_a_drag_out_of_it(start: StartProgram) -> None:
    program = start()
    target = program.see("canvas").centre
    program.press("ctrl+e")
    card = program.see("example-xor-by-hand").centre

    def press_escape() -> None:
        program.press("Escape")

    program.desktop.drag(card, target, keep_up=program.windows, before_release=press_escape)
    program.see("gallery")
    assert not program.find("layer Hidden")
