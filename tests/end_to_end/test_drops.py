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


def test_files_dropped_on_the_window_are_opened_taken_as_data_or_refused(start: StartProgram, tmp_path: Path) -> None:
    project, table, picture = (tmp_path / name for name in ("net.neuro", "things.csv", "cat.png"))
    save_project(EXAMPLES["xor"].build(), project)
    table.write_text(POINTS)
    picture.write_bytes(b"")
    program = start()
    drop_on_canvas(start, program, project)
    eventually(lambda: program.find("layer Hidden"), "the project to open")
    drop_on_canvas(start, program, table)
    program.see("things.csv: 20 points with 2 inputs and 2 classes.")
    drop_on_canvas(start, program, picture)
    program.see("“cat.png” is no file for Neurocanvas; it takes .neuro, .csv, .tsv, .txt.")


def test_an_example_is_dragged_out_of_the_gallery_which_comes_back_where_escape_ends_it(start: StartProgram) -> None:
    program = start()
    target = program.see("canvas").centre
    program.press("ctrl+e")
    card = program.see("example-xor-by-hand").centre

    def press_escape() -> None:
        program.press("Escape")

    program.desktop.drag(card, target, keep_up=program.windows, before_release=press_escape)
    program.see("gallery")
    assert not program.find("layer Hidden")
    program.drag("example-xor-by-hand", target)
    eventually(lambda: program.find("layer Hidden"), "the example to open")
    assert not program.find("gallery")
