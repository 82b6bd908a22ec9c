"""What people look for in the command palette of the whole window: settings, panels, layers, shapes, an own x."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.data.sources import make_data_set
from engine.process.events import DataMade
from gui.app import Program
from gui.settings import Settings


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    program = Program(qapp, Settings(tmp_path / "settings.ini"))
    program.first_paint.happened.disconnect()
    program.window.resize(1280, 800)
    program.window.show()
    program.window.files.open_example("xor-by-hand")
    _ = program.window.panels
    program.window.canvas.setFocus()
    yield program
    if program.window.command_palette.popup is not None:
        program.window.command_palette.popup.close_popup()
    program.document.undo_stack.setClean()
    program.window.close()
    program.stop()
    program.themes.deleteLater()


def search(program: Program, text: str) -> list[str]:
    """Type into the command palette. Gives the titles of what is found."""
    palette = program.window.command_palette
    palette.toggle()
    assert palette.popup is not None
    QTest.keyClicks(palette.popup.field, text)
    return palette.popup.titles


def accept(program: Program) -> None:
    popup = program.window.command_palette.popup
    assert popup is not None
    QTest.keyClick(popup.field, Qt.Key.Key_Return)


MEANT = {
    "learning rate": "Learning rate α",
    "lerning rate": "Learning rate α",
    "batch size": "Batch size B",
    "adam": "Optimizer",
    "seed": "Seed",
    "confusion": "Confusion matrix",
    "epoch": "Epoch",
    "softmax": "Add layer: Classes",
    "relu layer": "Add layer: ReLU",
    "2-8t-8r-1": "Add 2-8t-8r-1",
    "dark": "Dark",
    "drak": "Dark",
    "xor": "XOR",
    "undo": "Undo",
    "freze": "Freeze",
    "export": "Export drawing",
    "pdf": "Export drawing",
    "digits": "Digits",
    "fti": "Fit",
    "pause": "Play",
    "type x": "Type your own x",
    "input values": "Type your own x",
    "own sample": "Type your own x",
}


def test_the_first_that_is_found_is_what_was_meant(program: Program) -> None:
    found = {}
    for typed in MEANT:
        found[typed] = search(program, typed)[0]
        program.window.command_palette.toggle()  # closed again
    assert found == MEANT


def test_an_x_is_typed_by_the_command_or_it_is_said_why_not(program: Program) -> None:
    actions, canvas = program.window.actions_by_name, program.window.canvas
    assert "once there are data" in actions["type-x"].toolTip()
    data = program.document.project.data
    program.engine.data_made.emit(DataMade(revision=0, data_set=make_data_set(data)))
    assert "Type your own x" in search(program, "x")[:8]
    QTest.keyClicks(program.window.command_palette.popup.field, " own")  # type: ignore[union-attr]
    accept(program)
    assert canvas.inputs.editor.isVisible()
    QTest.keyClicks(canvas.inputs.editor.field, "7")
    assert program.document.view.typed_input is not None
    assert program.document.view.typed_input[0] == 7.0


def test_a_setting_is_shown_and_waits_to_be_set(program: Program, qtbot: QtBot) -> None:
    program.window.docks.show("metrics")
    assert search(program, "warm-up")[0] == "Warm-up epochs"
    accept(program)
    qtbot.waitUntil(lambda: program.window.docks.is_in_front(program.window.docks["training"]))
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Warm-up epochs"
    qtbot.waitUntil(lambda: not focused.visibleRegion().isEmpty())


def test_a_panel_behind_another_is_brought_to_the_front_and_hidden_from_there(program: Program, qtbot: QtBot) -> None:
    docks = program.window.docks
    docks.show("training")
    qtbot.waitUntil(lambda: not docks.is_in_front(docks["metrics"]))
    search(program, "metrics")
    accept(program)
    qtbot.waitUntil(lambda: docks.is_in_front(docks["metrics"]))
    search(program, "metrics")
    accept(program)
    assert docks["metrics"].isHidden()


def test_a_layer_is_added_from_the_palette(program: Program) -> None:
    before = len(program.document.network.layers)
    search(program, "add layer gelu")
    accept(program)
    assert len(program.document.network.layers) == before + 1
