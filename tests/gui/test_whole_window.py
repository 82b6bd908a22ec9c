"""The window as a whole, without its engine: keys that open things, context menus, the sheet of keys."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QScrollArea, QToolBar, QToolButton, QWidget
from shiboken6 import isValid

from engine.network.edits import add_layer, connect
from engine.network.initializers import Initialization
from engine.network.model import Network
from engine.project.project import Project
from gui.actions import Actions
from gui.app import Program
from gui.canvas import context_menu
from gui.canvas.context_menu import Entry, Submenu, make_context_menu, submenu_names
from gui.selection import ConnectionItem, EdgeItem, Item, LayerItem, NeuronItem, exists
from gui.settings import Settings
from gui.window.shortcut_sheet import ShortcutSheet, key_names
from tests.gui.screen_places import place_on_screen

MENUS = ("EMPTY", "LAYER", "NEURON", "CONNECTION", "EDGE", "REMOVED_EDGE", "SEVERAL")


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    program = Program(qapp, Settings(tmp_path / "settings.ini"))
    program.first_paint.happened.disconnect()
    program.window.resize(1280, 800)
    program.window.show()
    program.window.canvas.setFocus()
    yield program
    program.document.undo_stack.setClean()
    program.window.close()
    program.stop()
    program.themes.deleteLater()


@pytest.fixture
def xor(program: Program) -> Program:
    program.window.files.open_example("xor-by-hand")
    return program


def names_in(entries: tuple[Entry, ...], actions: Actions) -> list[str]:
    names: list[str] = []
    for entry in entries:
        if isinstance(entry, Submenu):
            inside = submenu_names(entry, actions)
            assert inside, f"nothing stands under {entry.title}"
            names += inside
        elif entry is not context_menu.SEPARATOR:
            names.append(entry)
    return names


def test_context_menus_name_commands_that_exist_each_once(program: Program) -> None:
    known = {command.description.name for command in program.window.actions_by_name}
    for menu in MENUS:
        names = names_in(getattr(context_menu, menu), program.window.actions_by_name)
        assert set(names) <= known, menu
        assert len(set(names)) == len(names), menu


MENU_OF_ITEMS: tuple[tuple[tuple[Item, ...], str], ...] = (
    ((), "Add…"),
    ((LayerItem("L2"),), "Add neuron"),
    ((NeuronItem("L2", 0),), "Edit value"),
    ((EdgeItem("L1", "L2", 0, 0),), "Edit value"),
    ((ConnectionItem("L1", "L2"),), "Delete"),
    ((LayerItem("L1"), LayerItem("L2")), "Delete"),
)


def test_each_kind_of_item_has_a_menu(xor: Program) -> None:
    for items, expected in MENU_OF_ITEMS:
        menu = make_context_menu(items, xor.window.actions_by_name, xor.window.canvas)
        assert expected in [action.text().replace("&", "") for action in menu.actions()], items
        assert not menu.actions()[-1].isSeparator(), items
        menu.deleteLater()


STALE_ITEMS = [
    ConnectionItem("L1", "L4"),
    EdgeItem("L1", "L4", 0, 1),
    EdgeItem("L1", "L2", 3, 1),
    NeuronItem("L4", 0),
    NeuronItem("L2", 3),
    LayerItem("L4"),
]


def skipping_network() -> Network:
    """2-4-4-1 with a connection from input to output, too."""
    network = add_layer(Network(), "input", 2)
    for number, width in enumerate((4, 4, 1), start=1):
        network = add_layer(network, "dense", width, position=(280.0 * number, 0.0))
        network = connect(network, f"L{number}", f"L{number + 1}", Initialization())
    return connect(network, "L1", "L4", Initialization())


def select_in_skipping_network(program: Program, item: Item) -> None:
    program.document.open(Project(network=skipping_network()), None)
    assert program.window.panels
    program.window.selection.select(item)


@pytest.mark.parametrize("example", ["xor-by-hand", "digits"])
def test_opening_another_project_bears_that_what_was_selected_is_gone(program: Program, example: str) -> None:
    for item in STALE_ITEMS:
        select_in_skipping_network(program, item)
        program.window.files.open_example(example)
        network = program.document.network
        assert all(exists(each, network) for each in program.window.selection.items), item


def test_every_command_can_be_asked_before_the_views_know_of_another_project(program: Program) -> None:
    for item in STALE_ITEMS:
        select_in_skipping_network(program, item)
        before, after = program.document.project, Project(network=add_layer(Network(), "input", 1))
        with QSignalBlocker(program.document):
            program.document.open(after, None)
        program.window.actions_by_name.refresh()
        program.document.project_changed.emit(before, after)
        assert program.window.selection.items == (), item


def open_menu(program: Program) -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def right_click(program: Program, item: Item) -> None:
    canvas = program.window.canvas
    place = place_on_screen(canvas, item).center()
    inside = canvas.viewport().mapFromGlobal(place)
    QApplication.sendEvent(canvas.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, inside, place))


def test_a_right_click_selects_what_is_under_it_and_shows_its_menu(xor: Program) -> None:
    right_click(xor, LayerItem("L2"))
    assert xor.window.selection.items == (LayerItem("L2"),)
    menu = open_menu(xor)
    function = next(action for action in menu.actions() if "function" in action.text())
    tanh = next(action for action in function.menu().actions() if action.text() == "Tanh")
    menu.close()
    tanh.trigger()
    assert xor.document.network.layer("L2").activation_function == "tanh"


def test_a_right_click_on_one_of_several_selected_keeps_them(xor: Program) -> None:
    xor.window.selection.select(LayerItem("L1"), LayerItem("L2"))
    right_click(xor, LayerItem("L2"))
    assert xor.window.selection.items == (LayerItem("L1"), LayerItem("L2"))
    open_menu(xor).close()


@pytest.mark.parametrize(
    ("selected", "clicked"),
    [
        ((ConnectionItem("L1", "L2"),), EdgeItem("L1", "L2", 0, 0)),
        ((LayerItem("L1"), LayerItem("L2")), NeuronItem("L2", 1)),
    ],
)
def test_a_right_click_on_a_part_of_what_is_selected_keeps_it(
    xor: Program, selected: tuple[Item, ...], clicked: Item
) -> None:
    xor.window.selection.select(*selected)
    right_click(xor, clicked)
    assert xor.window.selection.items == selected
    open_menu(xor).close()


def test_a_right_click_on_a_neuron_of_the_layer_selected_shows_the_neurons_menu(xor: Program) -> None:
    xor.window.selection.select(LayerItem("L2"))
    right_click(xor, NeuronItem("L2", 1))
    assert xor.window.selection.items == (NeuronItem("L2", 1),)
    menu = open_menu(xor)
    assert "Edit value" in [action.text().replace("&", "") for action in menu.actions()]
    menu.close()


def test_a_right_click_on_empty_space_selects_nothing(xor: Program) -> None:
    xor.window.selection.select(LayerItem("L1"))
    canvas = xor.window.canvas
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(4, 4), canvas.viewport().mapToGlobal(QPoint(4, 4)))
    QApplication.sendEvent(canvas.viewport(), event)
    assert xor.window.selection.items == ()
    open_menu(xor).close()


def test_the_menu_key_and_shift_f10_show_the_menu_of_what_is_selected(xor: Program) -> None:
    canvas, places = xor.window.canvas, []
    canvas.context_menu_requested.connect(places.append)
    xor.window.selection.select(LayerItem("L2"))
    QTest.keyClick(canvas, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    open_menu(xor).close()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), canvas.mapToGlobal(QPoint()))
    QApplication.sendEvent(canvas, event)
    open_menu(xor).close()
    assert places == [place_on_screen(canvas, LayerItem("L2")).center()] * 2


@pytest.mark.parametrize("key", [Qt.Key.Key_A, Qt.Key.Key_Insert])
def test_a_and_insert_open_quick_add(program: Program, key: Qt.Key) -> None:
    QTest.keyClick(program.window.canvas, key)
    popup = program.window.quick_add.popup
    assert popup is not None
    QTest.keyClicks(popup.field, "2-2-1")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert [layer.width for layer in program.document.network.layers] == [2, 2, 1]


def test_letters_typed_into_quick_add_press_no_keys_of_the_window(xor: Program) -> None:
    QTest.keyClick(xor.window.canvas, Qt.Key.Key_A)
    popup = xor.window.quick_add.popup
    assert popup is not None
    QTest.keyClicks(popup.field, "afe.? r")
    assert popup.field.text() == "afe.? r"
    assert xor.window.findChild(ShortcutSheet) is None
    QTest.keyClick(popup.field, Qt.Key.Key_Escape)
    assert xor.window.canvas.hasFocus()


def test_ctrl_k_finds_and_runs_a_command_of_any_menu(xor: Program) -> None:
    QTest.keyClick(xor.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    popup = xor.window.command_palette.popup
    assert popup is not None
    QTest.keyClicks(popup.field, "select all")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert len(xor.window.selection.items) == 3


def test_every_action_of_the_menus_is_in_the_palette(xor: Program) -> None:
    xor.window.command_palette.toggle()
    popup = xor.window.command_palette.popup
    assert popup is not None
    wanted = {
        xor.window.actions_by_name[command.description.name].text().replace("&", "").rstrip("…")
        for command in xor.window.actions_by_name
        if command.description.name != "command-palette"
    }
    assert wanted <= {title.rpartition(": ")[2] for title in popup.titles}  # some name the menu within a menu
    popup.close_popup()


def test_the_sheet_shows_all_keys_finds_some_and_closes_with_esc(program: Program) -> None:
    QTest.keyClick(program.window.canvas, Qt.Key.Key_Question)
    sheet = program.window.findChild(ShortcutSheet)
    assert sheet is not None
    assert sheet.isVisible()
    assert not sheet.isModal()
    with_keys = [command.description for command in program.window.actions_by_name if command.description.keys]
    shown = {what.rpartition(" › ")[2] for what in sheet.shown}
    assert {description.text.replace("&", "").rstrip("…") for description in with_keys} <= shown
    QTest.keyClicks(sheet.field, "ctrl+k")
    assert sheet.shown == ["Find a command"]
    QTest.keyClick(sheet.field, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


@pytest.fixture
def sheet(program: Program) -> Iterator[ShortcutSheet]:
    program.window.show_shortcuts()
    sheet = program.window.findChild(ShortcutSheet)
    assert sheet is not None
    yield sheet
    if isValid(sheet):
        sheet.close()


@pytest.mark.parametrize("name", ["canvas", "palette-hidden", "display-button"])
def test_esc_closes_the_sheet_whatever_in_the_window_has_the_keyboard(
    xor: Program, sheet: ShortcutSheet, name: str
) -> None:
    xor.window.canvas.select_all()
    selected = xor.window.selection.items
    focused = xor.window.findChild(QWidget, name)
    assert focused is not None
    focused.setFocus()
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert xor.window.selection.items == selected
    xor.window.canvas.setFocus()
    QTest.keyClick(xor.window.canvas, Qt.Key.Key_Escape)
    assert xor.window.selection.items == ()


def test_esc_closes_the_sheet_before_a_dialog_beneath_it_and_after_one_above(program: Program) -> None:
    beneath, above = QDialog(program.window), QDialog(program.window)
    beneath.show()
    QTest.keyClick(program.window.canvas, Qt.Key.Key_Question)
    sheet = program.window.findChild(ShortcutSheet)
    assert sheet is not None
    above.show()
    QTest.keyClick(above, Qt.Key.Key_Escape)
    assert (above.isVisible(), sheet.isVisible(), beneath.isVisible()) == (False, True, True)
    QTest.keyClick(beneath, Qt.Key.Key_Escape)
    assert (sheet.isVisible(), beneath.isVisible()) == (False, True)
    QTest.keyClick(beneath, Qt.Key.Key_Escape)
    assert not beneath.isVisible()


@pytest.mark.parametrize("is_larger", [False, True])
def test_all_of_the_sheet_fits_a_small_screen(
    program: Program, monkeypatch: pytest.MonkeyPatch, is_larger: bool
) -> None:
    screen = SimpleNamespace(availableSize=lambda: QSize(1280, 800))
    monkeypatch.setattr(ShortcutSheet, "screen", lambda _sheet: screen)
    if is_larger:
        program.window.presentation.toggle()
    program.window.show_shortcuts()
    sheet = program.window.findChild(ShortcutSheet)
    assert sheet is not None
    area = sheet.findChild(QScrollArea)
    assert area is not None
    assert is_larger or area.verticalScrollBar().maximum() == 0  # all of it at once
    assert area.horizontalScrollBar().maximum() == 0
    assert sheet.width() <= 1280
    assert sheet.height() <= 800
    sheet.close()


def test_what_the_sheet_finds_stands_together(program: Program) -> None:
    program.window.show_shortcuts()
    sheet = program.window.findChild(ShortcutSheet)
    assert sheet is not None
    size, seen = sheet.size(), sheet.shown
    QTest.keyClicks(sheet.field, "freeze")
    found = [label for label in sheet.findChildren(QLabel) if label.isVisible()]
    tops = sorted({label.mapTo(sheet, QPoint(0, 0)).y() for label in found})
    assert len(found) >= 2
    assert all(lower - upper < 45 for upper, lower in itertools.pairwise(tops))
    assert sheet.height() < size.height() / 2
    sheet.field.clear()
    assert sheet.shown == seen
    assert sheet.size() == size
    sheet.close()


def test_the_sheet_tells_what_is_dragged_and_typed(program: Program) -> None:
    program.window.show_shortcuts()
    sheet = program.window.findChild(ShortcutSheet)
    assert sheet is not None
    assert {"Connect to a new layer", "Set an input", "Take an example or data set"} <= set(sheet.shown)
    sheet.close()


def test_keys_are_written_once_and_arrows_as_signs() -> None:
    assert key_names(("Return", "Enter")) == ("Enter",)
    assert key_names(("Right", "Shift+Up", "+", "Ctrl++")) == ("→", "Shift+↑", "+", "Ctrl++")


def test_icons_of_the_tool_bar_grow_to_projector_size_and_back(program: Program) -> None:
    window = program.window
    bar = window.findChild(QToolBar, "main-toolbar")
    assert bar is not None
    button = bar.widgetForAction(window.actions_by_name["save"])
    assert isinstance(button, QToolButton)
    before = button.iconSize()
    window.presentation.toggle()
    assert button.iconSize().width() > before.width()
    window.presentation.toggle()
    assert button.iconSize() == before
