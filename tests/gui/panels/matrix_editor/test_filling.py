"""Filling, freezing and restoring from the menus, and the strip in which a fill is set live."""

from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from engine.network.initializers import Initialization, initialize
from gui.document import Document
from gui.panels.matrix_editor import MatrixEditor

Child = Callable[[QWidget, str], QWidget]
Click = Callable[..., None]
UndoTexts = Callable[[], list[str]]
Message = Callable[[], str]
Key, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier


def weight(document: Document) -> list[list[float]]:
    found: list[list[float]] = document.network.connection("L1", "L2").weight.tolist()
    return found


@pytest.fixture
def choose(editor: MatrixEditor, child: Child) -> Callable[[str], None]:
    """Give a function that chooses from the menu with everything."""

    def choose_action(name: str) -> None:
        menu = whole_menu(editor, child)
        action = next(action for action in entries(menu) if action.objectName() == f"action-{name}")
        assert action.isEnabled(), action.toolTip()
        action.trigger()

    return choose_action


def whole_menu(editor: MatrixEditor, child: Child) -> QMenu:
    button = child(editor, "matrix-menu")
    assert isinstance(button, QToolButton)
    menu = button.menu()
    menu.aboutToShow.emit()
    return menu


def entries(menu: QMenu) -> list:
    found = []
    for action in menu.actions():
        submenu = action.menu()
        found += entries(submenu) if isinstance(submenu, QMenu) else [action]
    return found


def obstacle(editor: MatrixEditor, child: Child, name: str) -> str:
    action = next(a for a in entries(whole_menu(editor, child)) if a.objectName() == f"action-{name}")
    return "" if action.isEnabled() else action.toolTip()


def type_into(field: QWidget, text: str, qtbot: QtBot) -> None:
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("zeros", [[0, 0], [0, 0]]), ("identity", [[1, 0], [0, 1]]), ("negate", [[-1, -1], [-1, -1]])],
)
def test_all_of_w_is_filled_in_one_step(
    document: Document, choose: Callable[[str], None], undo_texts: UndoTexts, name: str, expected: list[list[float]]
) -> None:
    choose(f"matrix-fill-{name}")
    assert weight(document) == expected
    assert len(undo_texts()) == 1
    document.undo_stack.undo()
    assert weight(document) == [[1, 1], [1, 1]]


def test_only_the_cells_selected_are_filled(
    weights: QTableView, biases: QTableView, document: Document, choose: Callable[[str], None], click: Click
) -> None:
    click(weights, 0, 1)
    click(weights, 1, 1, SHIFT)
    choose("matrix-fill-zeros")
    assert weight(document) == [[1, 0], [1, 0]]
    click(biases, 0, 0)
    choose("matrix-fill-negate")
    assert document.network.layer("L2").bias.tolist() == [0, 1]


def test_transposing_what_is_not_square_is_refused_in_the_menu(
    editor: MatrixEditor, weights: QTableView, child: Child, click: Click
) -> None:
    assert obstacle(editor, child, "matrix-fill-transpose") == ""
    click(weights, 0, 0)
    click(weights, 0, 1, SHIFT)
    assert "these are 1×2" in obstacle(editor, child, "matrix-fill-transpose")


def test_scaling_is_live_and_one_step(
    editor: MatrixEditor, document: Document, choose: Callable[[str], None], child: Child, undo_texts: UndoTexts,
    qtbot: QtBot,
) -> None:  # fmt: skip
    choose("matrix-scale")
    field = child(editor, "fill-factor")
    assert field.hasFocus()
    type_into(field, "2,5", qtbot)
    assert weight(document) == [[2.5, 2.5], [2.5, 2.5]]
    qtbot.keyClick(field, Key.Key_Return)
    assert not child(editor, "fill-strip").isVisible()
    assert undo_texts() == ["Scale W⁽¹⁾"]


def test_esc_brings_back_what_was_there_and_leaves_no_step(
    editor: MatrixEditor, document: Document, choose: Callable[[str], None], child: Child, undo_texts: UndoTexts,
    qtbot: QtBot,
) -> None:  # fmt: skip
    for name, field in (("matrix-scale", "fill-factor"), ("matrix-draw", "fill-seed")):
        choose(name)
        type_into(child(editor, field), "7", qtbot)
        assert weight(document) != [[1, 1], [1, 1]]
        qtbot.keyClick(child(editor, field), Key.Key_Escape)
        assert weight(document) == [[1, 1], [1, 1]]
        assert not child(editor, "fill-strip").isVisible()
        assert undo_texts() == []


