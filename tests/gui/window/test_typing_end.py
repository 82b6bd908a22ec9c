"""A button pressed with the mouse ends the typing in a field, but for the buttons of the field's own control."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.settings import Settings
from gui.theme import ThemeManager
from gui.widgets import IntegerField
from gui.window.shortcut_guard import ShortcutGuard
from gui.window.typing_end import TypingEnd


class Bench(QWidget):
    """A field, its label, a number with plus and minus, and a button, above Space as a shortcut."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.field, self.label = QLineEdit(), QLabel("Name")
        self.number, self.button = IntegerField(3), QPushButton("Mend")
        column = QVBoxLayout(self)
        for widget in (self.label, self.field, self.number, self.button):
            column.addWidget(widget)
        self.field.editingFinished.connect(lambda: self.told.append(self.field.text()))
        self.button.clicked.connect(lambda: self.told.append("mended"))
        play = QAction(self)
        play.setShortcut(QKeySequence("Space"))
        play.triggered.connect(lambda: self.told.append("played"))
        self.addAction(play)

    def press(self, widget: QWidget) -> None:
        """Click on it, as the window is told of it."""
        place = widget.mapTo(self, widget.rect().center())
        QTest.mouseClick(self.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Bench]:
    others = ThemeManager(qapp, Settings(tmp_path / "settings.ini")), ShortcutGuard(qapp), TypingEnd(qapp)
    widget = Bench()
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    yield widget
    for each in others:
        each.deleteLater()


def test_a_button_pressed_accepts_what_was_typed_and_leaves_space_to_the_shortcut(bench: Bench) -> None:
    bench.field.setFocus()
    QTest.keyClicks(bench.field, "a b")
    bench.press(bench.button)
    QTest.keyClick(bench.windowHandle(), Qt.Key.Key_Space)
    assert bench.told == ["a b", "mended", "played"]
    assert bench.field.text() == "a b"


def test_what_is_no_button_ends_no_typing(bench: Bench) -> None:
    bench.field.setFocus()
    bench.press(bench.field)
    bench.press(bench.label)
    assert bench.field.hasFocus()


def test_the_plus_of_a_number_leaves_it_the_keyboard(bench: Bench) -> None:
    bench.number.setFocus()
    plus = bench.number.findChildren(QToolButton)[-1]
    bench.press(plus)
    assert bench.number.field.hasFocus()


def test_a_window_that_closes_while_one_types_is_let_go(bench: Bench, qtbot: QtBot) -> None:
    other = Bench()
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    other.field.setFocus()
    other.close()
    other.deleteLater()
    qtbot.waitUntil(lambda: not bench.field.hasFocus())
    with qtbot.waitActive(bench):
        bench.activateWindow()
    bench.field.setFocus()
    bench.press(bench.button)
    assert bench.told[-1] == "mended"
