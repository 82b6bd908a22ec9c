"""The whole window with nothing but the keyboard."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from engine.network import forward
from engine.network.model import Network
from engine.project.project import Project
from gui.document import Document
from gui.search_popup import SearchPopup
from gui.selection import EdgeItem, LayerItem, NeuronItem
from gui.session import Session
from gui.settings import Settings
from gui.theme import ThemeManager
from gui.training.training_controller import TrainingController
from gui.window.main_window import MainWindow
from gui.window.shortcut_guard import ShortcutGuard
from tests.gui.fake_engine import FakeEngine

NO_KEY = Qt.KeyboardModifier.NoModifier
ENTER, ESCAPE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab
POINTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


class Keyboard:
    """Presses keys wherever the window has the focus."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def network(self) -> Network:
        return self.window.document.network

    def press(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def write(self, text: str) -> None:
        for character in text:
            self.press(character)

    def weight(self, source: str, target: str) -> list[list[float]]:
        weights: list[list[float]] = self.network.connection(source, target).weight.tolist()
        return weights


@pytest.fixture
def keyboard(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Keyboard]:
    settings = Settings(tmp_path / "settings.ini")
    themes, guard = ThemeManager(qapp, settings), ShortcutGuard(qapp)
    document = Document(Project())
    session = Session(document, FakeEngine())  # type: ignore[arg-type]
    training = TrainingController(session)
    window = MainWindow(session, training, themes, settings)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield Keyboard(window)
    document.undo_stack.blockSignals(True)
    document.undo_stack.clear()
    shiboken6.delete(window)
    guard.deleteLater()
    themes.deleteLater()


@pytest.fixture
def xor(keyboard: Keyboard) -> Keyboard:
    """2-2-1, built by typing its shape."""
    assert keyboard.window.canvas.hasFocus()
    keyboard.write("2-2r-1")
    keyboard.press(ENTER)
    assert [layer.width for layer in keyboard.network.layers] == [2, 2, 1]
    return keyboard


def test_xor_from_an_empty_window(xor: Keyboard) -> None:
    xor.press(ESCAPE)
    xor.press(Qt.Key.Key_Down)
    assert xor.window.selection.items == (LayerItem(xor.network.layers[0].id),)
    xor.press(Qt.Key.Key_Down)
    xor.press(TAB)
    xor.press(TAB)
    for text in ("1", "1", "0", "1", "1", "-1", "1", "-2", "0"):
        xor.write(text)
        xor.press(ENTER)
    assert forward.output(xor.network, POINTS).ravel().tolist() == [0, 1, 1, 0]
    assert xor.window.canvas.hasFocus()


def test_layers_are_renamed_widened_and_narrowed(xor: Keyboard) -> None:
    xor.press(ESCAPE)
    xor.press(Qt.Key.Key_Down)
    xor.press(Qt.Key.Key_Right)
    for key in ("+", "=", "-"):
        xor.press(key)
    assert xor.network.layers[1].width == 3
    xor.press(Qt.Key.Key_F2)
    xor.write("Corners - 1")
    xor.press(ENTER)
    assert xor.network.layers[1].name == "Corners - 1"
    assert xor.window.canvas.hasFocus()
    xor.press("Z", Qt.KeyboardModifier.ControlModifier)
    assert xor.network.layers[1].name == "Hidden"


def test_enter_edits_the_value_selected_where_it_stands(xor: Keyboard) -> None:
    first, hidden = (layer.id for layer in xor.network.layers[:2])
    xor.window.selection.select(EdgeItem(first, hidden, 1, 0))
    xor.press(ENTER)
    xor.write("e")  # no epoch: the field has the key
    assert xor.weight(first, hidden)[1][0] == np.e
    xor.press(ESCAPE)
    xor.window.selection.select(NeuronItem(hidden, 1))
    xor.press(ENTER)
    xor.write("1/3")
    xor.press(ENTER)
    assert xor.network.layers[1].bias[1] == 1 / 3


def test_undo_in_a_name_that_is_not_being_typed_is_the_documents(xor: Keyboard, qtbot: QtBot) -> None:
    xor.window.furnish()
    qtbot.waitUntil(lambda: xor.window.docks["inspector"].widget() is not None)
    xor.window.selection.select(LayerItem(xor.network.layers[1].id))
    field = next(field for field in xor.window.findChildren(QLineEdit, "layer-name") if field.isVisible())
    field.setFocus()
    xor.write("x")
    xor.press("Z", Qt.KeyboardModifier.ControlModifier)
    assert len(xor.network.layers) == 3
    assert field.text() == "Hidden"
    xor.press(ESCAPE)
    field.setFocus()
    xor.press("Z", Qt.KeyboardModifier.ControlModifier)
    assert xor.network.layers == ()


def test_undo_in_a_field_just_opened_takes_the_last_value_back(xor: Keyboard) -> None:
    first, hidden = (layer.id for layer in xor.network.layers[:2])
    before = xor.weight(first, hidden)
    xor.window.selection.select(EdgeItem(first, hidden, 0, 0))
    xor.write("42")
    xor.press(ENTER)
    assert xor.weight(first, hidden)[0][0] == 42
    xor.press("Z", Qt.KeyboardModifier.ControlModifier)
    assert xor.weight(first, hidden) == before


def test_delete_in_a_field_just_opened_removes_the_edge(xor: Keyboard) -> None:
    first, hidden = (layer.id for layer in xor.network.layers[:2])
    xor.window.selection.select(EdgeItem(first, hidden, 1, 0))
    xor.press(ENTER)
    xor.press(Qt.Key.Key_Delete)
    assert xor.network.connection(first, hidden).mask.tolist() == [[True, True], [False, True]]
    assert xor.window.canvas.hasFocus()
    xor.window.selection.select(EdgeItem(first, hidden, 1, 1))
    xor.write("7")
    xor.press(Qt.Key.Key_Delete)  # something is typed now: the key is the text's
    assert xor.network.connection(first, hidden).mask.tolist() == [[True, True], [False, True]]


def test_spaces_belong_to_the_number_being_typed(xor: Keyboard) -> None:
    first, hidden = (layer.id for layer in xor.network.layers[:2])
    xor.window.selection.select(EdgeItem(first, hidden, 0, 0))
    xor.write("1 / 3")
    assert not xor.window.canvas.hasFocus()
    xor.press(ENTER)
    xor.press(ESCAPE)
    assert xor.weight(first, hidden)[0][0] == 1 / 3


def test_space_in_a_field_with_nothing_typed_leaves_it_and_is_the_windows_key(xor: Keyboard) -> None:
    first, hidden = (layer.id for layer in xor.network.layers[:2])
    xor.window.selection.select(EdgeItem(first, hidden, 0, 0))
    xor.write("5")
    xor.press(ENTER)  # which opens the next
    xor.press(" ")
    assert xor.weight(first, hidden)[0][0] == 5
    assert xor.window.canvas.hasFocus()


def test_tab_enters_the_network_just_built(xor: Keyboard) -> None:
    xor.press(TAB)
    assert xor.window.canvas.hasFocus()
    assert xor.window.selection.items == (LayerItem(xor.network.layers[0].id),)


def toast(keyboard: Keyboard) -> str:
    note = keyboard.window.canvas.findChild(QLabel, "canvas-toast")
    assert note is not None
    return note.text() if note.isVisible() else ""


@pytest.mark.parametrize(
    ("key", "modifiers", "sentence"),
    [
        (Qt.Key.Key_W, NO_KEY, "takes its values from the data"),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier, "Select one layer that stands between"),
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, "nothing to do again"),
    ],
)
def test_the_keys_of_what_cannot_be_done_say_why(
    xor: Keyboard, key: Qt.Key, modifiers: Qt.KeyboardModifier, sentence: str
) -> None:
    hidden, first = xor.network.layers[1], xor.network.layers[0]
    xor.window.selection.select(LayerItem(hidden.id), LayerItem(first.id))
    xor.press(key, modifiers)
    assert sentence in toast(xor)


