"""Wires drawn and edges removed with the real mouse."""

from __future__ import annotations

import pytest

from tests.end_to_end.conftest import StartProgram
from tests.end_to_end.desktop import eventually

pytestmark = pytest.mark.real_window


def test_edges_are_deleted_drawn_between_neurons_and_restored(start: StartProgram) -> None:
    program = start()
    program.press("ctrl+e")
    program.click("example-xor-by-hand")
    place = eventually(lambda: program.find("Hidden 2 from Input 1"), "the example")[0].centre
    program.click("Hidden 2 from Input 1")
    program.press("Delete")
    eventually(lambda: not program.find("Hidden 2 from Input 1"), "the edge to go")
    program.drag("Input 1", "Hidden 2")
    eventually(lambda: program.find("Hidden 2 from Input 1"), "the edge to be back")
    program.press("ctrl+z")
    eventually(lambda: not program.find("Hidden 2 from Input 1"), "undo to remove it again")

    program.drag("Input 2", "Output 1")
    eventually(lambda: program.find("Output 1 from Input 2"), "the skip edge, over a layer")
    assert not program.find("Output 1 from Input 1")
    program.press("ctrl+z")
    eventually(lambda: not program.find("Output 1 from Input 2"), "undo to remove it")

    program.press("ctrl+k")
    program.see("search-popup")
    program.write("show removed edges")
    program.see("Show removed edges")
    program.press("Return")
    eventually(lambda: not program.find("search-popup"), "the popup to go")
    # Two clicks at one place so soon after each other would be a double click.
    program.desktop.click(program.see("canvas").rectangle.at(0.5, 0.05))
    program.desktop.click(place)
    program.see("Removed edge from Input to Hidden")
    program.click("restore-edge")
    eventually(lambda: program.find("Hidden 2 from Input 1"), "the edge to be back")
    assert not program.find("removed-edge-page")
