"""One-key shortcuts yield to the control that has the focus, and to nothing else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QSlider,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.settings import Settings
from gui.theme import ThemeManager
from gui.widgets import Choice, ChoiceField, NumberField
from gui.window.shortcut_guard import ShortcutGuard


class Bench(QWidget):
    """Controls of every kind above three one-key actions."""

    def __init__(self) -> None:
        super().__init__()
        self.fired: list[str] = []
        self.clicks = 0
        self.button = QPushButton("Add", clicked=self._count)
        self.field = QLineEdit()
        self.combo = QComboBox()
        self.combo.addItems(["Euler", "Run"])
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.plain = QWidget(focusPolicy=Qt.FocusPolicy.StrongFocus)
        self.number = NumberField(1.0)
        self.choice = ChoiceField((Choice("a", "Alpha"), Choice("b", "Beta")))
        self.choice.set_choice("a")
        self.table = QTableView()
        column = QVBoxLayout(self)
        for widget in (
            self.button,
            self.field,
            self.combo,
            self.slider,
            self.plain,
            self.number,
            self.choice,
            self.table,
        ):
            column.addWidget(widget)
        for key in ("Space", "Right", "R"):
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(lambda _checked, key=key: self.fired.append(key))
            self.addAction(action)

    def _count(self) -> None:
        self.clicks += 1


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Bench]:
    themes = ThemeManager(qapp, Settings(tmp_path / "settings.ini"))
    guard = ShortcutGuard(qapp)
    widget = Bench()
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    yield widget
    guard.deleteLater()
    themes.deleteLater()


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key) -> None:
    widget.setFocus()
    qtbot.keyClick(widget, key)


def test_space_presses_a_focused_button(bench: Bench, qtbot: QtBot) -> None:
    press(qtbot, bench.button, Qt.Key.Key_Space)
    assert bench.clicks == 1
    assert bench.fired == []


def test_a_mouse_click_on_a_button_leaves_space_to_the_shortcut(bench: Bench, qtbot: QtBot) -> None:
    bench.plain.setFocus()
    qtbot.mouseClick(bench.button, Qt.MouseButton.LeftButton)
    assert bench.clicks == 1
    assert not bench.button.hasFocus()
    qtbot.keyClick(bench.plain, Qt.Key.Key_Space)
    assert bench.fired == ["Space"]


def test_a_click_on_a_button_of_a_window_at_rest_leaves_it_no_keyboard(bench: Bench, qtbot: QtBot) -> None:
    bench.plain.setFocus()
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    qtbot.mouseClick(bench.button, Qt.MouseButton.LeftButton)
    assert bench.clicks == 1
    assert bench.focusWidget() is bench.plain


@pytest.mark.parametrize("lose", [QWidget.hide, lambda button: button.setEnabled(False)])
def test_what_a_control_can_keep_no_longer_is_no_typing_in_the_next_field(
    bench: Bench, qtbot: QtBot, lose: Callable[[QWidget], None]
) -> None:
    bench.button.setFocus()
    lose(bench.button)
    qtbot.keyClick(bench.windowHandle(), Qt.Key.Key_Space)
    assert bench.field.text() == ""
    assert bench.fired == ["Space"]


def test_one_who_types_goes_on_typing_where_the_field_goes_away(bench: Bench) -> None:
    bench.field.setFocus()
    bench.combo.hide()
    bench.slider.hide()
    bench.plain.hide()
    bench.field.hide()
    assert bench.number.hasFocus()


def test_typing_in_a_field_fires_nothing(bench: Bench, qtbot: QtBot) -> None:
    bench.field.setFocus()
    qtbot.keyClicks(bench.field, "r r")
    assert bench.field.text() == "r r"
    assert bench.fired == []


def test_arrows_move_a_focused_slider(bench: Bench, qtbot: QtBot) -> None:
    press(qtbot, bench.slider, Qt.Key.Key_Right)
    assert bench.slider.value() == 1
    assert bench.fired == []


def test_letters_choose_in_a_focused_list(bench: Bench, qtbot: QtBot) -> None:
    press(qtbot, bench.combo, Qt.Key.Key_R)
    assert bench.combo.currentText() == "Run"
    assert bench.fired == []


def test_a_table_leaves_space_to_the_shortcut(bench: Bench, qtbot: QtBot) -> None:
    press(qtbot, bench.table, Qt.Key.Key_Space)
    press(qtbot, bench.table, Qt.Key.Key_Right)
    assert bench.fired == ["Space"]


def test_after_a_number_is_accepted_space_is_the_shortcut_and_tab_goes_on(bench: Bench, qtbot: QtBot) -> None:
    bench.number.setFocus()
    qtbot.keyClicks(bench.number, "5")
    qtbot.keyClick(bench.number, Qt.Key.Key_Return)
    qtbot.keyClick(bench.windowHandle(), Qt.Key.Key_Space)
    assert bench.fired == ["Space"]
    qtbot.keyClick(bench.windowHandle(), Qt.Key.Key_Tab)
    assert bench.choice.hasFocus()
    bench.number.setFocus()
    qtbot.keyClick(bench.number, Qt.Key.Key_Escape)
    qtbot.keyClick(bench.windowHandle(), Qt.Key.Key_Backtab)
    assert bench.plain.hasFocus()


def test_a_list_chosen_from_with_the_mouse_hands_the_keyboard_back(bench: Bench, qtbot: QtBot) -> None:
    bench.field.setFocus()
    qtbot.mouseClick(bench.choice, Qt.MouseButton.LeftButton)
    view = bench.choice.view()
    place = view.visualRect(view.model().index(1, 0)).center()

    def choose() -> bool:
        """Click until the list takes it: the click that opened it might have been the first of two."""
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        return not view.isVisible()

    qtbot.waitUntil(choose)
    assert bench.choice.choice == "b"
    assert not bench.choice.hasFocus()
    qtbot.keyClick(bench.windowHandle(), Qt.Key.Key_R)
    assert bench.fired == ["R"]


def test_a_list_chosen_from_with_keys_keeps_the_keyboard(bench: Bench, qtbot: QtBot) -> None:
    press(qtbot, bench.choice, Qt.Key.Key_B)
    assert bench.choice.choice == "a"  # a letter alone opens the list
    qtbot.keyClick(bench.choice.view(), Qt.Key.Key_Return)
    assert bench.choice.choice == "b"
    assert bench.choice.hasFocus()
    press(qtbot, bench.choice, Qt.Key.Key_A)
    qtbot.keyClick(bench.choice.view(), Qt.Key.Key_Escape)
    assert bench.choice.choice == "b"
    assert bench.fired == []


def test_a_list_closed_by_a_click_beside_it_hands_the_keyboard_back(bench: Bench, qtbot: QtBot) -> None:
    qtbot.mouseClick(bench.choice, Qt.MouseButton.LeftButton)
    assert bench.choice.view().isVisible()
    bench.choice.view().window().close()  # as Qt does on a click beside a popup
    assert bench.focusWidget() is None


@pytest.mark.parametrize(
    ("key", "name"), [(Qt.Key.Key_Space, "Space"), (Qt.Key.Key_R, "R"), (Qt.Key.Key_Right, "Right")]
)
def test_elsewhere_the_shortcut_fires(bench: Bench, qtbot: QtBot, key: Qt.Key, name: str) -> None:
    press(qtbot, bench.plain, key)
    assert bench.fired == [name]


def test_clicks_on_one_button_after_another_leave_the_keyboard_where_it_was(bench: Bench, qtbot: QtBot) -> None:
    other = QPushButton("Other", bench)
    bench.layout().addWidget(other)
    other.show()
    bench.plain.setFocus()
    qtbot.mouseClick(bench.button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    assert bench.plain.hasFocus()
    assert not bench.button.hasFocus()
