"""The list of activation functions over a layer: letters lead through it, and mean nothing to the canvas meanwhile."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from engine.network.activations import ACTIVATION_FUNCTIONS
from engine.project.examples import EXAMPLES
from engine.project.project import Project
from gui.app import Program
from gui.canvas.display.panel import DisplayPanel
from gui.selection import LayerItem


@pytest.fixture
def project() -> Project:
    return EXAMPLES["circles"].build()


def entry(menu: QMenu) -> str:
    active = menu.activeAction()
    return "" if active is None else str(active.data())


def open_menu(program: Program, qtbot: QtBot) -> QMenu:
    window, canvas = program.window, program.window.canvas
    window.activateWindow()
    canvas.setFocus()
    window.selection.select(LayerItem("L2"))
    canvas.editing.choose_function("L2")
    menu = window.findChild(QMenu, "activation-function-menu")
    assert menu is not None
    qtbot.waitUntil(menu.isVisible)
    return menu


@pytest.mark.parametrize("name", ["automatic-scale", "neuron-face"])
def test_letters_in_the_display_panel_run_no_command_of_the_canvas(program: Program, name: str) -> None:
    window, canvas = program.window, program.window.canvas
    before = program.document.project.network
    window.activateWindow()
    window.selection.select(LayerItem("L2"))
    panel = window.findChild(DisplayPanel)
    assert panel is not None
    panel.show()
    control = panel.findChild(QWidget, name)
    assert control is not None
    control.setFocus()
    for key in (Qt.Key.Key_L, Qt.Key.Key_U, Qt.Key.Key_D):
        QTest.keyClick(window.windowHandle(), key)
    assert program.document.project.network is before
    panel.hide()
    canvas.setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_L)
    assert program.document.project.network.layer("L2").bias_frozen.all()


@pytest.mark.parametrize("is_sent_to_the_window", [False, True])
def test_letters_lead_through_the_list_and_run_no_command_of_the_canvas(
    program: Program, qtbot: QtBot, is_sent_to_the_window: bool
) -> None:
    window = program.window
    before = program.document.project.network
    menu = open_menu(program, qtbot)
    handle = (window if is_sent_to_the_window else menu).windowHandle()
    visited = []
    for key in (Qt.Key.Key_L, Qt.Key.Key_S, Qt.Key.Key_S, Qt.Key.Key_W, Qt.Key.Key_U):
        QTest.keyClick(handle, key)
        visited.append(entry(menu))
    assert visited[0] == "leaky_relu"
    assert visited[1] != visited[2]
    assert program.document.project.network is before
    assert menu.isVisible()
    QTest.keyClick(handle, Qt.Key.Key_L)
    QTest.keyClick(handle, Qt.Key.Key_Return)
    assert program.document.project.network.layer("L2").activation_function == "leaky_relu"
    assert not program.document.project.network.layer("L2").bias_frozen.any()


def test_the_list_is_opened_at_the_function_ticked_and_arrows_go_on_from_there(program: Program, qtbot: QtBot) -> None:
    names = list(ACTIVATION_FUNCTIONS)
    ticked = program.document.network.layer("L2").activation_function
    menu = open_menu(program, qtbot)
    assert entry(menu) == ticked
    QTest.keyClick(menu, Qt.Key.Key_Down)
    assert entry(menu) == names[names.index(ticked) + 1]
    QTest.keyClick(menu, Qt.Key.Key_Up)
    QTest.keyClick(menu, Qt.Key.Key_Up)
    assert entry(menu) == names[names.index(ticked) - 1]


def test_escape_closes_the_list_as_a_real_keyboard_sends_it_with_a_text(program: Program, qtbot: QtBot) -> None:
    menu = open_menu(program, qtbot)
    closed: list[bool] = []
    menu.aboutToHide.connect(lambda: closed.append(True))
    handle = menu.windowHandle()
    QTest.sendKeyEvent(QTest.KeyAction.Click, handle, Qt.Key.Key_Escape, "\x1b", Qt.KeyboardModifier.NoModifier)
    assert closed
