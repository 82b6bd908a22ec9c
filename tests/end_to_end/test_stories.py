"""The program as a newcomer meets it: a real window, mouse and keyboard, from an empty canvas to a trained network."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import numpy as np
import pytest

from engine.project.file import load_project
from engine.project.history import HISTORY_COLUMNS
from tests.end_to_end.conftest import StartProgram
from tests.end_to_end.desktop import Picture, Rectangle, eventually
from tests.end_to_end.program import Program

pytestmark = pytest.mark.real_window

W1, B1 = [[1, 1], [1, 1]], [0, -1]
W2, B2 = [[1, -2]], [-0.5]
LABELS = [0, 1, 1, 0]
START_TIMEOUT_S = 30.0


def fill_cell(program: Program, table: str, row: int, column: int, value: float) -> None:
    program.click(f"{table}[{row},{column}]")
    program.write(f"{value:g}")
    program.press("Return")


def fill_layer(program: Program, edge: str, weight: list[list[float]], bias: list[float]) -> None:
    """Select a connection by one of its edges and type its matrix and its target's biases."""
    program.click(edge)
    for row, weights in enumerate(weight):
        for column, value in enumerate(weights):
            fill_cell(program, "matrix-table", row, column, value)
    for row, value in enumerate(bias):
        fill_cell(program, "bias-table", row, 0, value)


def is_blue(picture: Picture, place: Rectangle, offset: int = 14) -> bool:
    """Tell whether the field around a sample is blue rather than orange, looking on four sides of its mark."""
    x, y = place.x, place.y
    around = [picture[y + dy, x + dx].astype(int) for dx, dy in ((offset, 0), (-offset, 0), (0, offset), (0, -offset))]
    red, _green, blue = np.median(around, axis=0)
    return bool(blue > red)


def messages(program: Program) -> str:
    return " ".join(str(seen.shown) for seen in program.find(kind="QLabel"))


def status(program: Program, field: str) -> int:
    """Give the number that a field of the status bar shows."""
    shown = str(program.shown(f"status-{field}")).partition("/")[0]  # the epoch is shown as “epoch 3 / 300”
    return int("".join(filter(str.isdigit, shown)))


def open_example(program: Program, name: str) -> None:
    program.press("ctrl+e")
    program.click(f"example-{name}")
    eventually(lambda: not program.find("gallery"), "the gallery to close")


def wait_until_it_can_train(program: Program) -> None:
    eventually(lambda: program.see("play-button").enabled, "Play to be possible", START_TIMEOUT_S)


def save_as(program: Program, path: Path) -> None:
    program.press("ctrl+s")
    eventually(lambda: len(program.windows()) > 1, "the file dialog")
    program.press("ctrl+a")
    program.write(str(path))
    program.press("Return")
    eventually(path.exists, "the file to be saved")


def test_xor_by_hand_from_an_empty_canvas(start: StartProgram) -> None:
    program = start()
    program.see("data-source-xor-points")  # the panels have come, and nothing moves aside for them any more
    for card, across in (("palette-input", 0.2), ("palette-hidden", 0.5), ("palette-output", 0.8)):
        program.drag(card, program.see("canvas").rectangle.at(across, 0.5))
    eventually(lambda: program.find("Output 1 from Hidden 2"), "the three layers to be connected")
    program.click("data-source-xor-points")
    program.click("Matrices")
    fill_layer(program, "Hidden 1 from Input 1", W1, B1)
    fill_layer(program, "Output 1 from Hidden 1", W2, B2)
    assert program.see("Output 1 from Hidden 2").shown == -2

    def regions() -> list[bool]:
        picture = program.picture()
        return [is_blue(picture, program.see(f"sample {index}").rectangle) for index in range(4)]

    eventually(lambda: regions() == [bool(label) for label in LABELS], "the four XOR regions", START_TIMEOUT_S)
    for _ in range(6):
        program.press("ctrl+z")
    eventually(lambda: regions() != [bool(label) for label in LABELS], "undo to take the regions back")
    for _ in range(6):
        program.press("ctrl+shift+z")
    eventually(lambda: regions() == [bool(label) for label in LABELS], "redo to bring the regions again")


def test_circles_learn_tenfold_and_can_be_kept(start: StartProgram, tmp_path: Path) -> None:
    program = start()
    open_example(program, "circles")
    wait_until_it_can_train(program)
    program.press("space")
    eventually(lambda: status(program, "epoch") > 0, "the first epoch", START_TIMEOUT_S)
    assert status(program, "rate") > 0
    assert program.shown("status-device") == "cpu"
    eventually(lambda: status(program, "epoch") >= 100, "a hundred epochs", 60.0)
    program.press("space")
    eventually(lambda: program.see("play-button").shown == "Play", "the run to pause")
    path = tmp_path / "circles.neuro"
    save_as(program, path)
    run = load_project(path).run
    assert run is not None
    loss = run.history[:, HISTORY_COLUMNS.index("training_loss")]
    assert loss[-1] < loss[0] / 10
    initial = run.initial
    program.press("r")
    eventually(lambda: status(program, "step") == 0, "the reset")
    weight = float(initial.weights[0][0, 0])
    eventually(lambda: program.see("Hidden 1 1 from Input 1").shown == weight, "the very same initial weight")


