"""Quick add, context menus and the command palette with the real mouse and keyboard."""

from __future__ import annotations

import pytest

from tests.end_to_end.conftest import StartProgram
from tests.end_to_end.desktop import Point, eventually
from tests.end_to_end.program import Program

pytestmark = pytest.mark.real_window


def double_click_canvas(program: Program, across: float, down: float) -> Point:
    place = program.see("canvas").rectangle.at(across, down)
    program.desktop.click(place, 1, 2)
    return place


def test_quick_add_is_left_by_a_click_beside_it_or_esc_and_adds_where_the_double_click_was(start: StartProgram) -> None:
    program = start()
    double_click_canvas(program, 0.3, 0.3)
    program.see("search-popup")
    program.desktop.click(program.see("canvas").rectangle.at(0.02, 0.05))
    eventually(lambda: not program.find("search-popup"), "the popup to go")
    program.press("Insert")
    program.see("search-popup")
    program.press("Escape")
    eventually(lambda: not program.find("search-popup"), "the popup to go")
    assert not program.find("Input 1")

    place = double_click_canvas(program, 0.3, 0.5)
    program.see("search-popup")
    program.write("inp")
    program.press("Return")
    layer = program.see("Input 1").rectangle.centre
    assert abs(layer.x - place.x) < 60
    double_click_canvas(program, 0.7, 0.8)
    program.see("search-popup")
    program.write("tanh 3")
    program.press("Return")
    eventually(lambda: program.find("Hidden 3 from Input 1"), "a layer of three, connected")
    assert not program.find("search-popup")


def test_context_menus_and_the_command_palette_show_and_find_what_can_be_done(start: StartProgram) -> None:
    program = start()
    program.see("canvas")
    program.write("2-3-1")
    program.press("Return")
    program.see("layer Hidden")
    program.press("Escape")
    program.click("layer Hidden", button=3)
    program.see("context-menu")
    program.press("Escape")
    eventually(lambda: not program.find("context-menu"), "the menu to go")
    for key in ("Menu", "shift+F10"):
        program.press(key)
        program.see("context-menu")
        program.press("Escape")
        eventually(lambda: not program.find("context-menu"), "the menu to go, and no second one")
    program.press("Menu")
    program.see("context-menu")
    program.write("e")  # the mnemonic of “Add neuron”
    eventually(lambda: program.find("Hidden 4"), "a fourth neuron")

    program.press("ctrl+k")
    program.see("search-popup")
    program.write("go hid")
    program.press("Return")
    eventually(lambda: program.see("layer Hidden").checked, "the layer gone to to be selected")
    program.press("ctrl+k")
    program.write("delete")
    program.press("Return")
    eventually(lambda: not program.find("layer Hidden"), "the layer to be deleted")
