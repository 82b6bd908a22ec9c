"""The menu bar and the key Alt."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from gui.window.menu_bar import MenuBar

ALT = Qt.KeyboardModifier.AltModifier


@pytest.mark.parametrize("is_wheel_turned", [False, True])
def test_alt_let_go_after_a_turn_of_the_wheel_leaves_the_keyboard_alone(qtbot: QtBot, is_wheel_turned: bool) -> None:
    window, bar, field = QMainWindow(), MenuBar(), QLineEdit()
    qtbot.addWidget(window)
    window.setMenuBar(bar)
    bar.addMenu("&File").addAction("Open")
    window.setCentralWidget(field)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    QTest.keyPress(window.windowHandle(), Qt.Key.Key_Alt, ALT)
    if is_wheel_turned:
        place, none = QPointF(5, 5), Qt.MouseButton.NoButton
        turned = QPoint(120, 0)
        event = QWheelEvent(place, place, QPoint(), turned, none, ALT, Qt.ScrollPhase.NoScrollPhase, False)
        QApplication.sendEvent(field, event)
    QTest.keyRelease(window.windowHandle(), Qt.Key.Key_Alt)
    assert field.hasFocus() is is_wheel_turned
    assert bar.hasFocus() is not is_wheel_turned


def test_f10_opens_the_first_menu(qtbot: QtBot) -> None:
    window, bar, field = QMainWindow(), MenuBar(), QLineEdit()
    qtbot.addWidget(window)
    window.setMenuBar(bar)
    menu = bar.addMenu("&File")
    menu.addAction("Open")
    bar.addMenu("&Edit").addAction("Undo")
    window.setCentralWidget(field)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_F10)
    assert QApplication.activePopupWidget() is menu
    menu.close()