def test_a_weight_is_dragged_and_turned_with_the_mouse_and_typed_where_it_stands(start: StartProgram) -> None:
    program = start()
    open_example(program, "xor-by-hand")
    program.click("Output 1 from Hidden 2")
    symbol = program.see("canvas-value-symbol").centre
    program.drag(symbol, symbol.moved(100, 0))
    eventually(lambda: program.see("Output 1 from Hidden 2").shown == 0.5, "a weight 25 steps larger")
    program.desktop.scroll(program.see("canvas-value-field").centre, 3)
    eventually(lambda: program.see("Output 1 from Hidden 2").shown == 0.8, "three notches up")
    program.press("Return")
    program.press("Escape")
    program.press("ctrl+z")
    eventually(lambda: program.see("Output 1 from Hidden 2").shown == -2, "one undo step for the visit")

    program.click("Output 1 from Hidden 2")
    program.write("3")
    eventually(lambda: program.see("Output 1 from Hidden 2").shown == 3, "the weight typed")
    program.press("Escape")
    eventually(lambda: program.see("Output 1 from Hidden 2").shown == -2, "the weight from before")
    program.press("Return")
    program.write("-1")
    program.press("Return")
    program.write("1/4")
    program.press("Return")
    eventually(lambda: program.see("Output 1 from Hidden 2").shown == -1, "the weight accepted")
    program.click("Output 1")
    eventually(lambda: "0.25" in messages(program), "the output's bias in its formula")


def test_xor_with_the_keyboard_alone(start: StartProgram) -> None:
    program = start()
    program.see("canvas")
    program.write("2-2r-1")
    program.press("Return")
    eventually(lambda: program.find("Output 1 from Hidden 2"), "the network typed")
    for key in ("Escape", "Down", "Down", "Tab", "Tab"):
        program.press(key)
    for value in (1, 1, 0, 1, 1, -1, 1, -2, 0):
        program.write(str(value))
        program.press("Return")
    for edge, weight in (("Hidden 2 from Input 1", 1), ("Output 1 from Hidden 1", 1), ("Output 1 from Hidden 2", -2)):
        assert program.see(edge).shown == weight


def test_one_mini_batch_one_epoch_and_a_learning_rate_of_a_million_that_is_explained(start: StartProgram) -> None:
    program = start()
    open_example(program, "xor")
    wait_until_it_can_train(program)
    program.press("Right")
    eventually(lambda: status(program, "step") == 1, "one mini-batch", START_TIMEOUT_S)
    program.press("e")
    eventually(lambda: status(program, "epoch") == 1, "one epoch")

    program.click("learning-rate")
    program.press("ctrl+a")
    program.write("1e6")
    program.press("Return")
    program.press("space")
    eventually(lambda: "1e6 is too large" in messages(program), "the reason of the stop", START_TIMEOUT_S)
    weight = program.see("Hidden 1 from Input 1").shown
    assert weight is not None
    assert np.isfinite(float(weight))


def engine_process(program: Program) -> int:
    for process in program.processes():
        if b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes():
            return process
    raise AssertionError("There is no engine process.")


def test_a_killed_engine_costs_nothing(start: StartProgram) -> None:
    program = start()
    open_example(program, "circles")
    wait_until_it_can_train(program)
    program.press("space")
    eventually(lambda: status(program, "epoch") >= 3, "some epochs", START_TIMEOUT_S)
    os.kill(engine_process(program), signal.SIGKILL)
    eventually(lambda: "engine" in messages(program), "word of the engine's death", 2.0)
    eventually(lambda: program.see("play-button").shown == "Play", "the run to have ended")
    reached = status(program, "epoch")
    assert reached >= 3
    weight = program.see("Hidden 1 1 from Input 1").shown
    program.press("space")
    eventually(lambda: status(program, "epoch") > reached, "training to go on", START_TIMEOUT_S)
    eventually(lambda: program.see("Hidden 1 1 from Input 1").shown != weight, "the weights to move again")


def test_unsaved_changes_are_asked_about(start: StartProgram) -> None:
    program = start()
    canvas = program.see("canvas").rectangle
    program.drag("palette-input", canvas.at(0.4, 0.5))
    program.press("ctrl+q")
    program.click("Cancel")
    assert program.find("layer Input")
    program.press("ctrl+q")
    program.click("Don't Save" if program.find("Don't Save") else "Discard")
    assert program.wait_for_exit() == 0
    eventually(lambda: not program.processes(), "every process to end")
    assert "Traceback" not in program.output()


def test_a_damaged_file_is_refused_in_a_sentence(start: StartProgram, tmp_path: Path) -> None:
    path = tmp_path / "damaged.neuro"
    path.write_bytes(b"PK\x03\x04 and nothing more")
    program = start(arguments=[path])
    eventually(lambda: "damaged.neuro" in messages(program), "the sentence")
    assert not program.find("layer Input")


def test_saving_while_training_keeps_what_was_learnt(start: StartProgram, tmp_path: Path) -> None:
    program = start()
    open_example(program, "circles")
    program.fill("epochs", "10000000")  # so that the run is still going on when the window closes
    wait_until_it_can_train(program)
    program.press("space")
    eventually(lambda: status(program, "epoch") >= 5, "some epochs", START_TIMEOUT_S)
    path = tmp_path / "while-training.neuro"
    save_as(program, path)
    run = load_project(path).run
    assert run is not None
    assert run.epoch >= 5
    program.press("ctrl+q")
    program.click("Discard")
    assert program.wait_for_exit() == 0
