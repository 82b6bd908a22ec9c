"""What the matrix editor and the samples' stepper can do, by menu, command palette and key, in the whole window."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.data.sources import make_data_set
from engine.process.events import DataMade
from engine.project.settings import with_selected_sample
from gui.app import Program
from gui.selection import ConnectionItem
from gui.settings import Settings


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    program = Program(qapp, Settings(tmp_path / "settings.ini"))
    program.first_paint.happened.disconnect()
    program.window.resize(1280, 800)
    program.window.show()
    program.window.files.open_example("xor-by-hand")
    program.window.canvas.setFocus()
    yield program
    program.document.undo_stack.setClean()
    program.window.close()
    program.stop()
    program.themes.deleteLater()


def run(program: Program, text: str) -> str:
    """Find a command by typing and run it. Gives its title."""
    palette = program.window.command_palette
    palette.toggle()
    assert palette.popup is not None
    QTest.keyClicks(palette.popup.field, text)
    title = palette.popup.titles[0]
    QTest.keyClick(palette.popup.field, Qt.Key.Key_Return)
    return title


def test_asking_what_is_possible_makes_no_panels(program: Program) -> None:
    program.window.actions_by_name.refresh()
    assert program.window.made_panels is None
    assert program.window.actions_by_name.obstacle("fill-matrix-zeros") == ""


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("fill zeros", "Zeros"),
        ("identity", "Identity"),
        ("negate", "Negate"),
        ("transpose", "Transpose"),
        ("numpy", "NumPy"),
        ("matrix csv", "CSV"),
        ("scale matrix", "Scale"),
        ("random matrix", "Random"),
        ("next sample", "Next sample"),
    ],
)
def test_the_palette_finds_them(program: Program, typed: str, title: str) -> None:
    palette = program.window.command_palette
    palette.toggle()
    assert palette.popup is not None
    QTest.keyClicks(palette.popup.field, typed)
    assert palette.popup.titles[0].rpartition(": ")[2].startswith(title)  # some name the menu within a menu
    palette.popup.close_popup()


def test_a_matrix_is_filled_and_copied_from_the_palette(program: Program) -> None:
    connection = program.document.network.connections[0]
    program.window.selection.select(ConnectionItem(*connection.key))
    run(program, "fill negate")
    negated = program.document.network.connection(*connection.key).weight
    np.testing.assert_array_equal(negated, -connection.weight)
    assert program.window.docks["matrix"].isVisible()
    run(program, "matrix numpy")
    assert QApplication.clipboard().text().startswith("np.array([[")


def test_what_does_not_fit_says_why(program: Program) -> None:
    connection = program.document.network.connections[-1]
    program.window.selection.select(ConnectionItem(*connection.key))
    _ = program.window.panels
    program.window.actions_by_name.refresh()
    assert "1×2" in program.window.actions_by_name["fill-matrix-transpose"].toolTip()


def test_keys_step_through_the_samples(program: Program) -> None:
    actions, document = program.window.actions_by_name, program.document
    assert actions.obstacle("next-sample") == "There is no data yet."
    program.engine.data_made.emit(DataMade(revision=0, data_set=make_data_set(document.project.data)))
    document.set_view(with_selected_sample(document.view, 0))
    assert actions["previous-sample"].toolTip().startswith("This is the first sample.")
    for key, expected in (("]", 1), (Qt.Key.Key_PageDown, 2), ("[", 1), (Qt.Key.Key_PageUp, 0), ("[", 0)):
        QTest.keyClick(program.window.canvas, key)
        assert document.view.selected_sample == expected


def test_a_paste_after_a_click_beside_the_matrix_goes_into_it(program: Program) -> None:
    first = program.document.network.connections[0]
    program.window.docks.show("matrix")
    program.window.selection.select(ConnectionItem(*first.key))
    editor = program.window.panels.matrices
    QApplication.clipboard().setText("1,2\n3,4")
    QTest.mouseClick(editor, Qt.MouseButton.LeftButton, pos=editor.rect().bottomRight() - QPoint(2, 2))
    assert QApplication.focusWidget() is editor
    QTest.keySequence(editor, QKeySequence.StandardKey.Paste)
    assert program.document.network.connection(*first.key).weight.tolist() == [[1, 2], [3, 4]]
