"""Copying, cutting, erasing, and pasting blocks."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QTableView
from pytestqt.qtbot import QtBot

from engine.network.edits import resize_layer
from engine.network.initializers import Initialization
from engine.network.matrix_text import FORMATS, parse_matrix
from gui.document import Document
from gui.panels.matrix_editor import MatrixEditor
from gui.panels.matrix_editor.commands import copy_commands

Click = Callable[..., None]
UndoTexts = Callable[[], list[str]]
Message = Callable[[], str]
Key, CONTROL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def weight(document: Document) -> list[list[float]]:
    found: list[list[float]] = document.network.connection("L1", "L2").weight.tolist()
    return found


@pytest.fixture
def wide(document: Document) -> None:
    """Give the network three inputs and W from 1 to 6."""
    document.edit_network("Widen", lambda network: resize_layer(network, "L1", 3, Initialization()))
    document.undo_stack.clear()


def test_the_keys_copy_cells_as_a_spreadsheet_takes_them(
    weights: QTableView, biases: QTableView, click: Click, qtbot: QtBot
) -> None:
    click(weights, 0, 0)
    qtbot.keyClick(weights, Key.Key_C, CONTROL)
    assert clipboard() == "1"
    click(weights, 1, 1, SHIFT)
    qtbot.keyClick(weights, Key.Key_C, CONTROL)
    assert clipboard() == "1\t1\n1\t1"
    assert not QGuiApplication.clipboard().mimeData().hasHtml()
    click(biases, 1, 0)
    qtbot.keyClick(biases, Key.Key_A, CONTROL)
    qtbot.keyClick(biases, Key.Key_C, CONTROL)
    assert clipboard() == "0\n-1"


def test_the_menu_copies_all_of_w_or_the_block_selected(
    editor: MatrixEditor, weights: QTableView, biases: QTableView, click: Click
) -> None:
    click(weights, 0, 0)
    editor.matrix_actions.copy("numpy")
    assert clipboard() == "np.array([[1., 1.], [1., 1.]])"
    click(weights, 0, 1, SHIFT)
    editor.matrix_actions.copy("latex")
    assert clipboard() == r"\begin{bmatrix} 1 & 1 \end{bmatrix}"
    click(biases, 0, 0)
    editor.matrix_actions.copy("numpy")
    assert clipboard() == "np.array([0., -1.])"


def test_every_format_is_offered_and_read_back(editor: MatrixEditor, document: Document) -> None:
    commands = copy_commands(editor.matrix_actions)
    assert [command.description.text for command in commands] == [f"Copy as {f.label}" for f in FORMATS.values()]
    for command in commands:
        command.run()
        assert parse_matrix(clipboard()).tolist() == weight(document)


def test_cutting_and_erasing_leave_0(
    weights: QTableView, biases: QTableView, document: Document, click: Click, qtbot: QtBot, undo_texts: UndoTexts
) -> None:
    click(weights, 0, 0)
    click(weights, 0, 1, SHIFT)
    qtbot.keyClick(weights, Key.Key_X, CONTROL)
    assert clipboard() == "1\t1"
    assert weight(document) == [[0, 0], [1, 1]]
    click(biases, 1, 0)
    qtbot.keyClick(biases, Key.Key_Delete)
    assert document.network.layer("L2").bias.tolist() == [0, 0]
    assert undo_texts() == ["Clear cells", "Clear cells"]


@pytest.mark.usefixtures("wide")
def test_a_block_fills_from_the_cell_it_is_pasted_at(
    weights: QTableView, document: Document, click: Click, qtbot: QtBot, undo_texts: UndoTexts
) -> None:
    QGuiApplication.clipboard().setText("7\t8\n9\t10")
    click(weights, 0, 1)
    qtbot.keyClick(weights, Key.Key_V, CONTROL)
    assert [row[1:] for row in weight(document)] == [[7, 8], [9, 10]]
    assert undo_texts() == ["Paste block"]


@pytest.mark.usefixtures("wide")
def test_a_block_that_juts_out_is_refused_with_both_shapes(
    weights: QTableView, click: Click, qtbot: QtBot, undo_texts: UndoTexts, message: Message
) -> None:
    QGuiApplication.clipboard().setText("7\t8\n9\t10")
    click(weights, 1, 2)
    qtbot.keyClick(weights, Key.Key_V, CONTROL)
    assert message() == "A 2×2 block from row 2, column 3 juts out of W, which is 2×3."
    assert undo_texts() == []


def test_a_single_number_goes_into_all_cells_selected(
    weights: QTableView, biases: QTableView, document: Document, click: Click, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText("1/4")
    click(weights, 0, 1)
    click(weights, 1, 1, SHIFT)
    qtbot.keyClick(weights, Key.Key_V, CONTROL)
    assert weight(document) == [[1, 0.25], [1, 0.25]]
    qtbot.keyClick(biases, Key.Key_A, CONTROL)
    biases.setFocus()
    qtbot.keyClick(biases, Key.Key_V, CONTROL)
    assert document.network.layer("L2").bias.tolist() == [0.25, 0.25]


@pytest.mark.usefixtures("wide")
def test_a_matrix_that_fits_transposed_is_offered_so(
    editor: MatrixEditor, document: Document, qtbot: QtBot, undo_texts: UndoTexts, message: Message
) -> None:
    editor.matrix_actions.paste("[1 2; 3 4; 5 6]")
    assert "is 2×3; the matrix given is 3×2." in message()
    (button,) = [b for b in editor.findChildren(QPushButton) if b.text() == "Paste transposed"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert weight(document) == [[1, 3, 5], [2, 4, 6]]
    assert undo_texts() == ["Paste matrix"]
    assert "Pasted transposed into all of W⁽¹⁾ (2×3)." in message()


@pytest.mark.usefixtures("wide")
@pytest.mark.parametrize(
    ("text", "result", "sentence"),
    [
        ("[5 6]", [[1, 1, 1], [1, 5, 6]], "Pasted into row 2, columns 2–3 of W⁽¹⁾."),
        ("[5 6 7; 8 9 10]", [[5, 6, 7], [8, 9, 10]], "Pasted into all of W⁽¹⁾ (2×3)."),
        ("[5; 6]", [[1, 1, 1], [1, 1, 1]], "A 2×1 block from row 2, column 2 juts out of W, which is 2×3."),
    ],
)
def test_a_matrix_goes_where_the_cell_is_or_is_the_whole_one_or_is_refused(
    editor: MatrixEditor,
    weights: QTableView,
    document: Document,
    click: Click,
    message: Message,
    text: str,
    result: list[list[float]],
    sentence: str,
) -> None:
    editor.matrix_actions.paste("[1 1 1; 1 1 1]")
    click(weights, 1, 1)
    editor.matrix_actions.paste(text)
    assert weight(document) == result
    assert message() == sentence


@pytest.mark.parametrize(
    ("width", "text", "result", "shapes"),
    [(1, "[5 6]", [[5], [6]], ("2×1", "1×2")), (3, "[5; 6; 7]", [[5, 6, 7]], ("1×3", "3×1"))],
)
def test_a_row_is_taken_for_a_column_and_a_column_for_a_row_which_is_said(
    editor: MatrixEditor,
    weights: QTableView,
    document: Document,
    click: Click,
    message: Message,
    width: int,
    text: str,
    result: list[list[float]],
    shapes: tuple[str, str],
) -> None:
    document.edit_network("Resize", lambda network: resize_layer(network, "L1", width, Initialization()))
    if len(result) == 1:
        document.edit_network("Resize", lambda network: resize_layer(network, "L2", 1, Initialization()))
    click(weights, 0, 0)
    editor.matrix_actions.paste(text)
    assert weight(document) == result
    assert message() == f"Pasted into all of W⁽¹⁾ ({shapes[0]}). It was transposed from {shapes[1]}."


@pytest.mark.usefixtures("wide")
@pytest.mark.parametrize("text", ["[1 2; 3 4]", "[1 2 3 4]"])
def test_nothing_is_offered_that_would_not_fit_either(editor: MatrixEditor, text: str) -> None:
    editor.matrix_actions.paste(text)
    assert not [button for button in editor.findChildren(QPushButton) if button.text() == "Paste transposed"]


def test_what_removed_edges_do_not_take_is_said(
    editor: MatrixEditor, document: Document, remove_edge: Callable[[int, int], None], message: Message
) -> None:
    remove_edge(0, 1)
    editor.matrix_actions.paste("[5 6; 7 8]")
    assert weight(document) == [[5, 0], [7, 8]]
    assert message() == "Pasted into all of W⁽¹⁾ (2×2). 1 removed edge stays 0."


def test_while_training_nothing_is_pasted_cut_or_erased(
    editor: MatrixEditor, weights: QTableView, document: Document, click: Click, qtbot: QtBot, message: Message
) -> None:
    document.set_training(True)
    click(weights, 0, 0)
    for key, modifier in ((Key.Key_X, CONTROL), (Key.Key_Delete, Qt.KeyboardModifier.NoModifier)):
        qtbot.keyClick(weights, key, modifier)
        assert "Training is going on" in message()
    qtbot.keyClick(weights, Key.Key_5)
    assert "Training is going on" in message()
    editor.matrix_actions.paste("[5 6; 7 8]")
    np.testing.assert_array_equal(document.network.connection("L1", "L2").weight, np.ones((2, 2)))