def test_delete_with_nothing_selected_says_so(xor: Keyboard) -> None:
    xor.press(ESCAPE)
    xor.press(Qt.Key.Key_Delete)
    assert toast(xor) == "Nothing is selected."


def test_paste_is_possible_while_there_is_something_to_paste(xor: Keyboard) -> None:
    clipboard, action = QApplication.clipboard(), xor.window.actions_by_name["paste"]
    clipboard.setText("2-3-1")
    assert action.isEnabled()
    clipboard.clear()
    assert not action.isEnabled()
    assert "nothing on the clipboard" in action.toolTip()


def test_letters_that_begin_no_number_mean_the_edge_while_its_field_is_untouched(xor: Keyboard) -> None:
    first, hidden, _ = (layer.id for layer in xor.network.layers)
    xor.window.selection.select(EdgeItem(first, hidden, 0, 0))
    before = xor.weight(first, hidden)
    xor.press(ENTER)
    xor.press("l")
    assert xor.network.connection(first, hidden).frozen[0, 0]
    assert xor.weight(first, hidden) == before
    xor.write("sqrt(4)")
    assert xor.weight(first, hidden)[0][0] == 2
    xor.press(ESCAPE)


def test_a_shape_typed_beside_a_network_offers_to_replace_it_first(xor: Keyboard) -> None:
    xor.press(ESCAPE)
    xor.press(Qt.Key.Key_Insert)
    xor.write("3-2")
    popup = next(popup for popup in xor.window.findChildren(SearchPopup) if popup.isVisible())
    assert popup.titles == ["Replace the network by 3-2", "Add 3-2"]
    xor.press(ESCAPE)


def test_a_card_leaves_select_all_and_quick_add_to_the_canvas(xor: Keyboard) -> None:
    xor.press(ESCAPE)
    card = xor.window.palette_panel.card("hidden")
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert xor.window.canvas.hasFocus()
    card.setFocus(Qt.FocusReason.TabFocusReason)
    xor.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(xor.window.selection.items) == len(xor.network.layers)
    xor.press(Qt.Key.Key_A)
    assert any(popup.isVisible() for popup in xor.window.findChildren(SearchPopup))
    xor.press(ESCAPE)


