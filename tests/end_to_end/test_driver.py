"""The driver itself, proved on a small program: what it clicks, types, drags and sees is what happens."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import numpy as np
import pytest

from tests.end_to_end.conftest import StartProgram
from tests.end_to_end.desktop import Desktop, Picture, Point, eventually
from tests.end_to_end.program import Program
from tests.end_to_end.sample_program import ORANGE

pytestmark = pytest.mark.real_window


@pytest.fixture
def sample(start: StartProgram) -> Program:
    return start("tests.end_to_end.sample_program")


def test_a_click_chooses_from_a_list_that_opens(sample: Program) -> None:
    sample.choose("activation", "relu")
    eventually(lambda: sample.shown("said") == "relu", "the choice to be told")


def test_typing_goes_where_the_mouse_clicked(sample: Program) -> None:
    sample.click("weight")
    sample.write("-1/3 [0,5]")
    eventually(lambda: sample.shown("said") == "-1/3 [0,5]", "the text to be told")


def test_a_dialog_gets_the_keyboard(sample: Program) -> None:
    sample.choose("File", "Rename…")
    sample.see("Rename", "QInputDialog")
    sample.write("XOR")
    sample.press("Return")
    eventually(lambda: sample.shown("said") == "renamed to XOR", "the name to be told")


def test_a_shortcut_opens_what_its_menu_entry_opens(sample: Program) -> None:
    sample.press("ctrl+r")
    sample.see("Rename", "QInputDialog")
    sample.press("Escape")
    eventually(lambda: sample.shown("said") == "kept", "the dialog to be left")


def test_dragging_from_a_list_drops_on_the_board(sample: Program) -> None:
    board = sample.see("board").rectangle
    sample.drag("dropout", board.centre)
    tile = sample.see("dropout tile").rectangle
    assert tuple(np.subtract(tile[:2], board.centre)) == pytest.approx((0, 0), abs=2)
    eventually(lambda: is_orange(sample.picture("dropout tile")), "the tile to be painted")


def test_dragging_moves_an_item(sample: Program) -> None:
    sample.drag("dense", "board")
    before = sample.see("dense tile").centre
    sample.drag("dense tile", before.moved(80, 40))
    eventually(lambda: sample.see("dense tile").centre == before.moved(80, 40), "the tile to arrive")


def test_what_a_tab_hides_is_not_in_sight(sample: Program) -> None:
    assert not sample.find("a loss curve")
    sample.click("Loss", "QTabBar")
    sample.see("a loss curve")
    assert not sample.find("dropout")


def test_a_program_that_ends_by_itself_gives_its_exit_code(sample: Program) -> None:
    sample.click("Quit")
    assert sample.wait_for_exit() == 0
    assert "helper up" in sample.output()


def test_a_program_that_ignores_the_request_to_end_is_gone_all_the_same(desktop: Desktop, tmp_path: Path) -> None:
    with Program(desktop, tmp_path, "tests.end_to_end.sample_program") as sample:
        processes = sample.processes()
        os.kill(sample.process.pid, signal.SIGSTOP)
    assert processes
    assert not sample.processes()


def test_a_program_that_does_not_start_says_why(desktop: Desktop, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="No module named nonsense"):
        Program(desktop, tmp_path, "nonsense")


@pytest.mark.usefixtures("screens")
def test_two_desktops_stand_side_by_side() -> None:
    with Desktop(320, 200) as small, Desktop(640, 480) as large:
        assert small.display != large.display
        assert small.picture().shape == (200, 320, 3)
        assert large.picture().shape == (480, 640, 3)


def is_orange(picture: Picture) -> bool:
    centre = Point(picture.shape[1] // 2, picture.shape[0] // 2)
    return list(picture[centre.y, centre.x]) == [ORANGE.red(), ORANGE.green(), ORANGE.blue()]