def test_drawing_begins_as_the_project_initialises_and_follows_the_seed(
    editor: MatrixEditor, document: Document, choose: Callable[[str], None], child: Child, undo_texts: UndoTexts,
    qtbot: QtBot,
) -> None:  # fmt: skip
    initialization = Initialization("he", seed=3)
    training = replace(document.project.training, initialization=initialization)
    document.apply("Set", lambda project: replace(project, training=training))
    choose("matrix-draw")
    expected = initialize(document.network, initialization).connection("L1", "L2").weight
    np.testing.assert_array_equal(document.network.connection("L1", "L2").weight, expected)
    type_into(child(editor, "fill-seed"), "4", qtbot)
    expected = initialize(document.network, Initialization("he", seed=4)).connection("L1", "L2").weight
    np.testing.assert_array_equal(document.network.connection("L1", "L2").weight, expected)
    qtbot.mouseClick(child(editor, "fill-done"), Qt.MouseButton.LeftButton)
    assert undo_texts() == ["Set", "Draw W⁽¹⁾"]


def test_removed_edges_stay_0(
    document: Document, choose: Callable[[str], None], remove_edge: Callable[[int, int], None]
) -> None:
    remove_edge(0, 0)
    choose("matrix-fill-identity")
    assert weight(document) == [[0, 0], [0, 1]]


def test_cells_are_frozen_thawed_and_restored(
    editor: MatrixEditor, weights: QTableView, document: Document, choose: Callable[[str], None], child: Child,
    click: Click, remove_edge: Callable[[int, int], None],
) -> None:  # fmt: skip
    click(weights, 1, 0)
    choose("matrix-freeze")
    assert document.network.connection("L1", "L2").frozen.tolist() == [[False, False], [True, False]]
    choose("matrix-freeze")
    assert not document.network.connection("L1", "L2").frozen.any()
    assert obstacle(editor, child, "matrix-restore") == "No edge selected here was removed."
    remove_edge(0, 1)
    click(weights, 0, 1)
    assert "nothing to freeze" in obstacle(editor, child, "matrix-freeze")
    choose("matrix-restore")
    assert document.network.connection("L1", "L2").mask.all()


def test_while_training_only_copying_is_possible(editor: MatrixEditor, document: Document, child: Child) -> None:
    document.set_training(True)
    for action in entries(whole_menu(editor, child)):
        may = action.objectName().startswith("action-matrix-copy") or action.isSeparator()
        assert action.isEnabled() == may, action.objectName()


@pytest.mark.parametrize(("name", "words"), [("matrix-scale", "Scale W⁽¹⁾ by"), ("matrix-draw", "Draw W⁽¹⁾")])
def test_the_strip_names_the_matrix_whose_title_it_lies_over(
    editor: MatrixEditor, choose: Callable[[str], None], child: Child, name: str, words: str
) -> None:
    choose(name)
    assert words in {label.text() for label in child(editor, "fill-strip").findChildren(QLabel) if label.isVisible()}


def test_training_puts_the_strip_away(
    editor: MatrixEditor, document: Document, choose: Callable[[str], None], child: Child
) -> None:
    choose("matrix-scale")
    document.set_training(True)
    assert not child(editor, "fill-strip").isVisible()


@pytest.mark.parametrize("width", [200, 260, 340, 700])
def test_every_button_lies_within_the_panel(editor: MatrixEditor, child: Child, qtbot: QtBot, width: int) -> None:
    editor.resize(width, 500)
    qtbot.waitUntil(lambda: editor.width() <= max(width, editor.minimumSizeHint().width()))
    for name in ("paste-matrix", "copy-matrix", "fill-matrix", "matrix-menu", "matrix-connection"):
        button = child(editor, name)
        if button.isVisible():
            left = button.mapTo(editor, button.rect().topLeft()).x()
            assert left >= 0
            assert left + button.width() <= editor.width(), name
            assert button.width() >= button.minimumSizeHint().width(), name
    assert child(editor, "matrix-menu").isVisible()


def test_without_room_one_button_has_everything(editor: MatrixEditor, child: Child) -> None:
    tools = child(editor, "matrix-menu").parentWidget()
    assert child(editor, "paste-matrix").isVisible()
    tools.setFixedWidth(60)
    assert not child(editor, "paste-matrix").isVisible()
    names = {action.objectName() for action in entries(whole_menu(editor, child))}
    assert {"action-matrix-paste", "action-matrix-copy-csv", "action-matrix-scale", "action-matrix-freeze"} <= names


def test_a_low_panel_leaves_the_room_to_the_numbers(
    editor: MatrixEditor, weights: QTableView, child: Child, qtbot: QtBot
) -> None:
    editor.set_input_names(("length", "width"))
    height = weights.horizontalHeader().height()
    editor.resize(300, 230)
    qtbot.waitUntil(lambda: weights.horizontalHeader().height() < height)
    assert child(editor, "matrix-menu").y() < child(editor, "matrix-connection").geometry().bottom()
    assert weights.viewport().height() >= weights.verticalHeader().length()