def test_a_click_on_empty_canvas_begins_the_walk_anew(xor: Keyboard) -> None:
    xor.press(ESCAPE)
    xor.press(ESCAPE)
    canvas = xor.window.canvas
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(canvas.viewport().width() // 2, 8))
    xor.press(TAB)
    assert xor.window.selection.items == (LayerItem(xor.network.layers[0].id),)


def test_what_is_added_from_the_palette_by_keys_is_gone_on_with_on_the_canvas(keyboard: Keyboard) -> None:
    palette = keyboard.window.palette_panel
    for key in ("input", "hidden"):
        palette.card(key).setFocus()
        keyboard.press(ENTER)
        assert keyboard.window.canvas.hasFocus()
    assert keyboard.window.selection.items == (LayerItem(keyboard.network.layers[1].id),)
    palette.card("input").setFocus()
    keyboard.press(Qt.Key.Key_Insert)
    keyboard.write("output")
    keyboard.press(ENTER)
    assert len(keyboard.network.layers) == 3
    assert keyboard.window.canvas.hasFocus()


def test_the_palette_is_two_stops_of_the_tab_key(keyboard: Keyboard) -> None:
    palette = keyboard.window.palette_panel
    palette.card("input").setFocus()
    keyboard.press(Qt.Key.Key_Right)
    assert palette.card("hidden").hasFocus()
    for _ in range(4):  # the heading of the examples, then one of them, and out
        keyboard.press(TAB)
    assert not palette.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize(
    ("key", "onwards", "backwards"),
    [
        (Qt.Key.Key_F6, NO_KEY, Qt.KeyboardModifier.ShiftModifier),
        (
            TAB,
            Qt.KeyboardModifier.ControlModifier,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        ),
    ],
)
def test_a_key_goes_round_all_panels(
    xor: Keyboard, qtbot: QtBot, key: Qt.Key, onwards: Qt.KeyboardModifier, backwards: Qt.KeyboardModifier
) -> None:
    window = xor.window
    window.furnish()
    qtbot.waitUntil(lambda: window.docks["distributions"].widget() is not None)
    with qtbot.waitActive(window):
        window.activateWindow()

    def region() -> str:
        focused = QApplication.focusWidget()
        docks = (dock for dock in window.docks if dock.isAncestorOf(focused))
        return next((dock.objectName() for dock in docks), "canvas")

    def round_trip(modifiers: Qt.KeyboardModifier) -> list[str]:
        seen = [region()]
        while len(seen) < 20:
            xor.press(key, modifiers)
            if region() == "canvas":
                return seen
            seen.append(region())
        return seen

    window.canvas.setFocus()
    there = round_trip(onwards)
    assert there[:3] == ["canvas", "dock-palette", "dock-data"]
    assert {"dock-boundary", "dock-training"} < set(there)
    assert len(set(there)) == len(there)
    assert round_trip(backwards) == ["canvas", *there[:0:-1]]


def test_after_undoing_a_copy_what_was_copied_is_selected_and_copying_nothing_says_so(xor: Keyboard) -> None:
    control, selection = Qt.KeyboardModifier.ControlModifier, xor.window.selection
    selection.select(LayerItem("L2"), LayerItem("L3"))
    xor.press(Qt.Key.Key_D, control)
    assert selection.items == (LayerItem("L4"), LayerItem("L5"))
    xor.press(Qt.Key.Key_Z, control)
    assert selection.items == (LayerItem("L2"), LayerItem("L3"))
    selection.select()
    xor.press(Qt.Key.Key_C, control)
    assert toast(xor) == "Nothing is selected."


@pytest.mark.parametrize("name", ["play", "epoch", "step"])
def test_a_click_on_the_transport_takes_over_what_is_being_typed(xor: Keyboard, name: str) -> None:
    window = xor.window
    window.training._engine.make_data(window.document.project.data)
    window.docks.show("training")
    field, button = window.panels.training.findChild(QLineEdit, "epochs"), window.findChild(QWidget, f"{name}-button")
    field.setFocus(Qt.FocusReason.TabFocusReason)
    xor.write("7.5")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not window.document.is_training
    assert field.hasFocus()
    assert "whole number" in field.toolTip()
    field.selectAll()
    xor.write("14/2")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.document.project.training.epochs == 7
    assert window.document.is_training
    window.document.set_training(False)


def test_no_letter_is_underlined_twice_in_a_menu(keyboard: Keyboard) -> None:
    keyboard.window.furnish()

    def twice(menu: QWidget) -> list[str]:
        letters = Counter(
            found[1].lower() for action in menu.actions() if (found := re.search("&(.)", action.text())) is not None
        )
        within = [title for action in menu.actions() if action.menu() is not None for title in twice(action.menu())]
        return [letter for letter, count in letters.items() if count > 1] + within

    assert twice(keyboard.window.menuBar()) == []
