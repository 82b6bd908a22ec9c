"""Selecting, copying and putting in order with a real mouse, a real keyboard and a real clipboard."""

from __future__ import annotations

import numpy as np
import pytest

from tests.end_to_end.conftest import StartProgram
from tests.end_to_end.desktop import Point, eventually
from tests.end_to_end.program import Program

pytestmark = pytest.mark.real_window


NAMES = ("Input", "Hidden", "Hidden 1", "Hidden 2", "Output", "Output 2")


def layers(program: Program) -> dict[str, Point]:
    """Give the middle of every layer's name, by the layers' names."""
    found = {name: program.find(f"layer {name}") for name in NAMES}
    return {name: sights[0].centre for name, sights in found.items() if sights}


def selected(program: Program) -> set[str]:
    """Give the names of the layers selected."""
    found = {name: program.find(f"layer {name}") for name in NAMES}
    return {name for name, sights in found.items() if sights and sights[0].checked}


def build(program: Program, shape: str) -> None:
    """Type a whole network on the empty canvas."""
    canvas = program.see("canvas").rectangle
    program.desktop.click(Point(canvas.x + canvas.width // 2, canvas.y + 40))
    program.write(shape)
    program.press("Return")
    eventually(lambda: len(layers(program)) == shape.count("-") + 1, "the network typed")
    program.press("Escape")  # what was built is selected, and would move as one


def test_a_layer_dragged_onto_a_connection_changes_its_place(start: StartProgram) -> None:
    program = start()
    build(program, "2-3-4-1")
    program.drag("layer Hidden 1", "Output 1 from Hidden 2 2")
    eventually(lambda: bool(program.find("Hidden 1 1 from Hidden 2 1")), "the layer behind the other")
    eventually(
        lambda: layers(program)["Hidden 2"].x < layers(program)["Hidden 1"].x < layers(program)["Output"].x, "its place"
    )
    program.press("ctrl+z")
    eventually(lambda: bool(program.find("Hidden 2 1 from Hidden 1 1")), "all as before in one step")


def test_layers_move_aside_while_another_is_held_between_them(start: StartProgram) -> None:
    program = start()
    build(program, "2-3-1")
    before, shown = layers(program), dict[str, Point]()
    program.desktop.drag(
        program.see("palette-hidden").centre,
        program.see("Output 1 from Hidden 2").centre,
        keep_up=program.windows,
        before_release=lambda: shown.update(layers(program)),
    )
    assert shown["Hidden"] == before["Hidden"]
    assert shown["Output"].x > before["Output"].x
    eventually(lambda: bool(program.find("Output 1 from Hidden 2 1")), "the layer between them")
    # At first it may lie beyond the edge of the canvas, where the probe sees nothing of it.
    program.press("f")
    eventually(
        lambda: layers(program)["Hidden"].x < layers(program)["Hidden 2"].x < layers(program)["Output"].x, "their order"
    )


def test_a_neuron_is_shown_where_it_joins_the_layer_it_is_held_over(start: StartProgram) -> None:
    program = start()
    build(program, "2-3-1")
    pictures = [program.picture()]
    name = program.see("layer Hidden").centre
    program.desktop.drag(
        program.see("palette-neuron").centre,
        name,
        keep_up=program.windows,
        before_release=lambda: pictures.append(program.picture()),
    )
    joined = eventually(lambda: program.find("Hidden 4"), "the neuron")[0].rectangle
    assert not np.array_equal(joined.cut_from(pictures[0]), joined.cut_from(pictures[1]))
    assert program.find("Output 1 from Hidden 4")


def test_a_frame_selects_and_the_clipboard_copies(start: StartProgram) -> None:
    program = start()
    build(program, "2-3-1")
    canvas = program.see("canvas").rectangle
    before = layers(program)
    left = (before["Input"].x + before["Hidden"].x) // 2 - 20
    program.drag(Point(left, canvas.y + 10), Point(canvas.x + canvas.width - 8, before["Output"].y + 40))
    eventually(lambda: selected(program) == {"Hidden", "Output"}, "two layers selected")
    program.press("ctrl+c")
    program.press("ctrl+v")
    eventually(lambda: {"Hidden 2", "Output 2"} <= layers(program).keys(), "the copies")
    program.press("ctrl+x")
    eventually(lambda: layers(program).keys() == before.keys(), "the copies gone")
    program.press("ctrl+v")
    eventually(lambda: {"Hidden 2", "Output 2"} <= layers(program).keys(), "them back from the clipboard")


def test_a_mess_is_arranged_by_a_key(start: StartProgram) -> None:
    program = start()
    build(program, "2-3-1")
    start_of, canvas = layers(program), program.see("canvas").rectangle
    program.drag("layer Output", Point(start_of["Input"].x, canvas.y + canvas.height - 70))
    eventually(lambda: layers(program)["Output"].x < layers(program)["Hidden"].x, "a mess")
    program.press("Escape")
    program.press("ctrl+shift+a")

    def is_in_order() -> bool:
        now = layers(program)
        return now["Input"].x < now["Hidden"].x < now["Output"].x

    eventually(is_in_order, "the layers from left to right")
    program.press("ctrl+z")
    eventually(lambda: not is_in_order(), "the mess again")
